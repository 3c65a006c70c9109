// Extraction measured: mentions, relations and evidence sentences beside plain noun phrases related to their neighbours, and beside
// another program's output where there is one.

import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import {
  added,
  type Counts,
  type Evaluation,
  type Figures,
  f1,
  intervals,
  precision,
  recall,
  toldFigures,
} from "#apps/evaluation/evaluation.ts";
import type { GoldDocument } from "#apps/evaluation/extraction-gold.ts";
import { type DocumentScores, type Extracted, scoreDocument } from "#apps/evaluation/extraction-scores.ts";
import { readGoldRows } from "#apps/evaluation/gold-file.ts";
import { nounPhrases } from "#apps/evaluation/noun-phrases.ts";
import { documentOfText } from "#apps/text-document.ts";
import { createExtractor, type Extractor } from "#graph/extraction/extract.ts";
import { relationType, typeOfVerb } from "#graph/extraction/relation-types.ts";
import { loadTagger } from "#graph/extraction/wink.ts";
import { HortusError } from "#kernels/errors.ts";

export interface ExtractionOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Another program's output by document id, scored by the same code. */
  readonly peer?: ReadonlyMap<string, Extracted> | undefined;
  readonly onDocument?: (done: number, total: number) => void;
}

/** @throws `input.invalid` when the peer's output lacks a document */
export async function evaluateExtraction(gold: readonly GoldDocument[], options: ExtractionOptions): Promise<Evaluation> {
  const { seed, signal, peer, onDocument } = options;
  const [extractor, tagger, common] = [createExtractor(), loadTagger(), commonType(gold)];
  const [ours, plain, peers]: [DocumentScores[], DocumentScores[], DocumentScores[]] = [[], [], []];
  for (const [index, document] of gold.entries()) {
    // Gives way to whoever wants to stop this.
    await setImmediate();
    signal.throwIfAborted();
    ours.push(scoreDocument(document, extracted(extractor, document)));
    plain.push(scoreDocument(document, nounPhrases(document.text, tagger, common)));
    if (peer !== undefined) peers.push(scoreDocument(document, ofPeer(peer, document.id)));
    onDocument?.(index + 1, gold.length);
  }
  const metrics = figuresOf(ours);
  const known = Object.fromEntries(Object.entries(FIGURES).filter(([name]) => metrics[name] !== null));
  return {
    suite: "extraction",
    n: gold.length,
    of: "documents",
    metrics,
    ci95: intervals(ours, known, seed),
    baseline: { nounPhrases: figuresOf(plain), ...(peer !== undefined && { peer: figuresOf(peers) }) },
    notes: notesOn(gold, common),
  };
}

/** All that our grammar finds in a text; what a sentence denies is not said to hold. */
function extracted(extractor: Extractor, { id, text }: GoldDocument): Extracted {
  const { mentions, claims, sentences } = extractor.extract(documentOfText({ id, text }));
  const affirmed = claims.filter(({ polarity }) => polarity === "affirmed");
  return {
    mentions,
    relations: affirmed.map(({ head, tail, type, sentence }) => ({ head, tail, type, evidence: [sentences[sentence]!] })),
  };
}

const PARTS: readonly (readonly [name: (figure: string) => string, part: (scores: DocumentScores) => Counts | null])[] = [
  [(figure) => `mention${figure}Exact`, (one) => one.mentionsExact],
  [(figure) => `mention${figure}Overlap`, (one) => one.mentionsOverlap],
  [(figure) => `relation${figure}Untyped`, (one) => one.untyped],
  [(figure) => `relation${figure}Typed`, (one) => one.typed],
  [(figure) => `relation${figure}AnyDirection`, (one) => one.anyDirection],
  [(figure) => `evidence${figure}`, (one) => one.evidence],
];

/** Micro-averaged: counts of all documents are added up first. Not a number where no document's gold says anything of the kind. */
const FIGURES: Readonly<Record<string, (scores: readonly DocumentScores[]) => number>> = Object.fromEntries(
  PARTS.flatMap(([name, part]) =>
    Object.entries({ F1: f1, Precision: precision, Recall: recall }).map(([figure, of]) => [
      name(figure),
      (scores: readonly DocumentScores[]) => {
        const counted = scores.map(part).filter((counts) => counts !== null);
        return counted.length === 0 ? Number.NaN : of(added(counted));
      },
    ]),
  ),
);

function figuresOf(scores: readonly DocumentScores[]): Figures {
  return toldFigures(FIGURES, scores);
}

/** The baseline's one type: it would not know which is most common, so this favours it. */
function commonType(gold: readonly GoldDocument[]): string {
  const counts = new Map<string, number>();
  for (const { type } of gold.flatMap(({ relations }) => relations)) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}

function notesOn(gold: readonly GoldDocument[], common: string): readonly string[] {
  const unlocated = gold.reduce((sum, one) => sum + one.unlocated, 0);
  return [
    `nounPhrases: runs of adjectives and nouns, each related to the next in its sentence as ${common}, this file's commonest type.`,
    ...(unlocated > 0
      ? [`${unlocated} gold entities are not in their text word for word: left out as mentions, missed where a relation ends in one.`]
      : []),
  ];
}

function ofPeer(peer: ReadonlyMap<string, Extracted>, id: string): Extracted {
  const found = peer.get(id);
  if (found === undefined) throw new HortusError("input.invalid", `The peer's output has no document ${id}.`, { document: id });
  return found;
}

const Offset = z.number().int().min(0);
const PeerRow = z.object({
  id: z.string(),
  entities: z.array(z.object({ start: Offset, end: Offset })),
  relations: z.array(z.object({ head: Offset, tail: Offset, type: z.string(), evidence: z.array(z.tuple([Offset, Offset])).default([]) })),
});

/**
 * Output in the form that `extract` writes. A type that is none of ours is read as a verb ("use", "write by", "be used for") and looked up
 * in the same table as our own verbs.
 */
export async function readPeer(file: string): Promise<ReadonlyMap<string, Extracted>> {
  const rows = await readGoldRows(
    file,
    PeerRow,
    'an extraction: {"id", "entities": [{"start", "end"}], "relations": [{"head", "tail", "type"}]}',
  );
  return new Map(rows.map(({ id, entities, relations }) => [id, { mentions: entities, relations: relations.map(peerRelation) }]));
}

function peerRelation({ head, tail, type, evidence }: z.infer<typeof PeerRow>["relations"][number]): Extracted["relations"][number] {
  const spans = evidence.map(([start, end]) => ({ start, end }));
  if (relationType(type) !== undefined) return { head, tail, type, evidence: spans };
  const words = type.split(" ");
  const known =
    words[0] === "be" && words.length > 2 ? typeOfVerb(words[1]!, words[2]!, words[1]!) : typeOfVerb(words[0]!, words[1] ?? null);
  return known.flipped ? { head: tail, tail: head, type: known.type, evidence: spans } : { head, tail, type: known.type, evidence: spans };
}
