def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
sub('tests/agents/query/query-garden.test.ts',
('run: (sql, options) => (ran.push(sql), queries.run(sql, options)),','''run: (sql, options) => {
        ran.push(sql);
        return queries.run(sql, options);
      },'''),
('scripted("waits", () => (setTimeout(() => stop.abort(), 200), INTERMEDIATE(endless)));','''scripted("waits", () => {
      setTimeout(() => stop.abort(), 200);
      return INTERMEDIATE(endless);
    });'''),
('expect((result as { queries: unknown[] }).queries).toHaveLength(2);','expect((result as QueryAnswer).queries).toHaveLength(2);'),
('import { continueQuery, queryGarden }','import type { QueryAnswer } from "#agents/query/query-answer.ts";\nimport { queryGarden }'),
('    expect(continueQuery).toBeTypeOf("function");\n',''),
('    const result = await run();\n    const made =','    const result = await run({ question: "Which concepts do most documents mention?" });\n    const made ='),
)
