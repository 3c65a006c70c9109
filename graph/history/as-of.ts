// A garden as it was: a copy that stands at an earlier version, made by going back from today or forward from nothing, whichever is less.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Garden } from "#graph/garden.ts";
import { GARDEN_FILE } from "#graph/garden-folder.ts";
import { commit } from "#graph/growth/commit.ts";
import { embedSentences } from "#graph/growth/embed.ts";
import { changesDown } from "#graph/history/changes-down.ts";
import { copyGarden } from "#graph/history/copy-garden.ts";
import { recordedEmbedder } from "#graph/history/recorded-embedder.ts";
import type { DocumentId, Operation } from "#graph/model.ts";
import { openSqlFace } from "#graph/query/sql-face.ts";
import { copyHistory, forgetAfter } from "#graph/store/embedded/copies.ts";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { openSnapshot } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";

export interface AsOfOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens the garden at an earlier version, for reading: what is written into it is gone when it is closed. It changes no more, whoever
 * writes to the garden itself. Version 0 is the empty garden.
 * @throws `input.invalid` for a version that does not exist; `model.missing`, `interrupted`
 */
export async function openAsOf(garden: Garden, version: number, options: AsOfOptions = {}): Promise<Garden> {
  const folder = await mkdtemp(join(tmpdir(), "hortus-as-of-"));
  const file = join(folder, GARDEN_FILE);
  try {
    await materialise(garden, version, file, options);
    const store = openEmbeddedStore(file, { now: () => new Date(0) });
    const close = async (): Promise<void> => {
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    };
    return { ...garden, folder, file, store, openQueries: () => openSqlFace(file), [Symbol.asyncDispose]: close };
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
}

/**
 * As `openAsOf`, with vectors for the sentences that have none there, where there is a model: for whoever searches by meaning.
 * @throws as `openAsOf`
 */
export async function openToRead(garden: Garden, version: number, options: AsOfOptions = {}): Promise<Garden> {
  const then = await openAsOf(garden, version, options);
  try {
    await embedSentences(then, options);
    return then;
  } catch (thrown) {
    await then[Symbol.asyncDispose]();
    throw thrown;
  }
}

/**
 * The version that was the newest at the end of a day (`2026-11-01`, UTC, as history lists times) or at an instant (ISO 8601); 0 when the
 * garden is younger.
 * @throws `input.invalid` when it is no date
 */
export async function versionAt(store: GraphStore, date: string): Promise<number> {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date);
  const time = day || /^\d{4}-\d{2}-\d{2}T/.test(date) ? Date.parse(day ? `${date}T23:59:59.999Z` : date) : Number.NaN;
  // A day that its month has not is taken for one of the next month.
  if (Number.isNaN(time) || (day && new Date(time).toISOString().slice(0, 10) !== date)) {
    throw new HortusError(
      "input.invalid",
      `“${date.slice(0, 100)}” is no version and no date: give a number, 2026-11-01 or 2026-11-01T12:00:00Z.`,
      {
        date: date.slice(0, 100),
      },
    );
  }
  for await (const change of changesDown(store)) if (Date.parse(change.time) <= time) return change.version;
  return 0;
}

/** @throws `input.invalid` when the garden has no such version */
export async function checkVersion(store: GraphStore, version: number): Promise<void> {
  const newest = await store.version();
  if (!(Number.isSafeInteger(version) && version >= 0 && version <= newest)) throw unknownVersion(version, newest);
}

/**
 * Writes a file of the garden as it was at `version`, with the history up to there. A failed or stopped one leaves a broken file behind.
 * @throws as `openAsOf`
 */
export async function materialise(garden: Garden, version: number, file: string, { signal }: AsOfOptions = {}): Promise<void> {
  await checkVersion(garden.store, version);
  if (garden.file === null) return replay(garden, version, file, signal);
  const back = await isNearerFromToday(garden.store, version);
  if (!back) copyHistory(garden.file, file, version);
  else {
    using snapshot = openSnapshot(garden.file);
    await snapshot.copyTo(file, { signal });
  }
  {
    await using store = openEmbeddedStore(file, { now: () => new Date(0) });
    const copy = { ...garden, file, store, embedder: await recordedEmbedder(store, garden.embedder) };
    // A copy of today may be of a later day than the version asked a moment ago.
    if (back) await goBack(copy, await store.version(), version, signal);
    else await goForward(copy, 0, version, signal);
  }
  forgetAfter(file, version);
}

/** Of a garden that is no file: its history done again in one. */
async function replay(garden: Garden, version: number, file: string, signal?: AbortSignal): Promise<void> {
  const open = async (now: () => Date): Promise<Garden> => {
    const store = openEmbeddedStore(file, { now });
    return { ...garden, file, store, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
  };
  await copyGarden(garden, open, { upTo: version, signal });
}

/** Documents taken out in one step. */
const PAGE = 500;

/** By the number of operations on either side of the version. */
async function isNearerFromToday(store: GraphStore, version: number): Promise<boolean> {
  let later = 0;
  let earlier = 0;
  for await (const change of changesDown(store)) {
    if (change.version > version) later += change.operations.length;
    else earlier += change.operations.length;
    if (earlier >= later && change.version <= version) return true;
  }
  return later <= earlier;
}

/** What goes, goes first: no state on the way holds two documents that never stood together, of whose terms no vector would be known. */
async function goBack(garden: Garden, from: number, to: number, signal?: AbortSignal): Promise<void> {
  const touched = new Set<DocumentId>();
  for await (const change of changesDown(garden.store, from)) {
    if (change.version <= to) break;
    for (const { op, id } of change.operations) if (op.endsWith("document")) touched.add(id as DocumentId);
  }
  const ids = [...touched];
  for (let start = 0; start < ids.length; start += PAGE) {
    const gone = ids.slice(start, start + PAGE).map((id) => ({ op: "remove-document", id }) as const);
    await step(garden, gone, signal);
  }
  await goForward(garden, from, to, signal);
}

async function goForward(garden: Garden, from: number, to: number, signal?: AbortSignal): Promise<void> {
  for await (const operations of garden.store.operationsBetween(from, to)) await step(garden, operations, signal);
}

async function step(garden: Garden, operations: readonly Operation[], signal?: AbortSignal): Promise<void> {
  if (signal?.aborted)
    throw new HortusError("interrupted", "Interrupted while going back in the garden's history: run the same command again.");
  await commit(garden, { author: "hortus", reason: "As of", operations }, { signal });
}

function unknownVersion(version: number, newest: number): HortusError {
  const message = `The garden has no version ${version}: it is at version ${newest}, and “hortus history” lists them.`;
  return new HortusError("input.invalid", message, { version, newest });
}
