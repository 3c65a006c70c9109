// The id of a conjecture: a hash of what it says, so that saying it twice is saying it once.

import { sha256 } from "#graph/documents/text.ts";
import type { ConjectureId } from "#graph/model.ts";

/** `conjecture:` + first 16 digits of the SHA-256 of (from, type, to), one a line. */
export function conjectureId(from: string, type: string, to: string): ConjectureId {
  return `conjecture:${sha256(`${from}\n${type}\n${to}`).slice(0, 16)}` as ConjectureId;
}
