p='graph/store/sqlite.ts'
s=open(p).read()
i=s.index('const BUSY = 5;')
j=s.index('function guarded<Result>')
codes=s[i:j]
k=s.index('function plainError(')
tail=s[k:]
guard=s[j:k]
# move strangersError too
a=s.index('function strangersError(')
b=s.index('function tooOldToConfine')
stranger=s[a:b]
main=s[:i]+guard
main=main.replace(stranger,'')
main=main.replace('import { HortusError } from "#kernels/errors.ts";','import { corrupt, plainError, strangersError } from "#graph/store/sqlite-error.ts";\nimport { HortusError } from "#kernels/errors.ts";')
open(p,'w').write(main.rstrip()+"\n")
err='''// What SQLite complains about, as one line with a code and what to do next. It opens nothing.

import { HortusError } from "#kernels/errors.ts";

'''+codes.replace('const BUSY','const FAILED = 1;\nconst BUSY')+tail.replace('function plainError','/** An error of the garden\'s own statements; one of no known kind stays as it is. */\nexport function plainError').replace('function corrupt','export function corrupt')+"\n"+stranger.replace('function strangersError','''/**
 * An error of a stranger's statement.
 * @param denied what was forbidden while it was compiled, in words; null for nothing
 */
export function strangersError''').replace('code === 1 ','code === FAILED ')
open('graph/store/sqlite-error.ts','w').write(err)
