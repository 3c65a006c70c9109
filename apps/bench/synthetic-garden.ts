// A made-up garden of any size, put through the store as growing does, or all at once. For measuring, where no corpus is large enough.

import { type Chance, chanceFor } from "#graph/chance.ts";
import { sha256 } from "#graph/documents/text.ts";
import { RELATION_PHRASES } from "#graph/extraction/relation-types.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import type {
  Claim,
  Concept,
  Document,
  DocumentId,
  IndexedTerm,
  Mention,
  Operation,
  Projection,
  Relation,
  Sentence,
  TermKey,
} from "#graph/model.ts";
import { blocksOf } from "#graph/resolution/blocks.ts";
import { claimsIn } from "#graph/resolution/changed-documents.ts";
import { conceptOf } from "#graph/resolution/concept.ts";
import { evidenceOf, relationKeyOf, relationOf } from "#graph/resolution/relation.ts";
import { type Body, countDocument, type Tallies, termOf } from "#graph/resolution/term-tally.ts";

export interface GardenSize {
  readonly concepts: number;
  readonly relations: number;
}

/** Every type that phrases lead to, numbered: two phrases of one type between the same concepts would be one relation. */
const TYPES = new Map([...new Set(RELATION_PHRASES.map(([, type]) => type))].map((type, number) => [type, number]));
const RELATIONS_IN_DOCUMENT = 20;
/** Concepts that mostly speak of each other. */
const COMMUNITY = 500;
/** Relations that stay inside a community. */
const LOCAL = 0.6;
/** One relation in so many is said in two sentences. */
const SAID_TWICE = 10;

/** Papers that say each relation once or twice; the first concepts of a community, and of all, are hubs. The same size, the same papers. */
export function* syntheticPapers({ concepts, relations }: GardenSize): Generator<Body> {
  const chance = chanceFor(1, "synthetic garden");
  const known = new Set<number>();
  let said: Said[] = [];
  let papers = 0;
  for (let number = 0; number < relations; number++) {
    const head = number % concepts;
    let [verb, tail, key] = [0, 0, 0];
    do {
      [verb, tail] = [Math.floor(chance() * RELATION_PHRASES.length), tailOf(head, concepts, chance)];
      key = (head * concepts + tail) * TYPES.size + TYPES.get(RELATION_PHRASES[verb]![1])!;
    } while (head === tail || known.has(key));
    known.add(key);
    const [phrase, type] = RELATION_PHRASES[verb]!;
    said.push({ head: nameOf(head), phrase, type, tail: nameOf(tail) });
    if (number % SAID_TWICE === 0) said.push(said.at(-1)!);
    if ((number + 1) % RELATIONS_IN_DOCUMENT > 0 && number < relations - 1) continue;
    yield paper(papers++, said);
    said = [];
  }
}

function tailOf(head: number, concepts: number, chance: Chance): number {
  const isLocal = chance() < LOCAL;
  const first = isLocal ? head - (head % COMMUNITY) : 0;
  const size = isLocal ? Math.min(COMMUNITY, concepts - first) : concepts;
  // Squared, so that the first are named most.
  return first + Math.floor(size * chance() ** 2);
}

const SYLLABLES = ["ka", "lo", "mi", "ter", "vu", "sen", "dra", "pho", "gly", "zin", "oxa", "ben"];

/** What things are: some hundred, the first for many things and the last for few, as nouns are. */
const KINDS = 700;

/** A name of its own for each number, in made-up words: one that no other name has, and one for its kind. */
export function nameOf(number: number): string {
  const kind = Math.floor(KINDS * (((number * 7919) % 1009) / 1009) ** 2);
  return `${wordOf(number + SYLLABLES.length ** 2)} ${wordOf(kind)}ine`;
}

function wordOf(number: number): string {
  let word = "";
  for (let rest = number; rest > 0 || word === ""; rest = Math.floor(rest / SYLLABLES.length)) word += SYLLABLES[rest % SYLLABLES.length];
  return word;
}

interface Said {
  readonly head: string;
  readonly phrase: string;
  readonly type: string;
  readonly tail: string;
}

function paper(number: number, said: readonly Said[]): Body {
  const sentences: Sentence[] = [];
  const mentions: Mention[] = [];
  const claims: Claim[] = [];
  let text = "";
  for (const { head, phrase, type, tail } of said) {
    const start = text.length;
    const [first, second] = [mentions.length, mentions.length + 1];
    const sentence = sentences.length;
    text += `${head} ${phrase} `;
    mentions.push(mention(start, head, sentence), mention(text.length, tail, sentence));
    text += `${tail}.`;
    sentences.push({ start, end: text.length, section: "body" });
    text += "\n";
    const certainty = { polarity: "affirmed", hedged: false, confidence: 700, by: "grammar" } as const;
    claims.push({ sentence, head: first, tail: second, phrase, type, ...certainty });
  }
  const id = `paper-${number}.txt` as DocumentId;
  const source = { path: id, absolute: `/${id}`, format: "txt", row: null } as const;
  const bibliography = { title: `Paper ${number}`, authors: [], year: 2000 + (number % 25), doi: null, arxiv: null, venue: null };
  const document: Document = { id, version: sha256(text), ...bibliography, source, text, sections: [] };
  return { document, reading: { document: id, version: document.version, sentences, mentions, claims, abbreviations: [] } };
}

