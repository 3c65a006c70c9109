def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
sub('graph/store/neo4j/driver.ts',
('import neo4j, { type Driver, type ManagedTransaction, type QueryResult } from "neo4j-driver";','import neo4j, { type Driver, type ManagedTransaction, type QueryResult, type Session, type Transaction } from "neo4j-driver";'),
('''export interface Neo4jDatabase extends AsyncDisposable {''','''/** What the server would do for a query: `r` only reads; `rw`, `w` and `s` (schema) write. */
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

export interface Neo4jDatabase extends AsyncDisposable {'''),
('''  write(...statements: readonly Statement[]): Promise<Written>;
}''','''  write(...statements: readonly Statement[]): Promise<Written>;
  /**
   * Explains a query, then runs it in a transaction that may only read, and undoes that. Values come as JSON has them.
   * @returns the names of the columns
   * @throws `query.invalid`, `query.refused`, `query.limit`, `interrupted`; what `admit` throws
   */
  stream(query: StrangersQuery): Promise<readonly string[]>;
}'''),
('''  async [Symbol.asyncDispose](): Promise<void> {
    await this.#driver.close();
  }
''','''  async stream(query: StrangersQuery): Promise<readonly string[]> {
    const session = this.#driver.session({ ...this.#sessionConfig("READ"), fetchSize: query.fetch });
    const late = AbortSignal.timeout(query.timeoutMs);
    const signals = [late, query.signal, this.#signal].filter((signal) => signal !== undefined);
    try {
      return await untilAborted(readOnce(session, query), AbortSignal.any(signals));
    } catch (thrown) {
      throw late.aborted ? tooLong(query.timeoutMs) : queryError(thrown, this.#address);
    } finally {
      // Closing resets the connection, which ends what the server still does for it.
      await session.close().catch(() => undefined);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#driver.close();
  }
'''),
('''async function untilAborted<''','''async function readOnce(session: Session, { cypher, timeoutMs, admit, take }: StrangersQuery): Promise<readonly string[]> {
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

function tooLong(timeoutMs: number): HortusError {
  const message = `The query took longer than ${timeoutMs / 1000} s and was ended: ask for less, or give it more time.`;
  return new HortusError("query.limit", message, { timeoutMs });
}

async function untilAborted<'''),
('import { connectionError } from "#graph/store/neo4j/connection-error.ts";','import { connectionError, queryError } from "#graph/store/neo4j/connection-error.ts";'),
)
s=open('graph/store/neo4j/connection-error.ts').read()
s=s.replace('''/** The part that tells''','''/** The same for a stranger's query: what is wrong with the query is said of it, not of the connection. */
export function queryError(thrown: unknown, address: Neo4jAddress): HortusError {
  const { code = "", message = "" } = thrown as { code?: string; message?: string };
  const why = reasonIn(message.replace(/\\s+/g, " "));
  if (/Statement\\.AccessMode|Security\\.Forbidden/.test(code)) {
    return new HortusError("query.refused", `A query only reads: ${why}.`, { reason: code }, thrown);
  }
  if (/TransactionTimedOut|MemoryPoolOutOfMemory|OutOfMemory/.test(code)) {
    return new HortusError("query.limit", `Neo4j ended the query: ${why}.`, { reason: code }, thrown);
  }
  if (/^Neo\\.ClientError\\.(Statement|Procedure|Schema)\\./.test(code)) {
    return new HortusError("query.invalid", `Neo4j does not run this query: ${why}.`, { reason: why }, thrown);
  }
  return connectionError(thrown, address);
}

/** The part that tells''')
open('graph/store/neo4j/connection-error.ts','w').write(s)
