// The refusal of a query that took its time, the same whichever database ended it.

import { HortusError } from "#kernels/errors.ts";

export function queryTooLong(timeoutMs: number): HortusError {
  const message = `The query took longer than ${timeoutMs / 1000} s and was ended: ask for less, or give it more time.`;
  return new HortusError("query.limit", message, { timeoutMs });
}
