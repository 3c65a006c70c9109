// The HTTP status of every error code: one exhaustive table, so that a new code does not compile until somebody decided.

import type { ErrorCode } from "#kernels/errors.ts";

const STATUS: Readonly<Record<ErrorCode, number>> = {
  "usage.invalid": 400,
  "input.invalid": 400,
  "document.corrupt": 422,
  "document.empty": 422,
  "document.encrypted": 422,
  "document.mistyped": 422,
  "document.too_large": 413,
  "document.unreadable": 422,
  "document.unsupported": 415,
  "document.collision": 409,
  "document.not_found": 404,
  "document.ambiguous": 409,
  "graph.missing_concept": 409,
  "graph.missing_document": 409,
  "graph.missing_evidence": 409,
  "graph.invalid_change": 400,
  "graph.conflict": 409,
  "graph.corrupt": 500,
  "graph.locked": 423,
  "graph.too_new": 409,
  "store.unreachable": 502,
  "store.unauthorised": 502,
  "concept.not_found": 404,
  "query.invalid": 400,
  "query.refused": 403,
  "query.limit": 422,
  "model.missing": 409,
  "model.fetch_failed": 502,
  "model.checksum": 502,
  "model.unsupported": 409,
  "model.context_overflow": 413,
  "model.provider": 502,
  "kernel.shape": 500,
  "kernel.value": 500,
  "kernel.format": 500,
  "agent.invalid_output": 502,
  "agent.budget": 409,
  "run.not_found": 404,
  "run.not_resumable": 409,
  "judgement.not_found": 404,
  "judgement.decided": 409,
  "server.port_in_use": 409,
  interrupted: 409,
  internal: 500,
};

export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}
