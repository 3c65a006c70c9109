// history, undo, merge-concepts, split-concept: the garden's past, and people's word on who is who.

import type { Action } from "#apps/cli/verb.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import { mergeConcepts, splitConcept, undo } from "#graph/growth/edit.ts";
import type { Operation } from "#graph/model.ts";
import { findConcept } from "#graph/search/find-concept.ts";
import { EXIT } from "../exit-codes.ts";

export const history: Action<{ limit: number }> = async (context, _args, { limit }) => {
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const version = await garden.store.version();
  const recorded = await garden.store.history({ limit });
  const changes = recorded.map(({ version: at, parent, author, reason, time, operations }) => ({
    version: at,
    parent,
    author,
    reason,
    time,
    operations: operations.map(brief),
  }));
  const lines = changes.map(
    (change) => `${change.version}  ${change.time}  ${change.author}: ${change.reason} (${change.operations.length} operations)`,
  );
  await context.terminal.result({ version, parent: changes[0]?.parent ?? 0, changes }, lines.length > 0 ? lines : ["No changes yet."]);
  return EXIT.done;
};

/** An operation without the texts it carries. */
function brief(operation: Operation): { op: Operation["op"]; id: string } {
  switch (operation.op) {
    case "put-document":
      return { op: operation.op, id: operation.document.id };
    case "put-conjecture":
      return { op: operation.op, id: operation.conjecture.id };
    case "remove-document":
    case "remove-conjecture":
      return { op: operation.op, id: operation.id };
    case "put-edit":
    case "remove-edit":
      return { op: operation.op, id: `${operation.edit.a} ${operation.edit.decision} ${operation.edit.b}` };
  }
}

export const undoVerb: Action<object> = async (context) => {
  const { garden } = await context.workbench({ create: false, embeddings: true });
  const undone = await garden.store.version();
  const { version } = await undo(garden, undone, PERSON);
  await context.terminal.result({ version, undone }, [`Took version ${undone} back; the garden is now at version ${version}.`]);
  return EXIT.done;
};

export const merge: Action<object> = async (context, [a = "", b = ""]) => {
  const { garden } = await context.workbench({ create: false, embeddings: true });
  const [first, second] = [(await findConcept(garden, a)).concept, (await findConcept(garden, b)).concept];
  const { version } = await mergeConcepts(garden, first.id, second.id, PERSON);
  await context.terminal.result({ version, merged: [first.label, second.label] }, [
    `${first.label} and ${second.label} are one concept now (version ${version}); "npx hortus undo" takes it back.`,
  ]);
  return EXIT.done;
};

export const split: Action<object> = async (context, [name = "", term = ""]) => {
  const { garden } = await context.workbench({ create: false, embeddings: true });
  const { concept } = await findConcept(garden, name);
  const { version } = await splitConcept(garden, concept.id, normalForm(term), PERSON);
  await context.terminal.result({ version, concept: concept.label, term }, [
    `${term} is kept apart from ${concept.label} now (version ${version}); "npx hortus undo" takes it back.`,
  ]);
  return EXIT.done;
};

/** Who decides, in the garden's history. */
const PERSON = "person";
