// The ledger's tables. Bodies are canonical JSON, so that a later version can chain their hashes; columns beside them are for look-up.
// Append-only tables refuse UPDATE and DELETE themselves. What changes is in tables of its own: `run_state` (how a run stands), `fact`
// (caches, such as what a model can do) and `checkpoint*` (a run's place, gone when it ends).

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
  // Rows are only added: a run's standing moves to a small table that changes, a hypothesis' later state is a later row, and pairs are
  // made at export. Comparisons now hold the task, the sentences and both texts; what earlier versions kept stays readable in `*_1`.
  `
ALTER TABLE run RENAME TO run_1;
CREATE TABLE run (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
INSERT INTO run SELECT n, id, body FROM run_1;
CREATE TABLE run_state (run TEXT PRIMARY KEY, status TEXT NOT NULL, attempt INTEGER NOT NULL, pid INTEGER NOT NULL, finished TEXT) WITHOUT ROWID;
INSERT INTO run_state SELECT id, status, 1, pid, finished FROM run_1;
DROP TABLE run_1;

ALTER TABLE hypothesis RENAME TO hypothesis_1;
CREATE TABLE hypothesis (n INTEGER PRIMARY KEY, id TEXT NOT NULL, run TEXT NOT NULL, body TEXT NOT NULL);
INSERT INTO hypothesis SELECT n, id, run, body FROM hypothesis_1;
DROP TABLE hypothesis_1;
CREATE INDEX hypothesis_id ON hypothesis (id);
CREATE INDEX hypothesis_run ON hypothesis (run, id);
CREATE VIEW hypothesis_newest AS SELECT * FROM hypothesis h WHERE n = (SELECT max(n) FROM hypothesis o WHERE o.run = h.run AND o.id = h.id);

ALTER TABLE result RENAME TO result_1;
CREATE TABLE result (n INTEGER PRIMARY KEY, run TEXT NOT NULL, body TEXT NOT NULL);
INSERT INTO result (run, body) SELECT run, body FROM result_1;
DROP TABLE result_1;
CREATE INDEX result_run ON result (run);

ALTER TABLE comparison RENAME TO comparison_1;
ALTER TABLE judgement RENAME TO judgement_1;
ALTER TABLE pair RENAME TO pair_1;
DROP INDEX judgement_comparison;
CREATE TABLE comparison (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, run TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE judgement (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, comparison TEXT NOT NULL, kind TEXT NOT NULL, judge TEXT NOT NULL,
  body TEXT NOT NULL);
CREATE INDEX judgement_comparison ON judgement (comparison, kind, judge);
CREATE VIEW judgement_standing AS SELECT * FROM judgement j
  WHERE n = (SELECT max(n) FROM judgement o WHERE o.comparison = j.comparison AND o.kind = j.kind AND o.judge = j.judge);
${["run", "event", "step", "hypothesis", "result", "recorded", "comparison", "judgement", "comparison_1", "judgement_1", "pair_1"].map(appendOnly).join("\n")}
`,
];

function appendOnly(table: string): string {
  const refuse = (deed: string) =>
    `CREATE TRIGGER ${table}_no_${deed.toLowerCase()} BEFORE ${deed} ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`;
  return `${refuse("UPDATE")}\n${refuse("DELETE")}`;
}
