// Why a path makes no hypothesis, though it hangs together: its ends have one name, one sentence says it all already, generic words alone
// tie it, or what it would be about cannot be named. It reads; it chooses nothing.

import { arrowOf } from "#agents/composition/arrows.ts";
import type { Composition } from "#agents/composition/patterns.ts";
import { compositionOf } from "#agents/evidence/orientation.ts";
import { quotable } from "#agents/evidence/quotation.ts";
import { type Stated, statedFor } from "#agents/evidence/stated-ends.ts";
import { contentWords, kindred } from "#agents/novelty/words.ts";
import { joinsStrangers } from "#graph/gaps/interest.ts";
import type { Garden } from "#graph/garden.ts";
import type { ConceptId, TermKey } from "#graph/model.ts";
import type { Named } from "#graph/ontology/classify.ts";
import { saidOf } from "#graph/ontology/domain-range.ts";
import { guardOf } from "#graph/ontology/guard.ts";
import type { FoundPath } from "#graph/paths/found-path.ts";

export type Proposable = { readonly stated: Stated; readonly refused: null } | { readonly stated: null; readonly refused: string };

export async function proposable(garden: Garden, path: FoundPath): Promise<Proposable> {
  const composed = compositionOf(path);
  const generic = looseJoints(path, composed);
  const [from, to] = [path.labels[0]!, path.labels.at(-1)!];
  if (generic.length > 0)
    return no(
      `The garden links "${from}" and "${to}" only through generic words (${generic.join(", ")}), which is no ground for a hypothesis.`,
    );
  const stated = await statedFor(garden, path, composed);
  if (stated === null)
    return no(`"${from}" and "${to}": one of them is a value of nothing that the garden names, so that it cannot rise or fall.`);
  const [first, last] = [stated.concepts[0]!, stated.concepts.at(-1)!];
  if (!tellApart(first.label, last.label)) return no(`"${first.label}" and "${last.label}" say the same.`);
  const guard = await guardOf(garden.store);
  const breach = guard.enforce === "refuse" ? guard.judge(ended(first), stated.type, ended(last)) : null;
  if (breach !== null) return no(`"${first.label}" and "${last.label}": the ontology refuses it (${saidOf(breach)}).`);
  if (isRenamed(path, stated) && (await joined(garden, first.id, last.id)))
    return no(`"${first.label}" and "${last.label}" are joined by a cited relation already.`);
  const said = sayingBoth(path, first.label, last.label);
  if (said !== null) return no(`"${first.label}" and "${last.label}" stand together in a sentence already: “${quotable(said)}”`);
  return { stated, refused: null };
}

/** Generic concepts in between that do not hand an effect on: "coating provides a rate, a furnace has a rate" says nothing of either. */
function looseJoints({ labels, relations }: FoundPath, { pattern }: Composition): readonly string[] {
  const acts = relations.map(
    ({ type, direction, polarity }) => arrowOf({ type, direction, negated: polarity === "negated" }).kind === "effect",
  );
  return labels.slice(1, -1).filter((label, index) => joinsStrangers(label) && (pattern === "tie" || !acts[index] || !acts[index + 1]));
}

function ended({ id, label }: Stated["concepts"][number]): Named {
  return { label, terms: [id as string as TermKey] };
}

function no(refused: string): Proposable {
  return { stated: null, refused };
}

/** Neither name is part of the other: "fibril self-assembly" and "self-assembly", "toughness" and "toughening mechanism" make no hypothesis. */
function tellApart(from: string, to: string): boolean {
  const [a, b] = [contentWords(from), contentWords(to)];
  return !isWithin(a, b) && !isWithin(b, a);
}

/** Whether each of the words, or another form of it, is among the others. */
function isWithin(words: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...words].every((word) => [...others].some((other) => kindred(word, other)));
}

function isRenamed(path: FoundPath, { concepts }: Stated): boolean {
  return concepts[0]!.id !== path.concepts[0] || concepts.at(-1)!.id !== path.concepts.at(-1);
}

async function joined(garden: Garden, a: ConceptId, b: ConceptId): Promise<boolean> {
  const relations = await garden.store.relationsOf([a]);
  return relations.some(({ from, to }) => (from === a && to === b) || (from === b && to === a));
}

/** A sentence the path rests on that names both ends, forms of a word counted as one: it says the effect itself, or why there is none. */
function sayingBoth(path: FoundPath, from: string, to: string): string | null {
  const ends = [contentWords(from), contentWords(to)];
  const says = (text: string) => ends.every((end) => isWithin(end, contentWords(text)));
  return path.relations.flatMap(({ evidence }) => evidence).find(({ text }) => says(text))?.text ?? null;
}
