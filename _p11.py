import re
def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
sub('graph/extraction/concept-class.ts',('const classOf = new Map(','/** Every class the table gives, and the one where it does not know. */\nexport const CONCEPT_CLASSES: ReadonlySet<string> = new Set([...Object.keys(TABLE), "entity"]);\n\nconst classOf = new Map('))
s=open('agents/query/composing/clause.ts').read()
s=s.replace('  readonly end: number;','  readonly stop: number;').replace('"type" | "flipped" | "end"','"type" | "flipped" | "stop"').replace('end: at +','stop: at +')
open('agents/query/composing/clause.ts','w').write(s)
s=open('agents/query/composing/relation-shapes.ts').read()
s=s.replace('relation.end','relation.stop')
open('agents/query/composing/relation-shapes.ts','w').write(s)
