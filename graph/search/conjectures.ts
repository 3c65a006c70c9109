// Search among what was imagined: by the words of a conjecture's ends and type, by the meaning of its ends, by where a walk over the observed
// graph leads. It ranks conjectures with each other only; none is evidence of anything.

import { compareCodePoints } from "#graph/code-points.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import type { Garden } from "#graph/garden.ts";
import type { Concept, Conjecture } from "#graph/model.ts";
import { flowShare, origin, type Walk } from "#graph/search/by-graph.ts";
import { closeness, RELATED } from "#graph/search/by-meaning.ts";
import { conceptVectors } from "#graph/search/concept-vectors.ts";
import type { Passing } from "#graph/search/passing.ts";
import { perVersion } from "#graph/search/per-version.ts";
import type { Found } from "#graph/search/ranked.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { dot } from "#kernels/vectors/top-k.ts";

/** A conjecture and the concepts that its ends are; null for an end that no document names. */
interface Imagined {
  readonly conjecture: Conjecture;
  readonly ends: readonly (Concept | null)[];
}

/** The conjectures of the store's present version that pass; read once for each version. */
export async function passingConjectures(store: GraphStore, passing: Passing): Promise<readonly Imagined[]> {
  const ofClass = (await allImagined(store)).filter(
    ({ ends }) => passing.within.classes === undefined || ends.some((end) => end !== null && passing.ofClass(end.class)),
  );
  const passed = new Set((await passing.conjectures(ofClass.map(({ conjecture }) => conjecture))).map(({ id }) => id));
  return ofClass.filter(({ conjecture }) => passed.has(conjecture.id));
}

const allImagined = perVersion(async (store): Promise<readonly Imagined[]> => {
  const conjectures = await store.conjectures();
  const ends = await conjectureEnds(store, conjectures);
  return conjectures.map((conjecture, place) => ({ conjecture, ends: ends[place]! }));
});

/** For each conjecture the concepts that its two ends are part of; null for an end that no document names. */
export async function conjectureEnds(
  store: GraphStore,
  conjectures: readonly Conjecture[],
): Promise<readonly (readonly [Concept | null, Concept | null])[]> {
  const owners = await store.conceptsOfTerms([...new Set(conjectures.flatMap(({ from, to }) => [from, to]))]);
  const concepts = new Map(
    (await store.concepts([...new Set(owners.map(({ concept }) => concept))])).map((concept) => [concept.id, concept]),
  );
  const conceptOf = new Map(owners.map(({ term, concept }) => [term, concepts.get(concept) ?? null]));
  return conjectures.map(({ from, to }) => [conceptOf.get(from) ?? null, conceptOf.get(to) ?? null]);
}

/** Robertson and Zaragoza (2009), as FTS5 has it. */
const [K1, B] = [1.2, 0.75];

/** BM25 over the words of both ends and the type, among the conjectures given. */
export function conjecturesByText(imagined: readonly Imagined[], query: string, limit: number): readonly Found[] {
  const texts = imagined.map(({ conjecture }) => foldedWords([conjecture.fromLabel, conjecture.type, conjecture.toLabel].join(" ")));
  const asked = new Set(foldedWords(query));
  const mean = texts.reduce((sum, words) => sum + words.length, 0) / Math.max(1, texts.length);
  const having = new Map([...asked].map((word) => [word, texts.filter((words) => words.includes(word)).length]));
  const scores = texts.map((words) => {
    let score = 0;
    for (const [word, documents] of having) {
      const times = words.filter((other) => other === word).length;
      const rarity = Math.max(1e-6, Math.log((texts.length - documents + 0.5) / (documents + 0.5)));
      score += (rarity * times * (K1 + 1)) / (times + K1 * (1 - B + (B * words.length) / mean));
    }
    return score;
  });
  return ranked(imagined, scores, limit, 0).map(({ id }, index) =>
    found(id, `its ends or type have words of the query, rank ${index + 1}`),
  );
}

/** By the mean cosine of both ends; an end without a vector counts as far. */
export async function conjecturesByMeaning(
  garden: Garden,
  imagined: readonly Imagined[],
  vector: Float32Array,
  limit: number,
): Promise<readonly Found[]> {
  if (imagined.length === 0) return [];
  const named = imagined.flatMap(({ ends }) => ends.filter((end) => end !== null));
  const vectors = await conceptVectors(garden, [...new Map(named.map((end) => [end.id, end])).values()]);
  const cosineOf = new Map([...(vectors ?? [])].map(([id, own]) => [id, dot(own, 0, vector)]));
  const means = imagined.map(
    ({ ends }) => ends.reduce((sum, end) => sum + (end === null ? 0 : (cosineOf.get(end.id) ?? 0)), 0) / ends.length,
  );
  return ranked(imagined, means, limit, RELATED).map(({ id, score }) => found(id, `its ends are ${closeness(score)}`));
}

/** By the flow that would go over it were it a relation: p(from)/links(from) + p(to)/links(to). */
export function conjecturesByGraph(imagined: readonly Imagined[], walk: Walk, limit: number): readonly Found[] {
  const share = flowShare(walk);
  const flow = imagined.map(({ ends }) => {
    const nodes = ends.flatMap((end) => (end === null ? [] : (walk.graph.indexOf.get(end.id) ?? [])));
    return nodes.reduce((sum, node) => sum + share[node]!, 0);
  });
  const from = origin(walk);
  return ranked(imagined, flow, limit, 1e-9).map(({ id }) => found(id, `imagined of ${from}`));
}

/** Best first, ties by id; those above `least`. */
function ranked(imagined: readonly Imagined[], scores: readonly number[], limit: number, least: number) {
  return imagined
    .map(({ conjecture: { id } }, place) => ({ id, score: scores[place]! }))
    .filter(({ score }) => score > least)
    .sort((a, b) => b.score - a.score || compareCodePoints(a.id, b.id))
    .slice(0, limit);
}

function found(id: string, why: string): Found {
  return { kind: "conjecture", id, why };
}

function foldedWords(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => normalForm(word).toLowerCase());
}
