// The one error class of Hortus and its closed list of codes. It knows no HTTP status and no exit code: apps/ maps codes to those.

/** Every way Hortus can refuse or fail, as `area.reason`. A new code is added here and in the exit and status tables of apps/. */
export const ERROR_CODES = [
  "usage.invalid",
  "input.invalid",
  "document.corrupt",
  "document.empty",
  "document.encrypted",
  "document.mistyped",
  "document.too_large",
  "document.unreadable",
  "document.unsupported",
  "document.collision",
  "document.not_found",
  "document.ambiguous",
  "graph.missing_concept",
  "graph.missing_document",
  "graph.missing_evidence",
  "graph.invalid_change",
  "graph.conflict",
  "graph.corrupt",
  "graph.locked",
  "graph.too_new",
  "ontology.invalid",
  "store.unreachable",
  "store.unauthorised",
  "concept.not_found",
  "query.invalid",
  "query.refused",
  "query.limit",
  "model.missing",
  "model.fetch_failed",
  "model.checksum",
  "model.unsupported",
  "model.context_overflow",
  "model.provider",
  "kernel.shape",
  "kernel.value",
  "kernel.format",
  "agent.invalid_output",
  "agent.budget",
  "run.not_found",
  "run.not_resumable",
  "judgement.not_found",
  "judgement.decided",
  "server.port_in_use",
  "interrupted",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Small facts a program can act on: never a secret, never a whole document. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * What Hortus throws. The message is one line: what went wrong, on what, and what to do next.
 */
export class HortusError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "HortusError";
    this.code = code;
    this.facts = facts;
  }
}

/** Any thrown value as a HortusError; what is not one becomes `internal`, its own message kept. */
export function asHortusError(thrown: unknown): HortusError {
  if (thrown instanceof HortusError) return thrown;
  if (thrown instanceof Error && thrown.name === "AbortError") return new HortusError("interrupted", "Interrupted.", {}, thrown);
  return new HortusError("internal", thrown instanceof Error ? thrown.message : String(thrown), {}, thrown);
}
