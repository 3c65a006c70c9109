// What induction looks at: the names of all concepts with the classes their last words suggest, and the sentences that say "X is a Y".

import { compareCodePoints } from "#graph/code-points.ts";
import { normalForm, termTokens } from "#graph/extraction/normal-form.ts";
import type { Concept, ConceptId, EvidenceSpan, Relation, RestingSpan, TermKey } from "#graph/model.ts";
import { bestSpans } from "#graph/search/citations.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

/** A concept under its normal form. */
export interface NamedConcept {
  readonly id: ConceptId;
  readonly name: TermKey;
  readonly words: readonly string[];
  readonly label: string;
  readonly class: string;
  readonly documents: number;
  /** Whether some text has it in the plural: then it is a noun. */
  readonly plural: boolean;
}

/** Sentences that say that one concept is an instance or a kind of another. */
export interface IsA {
  readonly instance: NamedConcept;
  readonly kind: NamedConcept;
  readonly documents: number;
  readonly span: RestingSpan;
}

/** A relation's type between two concepts, without its evidence. */
export interface Usage {
  readonly from: NamedConcept;
  readonly type: string;
  readonly to: NamedConcept;
  readonly span: RestingSpan;
}

export interface Names {
  /** In code-point order of ids. */
  readonly concepts: readonly NamedConcept[];
  readonly isA: readonly IsA[];
  /** Affirmed relations, `is-a` among them; in the store's order. */
  readonly usage: readonly Usage[];
  /** Types of conjectures, which an import or a hypothesis brought. */
  readonly conjectured: ReadonlySet<string>;
}

/** Phrases that put something under a kind; "represents" and "belongs to" say other things as often. */
const PUTS_UNDER =
  /^(?:is|are|was|were|be)\b(?!.*\bcalled\b)|\bsuch as\b|\binclud(?:e|es|ing)\b|\band other\b|\bor other\b|\bnamely\b|\be\.g\.|\blike\b|,/iu;

/** @throws `interrupted` */
export async function readNames(store: GraphStore, signal?: AbortSignal): Promise<Names> {
  const byId = new Map<ConceptId, NamedConcept>();
  for await (const page of store.allConcepts()) for (const concept of page) byId.set(concept.id, named(concept));
  const isA: IsA[] = [];
  const usage: Usage[] = [];
  for await (const page of store.allRelations()) {
    if (signal?.aborted) throw new HortusError("interrupted", "Interrupted while reading the garden: nothing was changed.");
    for (const relation of page) {
      if (relation.polarity === "negated") continue;
      const [from, to] = [byId.get(relation.from), byId.get(relation.to)];
      if (from === undefined || to === undefined) continue;
      usage.push({ from, type: relation.type, to, span: resting(bestSpans(relation.evidence, 1)[0]!) });
      const span = relation.type === "is-a" ? puttingUnder(relation) : undefined;
      if (span !== undefined) isA.push({ instance: from, kind: to, documents: relation.documents, span: resting(span) });
    }
  }
  const conjectured = new Set((await store.conjectures()).map(({ type }) => type));
  return { concepts: [...byId.values()].sort((a, b) => compareCodePoints(a.id, b.id)), isA, usage, conjectured };
}

function named({ id, label, aliases, class: kind, documents }: Concept): NamedConcept {
  const name = normalForm(label);
  const words = termTokens(name);
  const plural = [label, ...aliases].some((surface) => /s$/.test(surface) && !surface.endsWith(words.at(-1) ?? surface));
  return { id, name, words, label, class: kind, documents, plural };
}

function puttingUnder({ evidence }: Relation): EvidenceSpan | undefined {
  return bestSpans(
    evidence.filter(({ hedged, phrase }) => !hedged && PUTS_UNDER.test(phrase)),
    1,
  )[0];
}

function resting({ document, start, end, sha256 }: EvidenceSpan): RestingSpan {
  return { document, start, end, sha256 };
}

/** Each once, in the order given. */
export function distinctSpans(spans: readonly RestingSpan[]): readonly RestingSpan[] {
  return [...new Map(spans.map((span) => [`${span.document}\n${span.start}\n${span.end}`, span])).values()];
}
