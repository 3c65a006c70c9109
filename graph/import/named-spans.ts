// Evidence as the flat exports write it, read back: JSON, [{document, start, end, sha256}]. What is none is left out.

import type { NamedSpan } from "#graph/import/imported-graph.ts";

/** One for all edges without evidence. */
const NONE: readonly NamedSpan[] = [];

export function namedSpans(text: string | undefined): readonly NamedSpan[] {
  if (text === undefined || !text.startsWith("[{")) return NONE;
  try {
    const spans = JSON.parse(text) as unknown[];
    return spans.flatMap((span) => namedSpan(span) ?? []);
  } catch {
    return NONE;
  }
}

export function namedSpan(value: unknown): NamedSpan | null {
  const { document, start, end, sha256 } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof document !== "string" || document === "" || !isOffset(start) || !isOffset(end) || end <= start) return null;
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256)) return null;
  return { document, start, end, sha256 } as NamedSpan;
}

function isOffset(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
