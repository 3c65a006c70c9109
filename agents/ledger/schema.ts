// The ledger's tables. Bodies are canonical JSON, so that a later version can chain their hashes; columns beside them are for look-up.

/** `migrations[n]` leads from schema n to n + 1; see graph/store/sqlite.ts. Never edit one that has shipped: add the next. */
export const LEDGER_MIGRATIONS: readonly string[] = [
  `
CREATE TABLE run (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, status TEXT NOT NULL, pid INTEGER NOT NULL, body TEXT NOT NULL, finished TEXT);
CREATE TABLE event (run TEXT NOT NULL, seq INTEGER NOT NULL, key TEXT NOT NULL, time TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (run, seq), UNIQUE (run, key)) WITHOUT ROWID;
CREATE TABLE step (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, run TEXT NOT NULL, tokens INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX step_run ON step (run);
CREATE TABLE hypothesis (n INTEGER PRIMARY KEY, id TEXT NOT NULL, run TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (run, id));
CREATE INDEX hypothesis_id ON hypothesis (id);
CREATE TABLE comparison (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, run TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE judgement (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, comparison TEXT NOT NULL, judge TEXT NOT NULL,
  verdict TEXT NOT NULL, superseded INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL);
CREATE INDEX judgement_comparison ON judgement (comparison);
CREATE TABLE pair (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, comparison TEXT, judgement TEXT, body TEXT NOT NULL);
CREATE TABLE result (run TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE recorded (key TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE fact (name TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE checkpoint (thread TEXT NOT NULL, ns TEXT NOT NULL, id TEXT NOT NULL, parent TEXT, type TEXT NOT NULL,
  body BLOB NOT NULL, metadata_type TEXT NOT NULL, metadata BLOB NOT NULL, PRIMARY KEY (thread, ns, id)) WITHOUT ROWID;
CREATE TABLE checkpoint_value (thread TEXT NOT NULL, ns TEXT NOT NULL, channel TEXT NOT NULL, version TEXT NOT NULL, type TEXT NOT NULL,
  body BLOB NOT NULL, PRIMARY KEY (thread, ns, channel, version)) WITHOUT ROWID;
CREATE TABLE checkpoint_write (thread TEXT NOT NULL, ns TEXT NOT NULL, id TEXT NOT NULL, task TEXT NOT NULL, idx INTEGER NOT NULL,
  path TEXT NOT NULL, channel TEXT NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (thread, ns, id, task, idx)) WITHOUT ROWID;
`,
];
