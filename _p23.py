def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
sub('apps/dashboard/runs/spoken.ts',('''    .replace(/<(\\|?)\\/?reflect(?:ion)?\\1>/g, "")
''','''    .replace(/<(\\|?)\\/?reflect(?:ion)?\\1>/g, "")
    .replace(/<\\/?(?:intermediate|final)_query>/g, "")
'''),('The tokens that mark a reflection are the model\'s, not the reader\'s.','The tokens that mark a reflection or a query are the model\'s, not the reader\'s.'))
sub('apps/dashboard/runs/runs-view.tsx',('A run asks the garden for hypotheses or for an answer.','A run asks the garden for hypotheses, for an answer in words or for rows.'))
sub('knip.json',('    ".ci/*.js",','    ".ci/*.js",\n    "graph/query/sql-process.ts",'))
sub('README.md',('npx hortus judge ','npx hortus query "Which documents mention nacre?"  # rows, with every query that ran; or your own with --sql, --cypher\nnpx hortus judge '),
('| `graph/` | documents, extraction, resolution, stores, history and branches, backup, search, paths, gaps, import and export |','| `graph/` | documents, extraction, resolution, stores, history and branches, backup, search, queries, paths, gaps, import and export |'))
sub('ARCHITECTURE.md',('| how the local model runs |','| how a query of a stranger is kept to reading | `graph/query/query-face.ts` (the contract), `graph/query/views.ts`, `graph/query/sql-process.ts` |\n| how a question becomes queries | `agents/query/query-garden.ts`, `agents/query/explore.ts` (the tree), `agents/query/composing/` |\n| how the local model runs |'),
('\n## One garden, one folder','''18. **A query of a stranger, person or model, only reads, and only what its schema names.** The database refuses the rest while it compiles
    (SQLite's authorizer, Neo4j's plan and reading mode), and what does not end is ended: SQL runs in a process of its own. [Q1–Q7]

## One garden, one folder'''))
s=open('DECISIONS.md').read()
entry='''## 2026-11-30 A garden is asked by queries, in a process that can be killed
*Who forbids.* Nothing looks at the text of a query. SQLite's authorizer is asked about every table, column and function while it compiles; Neo4j
explains the query first, and its transaction may only read (reading mode alone allows `LOAD CSV` and procedures that look into the server).
*Views.* What a query sees are TEMP views (`graph/query/views.ts`), made on each connection: no migration, no second truth in the file, the
same for old gardens. SQLite names the view that reads a table, but a common table expression of the same name passes for it; so each public
view is one over another with a random name, and only those may read tables. How many rows any table has is not hidden: SQLite does not tell
it from counting a view. Words in texts are looked up by a function, `documents_with`, since texts are kept compressed and only some phrases
become concepts.
*Time and memory.* A thread inside SQLite cannot be ended: `terminate` waited for ever on an endless recursion. So SQL runs in a child process
with an empty environment, which kills itself when time, memory or its parent is gone. Values are bounded to 2 MB (`limits`), sorting goes to temporary
files; the heap limit of SQLite does nothing in Node's build. Needs Node 24.15 (`setAuthorizer`, `limits`); older ones are told.
*Execution-aware (ReEx-SQL).* A model writes one step at a time and sees three rows or the error; alternatives of one step share what came
before, those with rows are gone on with first, ten queries in all. That a query ran and brought rows is all that is verified. A verified one
against those that failed makes a pair of the source `query`. The probe has two tasks for it (version 3): models are tried anew.
*Without a model* the composer knows some twenty shapes of questions, says how it read one, tries the strict query first and looser ones when
nothing comes, and refuses the rest. It writes SQL only.
Given up: counting rows of hidden tables; temporary files may grow for as long as a query may take; a start of some tenths of a second for the
first query; questions in Cypher without a model.

'''
i=s.index('## 2026-11-')
s=s[:i]+entry+s[i:]
open('DECISIONS.md','w').write(s)
