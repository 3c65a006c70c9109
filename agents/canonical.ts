// One spelling for every value: JSON with sorted keys, and its SHA-256. What is hashed, compared or chained goes through here.

import { sha256 } from "#graph/documents/text.ts";

/**
 * JSON with object keys in code-unit order, no white space and no `undefined`; numbers as JavaScript prints them.
 * NaN and the infinities, which JSON cannot say, become null.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(",")}}`;
}

/** The first `digits` hexadecimal digits of the hash of a value's canonical JSON. */
export function shortHash(value: unknown, digits: number): string {
  return sha256(canonicalJson(value)).slice(0, digits);
}
