def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
s=open('graph/query/cypher-face.ts').read()
i=s.index('    const began'); j=s.index('  };\n  return {')
s=s[:i]+'''    const collected = collectRows(most);
    const take = (cells: readonly unknown[]) => collected.take(cells as readonly Cell[]);
    return collected.result(await database.stream({ cypher, timeoutMs, fetch: Math.min(most + 1, MOST_FETCHED), signal, admit, take }));
'''+s[j:]
s=s.replace('import { type Cell, MOST_CHARACTERS, type QueryFace, type QueryRows, USUAL_LIMITS } from "#graph/query/query-face.ts";','import { collectRows } from "#graph/query/collected-rows.ts";\nimport { type Cell, type QueryFace, USUAL_LIMITS } from "#graph/query/query-face.ts";')
s=s.replace('/** The connection stays','const MOST_FETCHED = 1000;\n\n/** The connection stays')
open('graph/query/cypher-face.ts','w').write(s)
s=open('graph/query/sql-worker.ts').read()
i=s.index('  const began'); j=s.index('function confinement(')
s=s[:i]+'''  const collected = collectRows(most);
  using bodies = openSqlite(file, { readOnly: true });
  using reader = openConfined(file, confinement(bodies));
  return collected.result(reader.read(sql, (row) => collected.take(row.map(cellOf))));
}

'''+s[j:]
s=s.replace('import { type Cell, MOST_CHARACTERS, type QueryRows } from "#graph/query/query-face.ts";','import { collectRows } from "#graph/query/collected-rows.ts";\nimport type { Cell, QueryRows } from "#graph/query/query-face.ts";')
open('graph/query/sql-worker.ts','w').write(s)
