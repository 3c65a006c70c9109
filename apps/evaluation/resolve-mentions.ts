// The garden's own resolution over mentions that are given, not found: a garden in a temporary folder, made for the purpose and forgotten.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Span } from "#apps/evaluation/extraction-gold.ts";
import { documentOfText } from "#apps/text-document.ts";
import { createExtractor, type Extractor } from "#graph/extraction/extract.ts";
import { commit } from "#graph/growth/commit.ts";
import type { Claim, Mention, Operation } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import type { Embedder } from "#kernels/language-model.ts";

export interface MentionedText {
  readonly id: string;
  readonly text: string;
  readonly mentions: readonly Span[];
}

/**
 * The concept of each mention of each text, all texts grown into one garden as papers are: abbreviations that a text defines, spelling, and
 * nearness in meaning where there is an embedder.
 */
export async function resolveMentions(texts: readonly MentionedText[], embedder: Embedder | null): Promise<readonly (readonly string[])[]> {
  const folder = await mkdtemp(join(tmpdir(), "hortus-eval-"));
  try {
    await using garden = await openGarden({ folder, embedder, create: true });
    const extractor = createExtractor();
    const operations = texts.map((one) => put(extractor, one));
    await commit(garden, { author: "eval", reason: "gold mentions", operations });
    const terms = new Set(operations.flatMap(({ reading }) => reading.mentions.map(({ term }) => term)));
    const concepts = new Map((await garden.store.conceptsOfTerms([...terms])).map(({ term, concept }) => [term, concept as string]));
    return operations.map(({ reading }) => reading.mentions.map(({ term }) => concepts.get(term) ?? term));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Put = Extract<Operation, { op: "put-document" }>;

function put(extractor: Extractor, { id, text, mentions }: MentionedText): Put {
  const document = documentOfText({ id, text });
  const reading = extractor.nameAt(document, mentions);
  return { op: "put-document", document, reading: { ...reading, claims: claimsAbout(reading.mentions) } };
}

/** A name that no claim speaks of is no concept, and would never be resolved: each mention is given one claim, with the first of another name. */
function claimsAbout(mentions: readonly Mention[]): readonly Claim[] {
  return mentions.flatMap(({ term, sentence }, head) => {
    const tail = mentions.findIndex((other) => other.term !== term);
    const blank = { phrase: "", type: "named-beside", polarity: "affirmed", hedged: false, confidence: 1000, by: "eval" } as const;
    return tail < 0 ? [] : [{ ...blank, sentence, head, tail }];
  });
}
