// What the driver and the server complain about, as one line with a code and what to do next. It shows no password: it has none.

import type { Neo4jAddress } from "#graph/store/neo4j/address.ts";
import { type ErrorCode, HortusError } from "#kernels/errors.ts";

interface Complaint {
  readonly code: RegExp;
  readonly becomes: ErrorCode;
  readonly say: (address: Neo4jAddress, why: string) => string;
}

const COMPLAINTS: readonly Complaint[] = [
  {
    code: /Security\.Forbidden|Security\.AuthorizationExpired/,
    becomes: "store.unauthorised",
    say: ({ user, server }) => `Neo4j at ${server} does not let the user "${user}" do this; use one who may write and make indexes.`,
  },
  {
    code: /\.Security\./,
    becomes: "store.unauthorised",
    say: ({ user, server }, why) =>
      `Neo4j at ${server} does not accept the user "${user}" with the password in NEO4J_PASSWORD; set both right${/rate|too many/i.test(why) ? " and wait a little: it has seen too many wrong ones" : ""}.`,
  },
  {
    code: /DatabaseNotFound/,
    becomes: "usage.invalid",
    say: ({ database, server }) => `Neo4j at ${server} has no database "${database}"; name one it has, or leave the name out.`,
  },
  {
    code: /MemoryPoolOutOfMemory|MemoryLimit|OutOfMemory/,
    becomes: "store.unreachable",
    say: ({ server }) =>
      `Neo4j at ${server} has too little memory for this change; give it more heap (server.memory.heap.max_size, a gigabyte or two), then run the same command again.`,
  },
  {
    code: /^(ServiceUnavailable|SessionExpired|N\/A)$|TransientError|DatabaseUnavailable/,
    becomes: "store.unreachable",
    say: ({ server }, why) => `Neo4j does not answer at ${server}; check that it runs and that host and port are right (${why}).`,
  },
];

const LONGEST_REASON = 160;

/** Any error of the driver as a HortusError; what is one already stays. */
export function connectionError(thrown: unknown, address: Neo4jAddress): HortusError {
  if (thrown instanceof HortusError) return thrown;
  const { code = "", message = String(thrown) } = thrown as { code?: string; message?: string };
  const why = reasonIn(message.replace(/\s+/g, " "));
  const facts = { server: address.server, user: address.user, reason: code };
  const known = COMPLAINTS.find((complaint) => complaint.code.test(code));
  if (known) return new HortusError(known.becomes, known.say(address, why), facts, thrown);
  return new HortusError("internal", `Neo4j at ${address.server} refused: ${why}`, facts, thrown);
}

/** The same for a stranger's query: what is wrong with the query is said of it, not of the connection. */
export function queryError(thrown: unknown, address: Neo4jAddress): HortusError {
  const { code = "", message = "" } = thrown as { code?: string; message?: string };
  const why = reasonIn(message.replace(/\s+/g, " "));
  if (/Statement\.AccessMode|Security\.Forbidden/.test(code)) {
    return new HortusError("query.refused", `A query only reads: ${why}.`, { reason: code }, thrown);
  }
  if (/TransactionTimedOut|MemoryPoolOutOfMemory|OutOfMemory/.test(code)) {
    return new HortusError("query.limit", `Neo4j ended the query: ${why}.`, { reason: code }, thrown);
  }
  if (/^Neo\.ClientError\.(Statement|Procedure|Schema)\./.test(code)) {
    return new HortusError("query.invalid", `Neo4j does not run this query: ${why}.`, { reason: why }, thrown);
  }
  return connectionError(thrown, address);
}

/** The part that tells: the cause named last, else what stands before the driver's inner state. */
function reasonIn(message: string): string {
  const reason = /Caused by: (.*)$/.exec(message)?.[1] ?? message.split(" Known routing table")[0]!;
  return reason.replace(/\.$/, "").slice(0, LONGEST_REASON);
}
