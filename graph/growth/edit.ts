// What people decide about the garden itself: that two concepts are one or two. Each is a change of its own, taken back by undo.ts.

import { compareCodePoints } from "#graph/code-points.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import type { ConceptId, Operation, ResolutionEdit, TermKey } from "#graph/model.ts";
import type { Applied } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

/** Says that two concepts are one. Outranks what resolution finds; undone like any change. @throws `concept.not_found` */
export async function mergeConcepts(garden: Garden, a: ConceptId, b: ConceptId, author = "hortus"): Promise<Applied> {
  const [left, right] = [await termsOf(garden, a), await termsOf(garden, b)];
  if (a === b) throw new HortusError("input.invalid", `${a} is one concept already: name two.`, { a, b });
  const taken = (await garden.store.editsOf(left)).filter(
    ({ a: x, b: y, decision }) => decision === "different" && [x, y].some((end) => right.includes(end)),
  );
  const withdrawn = taken.map((edit) => ({ op: "remove-edit", edit }) as const);
  return decide(garden, author, `Merge ${a} and ${b}`, [...withdrawn, put(left[0]!, right[0]!, "same")]);
}

/** Says that `term` is not what the concept's other terms are. @throws `concept.not_found`, `input.invalid` when it is no term of it */
export async function splitConcept(garden: Garden, concept: ConceptId, term: TermKey, author = "hortus"): Promise<Applied> {
  const terms = await termsOf(garden, concept);
  if (!terms.includes(term) || terms.length < 2) {
    throw new HortusError("input.invalid", `“${term}” is not one of several terms of ${concept}: name one of ${terms.join(", ")}.`, {
      concept,
      term,
    });
  }
  const others = terms.filter((other) => other !== term);
  return decide(
    garden,
    author,
    `Split ${term} from ${concept}`,
    others.map((other) => put(term, other, "different")),
  );
}

async function termsOf(garden: Garden, id: ConceptId): Promise<readonly TermKey[]> {
  const [concept] = await garden.store.concepts([id]);
  if (concept !== undefined) return concept.terms;
  throw new HortusError("concept.not_found", `There is no concept “${id}”: “hortus search” finds concepts.`, { concept: id });
}

function put(x: TermKey, y: TermKey, decision: ResolutionEdit["decision"]): Operation {
  const [a, b] = compareCodePoints(x, y) < 0 ? [x, y] : [y, x];
  return { op: "put-edit", edit: { a, b, decision } };
}

function decide(garden: Garden, author: string, reason: string, operations: readonly Operation[]): Promise<Applied> {
  return commit(garden, { author, reason, operations });
}
