// People's word on the garden: two terms are one concept or are not, and the last change taken back. All of it is reversible.

import { compareCodePoints } from "#graph/code-points.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import type { Operation, ResolutionEdit, TermKey } from "#graph/model.ts";
import { HortusError } from "#kernels/errors.ts";

export interface EditOptions {
  readonly author?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Edited {
  readonly version: number;
  readonly edit: ResolutionEdit;
}

/** Says that two terms name one concept; it outranks what resolution finds. @throws `concept.not_found` */
export function mergeConcepts(garden: Garden, a: string, b: string, options: EditOptions = {}): Promise<Edited> {
  return decide(garden, a, b, "same", options);
}

/** Says that two terms do not name one concept. @throws `concept.not_found` */
export function splitConcept(garden: Garden, a: string, b: string, options: EditOptions = {}): Promise<Edited> {
  return decide(garden, a, b, "different", options);
}

/**
 * Takes the newest change back by applying its inverse, which is a change of its own: undoing it again brings the first one back.
 * @throws `input.invalid` when there is nothing to take back
 */
export async function undo(garden: Garden, options: EditOptions = {}): Promise<{ readonly version: number; readonly undone: number }> {
  const [last] = await garden.store.history({ limit: 1 });
  if (last === undefined) throw new HortusError("input.invalid", "There is no change to take back.");
  const change = { author: options.author ?? "person", reason: `Undo version ${last.version}: ${last.reason}`, operations: last.inverse };
  const { version } = await commit(garden, change, { signal: options.signal });
  return { version, undone: last.version };
}

async function decide(
  garden: Garden,
  nameA: string,
  nameB: string,
  decision: ResolutionEdit["decision"],
  options: EditOptions,
): Promise<Edited> {
  const first = await termNamed(garden, nameA);
  const second = await termNamed(garden, nameB);
  if (first === second) {
    throw new HortusError("input.invalid", `“${nameA}” and “${nameB}” have the same normal form: there is nothing to decide.`, {
      term: first,
    });
  }
  const [a, b] = compareCodePoints(first, second) < 0 ? [first, second] : [second, first];
  const edit: ResolutionEdit = { a, b, decision };
  const other: ResolutionEdit = { a, b, decision: decision === "same" ? "different" : "same" };
  const earlier = await garden.store.editsOf([a]);
  const contradicted = earlier.some((one) => one.a === a && one.b === b && one.decision === other.decision);
  const operations: Operation[] = [...(contradicted ? [{ op: "remove-edit", edit: other } as const] : []), { op: "put-edit", edit }];
  const reason = decision === "same" ? `“${nameA}” and “${nameB}” are one concept` : `“${nameA}” and “${nameB}” are two concepts`;
  const { version } = await commit(garden, { author: options.author ?? "person", reason, operations }, { signal: options.signal });
  return { version, edit };
}

async function termNamed(garden: Garden, name: string): Promise<TermKey> {
  const key = normalForm(name);
  if ((await garden.store.terms([key])).length > 0) return key;
  throw new HortusError("concept.not_found", `No document mentions “${name}”: "npx hortus search" finds what they do mention.`, { name });
}
