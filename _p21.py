def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
s=open('tests/apps/server/queries.test.ts').read()
s=s.replace("WHERE label = 'nacre'","WHERE lower(label) = 'nacre'").replace('''  const [concept] = await workbench.garden.store.concepts([rows.concepts.nacre as never]);
  expect(concept!.label).toBe("nacre");''','''  const label = String(rows.rows[0]![0]);
  const [concept] = await workbench.garden.store.concepts([rows.concepts[label] as never]);
  expect(concept!.label).toBe(label);''')
s=s.replace('as Record<string, never> & { error: { code: string; message: string } }','as { run: RunId; error: { code: string; message: string } }')
s=s.replace('(body as { run: string }).run','body.run').replace('(body as { run: never }).run','body.run')
s=s.replace('import type { QueryAnswer }','import type { RunId } from "#agents/model.ts";\nimport type { QueryAnswer }')
s=s.replace('body as unknown as QueryRowsAnswer','body as object as QueryRowsAnswer')
open('tests/apps/server/queries.test.ts','w').write(s)
