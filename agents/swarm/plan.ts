// What the swarm will think about: a set of paths, no two of them about the same pair, each of at least two observed steps between
// concepts that no relation joins yet. Plans read the garden and write nothing.

import type { AgentContext } from "#agents/context.ts";
import { compositionOf, oriented } from "#agents/evidence/orientation.ts";
import type { RunRequest } from "#agents/model.ts";
import { contentWords, jaccard } from "#agents/novelty/words.ts";
import { gapsFrom } from "#agents/swarm/gap-pairs.ts";
import { proposable } from "#agents/swarm/proposable.ts";
import { findGaps } from "#graph/gaps/find-gaps.ts";
import { namesNothing } from "#graph/gaps/interest.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept, ConceptId } from "#graph/model.ts";
import { pathsBetween } from "#graph/paths/find-paths.ts";
import type { FoundPath } from "#graph/paths/found-path.ts";
import { findConcept } from "#graph/search/find-concept.ts";
import { search } from "#graph/search/search.ts";

export interface Plan {
  /** Best first; perhaps fewer than asked for. */
  readonly paths: readonly FoundPath[];
  /** What the reader should know: a name read as another, nothing found, fewer than asked. */
  readonly notices: readonly string[];
}

/** Longest path that still makes a readable mechanism. */
const MOST_STEPS = 4;
/** Two candidates whose concept names overlap this much say the same. */
const SAME = 0.85;

/**
 * From and to: the best path between them, then the unjoined pairs along other paths. Question: pairs among the concepts it is about.
 * Neither: the garden's own gaps.
 * @throws `concept.not_found` when a named concept means nothing here
 */
export async function makePlan({ garden }: AgentContext, request: RunRequest): Promise<Plan> {
  const notices: string[] = [];
  const wanted = Math.max(1, request.count);
  const chosen = new Chosen(garden, wanted);
  if (request.from !== undefined || request.to !== undefined) await planBetween(garden, request, chosen, notices);
  else if (request.question !== undefined) await planQuestion(garden, request, chosen, notices);
  else await planGaps(garden, request, chosen);
  const [refused] = request.from !== undefined && request.to !== undefined ? chosen.refused : [];
  if (chosen.paths.length === 0)
    notices.push(
      refused ??
        "No gap here is worth proposing: no two concepts that nothing joins are linked by cited steps that add up to more than a tie.",
    );
  else if (chosen.paths.length < wanted)
    notices.push(
      `Only ${chosen.paths.length} of ${wanted} hypotheses: the garden has no more distinct gaps whose steps add up to more than a tie.`,
    );
  return { paths: chosen.paths, notices };
}

/**
 * More gaps than asked for are looked at, and taken in the order of how strong the gap is times how firmly its path composes to a
 * conjecture. A path that only ties its ends together proposes nothing, and what was proposed before is not proposed again. A concept
 * comes back only when there are not enough.
 */
async function planGaps(garden: Garden, request: RunRequest, chosen: Chosen): Promise<void> {
  const before = new Set((await garden.store.conjectures()).map(({ from, to }) => pairKey(from, to)));
  for (const spread of [2, 6]) {
    const gaps = await findGaps(garden, { count: request.count * GAPS_FOR_EACH, seed: request.seed, spread });
    const worth = gaps
      .map(({ path, score }) => ({ path: oriented(path), score }))
      .filter(({ path }) => !before.has(pairKey(path.concepts[0]!, path.concepts.at(-1)!)))
      .map(({ path, score }) => ({ path, composed: compositionOf(path), score }))
      .filter(({ composed }) => composed.pattern !== "tie");
    worth.sort((a, b) => b.score * b.composed.coherence - a.score * a.composed.coherence);
    for (const { path } of worth) if (await chosen.tryPath(path, { before })) return;
  }
}

const GAPS_FOR_EACH = 12;
const NOTHING: ReadonlySet<string> = new Set();

