// Random documents over a vocabulary made to collide: spellings, opposites, abbreviations that documents define differently.

import fc from "fast-check";
import type { ResolutionEdit, TermKey } from "#graph/model.ts";
import { bodyOf, type SentenceSketch, type TestBody } from "#tests/conformance/bodies.ts";

export const SURFACES = [
  "spider silk",
  "data set",
  "dataset",
  "data-set",
  "auto encoder",
  "autoencoder",
  "auto-encoders",
  "contextual embedding",
  "contextualized embedding",
  "contextualised embeddings",
  "context embedding",
  "recognition system",
  "recogintion system",
  "high pressure",
  "low pressure",
  "layer 12",
  "layer 1 2",
  "conditional random field",
  "conditional random fields",
  "case report form",
  "convolution network",
  "convolutional network",
  "CRF",
  "CN",
  "water",
  "Water",
] as const;

const DEFINITIONS = [
  ["CRF", "conditional random field"],
  ["CRF", "case report form"],
  ["CN", "convolution network"],
  ["CN", "convolutional network"],
] as const;

const TYPES = ["contains", "inhibits", "!inhibits"] as const;

const sentence: fc.Arbitrary<SentenceSketch> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom(...SURFACES), fc.constantFrom(...TYPES), fc.constantFrom(...SURFACES)).map(claimSentence),
  },
  { weight: 2, arbitrary: fc.uniqueArray(fc.constantFrom(...SURFACES), { minLength: 1, maxLength: 3 }).map(plainSentence) },
  { weight: 1, arbitrary: fc.constantFrom(...DEFINITIONS).map(definingSentence) },
);

function claimSentence([head, type, tail]: readonly [string, string, string]): SentenceSketch {
  return { text: `The ${head} relates thus to <${tail}>.`, claims: [[head, type, tail]] };
}

function plainSentence(surfaces: readonly string[]): SentenceSketch {
  return { text: `Here are ${surfaces.map((surface) => `<${surface}>`).join(" and ")}.`, mentions: surfaces };
}

function definingSentence([short, long]: readonly [string, string]): SentenceSketch {
  return { text: `A ${long} is (${short}).`, mentions: [long, short], defines: [[short, long]] };
}

/** A document whose id is one of a few, so that a later one updates an earlier one. */
export function body(ids: readonly string[]): fc.Arbitrary<TestBody> {
  return fc
    .tuple(fc.constantFrom(...ids), fc.array(sentence, { minLength: 1, maxLength: 5 }), fc.constantFrom(null, 1999, 2010, 2024))
    .map(([id, sentences, year]) => bodyOf(id, sentences, { year }));
}

const term = fc.constantFrom(
  ...([
    "dataset",
    "data set",
    "spider silk",
    "contextual embedding",
    "contextualized embedding",
    "conditional random field",
    "CRF",
  ] as TermKey[]),
);

export const edit: fc.Arbitrary<ResolutionEdit> = fc
  .tuple(term, term, fc.constantFrom("same" as const, "different" as const))
  .filter(([a, b]) => a !== b)
  .map(([a, b, decision]) => (a < b ? { a, b, decision } : { a: b, b: a, decision }));
