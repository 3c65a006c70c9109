// The only door to neo4j-driver: connect, read, write in managed transactions. It knows Cypher's values and errors, and no garden.

import neo4j, { type Driver, type ManagedTransaction, type QueryResult, type Session, type Transaction } from "neo4j-driver";
import { queryTooLong } from "#graph/query-limit.ts";
import type { Neo4jAddress } from "#graph/store/neo4j/address.ts";
import { connectionError, queryError } from "#graph/store/neo4j/connection-error.ts";
import { HortusError } from "#kernels/errors.ts";

/** What Cypher's parameters can hold. Numbers are integers: they are sent as such, never as floating point. */
export type Neo4jValue = string | number | boolean | null | Uint8Array | readonly Neo4jValue[] | { readonly [name: string]: Neo4jValue };

export interface Statement {
  /** Fixed text; whatever comes from a garden goes through `parameters`, relationship types included (`$(row.name)`). */
  readonly cypher: string;
  readonly parameters?: Readonly<Record<string, Neo4jValue>>;
}

export interface Written {
  /** The rows that the last statement returned. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Everything the server says it changed: nodes, relationships, properties, labels, indexes, constraints. */
  readonly changes: number;
}

export interface Neo4jTransaction {
  /** Byte arrays come back as Int8Array; all else as it was sent. */
  run<Row>(statement: Statement): Promise<Row[]>;
}

/** What the server would do for a query: `r` only reads; `rw`, `w` and `s` (schema) write. */
export interface Explained {
  readonly type: string;
  /** Every operator of the plan with its details, as the server names them. */
  readonly operators: readonly { readonly name: string; readonly details: string }[];
}

export interface StrangersQuery {
  readonly cypher: string;
  /** Milliseconds, for the server and for the wait here. */
  readonly timeoutMs: number;
  /** How many records are fetched at a time. */
  readonly fetch: number;
  readonly signal?: AbortSignal | undefined;
  /** Looks at the plan before anything runs; throws to refuse. */
  readonly admit: (plan: Explained) => void;
  /** One record after the other; false ends it. */
  readonly take: (row: readonly unknown[]) => boolean;
}

export interface Neo4jDatabase extends AsyncDisposable {
  readonly name: string;
  /** One question, asked again when the server says that may help. */
  read<Row>(statement: Statement): Promise<Row[]>;
  /** Several questions in one transaction that only reads; each still sees what is committed when it is asked. */
  reading<Result>(work: (tx: Neo4jTransaction) => Promise<Result>): Promise<Result>;
  /**
   * One transaction of questions and writes: committed when `work` resolves, rolled back whole when it throws. It runs again when the server
   * says that may help, so `work` must leave nothing behind outside of the database.
   */
  writing<Result>(work: (tx: Neo4jTransaction) => Promise<Result>): Promise<Result>;
  /** All statements in one transaction, tried again when the server says that may help: so write what can safely be repeated. */
  write(...statements: readonly Statement[]): Promise<Written>;
  /**
   * Explains a query, then runs it in a transaction that may only read, and undoes that. Values come as JSON has them.
   * @returns the names of the columns
   * @throws `query.invalid`, `query.refused`, `query.limit`, `interrupted`; what `admit` throws
   */
  stream(query: StrangersQuery): Promise<readonly string[]>;
}

export interface ConnectOptions {
  /** Null connects without credentials, for servers that ask for none. */
  readonly password: string | null;
  readonly signal?: AbortSignal | undefined;
}

const CONNECT_MS = 5_000;
const RETRY_MS = 30_000;
/** Relationship types as parameters and `LIST<STRING>` in full-text indexes. */
const OLDEST = [5, 26] as const;