async function planBetween(garden: Garden, request: RunRequest, chosen: Chosen, notices: string[]): Promise<void> {
  const from = request.from === undefined ? null : await named(garden, request.from, notices);
  const to = request.to === undefined ? null : await named(garden, request.to, notices);
  if (from !== null && to !== null) {
    const answer = await pathsBetween(garden, from, to, { strategy: "diverse", count: Math.max(3, request.count), seed: request.seed });
    if (answer.paths.length === 0) {
      const near = answer.nearest.slice(0, 3).map((reachable) => `"${reachable.label}"`);
      notices.push(
        `No path of cited relations leads from "${from.label}" to "${to.label}"${near.length === 0 ? "" : `; nearest: ${near.join(", ")}`}.`,
      );
    }
    const firmest = answer.paths.toSorted((x, y) => compositionOf(y).coherence - compositionOf(x).coherence);
    for (const path of firmest) if ((await chosen.tryPath(path, { anyLength: true })) || chosen.paths.length > 0) break;
    if (chosen.paths.length === 0) return;
    if (chosen.paths.length < request.count) notices.push("Hypotheses after the first join other concepts along the same paths.");
    for (const path of firmest) for (const [a, b] of unjoined(path)) if (await chosen.tryPair(a, b, { seed: request.seed })) return;
    return;
  }
  const fixed = (from ?? to)!;
  for (const other of await gapsFrom(garden, fixed.id)) {
    if (await chosen.tryPair(from === null ? other : fixed.id, from === null ? fixed.id : other, { seed: request.seed, keepOrder: true }))
      return;
  }
}

async function named(garden: Garden, name: string, notices: string[]): Promise<Concept> {
  const found = await findConcept(garden, name);
  if (!found.exact) notices.push(`"${name}" was read as "${found.concept.label}".`);
  return found.concept;
}

/** Concepts that a question is about, and how many of each one's gaps are looked at. */
const ABOUT = 8;
const GAPS_OF_EACH = 4;

/** Pairs among what the question is about, and from there to what it does not name; those that compose best and are asked about most first. */
async function planQuestion(garden: Garden, request: RunRequest, chosen: Chosen, notices: string[]): Promise<void> {
  const { results, notes } = await search(garden, request.question!, { mode: "hybrid", limit: ABOUT * 4 });
  notices.push(...notes);
  const about = results.filter(({ kind }) => kind === "concept").slice(0, ABOUT);
  if (about.length === 0) notices.push("The question names nothing that the garden knows.");
  const pairs: { readonly a: ConceptId; readonly b: ConceptId; readonly asked: number }[] = [];
  const asked = about.map((_, rank) => 1 / (rank + 1));
  for (const [i, { id }] of about.entries()) {
    for (const [j, other] of about.entries())
      if (j > i) pairs.push({ a: id as ConceptId, b: other.id as ConceptId, asked: asked[i]! + asked[j]! });
    for (const far of (await gapsFrom(garden, id as ConceptId)).slice(0, GAPS_OF_EACH))
      pairs.push({ a: id as ConceptId, b: far, asked: asked[i]! });
  }
  const told: { readonly path: FoundPath; readonly worth: number }[] = [];
  for (const { a, b, asked: weight } of pairs) {
    const path = await chosen.bestPath(a, b, { seed: request.seed });
    if (path !== null) told.push({ path, worth: weight * compositionOf(path).coherence });
  }
  told.sort((x, y) => y.worth - x.worth);
  for (const { path } of told) if (await chosen.tryPath(path)) return;
}

/** Pairs along a path that are two or more steps apart, longest first. */
function unjoined(path: FoundPath): readonly (readonly [ConceptId, ConceptId])[] {
  const pairs: (readonly [ConceptId, ConceptId])[] = [];
  for (let apart = path.concepts.length - 2; apart >= 2; apart -= 1) {
    for (let i = 0; i + apart < path.concepts.length; i += 1) pairs.push([path.concepts[i]!, path.concepts[i + apart]!]);
  }
  return pairs;
}

