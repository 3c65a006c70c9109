// Can this model read claims at all? A few sentences with one plain answer each, tried before it reads a garden. No cache, no agents.

import { createExtractor } from "#graph/extraction/extract.ts";
import { addModelClaims } from "#graph/extraction/model-claims.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import type { Document, DocumentId, Sha256 } from "#graph/model.ts";
import type { LanguageModel, TokenCounts } from "#kernels/language-model.ts";

/** Ours, about nothing in anybody's garden: text, then what it says of what. */
const TRIALS: readonly (readonly [text: string, head: string, type: string, tail: string])[] = [
  ["Salt lowers the freezing point of water.", "salt", "decreases", "freezing point of water"],
  ["Frost damage is prevented by snow cover.", "snow cover", "prevents", "frost damage"],
  ["Glaciers contain air bubbles.", "glaciers", "consists-of", "air bubbles"],
];

export interface TrialResult {
  readonly passed: boolean;
  /** What went wrong first; null for a pass. */
  readonly problem: string | null;
  readonly tokens: TokenCounts;
}

/** Passed when every sentence gives its relation, and at most one answer of all says what is not there. */
export async function tryReading(model: LanguageModel, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<TrialResult> {
  const extractor = createExtractor();
  let dropped = 0;
  const tokens = { in: 0, out: 0 };
  for (const [text, head, type, tail] of TRIALS) {
    const document = trialDocument(text);
    const bare = { ...extractor.extract(document), claims: [] };
    const read = await addModelClaims(document, bare, model, { seed: 1, ...(options.signal && { signal: options.signal }) });
    dropped += read.dropped;
    tokens.in += read.tokens.in;
    tokens.out += read.tokens.out;
    const found = read.reading.claims.some((claim) => {
      const [from, to] = [read.reading.mentions[claim.head]!.term, read.reading.mentions[claim.tail]!.term];
      return from === normalForm(head) && claim.type === type && to === normalForm(tail);
    });
    if (!found) return { passed: false, problem: `from “${text}” it does not read that ${head} ${type} ${tail}`, tokens };
  }
  if (dropped > 1) return { passed: false, problem: `${dropped} of its claims name what their sentence does not`, tokens };
  return { passed: true, problem: null, tokens };
}

function trialDocument(text: string): Document {
  const source = { path: "trial", absolute: "trial", format: "txt", row: null } as const;
  const sections = [{ kind: "body", heading: "", start: 0, end: text.length }] as const;
  return {
    ...{ id: "trial" as DocumentId, version: "trial" as Sha256, title: "", authors: [], year: null, doi: null, arxiv: null, venue: null },
    ...{ source, text, sections },
  } as Document;
}