function mention(start: number, name: string, sentence: number): Mention {
  return { start, end: start + name.length, sentence, term: name as TermKey, kind: "phrase" };
}

/** At most so many items at a time. */
function* batches<Item>(items: Iterable<Item>, size: number): Generator<readonly Item[]> {
  let batch: Item[] = [];
  for (const item of items) {
    if (batch.push(item) < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const putDocument = (body: Body): Operation => ({ op: "put-document", ...body });

export interface GrowOptions {
  readonly signal: AbortSignal;
  /** Papers in a change. */
  readonly batch?: number;
  /** Called around each change. */
  readonly measure?: Measure;
}

/** Runs the work it is given and notes what it cost. */
export type Measure = (work: () => Promise<unknown>) => Promise<void>;

const unmeasured: Measure = async (work) => void (await work());

/** The garden as growing makes it: what follows from each change is derived from the papers. */
export async function growGarden(garden: Garden, size: GardenSize, options: GrowOptions): Promise<void> {
  const { signal, batch = 200, measure = unmeasured } = options;
  for (const bodies of batches(syntheticPapers(size), batch)) {
    signal.throwIfAborted();
    await measure(() => commit(garden, { author: "bench", reason: "Synthetic papers", operations: bodies.map(putDocument) }));
  }
}

/** What is written at once, and how many of it. */
const CONCEPTS_AT_ONCE = 5000;
const PAPERS_AT_ONCE = 200;
const RELATIONS_AT_ONCE = 5000;

export type Phase = "concepts" | "documents" | "relations";

/** The same garden, when all that follows from the papers is known beforehand: for the store alone. */
export async function loadGarden(
  { store }: Garden,
  size: GardenSize,
  { signal, measure }: { readonly signal: AbortSignal; readonly measure: (phase: Phase) => Measure },
): Promise<void> {
  const apply = async (phase: Phase, operations: readonly Operation[], part: PartialProjection) => {
    signal.throwIfAborted();
    const expectedVersion = await store.version();
    const change = { author: "bench", reason: "Synthetic papers", operations };
    await measure(phase)(() => store.apply(change, projection(part), { expectedVersion }));
  };
  for (const rows of batches(conceptsIn(size), CONCEPTS_AT_ONCE)) {
    await apply("concepts", [], { terms: rows.map(({ term }) => term), concepts: rows.map(({ concept }) => concept) });
  }
  for (const bodies of batches(syntheticPapers(size), PAPERS_AT_ONCE)) await apply("documents", bodies.map(putDocument), {});
  for (const relations of batches(relationsIn(size), RELATIONS_AT_ONCE)) await apply("relations", [], { relations });
}

/** The relations of the garden written again as they are. */
export async function loadRelationsAgain({ store }: Garden, size: GardenSize, measure: Measure): Promise<void> {
  for (const relations of batches(relationsIn(size), RELATIONS_AT_ONCE)) {
    const expectedVersion = await store.version();
    await measure(() => store.apply({ author: "bench", reason: "Again", operations: [] }, projection({ relations }), { expectedVersion }));
  }
}

interface PartialProjection {
  readonly terms?: readonly IndexedTerm[];
  readonly concepts?: readonly Concept[];
  readonly relations?: readonly Relation[];
}

function projection({ terms = [], concepts = [], relations = [] }: PartialProjection): Projection {
  return {
    terms: { put: terms, remove: [] },
    links: { put: [], remove: [] },
    concepts: { put: concepts, remove: [] },
    relations: { put: relations, remove: [] },
  };
}

function* conceptsIn(size: GardenSize): Generator<{ readonly term: IndexedTerm; readonly concept: Concept }> {
  const tallies: Tallies = new Map();
  const years = new Map<TermKey, [number, number]>();
  for (const body of syntheticPapers(size)) {
    countDocument(tallies, body, 1);
    const year = body.document.year!;
    for (const { term } of body.reading.mentions) {
      const known = years.get(term);
      if (known === undefined) years.set(term, [year, year]);
      else [known[0], known[1]] = [Math.min(known[0], year), Math.max(known[1], year)];
    }
  }
  for (const [key, tally] of tallies) {
    const term = { ...termOf(key, tally)!, blocks: blocksOf(key) };
    const [firstYear, lastYear] = years.get(key)!;
    yield { term, concept: conceptOf([term], { documents: term.documents, firstYear, lastYear }) };
  }
}

function* relationsIn(size: GardenSize): Generator<Relation> {
  for (const body of syntheticPapers(size)) {
    const claims = claimsIn(body);
    const alone = (term: TermKey) => term as string as Relation["from"];
    const byRelation = Map.groupBy(claims, (claim) => JSON.stringify(relationKeyOf(claim, alone)));
    for (const same of byRelation.values())
      yield relationOf(relationKeyOf(same[0]!, alone)!, same.map(evidenceOf), () => body.document.year);
  }
}
