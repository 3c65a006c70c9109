import re
p='graph/store/sqlite.ts'
s=open(p).read()
s=s.replace('import { backup, DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";','import { backup, constants, DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";')
s=s.replace('''async function copyPages(''','''/** What a statement by a stranger may do. SQLite asks while it compiles: nothing that is not allowed here is ever run. */
export interface Confinement {
  /** Statements that run before anything is forbidden: what the stranger is to see, as TEMP views. */
  readonly prepare: string;
  /** Functions for those views. */
  readonly functions: Readonly<Record<string, (...values: never[]) => SqlValue>>;
  /** `column` is empty where a table is only counted; `within` is the innermost view, or common table expression, that reads. */
  mayRead(table: string, column: string, within: string | null): boolean;
  mayCall(name: string, within: string | null): boolean;
  /** Bytes that one text or blob may have, in between too. */
  readonly longest: number;
}

export interface ConfinedReader extends Disposable {
  /**
   * Runs one statement and hands on its rows until `take` answers false. Integers come as bigint.
   * @returns the names of the columns
   * @throws `query.refused` what is not allowed, more than one statement; `query.invalid` what SQLite does not understand; `query.limit`
   */
  read(sql: string, take: (row: readonly SqlOutput[]) => boolean): readonly string[];
}

/**
 * Opens a database for statements of strangers. It bounds what they may touch, not how long they take: SQLite cannot be stopped from
 * within, so run it where it can be ended from without. What does not fit its 16 MB of memory goes to temporary files.
 * @throws `usage.invalid` on a Node that cannot forbid; else as `openSqlite`
 */
export function openConfined(path: string, confinement: Confinement): ConfinedReader {
  return guarded(path, () => {
    refuseForeignFile(path);
    const limits = { length: confinement.longest, sqlLength: 100_000, exprDepth: 200, compoundSelect: 50, attach: 0 };
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5000, limits });
    try {
      if (typeof database.setAuthorizer !== "function" || database.limits?.length !== confinement.longest) throw tooOldToConfine();
      database.exec("PRAGMA cache_size=-16384; PRAGMA temp_store=FILE; PRAGMA trusted_schema=OFF;");
      const safe = { deterministic: true, directOnly: false, varargs: false };
      for (const [name, work] of Object.entries(confinement.functions)) database.function(name, safe, work as (...values: unknown[]) => SqlValue);
      database.exec(`${confinement.prepare}; PRAGMA query_only=ON;`);
      return confinedReader(path, database, confinement);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  });
}

function confinedReader(path: string, database: DatabaseSync, { mayRead, mayCall }: Confinement): ConfinedReader {
  let denied: string | null = null;
  database.setAuthorizer((deed, first, second, _database, within) => {
    const allowed =
      deed === constants.SQLITE_SELECT ||
      deed === constants.SQLITE_RECURSIVE ||
      (deed === constants.SQLITE_READ && mayRead(first ?? "", second ?? "", within)) ||
      (deed === constants.SQLITE_FUNCTION && mayCall(second ?? "", within));
    if (!allowed) denied ??= deedWords(deed, first, second);
    return allowed ? constants.SQLITE_OK : constants.SQLITE_DENY;
  });
  const read: ConfinedReader["read"] = (sql, take) => {
    denied = null;
    try {
      const statement = database.prepare(sql);
      refuseMore(database, sql.slice(statement.sourceSQL.length));
      statement.setReturnArrays(true);
      statement.setReadBigInts(true);
      for (const row of statement.iterate()) if (!take(row as unknown as readonly SqlOutput[])) break;
      return statement.columns().map(({ name }) => name);
    } catch (thrown) {
      throw thrown instanceof HortusError ? thrown : strangersError(path, thrown, denied);
    }
  };
  return { read, [Symbol.dispose]: () => database.close() };
}

/** SQLite compiles the first statement and leaves the rest alone: what is left must hold none. */
function refuseMore(database: DatabaseSync, rest: string): void {
  if (rest.trim() === "") return;
  try {
    database.prepare(rest);
  } catch (thrown) {
    if ((thrown as { code?: string }).code === "ERR_INVALID_ARG_VALUE") return;
  }
  throw new HortusError("query.refused", "One statement at a time: leave out what stands behind the first semicolon.");
}

function deedWords(deed: number, first: string | null, second: string | null): string {
  if (deed === constants.SQLITE_READ) return `reading ${[first, second].filter(Boolean).join(".")}`;
  if (deed === constants.SQLITE_FUNCTION) return `the function ${second}`;
  const name = Object.entries(constants).find(([key, value]) => value === deed && !NO_DEEDS.test(key))?.[0] ?? "that";
  return [name.replace("SQLITE_", "").replaceAll("_", " "), first].filter(Boolean).join(" ");
}

/** Constants of node:sqlite that are numbers of other things. */
const NO_DEEDS = /^SQLITE_(CHANGESET|OK$|DENY$|IGNORE$|COPY$)/;

function strangersError(path: string, thrown: unknown, denied: string | null): unknown {
  const { errcode: code, message = "" } = thrown as { errcode?: number; message?: string };
  if (denied !== null) return new HortusError("query.refused", `A query only reads, and only what its schema names: not ${denied}.`, { denied });
  if ((thrown as { code?: string }).code === "ERR_INVALID_ARG_VALUE") return new HortusError("query.invalid", "The query is empty.");
  if (code === undefined) return thrown;
  if (code === READ_ONLY) return new HortusError("query.refused", "A query only reads.", {}, thrown);
  if (code === TOO_BIG || code === OUT_OF_MEMORY) return new HortusError("query.limit", `The query needs too much memory: ${message}.`, {}, thrown);
  if (code === 1 || code === RANGE) return new HortusError("query.invalid", `SQLite does not run this query: ${message}.`, { reason: message }, thrown);
  return plainError(path, thrown);
}

function tooOldToConfine(): HortusError {
  return new HortusError("usage.invalid", `Queries need Node 24.15 or newer; this is ${process.versions.node}. "npm ci" in the clone brings one.`);
}

async function copyPages(''')
s=s.replace('''const CORRUPT = 11;
''','''const OUT_OF_MEMORY = 7;
const READ_ONLY = 8;
const CORRUPT = 11;
const TOO_BIG = 18;
const RANGE = 25;
''')
open(p,'w').write(s)
p='kernels/errors.ts'
s=open(p).read()
s=s.replace('''  "concept.not_found",
''','''  "concept.not_found",
  "query.invalid",
  "query.refused",
  "query.limit",
''')
open(p,'w').write(s)
p='apps/cli/exit-codes.ts'
s=open(p).read()
s=s.replace('''  "concept.not_found": EXIT.usage,
''','''  "concept.not_found": EXIT.usage,
  "query.invalid": EXIT.usage,
  "query.refused": EXIT.usage,
  "query.limit": EXIT.failed,
''')
open(p,'w').write(s)
p='apps/server/error-status.ts'
s=open(p).read()
s=s.replace('''  "concept.not_found": 404,
''','''  "concept.not_found": 404,
  "query.invalid": 400,
  "query.refused": 403,
  "query.limit": 422,
''')
open(p,'w').write(s)
