def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b)
    open(p,'w').write(s)
sub('graph/store/sqlite.ts',
('''  /** `column` is empty where a table is only counted; `within` is the innermost view, or common table expression, that reads. */
  mayRead(table: string, column: string, within: string | null): boolean;''','''  /** One column of a table. `within` is the innermost view, or common table expression, that reads. How many rows there are is free. */
  mayRead(table: string, schema: string | null, within: string | null): boolean;'''),
('(deed, first, second, _database, within)','(deed, first, second, schema, within)'),
('(deed === constants.SQLITE_READ && mayRead(first ?? "", second ?? "", within))','(deed === constants.SQLITE_READ && (second === "" || mayRead(first ?? "", schema, within)))'))
sub('graph/query/sql-worker.ts',
('''    mayRead: (table, column, within) =>
      hidden.has(table) ||
      hidden.has(within ?? "") ||
      TABLE_FUNCTIONS.has(table) ||
      (column === "" && (TABLES_BEHIND.has(table) || VIEW_NAMES.has(table))),''','''    mayRead: (table, schema, within) =>
      hidden.has(within ?? "") || TABLE_FUNCTIONS.has(table) || (schema === "temp" && (hidden.has(table) || VIEW_NAMES.has(table))),'''),
(' TABLES_BEHIND,',''))
s=open('graph/query/views.ts').read()
i=s.index('/** The tables the views rest on.'); j=s.index('/** One line for each view')
open('graph/query/views.ts','w').write(s[:i]+s[j:])
sub('graph/query/sql-face.ts',('''    this.#running ??= started(this.#file);
    this.#running.then(({ child }) => child.once("exit", () => { this.#running = null; }), () => { this.#running = null; });
''','''    this.#running ??= started(this.#file, () => {
      this.#running = null;
    });
'''),('async function started(file: string)','async function started(file: string, gone: () => void)'),('''  child.unref();
''','''  child.once("exit", gone).once("error", gone).unref();
'''))