interface PairOptions {
  readonly seed: number;
  /** Never turned round: the first concept is the one that was named first. */
  readonly keepOrder?: boolean;
}

interface PathOptions {
  readonly anyLength?: boolean;
  /** Pairs that were proposed in other runs. */
  readonly before?: ReadonlySet<string>;
}

/** The paths chosen so far, and the rules for one more. */
class Chosen {
  readonly paths: FoundPath[] = [];
  /** Why paths that fitted were refused. */
  readonly refused: string[] = [];
  readonly #garden: Garden;
  readonly #wanted: number;
  readonly #pairs = new Set<string>();
  readonly #words: ReadonlySet<string>[] = [];

  constructor(garden: Garden, wanted: number) {
    this.#garden = garden;
    this.#wanted = wanted;
  }

  /** Adds the best fitting path between two concepts, if there is one; true when the plan is full. */
  async tryPair(from: ConceptId, to: ConceptId, options: PairOptions): Promise<boolean> {
    const path = await this.bestPath(from, to, options);
    return path !== null && this.tryPath(path);
  }

  /** The path that composes best of the three shortest, if it is more than a tie; null for a pair that a relation joins, that is taken or that names nothing. */
  async bestPath(from: ConceptId, to: ConceptId, { seed, keepOrder = false }: PairOptions): Promise<FoundPath | null> {
    if (from === to || this.#pairs.has(pairKey(from, to))) return null;
    const [a, b] = await Promise.all([from, to].map(async (id) => (await this.#garden.store.concepts([id]))[0]));
    if (a === undefined || b === undefined || namesNothing(a.label) || namesNothing(b.label)) return null;
    const { paths } = await pathsBetween(this.#garden, a, b, { strategy: "shortest", count: 3, seed });
    if (paths.some((path) => path.relations.length < 2)) return null;
    const told = paths.map((path) => (keepOrder ? path : oriented(path)));
    const worth = told.map((path) => ({ path, composed: compositionOf(path) })).filter(({ composed }) => composed.pattern !== "tie");
    worth.sort((x, y) => y.composed.coherence - x.composed.coherence);
    for (const { path } of worth) if ((await proposable(this.#garden, path)).refused === null) return path;
    return null;
  }

  /** True when the plan is full afterwards. */
  async tryPath(path: FoundPath, { anyLength = false, before = NOTHING }: PathOptions = {}): Promise<boolean> {
    const words = contentWords(path.labels.join(" "));
    const fits = path.relations.length >= 2 && (anyLength || path.relations.length <= MOST_STEPS) && restsOnTwo(path);
    if (!fits || this.#words.some((other) => jaccard(other, words) >= SAME)) return this.paths.length >= this.#wanted;
    const { stated, refused } = await proposable(this.#garden, path);
    if (refused !== null) this.refused.push(refused);
    if (stated === null) return this.paths.length >= this.#wanted;
    const pairs = [path.concepts, stated.concepts.map(({ id }) => id)].map((ids) => pairKey(ids[0]!, ids.at(-1)!));
    if (!pairs.some((pair) => this.#pairs.has(pair) || before.has(pair))) {
      for (const pair of pairs) this.#pairs.add(pair);
      this.#words.push(words);
      this.paths.push(withTwoCitations(path));
    }
    return this.paths.length >= this.#wanted;
  }
}

/** At least two different sentences: a path inside one sentence is no discovery. */
function restsOnTwo(path: FoundPath): boolean {
  const sentences = path.relations.map(({ evidence }) => (evidence[0] === undefined ? "" : `${evidence[0].document}#${evidence[0].start}`));
  return new Set(sentences.filter((key) => key !== "")).size >= 2;
}

/** Two sentences a step are enough to read, and all that is written from; the checkpoint stays small. */
function withTwoCitations(path: FoundPath): FoundPath {
  return { ...path, relations: path.relations.map((relation) => ({ ...relation, evidence: relation.evidence.slice(0, 2) })) };
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a}\n${b}` : `${b}\n${a}`;
}
