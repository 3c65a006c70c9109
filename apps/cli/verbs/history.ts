// history, undo, merge-concepts, split-concept: the garden's past, and people's word on who is who.

import type { Action } from "#apps/cli/verb.ts";
import { mergeConcepts, splitConcept, undo } from "#graph/growth/edit.ts";
import type { Operation } from "#graph/model.ts";
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
  const result = await undo(garden, { signal: context.signal });
  await context.terminal.result(result, [`Took version ${result.undone} back; the garden is now at version ${result.version}.`]);
  return EXIT.done;
};

export const merge: Action<object> = async (context, [a = "", b = ""]) => {
  const { garden } = await context.workbench({ create: false, embeddings: true });
  const result = await mergeConcepts(garden, a, b, { signal: context.signal });
  await context.terminal.result(result, [
    `${a} and ${b} are one concept now (version ${result.version}); "npx hortus undo" takes it back.`,
  ]);
  return EXIT.done;
};

export const split: Action<object> = async (context, [a = "", b = ""]) => {
  const { garden } = await context.workbench({ create: false, embeddings: true });
  const result = await splitConcept(garden, a, b, { signal: context.signal });
  await context.terminal.result(result, [`${a} and ${b} are kept apart now (version ${result.version}); "npx hortus undo" takes it back.`]);
  return EXIT.done;
};
