// Operations as history keeps them: a document by the name of its body, so that no text is stored twice. What a body is called the store decides.

import type { DocumentId, Operation } from "#graph/model.ts";
import { targetOf } from "#graph/operation-target.ts";
import type { OperationSummary } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

export interface PutBody<Body> {
  readonly op: "put-document";
  readonly body: Body;
  /** Gardens written before it was kept beside the body have none. */
  readonly id?: DocumentId;
}

export type StoredOperation<Body> = PutBody<Body> | Exclude<Operation, { op: "put-document" }>;

/** What an operation did, as history keeps it. */
export interface Done<Body> {
  readonly done: StoredOperation<Body>;
  readonly inverse: StoredOperation<Body>;
}

/** Of several operations on one target the last one counts. */
export function lastOnEach(operations: readonly Operation[]): Operation[] {
  return [...new Map(operations.map((operation) => [targetOf(operation), operation])).values()];
}

/** @param idOf looks into a body whose document's id was not kept */
export function summaryOf<Body>(operation: StoredOperation<Body>, idOf: (body: Body) => DocumentId): OperationSummary {
  switch (operation.op) {
    case "put-document":
      return { op: operation.op, id: operation.id ?? idOf(operation.body) };
    case "put-conjecture":
      return { op: operation.op, id: operation.conjecture.id };
    case "put-ontology-entry":
      return { op: operation.op, id: operation.entry.id };
    case "remove-document":
    case "remove-conjecture":
    case "remove-ontology-entry":
      return { op: operation.op, id: operation.id };
    case "put-edit":
    case "remove-edit":
      return { op: operation.op, id: `${operation.edit.a} ${operation.edit.decision} ${operation.edit.b}` };
  }
}

/**
 * What leads from one version to another, of the lists of operations on the way in that order: of all on one target the last counts; those
 * that take out come before those that put in.
 */
export function wayOf<Body>(lists: Iterable<readonly StoredOperation<Body>[]>, idOf: (body: Body) => DocumentId): StoredOperation<Body>[] {
  const last = new Map<string, StoredOperation<Body>>();
  for (const list of lists) for (const operation of list) last.set(storedTarget(operation, idOf), operation);
  return Array.from(last.values()).sort((a, b) => Number(puts(a)) - Number(puts(b)));
}

function puts<Body>({ op }: StoredOperation<Body>): boolean {
  return op.startsWith("put");
}

function storedTarget<Body>(operation: StoredOperation<Body>, idOf: (body: Body) => DocumentId): string {
  if (operation.op !== "put-document") return targetOf(operation);
  return targetOf({ op: "remove-document", id: operation.id ?? idOf(operation.body) });
}

/** @throws `input.invalid` for a version that is none */
export function refuseUnknownVersions(newest: number, ...versions: readonly number[]): void {
  const unknown = versions.find((version) => !(version >= 0 && version <= newest));
  if (unknown === undefined) return;
  const message = `The garden has no version ${unknown}: it is at version ${newest}, and “hortus history” lists them.`;
  throw new HortusError("input.invalid", message, { version: unknown, newest });
}

/** Another writer was there first. */
export function conflict(version: number, expected: number): HortusError {
  const message = `The garden is at version ${version}, not ${expected}: someone else changed it. Run the same command again.`;
  return new HortusError("graph.conflict", message, { version, expected });
}
