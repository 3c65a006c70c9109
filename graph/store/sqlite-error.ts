// What SQLite complains about, as one line with a code and what to do next. It opens nothing.

import { HortusError } from "#kernels/errors.ts";

const FAILED = 1;
const BUSY = 5;
const LOCKED = 6;
const OUT_OF_MEMORY = 7;
const READ_ONLY = 8;
const CORRUPT = 11;
const TOO_BIG = 18;
const RANGE = 25;
const INPUT_OUTPUT = 10;
/** Of the errors of input and output: no room for the memory that readers and writers share. */
const SHARED_MEMORY_FULL = 10 | (19 << 8);
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/** An error of the garden's own statements; one of no known kind stays as it is. */
export function plainError(path: string, thrown: unknown): unknown {
  const code = (thrown as { errcode?: number }).errcode;
  if (code === undefined) return thrown;
  switch (code & 0xff) {
    case BUSY:
    case LOCKED:
      return new HortusError(
        "graph.locked",
        `${path} is being written by another process: wait for it to finish, then try again.`,
        { path },
        thrown,
      );
    case CORRUPT:
    case NOT_A_DATABASE:
      return corrupt(path, thrown);
    case FULL:
      return noSpace(path, thrown);
    case INPUT_OUTPUT:
      if (code === SHARED_MEMORY_FULL) return noSpace(path, thrown);
      return new HortusError(
        "internal",
        `${path} could not be read or written: check the disk and the space left on it.`,
        { path },
        thrown,
      );
    case CANNOT_OPEN:
      return new HortusError(
        "input.invalid",
        `Cannot open ${path}: check that it exists and that you may read and write it.`,
        { path },
        thrown,
      );
    default:
      return thrown;
  }
}

function noSpace(path: string, cause: unknown): HortusError {
  return new HortusError("internal", `No space left to write ${path}: free some and run the same command again.`, { path }, cause);
}

export function corrupt(path: string, cause?: unknown): HortusError {
  return new HortusError(
    "graph.corrupt",
    `${path} is not a readable database: restore a backup, or move it away and grow again.`,
    { path },
    cause,
  );
}

/**
 * An error of a stranger's statement.
 * @param denied what was forbidden while it was compiled, in words; null for nothing
 */
export function strangersError(path: string, thrown: unknown, denied: string | null): unknown {
  const { errcode: code, message = "" } = thrown as { errcode?: number; message?: string };
  if (denied !== null)
    return new HortusError("query.refused", `A query only reads, and only what its schema names: not ${denied}.`, { denied });
  if ((thrown as { code?: string }).code === "ERR_INVALID_ARG_VALUE") return new HortusError("query.invalid", "The query is empty.");
  if (code === undefined) return thrown;
  if (code === READ_ONLY) return new HortusError("query.refused", "A query only reads.", {}, thrown);
  if (code === TOO_BIG || code === OUT_OF_MEMORY)
    return new HortusError("query.limit", `The query needs too much memory: ${message}.`, {}, thrown);
  if (code === FAILED || code === RANGE)
    return new HortusError("query.invalid", `SQLite does not run this query: ${message}.`, { reason: message }, thrown);
  return plainError(path, thrown);
}
