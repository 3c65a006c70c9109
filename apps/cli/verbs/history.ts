// history, undo, redo, merge-concepts, split-concept: the garden's past, and people's word on who is who.

import type { Action } from "#apps/cli/verb.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import type { Garden } from "#graph/garden.ts";
import { mergeConcepts, splitConcept } from "#graph/growth/edit.ts";
import { redo, undo } from "#graph/growth/undo.ts";
import type { Concept } from "#graph/model.ts";
import { findConcept } from "#graph/search/find-concept.ts";
import type { Applied } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";
import { counted } from "../terminal.ts";

export const history: Action<{ limit: number }> = async (context, _args, { limit }) => {
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const version = await garden.store.version();
  const changes = await garden.store.history({ limit });
  const lines = changes.map(
    (change) => `${change.version}  ${change.time}  ${change.author}: ${change.reason} (${counted(change.operations.length, "operation")})`,
  );
  await context.terminal.result({ version, parent: changes[0]?.parent ?? 0, changes }, lines.length > 0 ? lines : ["No changes yet."]);
  return EXIT.done;
};

/** What every verb about the garden's past answers of itself: where it stands now, and the change it made, if it made one. */
export async function lastChange({ store }: Garden, { version, changed }: Applied) {
  const changes = changed ? await store.history({ limit: 1, before: version + 1 }) : [];
  return { version, parent: Math.max(0, version - 1), changes };
}

export const undoVerb: Action<object> = async (context, [version]) => {
  const { garden } = await context.workbench({ create: false, embeddings: true });
  const undone = await undo(garden, wantedVersion(version), PERSON);
  const { version: now, of } = undone;
  const done = `Took version ${of} back; the garden is now at version ${now}. "npx hortus redo" brings it back.`;
  await context.terminal.result({ ...(await lastChange(garden, undone)), undone: of }, [of === null ? "Nothing left to undo." : done]);
  return EXIT.done;
};

export const redoVerb: Action<object> = async (context, [version]) => {
  const { garden } = await context.workbench({ create: false, embeddings: true });
  const redone = await redo(garden, wantedVersion(version), PERSON);
  const { version: now, of } = redone;
  const done = `Brought version ${of} back; the garden is now at version ${now}.`;
  await context.terminal.result({ ...(await lastChange(garden, redone)), redone: of }, [of === null ? "Nothing left to redo." : done]);
  return EXIT.done;
};

/** @throws `usage.invalid` */
function wantedVersion(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const version = Number(text);
  if (Number.isSafeInteger(version) && version >= 1) return version;
  throw new HortusError("usage.invalid", `“${text}” is no version; “hortus history” lists them.`, { version: text });
}

export const merge: Action<object> = async (context, [a = "", b = ""]) => {
  const { garden } = await context.workbench({ create: false, embeddings: true });
  const [first, second] = [await namedConcept(garden, a), await namedConcept(garden, b)];
  const applied = await mergeConcepts(garden, first.id, second.id, PERSON);
  const { version } = applied;
  await context.terminal.result({ ...(await lastChange(garden, applied)), merged: [first.label, second.label] }, [
    `${first.label} and ${second.label} are one concept now (version ${version}); "npx hortus undo" takes it back.`,
  ]);
  return EXIT.done;
};

export const split: Action<object> = async (context, [name = "", term = ""]) => {
  const { garden } = await context.workbench({ create: false, embeddings: true });
  const concept = await namedConcept(garden, name);
  const applied = await splitConcept(garden, concept.id, normalForm(term), PERSON);
  const { version } = applied;
  await context.terminal.result({ ...(await lastChange(garden, applied)), concept: concept.label, term }, [
    `${term} is kept apart from ${concept.terms.filter((other) => other !== normalForm(term)).join(", ")} now (version ${version}); "npx hortus undo" takes it back.`,
  ]);
  return EXIT.done;
};

/** A decision about who is who needs a name that means one concept: a near one is offered, not taken. @throws `concept.not_found` */
async function namedConcept(garden: Garden, name: string): Promise<Concept> {
  const { concept, exact, alternatives } = await findConcept(garden, name);
  if (exact) return concept;
  const near = [concept, ...(await alternatives())].map(({ label }) => label);
  throw new HortusError("concept.not_found", `No concept is called "${name}". Near it: ${near.join(", ")}.`, { name, suggestions: near });
}

/** Who decides, in the garden's history. */
export const PERSON = "person";
