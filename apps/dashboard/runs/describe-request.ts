// A run request as one line of words.

import type { RunRequest } from "#agents/model.ts";

/** What a run was asked for, in one line. */
export function describeRequest(request: RunRequest): string {
  const read = [
    ...(request.asOf === undefined ? [] : [`as of version ${request.asOf}`]),
    ...(request.within === undefined ? [] : ["from some documents"]),
  ];
  return `${asked(request)}${read.length === 0 ? "" : ` (${read.join(", ")})`}`;
}

function asked(request: RunRequest): string {
  if (request.verb === "ask" || request.verb === "query") return request.question ?? "A question";
  if (request.from !== undefined && request.to !== undefined) return `Hypotheses from ${request.from} to ${request.to}`;
  if (request.from !== undefined) return `Hypotheses from ${request.from}`;
  if (request.question !== undefined) return `Hypotheses on: ${request.question}`;
  return `${request.count} hypotheses from the garden's own gaps`;
}