/** @throws `store.unreachable`, `store.unauthorised`, `usage.invalid` (no such database, a server that is too old), `interrupted` */
export async function connectNeo4j(address: Neo4jAddress, options: ConnectOptions): Promise<Neo4jDatabase> {
  const { server, user } = address;
  const token = options.password === null ? undefined : neo4j.auth.basic(user, options.password);
  let driver: Driver;
  try {
    driver = neo4j.driver(server, token, {
      connectionTimeout: CONNECT_MS,
      connectionAcquisitionTimeout: 2 * CONNECT_MS,
      maxTransactionRetryTime: RETRY_MS,
      disableLosslessIntegers: true,
      userAgent: "hortus",
    });
  } catch (thrown) {
    throw new HortusError("usage.invalid", `Neo4j cannot be addressed as ${server}: ${(thrown as Error).message}`, { server }, thrown);
  }
  const database = new Connected(driver, address, options.signal);
  try {
    await database.greet();
    return database;
  } catch (thrown) {
    await driver.close();
    throw thrown;
  }
}

class Connected implements Neo4jDatabase {
  name: string;
  readonly #driver: Driver;
  readonly #address: Neo4jAddress;
  readonly #signal: AbortSignal | undefined;
  /** On a cluster whoever reads sees at least what was written through this connection. */
  readonly #bookmarks = neo4j.bookmarkManager();

  constructor(driver: Driver, address: Neo4jAddress, signal: AbortSignal | undefined) {
    this.name = address.database ?? "";
    this.#driver = driver;
    this.#address = address;
    this.#signal = signal;
  }

