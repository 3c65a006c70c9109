// The only door to node:sqlite: opening, prepared statements, transactions, migrations, errors made plain. It knows no tables.

import { closeSync, existsSync, mkdirSync, openSync, readSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { backup, constants, DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { corrupt, plainError, strangersError } from "#graph/store/sqlite-error.ts";
import { HortusError } from "#kernels/errors.ts";

export type SqlValue = SQLInputValue;
export type SqlRow = Record<string, SqlOutput>;
type SqlOutput = null | number | bigint | string | Uint8Array;

export interface SqliteOptions {
  readonly readOnly?: boolean;
  /** How long a second writer waits for the first, milliseconds. */
  readonly busyMs?: number;
  /** `FULL` (default): what was acknowledged survives power loss. `NORMAL` is for caches that can be made again. */
  readonly synchronous?: "FULL" | "NORMAL";
}

/** An open database. Every method may throw `graph.locked`, `graph.corrupt` or, for a full disk, `internal`. */
export interface Sqlite extends Disposable {
  readonly path: string;
  exec(sql: string): void;
  /** Rows of a statement; statements are prepared once and kept. */
  all<Row extends object = SqlRow>(sql: string, ...parameters: readonly SqlValue[]): Row[];
  get<Row extends object = SqlRow>(sql: string, ...parameters: readonly SqlValue[]): Row | undefined;
  /** As `all`, each row an array of its columns: half the time where rows are many, since an object for each has to look up its names. */
  rows<Row extends readonly SqlOutput[]>(sql: string, ...parameters: readonly SqlValue[]): Row[];
  /** Hands on one row after the other as an array of its columns: for reading whole tables without holding them. */
  each<Row extends readonly SqlOutput[]>(sql: string, parameters: readonly SqlValue[], take: (row: Row) => void): void;
  /** Runs a statement and answers how many rows it changed and the last row id. */
  run(sql: string, ...parameters: readonly SqlValue[]): { readonly changes: number; readonly id: number };
  /** Inserts rows, many with each statement: `into` is `INSERT INTO table(columns)`, a row its values. A full-text table gains nothing. */
  insert(into: string, rows: readonly (readonly SqlValue[])[]): void;
  /** Runs `work` in one transaction that takes the write lock first; a throw inside leaves nothing behind. Not reentrant. */
  transaction<Result>(work: () => Result): Result;
  /** Runs `work` on one unchanging snapshot. */
  snapshot<Result>(work: () => Result): Result;
  close(): void;
}

const PRAGMAS = "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768; PRAGMA temp_store=MEMORY;";
/** A checkpoint once the log holds some 64 MB: written often, the same pages would be copied again and again. */
const WRITER_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=16000;";

/**
 * Opens a database file, made when missing unless `readOnly`.
 * @throws `graph.corrupt` when the file is not an SQLite database or is damaged
 * @throws `graph.locked` when another process holds it for longer than `busyMs`
 */
export function openSqlite(path: string, options: SqliteOptions = {}): Sqlite {
  return guarded(path, () => {
    if (path !== ":memory:" && !options.readOnly) mkdirSync(dirname(path), { recursive: true });
    refuseForeignFile(path);
    const database = new DatabaseSync(path, { readOnly: options.readOnly ?? false, timeout: options.busyMs ?? 5000 });
    try {
      database.exec(PRAGMAS);
      if (!options.readOnly) database.exec(`${WRITER_PRAGMAS} PRAGMA synchronous=${options.synchronous ?? "FULL"};`);
      return connection(path, database);
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  });
}

/** One step of a schema: statements, or what fills a table from others. */
export type Migration = string | ((database: Sqlite) => void);

/**
 * Brings a schema up to date: `migrations[n]` leads from version n to n + 1, each in its own transaction.
 * @throws `graph.too_new` when the file was written by a later Hortus
 */
export function migrate(database: Sqlite, migrations: readonly Migration[]): void {
  const version = (): number => Number(database.get("PRAGMA user_version")!.user_version);
  const found = version();
  if (found > migrations.length) {
    throw new HortusError(
      "graph.too_new",
      `${database.path} was written by a newer Hortus (schema ${found}, this one knows ${migrations.length}): update Hortus to open it.`,
      { path: database.path, found, known: migrations.length },
    );
  }
  while (version() < migrations.length) {
    database.transaction(() => {
      const at = version();
      if (at >= migrations.length) return;
      const step = migrations[at]!;
      if (typeof step === "string") database.exec(step);
      else step(database);
      database.exec(`PRAGMA user_version=${at + 1};`);
    });
  }
}

export interface CopyOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes copied, and bytes there are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A database as it was at one instant, to be copied while others go on writing. */
export interface Snapshot extends Disposable {
  /**
   * Writes the copy to a new file, in parts between which other work gets its turn. A failed or stopped copy leaves a broken file behind.
   * @throws `interrupted`; what opening throws
   */
  copyTo(file: string, options?: CopyOptions): Promise<void>;
}

const PAGES_A_STEP = 2000;

/** Fixes the instant. What is written from now on is no part of the copy, however long it takes. @throws as `openSqlite` */
export function openSnapshot(path: string): Snapshot {
  return guarded(path, () => {
    refuseForeignFile(path);
    const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
    try {
      // A read transaction begins with the first read: while it is open the copy is never started over, whoever writes.
      database.exec("BEGIN; SELECT count(*) FROM sqlite_schema;");
    } catch (thrown) {
      database.close();
      throw thrown;
    }
    const page = Number(database.prepare("PRAGMA page_size").get()!.page_size);
    return {
      copyTo: (file, options = {}) => copyPages(database, file, page, options),
      [Symbol.dispose]: () => database.close(),
    };
  });
}

/** Reads every page of the file. @throws `graph.corrupt` when one does not fit the others */
export function checkIntegrity(path: string): void {
  using database = openSqlite(path, { readOnly: true });
  const [first] = database.all<{ integrity_check: string }>("PRAGMA integrity_check(1)");
  if (first?.integrity_check !== "ok") throw corrupt(path, first?.integrity_check);
}

/**
 * Makes sure that nobody else has the database open, and leaves it as one file without a log beside it: to be moved or taken away.
 * @throws `graph.locked` when somebody has
 */
export function closeForAll(path: string): void {
  using database = openSqlite(path, { busyMs: 1000 });
  // A database leaves WAL mode only when its one connection asks.
  database.exec("PRAGMA journal_mode=DELETE");
}

/** What a statement by a stranger may do. SQLite asks while it compiles: nothing that is not allowed here is ever run. */
export interface Confinement {
  /** Statements that run before anything is forbidden: what the stranger is to see, as TEMP views. */
  readonly prepare: string;
  /** Functions for those views. */
  readonly functions: Readonly<Record<string, (...values: never[]) => SqlValue>>;
  /** One column of a table. `within` is the innermost view, or common table expression, that reads. How many rows there are is free. */
  mayRead(table: string, schema: string | null, within: string | null): boolean;
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
      for (const [name, work] of Object.entries(confinement.functions))
        database.function(name, safe, work as (...values: unknown[]) => SqlValue);
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
  database.setAuthorizer((deed, first, second, schema, within) => {
    const allowed =
      deed === constants.SQLITE_SELECT ||
      deed === constants.SQLITE_RECURSIVE ||
      (deed === constants.SQLITE_READ && (second === "" || mayRead(first ?? "", schema, within))) ||
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

function tooOldToConfine(): HortusError {
  return new HortusError(
    "usage.invalid",
    `Queries need Node 24.15 or newer; this is ${process.versions.node}. "npm ci" in the clone brings one.`,
  );
}

async function copyPages(database: DatabaseSync, file: string, page: number, { signal, onProgress }: CopyOptions): Promise<void> {
  const progress = ({ totalPages, remainingPages }: { totalPages: number; remainingPages: number }): void => {
    if (signal?.aborted) throw new HortusError("interrupted", "Interrupted while copying: run the same command again.");
    onProgress?.((totalPages - remainingPages) * page, totalPages * page);
  };
  try {
    await backup(database, file, { rate: PAGES_A_STEP, progress });
  } catch (thrown) {
    throw thrown instanceof HortusError ? thrown : plainError(file, thrown);
  }
}

function connection(path: string, database: DatabaseSync): Sqlite {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => keptStatement(statements, database, sql);
  const arrays = new Map<string, StatementSync>();
  const within = <Result>(begin: string, work: () => Result): Result => {
    guarded(path, () => database.exec(begin));
    try {
      const result = work();
      guarded(path, () => database.exec("COMMIT"));
      return result;
    } catch (thrown) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw thrown;
    }
  };
  const close = (): void => {
    statements.clear();
    arrays.clear();
    if (database.isOpen) database.close();
  };
  return {
    path,
    exec: (sql) => guarded(path, () => database.exec(sql)),
    all: <Row extends object>(sql: string, ...parameters: readonly SqlValue[]) =>
      guarded(path, () => prepared(sql).all(...parameters) as unknown as Row[]),
    get: <Row extends object>(sql: string, ...parameters: readonly SqlValue[]) =>
      guarded(path, () => prepared(sql).get(...parameters) as unknown as Row | undefined),
    rows: <Row extends readonly SqlOutput[]>(sql: string, ...parameters: readonly SqlValue[]) =>
      guarded(path, () => keptStatement(arrays, database, sql, "arrays").all(...parameters) as unknown as Row[]),
    each: <Row extends readonly SqlOutput[]>(sql: string, parameters: readonly SqlValue[], take: (row: Row) => void) =>
      guarded(path, () => {
        const statement = database.prepare(sql);
        statement.setReturnArrays(true);
        for (const row of statement.iterate(...parameters)) take(row as unknown as Row);
      }),
    run: (sql, ...parameters) =>
      guarded(path, () => {
        const { changes, lastInsertRowid } = prepared(sql).run(...parameters);
        return { changes: Number(changes), id: Number(lastInsertRowid) };
      }),
    insert: (into, rows) => guarded(path, () => insertRows(prepared, into, rows)),
    transaction: (work) => within("BEGIN IMMEDIATE", work),
    snapshot: (work) => within("BEGIN", work),
    close,
    [Symbol.dispose]: close,
  };
}

function keptStatement(kept: Map<string, StatementSync>, database: DatabaseSync, sql: string, rows?: "arrays"): StatementSync {
  const known = kept.get(sql);
  if (known !== undefined) return known;
  const statement = database.prepare(sql);
  statement.setReturnArrays(rows === "arrays");
  kept.set(sql, statement);
  return statement;
}

/** Handing a statement its values takes as long as what SQLite does with a short row: with so many rows it is less than half. */
const ROWS_AT_ONCE = 50;

function insertRows(prepared: (sql: string) => StatementSync, into: string, rows: readonly (readonly SqlValue[])[]): void {
  if (rows.length === 0) return;
  const one = `(${rows[0]!.map(() => "?").join(", ")})`;
  const many = `${into} VALUES ${Array.from({ length: ROWS_AT_ONCE }, () => one).join(", ")}`;
  let at = 0;
  for (; at + ROWS_AT_ONCE <= rows.length; at += ROWS_AT_ONCE) prepared(many).run(...rows.slice(at, at + ROWS_AT_ONCE).flat());
  for (; at < rows.length; at++) prepared(`${into} VALUES ${one}`).run(...rows[at]!);
}

const HEADER = "SQLite format 3\u0000";

/** SQLite itself would happily treat a short foreign file as empty and write over it. */
function refuseForeignFile(path: string): void {
  if (path === ":memory:" || !existsSync(path) || statSync(path).size === 0) return;
  const head = Buffer.alloc(HEADER.length);
  const file = openSync(path, "r");
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  if (head.toString("latin1") !== HEADER) throw corrupt(path);
}

function guarded<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    throw thrown instanceof HortusError ? thrown : plainError(path, thrown);
  }
}
