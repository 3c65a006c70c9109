// One document's extraction against its gold: how many mentions, relations and evidence sentences are right. Counts only.

import type { Counts } from "#apps/evaluation/evaluation.ts";
import type { GoldDocument, GoldMention, GoldRelation, Span } from "#apps/evaluation/extraction-gold.ts";
import { readAs } from "#apps/evaluation/gold-types.ts";

/** What a system found in a text; offsets are UTF-16. */
export interface Extracted {
  readonly mentions: readonly Span[];
  /** `head` and `tail` index the mentions. */
  readonly relations: readonly ExtractedRelation[];
}

export interface ExtractedRelation {
  readonly head: number;
  readonly tail: number;
  readonly type: string;
  readonly evidence: readonly Span[];
}

export interface DocumentScores {
  readonly mentionsExact: Counts;
  readonly mentionsOverlap: Counts;
  readonly untyped: Counts;
  /** As `untyped`, whichever end is the head. */
  readonly anyDirection: Counts;
  readonly typed: Counts;
  /** Pairs of a relation and one of its sentences; null where the gold names no evidence. */
  readonly evidence: Counts | null;
}

/**
 * Mentions are matched one to one. A relation's end stands for the entity whose mention it overlaps most (any of the entity's will do), else
 * for itself; relations are then sets over such ends, so that saying the same twice counts once, right or wrong.
 */
export function scoreDocument(gold: GoldDocument, found: Extracted): DocumentScores {
  const mentions = distinct(found.mentions);
  const relations = resolved(gold, found);
  return {
    mentionsExact: { right: exactPairs(gold.mentions, mentions), said: mentions.length, gold: gold.mentions.length },
    mentionsOverlap: { right: overlapPairs(gold.mentions, mentions), said: mentions.length, gold: gold.mentions.length },
    untyped: matched(
      distinctGold(gold.relations, pairName),
      mergedBy(relations, (one) => `${one.head}→${one.tail}`),
      untypedMatch,
    ),
    anyDirection: matched(
      distinctGold(gold.relations, ({ head, tail }) => unordered(head, tail)),
      mergedBy(relations, ({ head, tail }) => unordered(head.name, tail.name)),
      (wanted, said) => straight(wanted, said) || turned(wanted, said),
    ),
    typed: matched(
      distinctGold(gold.relations, (one) => `${pairName(one)} ${one.type}`),
      mergedBy(relations, (one) => `${one.head}→${one.tail} ${one.types[0]}`),
      typedMatch,
    ),
    evidence: evidenceCounts(gold, relations),
  };
}

/** An end of a claim: the entities it names, and what tells it from other ends. */
class End {
  readonly entities: readonly string[];
  readonly name: string;
  constructor(entities: readonly string[], span: Span) {
    this.entities = entities;
    this.name = entities.length > 0 ? entities.join("|") : `${span.start}–${span.end}`;
  }
  toString(): string {
    return this.name;
  }
}

interface Said {
  readonly head: End;
  readonly tail: End;
  readonly types: readonly string[];
  readonly evidence: readonly Span[];
}

function resolved(gold: GoldDocument, found: Extracted): readonly Said[] {
  const ends = found.mentions.map((span) => new End(nearestGold(gold.mentions, span)?.entities ?? [], span));
  return found.relations.map(({ head, tail, type, evidence }) => ({ head: ends[head]!, tail: ends[tail]!, types: [type], evidence }));
}

/** Claims that the scoring cannot tell apart are one, with all their types and sentences. */
function mergedBy(relations: readonly Said[], name: (said: Said) => string): readonly Said[] {
  return [...Map.groupBy(relations, name).values()].map((group) => ({
    ...group[0]!,
    types: [...new Set(group.flatMap(({ types }) => types))],
    evidence: group.flatMap(({ evidence }) => evidence),
  }));
}

function distinctGold(relations: readonly GoldRelation[], name: (relation: GoldRelation) => string): readonly GoldRelation[] {
  return [...new Map(relations.map((relation) => [name(relation), relation])).values()];
}

function pairName({ head, tail, undirected }: GoldRelation): string {
  return undirected ? unordered(head, tail) : `${head}→${tail}`;
}

function unordered(a: string, b: string): string {
  return [a, b].sort().join("–");
}

type Match = (wanted: GoldRelation, said: Said) => boolean;

