// What one branch did, done again on another: one change, made only where the two do not contradict each other.

import { sha256 } from "#graph/documents/text.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { commonVersion, lineageOf } from "#graph/history/lineage.ts";
import type { OntologyEntry, Operation } from "#graph/model.ts";
import { problemsOf } from "#graph/ontology/problems.ts";
import { openGarden } from "#graph/open-garden.ts";
import { targetOf } from "#graph/operation-target.ts";
import type { Applied, GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

/** Both branches made something else of one document, conjecture, pair of terms or ontology entry since they parted. */
export interface MergeConflict {
  /** As `targetOf` names it. */
  readonly target: string;
  readonly here: Standing;
  readonly there: Standing;
}

interface Standing {
  readonly is: "there" | "gone";
  /** The version that made it so. */
  readonly version: number;
}

interface Take {
  readonly target: string;
  /** Of the other branch: where its operation is. */
  readonly version: number;
}

export interface MergePlan {
  /** The last version that both have in common, and the newest ones that were compared. */
  readonly common: number;
  readonly here: number;
  readonly there: number;
  readonly takes: readonly Take[];
  readonly conflicts: readonly MergeConflict[];
}

export interface MergeOptions {
  /** Where both changed the same: keep what is here, or take what is there. Without it a conflict refuses the merge. */
  readonly prefer?: "ours" | "theirs" | undefined;
  readonly author?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Merged extends Applied {
  readonly plan: MergePlan;
  readonly operations: number;
}

const ATTEMPTS = 16;

/**
 * Merges a branch into the one the garden is opened on, in one change. When somebody else changes the garden meanwhile, all is compared again.
 * @throws `graph.conflict` with one line for each conflict in `facts.conflicts`; `input.invalid` for an unknown branch; as `commit`
 */
export async function mergeBranch(garden: Garden, name: string, options: MergeOptions = {}): Promise<Merged> {
  if (name === garden.branch)
    throw new HortusError("input.invalid", `The garden stands on “${name}”: name another branch.`, { branch: name });
  await using other = await openGarden({ folder: garden.folder, branch: name, embedder: null, create: false });
  for (let attempt = 1; ; attempt++) {
    const plan = await planMerge(garden, other);
    if (plan.conflicts.length > 0 && options.prefer === undefined) throw conflicting(name, plan.conflicts);
    const preferred = options.prefer === "theirs" ? plan.conflicts.map(({ target, there }) => ({ target, version: there.version })) : [];
    const operations = await operationsOf(other.store, [...plan.takes, ...preferred]);
    if (operations.length === 0) return { plan, operations: 0, version: plan.here, changed: false };
    refuseUnsound(name, await garden.store.ontology(), operations);
    const reason = `Merge branch ${name} at version ${plan.there}: ${operations.length} operation${operations.length === 1 ? "" : "s"}`;
    const change = { author: options.author ?? "hortus", reason, operations };
    try {
      return { plan, operations: operations.length, ...(await commit(garden, change, { at: plan.here, signal: options.signal })) };
    } catch (thrown) {
      if (attempt === ATTEMPTS || (await garden.store.version()) === plan.here) throw thrown;
    }
  }
}

/**
 * What the other branch has that this one lacks. Each side's course since they parted decides: where this side stands now is a place the
 * other has left, so the other's place is newer, and the other way round; else nobody can tell.
 */
export async function planMerge(garden: Pick<Garden, "store">, other: Pick<Garden, "store">): Promise<MergePlan> {
  const common = commonVersion(await lineageOf(garden.store), await lineageOf(other.store));
  const [here, there] = [await garden.store.version(), await other.store.version()];
  const [ours, theirs] = [await coursesOf(garden.store, common, here), await coursesOf(other.store, common, there)];
  const [takes, conflicts]: [Take[], MergeConflict[]] = [[], []];
  for (const [target, course] of theirs) {
    const own = ours.get(target);
    const now = own?.now ?? course.start;
    if (now === course.now) continue;
    if (course.places.has(now)) takes.push({ target, version: course.version });
    else if (!own!.places.has(course.now)) conflicts.push({ target, here: standing(own!), there: standing(course) });
  }
  return { common, here, there, takes, conflicts };
}

/** The places one target has been in. */
interface Course {
  /** Before the first change. */
  start: string;
  readonly now: string;
  /** The change that led to `now`. */
  readonly version: number;
  /** All of them, start and now included. */
  readonly places: Set<string>;
}

async function coursesOf(store: GraphStore, after: number, upTo: number): Promise<Map<string, Course>> {
  const courses = new Map<string, Course>();
  for (let version = upTo; version > after; version--) {
    const change = (await store.change(version))!;
    const before = new Map(change.inverse.map((operation) => [targetOf(operation), placeOf(operation)]));
    for (const operation of change.operations) {
      const target = targetOf(operation);
      const [now, start] = [placeOf(operation), before.get(target) ?? GONE];
      const course = courses.get(target) ?? { start, now, version, places: new Set([now]) };
      course.start = start;
      course.places.add(now).add(start);
      courses.set(target, course);
    }
  }
  return courses;
}

const GONE = "gone";

/** What an operation leaves behind, as a hash; where a file lay when it was read is no part of it. */
function placeOf(operation: Operation): string {
  switch (operation.op) {
    case "put-document":
      return sha256(JSON.stringify([{ ...operation.document, source: null }, operation.reading]));
    case "put-conjecture":
      return sha256(JSON.stringify(operation.conjecture));
    case "put-edit":
      return operation.edit.decision;
    case "put-ontology-entry":
      return sha256(JSON.stringify(operation.entry));
    case "remove-document":
    case "remove-conjecture":
    case "remove-ontology-entry":
    case "remove-edit":
      return GONE;
  }
}

function standing({ now, version }: Course): Standing {
  return { is: now === GONE ? "gone" : "there", version };
}

async function operationsOf(store: GraphStore, takes: readonly Take[]): Promise<Operation[]> {
  const wanted = new Map(takes.map(({ target, version }) => [target, version]));
  const operations: Operation[] = [];
  for (const version of [...new Set(wanted.values())].sort((a, b) => a - b)) {
    const change = (await store.change(version))!;
    operations.push(...change.operations.filter((operation) => wanted.get(targetOf(operation)) === version));
  }
  return operations;
}

/** Two edits that do not meet may still make a circle, or leave a class under one that is gone: then neither is merged. */
function refuseUnsound(branch: string, before: readonly OntologyEntry[], operations: readonly Operation[]): void {
  const after = new Map(before.map((entry) => [entry.id, entry]));
  for (const operation of operations) {
    if (operation.op === "put-ontology-entry") after.set(operation.entry.id, operation.entry);
    if (operation.op === "remove-ontology-entry") after.delete(operation.id);
  }
  const known = new Set(problemsOf(before).map(({ message }) => message));
  const found = problemsOf([...after.values()]).filter(({ message }) => !known.has(message));
  if (found.length === 0) return;
  const message = `Merged, the ontology would not be sound (${found[0]!.message}), so nothing was merged: settle it on either branch first.`;
  throw new HortusError("graph.conflict", message, { branch, conflicts: found.map((problem) => problem.message) });
}

/** `document a.md: changed here in version 3, taken out there in version 4` */
export function conflictLine({ target, here, there }: MergeConflict): string {
  const said = ({ is, version }: Standing, where: string) => `${is === "gone" ? "taken out" : "changed"} ${where} in version ${version}`;
  return `${target.replaceAll("\n", " ")}: ${said(here, "here")}, ${said(there, "there")}`;
}

function conflicting(branch: string, conflicts: readonly MergeConflict[]): HortusError {
  const count = `${conflicts.length} thing${conflicts.length === 1 ? "" : "s"}`;
  const message = `Both branches changed ${count} since they parted, so nothing was merged: add --prefer ours or --prefer theirs, or settle it on either branch first.`;
  return new HortusError("graph.conflict", message, { branch, conflicts: conflicts.map(conflictLine) });
}