  /** Checks that server, user and database are there, and learns the database's name. */
  async greet(): Promise<void> {
    const config = this.#sessionConfig("READ");
    const result = await this.#settle(this.#driver.verifyConnectivity(config).then(() => this.#run("READ", (tx) => tx.run("RETURN 1"))));
    this.name = result.summary.database.name ?? this.name;
    const agent = result.summary.server.agent ?? "";
    const [major = 0, minor = 0] = (/^Neo4j\/(\d+)\.(\d+)/.exec(agent) ?? []).slice(1).map(Number);
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
      const message = `The server at ${this.#address.server} is ${agent || "no Neo4j"}; Hortus needs Neo4j ${OLDEST.join(".")} or newer.`;
      throw new HortusError("usage.invalid", message, { server: this.#address.server, agent });
    }
  }

  /** Begun and asked in one message, where a transaction that is opened first costs a round trip more. */
  async read<Row>({ cypher, parameters }: Statement): Promise<Row[]> {
    const { defaultAccessMode: _, ...config } = this.#sessionConfig("READ");
    const asked = this.#driver.executeQuery(cypher, sent(parameters), { ...config, routing: neo4j.routing.READ });
    return (await this.#settle(asked)).records.map((record) => record.toObject() as Row);
  }

  async reading<Result>(work: (tx: Neo4jTransaction) => Promise<Result>): Promise<Result> {
    return this.#settle(this.#run("READ", (tx) => work(transactionOf(tx))));
  }

  async writing<Result>(work: (tx: Neo4jTransaction) => Promise<Result>): Promise<Result> {
    return this.#settle(this.#run("WRITE", (tx) => work(transactionOf(tx))));
  }

  async write(...statements: readonly Statement[]): Promise<Written> {
    const results = await this.#settle(
      this.#run("WRITE", async (tx) => {
        const done: QueryResult[] = [];
        for (const { cypher, parameters } of statements) done.push(await tx.run(cypher, sent(parameters)));
        return done;
      }),
    );
    const changes = results.reduce((sum, { summary }) => sum + sumOf(summary.counters.updates()), 0);
    return { rows: (results.at(-1)?.records ?? []).map((record) => record.toObject()), changes };
  }

  async stream(query: StrangersQuery): Promise<readonly string[]> {
    const session = this.#driver.session({ ...this.#sessionConfig("READ"), fetchSize: query.fetch });
    const late = AbortSignal.timeout(query.timeoutMs);
    const signals = [late, query.signal, this.#signal].filter((signal) => signal !== undefined);
    try {
      return await untilAborted(readOnce(session, query), AbortSignal.any(signals));
    } catch (thrown) {
      throw late.aborted ? queryTooLong(query.timeoutMs) : queryError(thrown, this.#address);
    } finally {
      // Closing resets the connection, which ends what the server still does for it.
      await session.close().catch(() => undefined);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#driver.close();
  }

  #sessionConfig(mode: "READ" | "WRITE") {
    const { database } = this.#address;
    const named = database === null ? {} : { database };
    return { ...named, defaultAccessMode: neo4j.session[mode], bookmarkManager: this.#bookmarks };
  }

  async #run<Result>(mode: "READ" | "WRITE", work: (tx: ManagedTransaction) => Promise<Result>): Promise<Result> {
    const session = this.#driver.session(this.#sessionConfig(mode));
    try {
      return await (mode === "READ" ? session.executeRead(work) : session.executeWrite(work));
    } finally {
      await session.close();
    }
  }

  /** The outcome, or `interrupted` as soon as the signal says so: closing the driver then rolls the open transaction back. */
  async #settle<Result>(outcome: Promise<Result>): Promise<Result> {
    try {
      return await untilAborted(outcome, this.#signal);
    } catch (thrown) {
      throw connectionError(thrown, this.#address);
    }
  }
}

function transactionOf(tx: ManagedTransaction): Neo4jTransaction {
  return {
    run: async <Row>({ cypher, parameters }: Statement): Promise<Row[]> => {
      const { records } = await tx.run(cypher, sent(parameters));
      return records.map((record) => record.toObject() as Row);
    },
  };
}

async function readOnce(session: Session, { cypher, timeoutMs, admit, take }: StrangersQuery): Promise<readonly string[]> {
  const transaction: Transaction = await session.beginTransaction({ timeout: timeoutMs });
  const { summary } = await transaction.run(`EXPLAIN ${cypher}`);
  admit({ type: summary.queryType, operators: summary.plan === false ? [] : operatorsOf(summary.plan) });
  const result = transaction.run(cypher);
  const columns = await result.keys();
  for await (const record of result) if (!take(columns.map((column) => plain(record.get(column))))) break;
  return columns.map(String);
}

function operatorsOf(plan: Plan): { name: string; details: string }[] {
  const name = plan.operatorType.split("@")[0]!;
  return [{ name, details: String(plan.arguments.Details ?? "") }, ...plan.children.flatMap(operatorsOf)];
}

interface Plan {
  readonly operatorType: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly children: readonly Plan[];
}

/** A value of the server as JSON has it: nodes and relationships with their labels and properties, times and points as text. */
function plain(value: unknown): unknown {
  if (value === null || typeof value !== "object") return typeof value === "bigint" ? String(value) : value;
  if (Array.isArray(value)) return value.map(plain);
  if (neo4j.isNode(value)) return { labels: value.labels, ...plainFields(value.properties) };
  if (neo4j.isRelationship(value)) return { type: value.type, ...plainFields(value.properties) };
  if (neo4j.isPath(value)) return value.segments.flatMap(({ start, relationship, end }) => [start, relationship, end]).map(plain);
  return Object.getPrototypeOf(value) === Object.prototype ? plainFields(value) : String(value);
}

function plainFields(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]));
}

async function untilAborted<Result>(outcome: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (signal === undefined) return outcome;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new HortusError("interrupted", "Interrupted; what was written so far stays, and the next run goes on."));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([outcome, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
    outcome.catch(() => undefined);
  }
}

function sent(parameters: Statement["parameters"] = {}): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name in parameters) values[name] = asCypher(parameters[name]!);
  return values;
}

/** JavaScript's numbers would arrive as FLOAT; ours are all counts, offsets, years and thousandths. */
function asCypher(value: Neo4jValue): unknown {
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new HortusError("kernel.value", `Only integers are sent to Neo4j, not ${value}.`);
    return neo4j.int(value);
  }
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Uint8Array) return new Int8Array(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return value.map(asCypher);
  return sent(value as Readonly<Record<string, Neo4jValue>>);
}

function sumOf(counters: object): number {
  return Object.values(counters as Record<string, number>).reduce((sum, count) => sum + count, 0);
}