/** Each claim for one gold relation at most, in order; a claim that only repeats what another was counted for is left out of what was said. */
function matched(wanted: readonly GoldRelation[], said: readonly Said[], match: Match): Counts {
  const taken = new Set<GoldRelation>();
  let repeated = 0;
  for (const claim of said) {
    const fitting = wanted.filter((relation) => match(relation, claim));
    const free = fitting.find((relation) => !taken.has(relation));
    if (free !== undefined) taken.add(free);
    else if (fitting.length > 0) repeated += 1;
  }
  return { right: taken.size, said: said.length - repeated, gold: wanted.length };
}

const straight: Match = ({ head, tail }, said) => said.head.entities.includes(head) && said.tail.entities.includes(tail);
const turned: Match = ({ head, tail }, said) => said.head.entities.includes(tail) && said.tail.entities.includes(head);

const typedMatch: Match = (wanted, said) =>
  said.types.some((type) => {
    const read = readAs(type, wanted.type);
    if (read === null) return false;
    if (wanted.undirected) return straight(wanted, said) || turned(wanted, said);
    return (read.straight && straight(wanted, said)) || (read.turned && turned(wanted, said));
  });

/** The gold's direction; "A consists of B" has that of B PART-OF A. */
const untypedMatch: Match = (wanted, said) =>
  straight(wanted, said) || (wanted.undirected && turned(wanted, said)) || typedMatch(wanted, said);

/** Of relations for which the gold names sentences: (relation, sentence) pairs. Claims about the others are left out, their sentences being unknown. */
function evidenceCounts(gold: GoldDocument, relations: readonly Said[]): Counts | null {
  const sentences = new Map<string, Span[]>();
  for (const relation of gold.relations)
    sentences.set(pairName(relation), [...(sentences.get(pairName(relation)) ?? []), ...relation.evidence]);
  if (![...sentences.values()].some((spans) => spans.length > 0)) return null;
  const wanted = new Map([...sentences].filter(([, spans]) => spans.length > 0).map(([pair, spans]) => [pair, distinct(spans)]));
  const right = new Set<string>();
  const wrong = new Set<string>();
  for (const said of mergedBy(relations, (one) => `${one.head}→${one.tail}`)) {
    const fitting = gold.relations.filter((relation) => untypedMatch(relation, said));
    const pairs = [...new Set(fitting.map(pairName))].filter((pair) => wanted.has(pair));
    if (fitting.length > 0 && pairs.length === 0) continue;
    for (const span of distinct(said.evidence)) {
      const pair = pairs.find((name) => wanted.get(name)!.some((one) => sameSentence(one, span)));
      if (pair === undefined) wrong.add(`${said.head}→${said.tail} ${span.start}`);
      else right.add(`${pair} ${wanted.get(pair)!.findIndex((one) => sameSentence(one, span))}`);
    }
  }
  const total = [...wanted.values()].reduce((sum, spans) => sum + spans.length, 0);
  return { right: right.size, said: right.size + wrong.size, gold: total };
}

/** Cut a little differently, still the same: more than half of the shorter is shared. */
function sameSentence(a: Span, b: Span): boolean {
  return 2 * shared(a, b) > Math.min(a.end - a.start, b.end - b.start);
}

function shared(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

function distinct<One extends Span>(spans: readonly One[]): readonly One[] {
  return [...new Map(spans.map((span) => [`${span.start} ${span.end}`, span])).values()];
}

function exactPairs(gold: readonly Span[], found: readonly Span[]): number {
  const places = new Set(gold.map(({ start, end }) => `${start} ${end}`));
  return found.filter(({ start, end }) => places.has(`${start} ${end}`)).length;
}

/** Greedily: the pair that shares most letters first, of those the one that differs least, ties in text order. */
function overlapPairs(gold: readonly Span[], found: readonly Span[]): number {
  const pairs = gold.flatMap((one, at) =>
    found
      .map((other, to) => ({ at, to, letters: shared(one, other), both: one.end - one.start + other.end - other.start }))
      .filter(({ letters }) => letters > 0),
  );
  pairs.sort((a, b) => b.letters - a.letters || a.both - b.both || a.at - b.at || a.to - b.to);
  const [left, right] = [new Set<number>(), new Set<number>()];
  for (const { at, to } of pairs) {
    if (left.has(at) || right.has(to)) continue;
    left.add(at);
    right.add(to);
  }
  return left.size;
}

/** The mention that shares most letters; of nested ones the shortest, then the first. */
function nearestGold(gold: readonly GoldMention[], span: Span): GoldMention | null {
  let best: GoldMention | null = null;
  let most = 0;
  for (const mention of gold) {
    const letters = shared(mention, span);
    const closer = best !== null && letters === most && mention.end - mention.start < best.end - best.start;
    if (letters > most || (letters > 0 && closer)) [best, most] = [mention, letters];
  }
  return best;
}
