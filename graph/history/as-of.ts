// A garden as it was: a copy that stands at an earlier version, made by going back from today or forward from nothing, whichever is less.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Garden } from "#graph/garden.ts";
import { GARDEN_FILE } from "#graph/garden-folder.ts";
import { commit, embeddingOf } from "#graph/growth/commit.ts";
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
  /** While the garden of then is made; a total of 0 is unknown. The label says what is done with them. */
  readonly onProgress?: ((done: number, total: number, unit: "documents" | "sentences", label: string) => void) | undefined;
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
 * As `openAsOf`, with vectors for the sentences that have none there, where the garden itself has vectors of sentences: for whoever searches
 * by meaning. One that grew without is read without, as it is today.
 * @throws as `openAsOf`
 */
export async function openToRead(garden: Garden, version: number, options: AsOfOptions = {}): Promise<Garden> {
  const then = await openAsOf(garden, version, options);
  try {
    const { signal, onProgress } = options;
    if (await hasSentenceVectors(garden))
      await embedSentences(then, { signal, onProgress: (done, total) => onProgress?.(done, total, "sentences", "embedding") });
    return then;
  } catch (thrown) {
    await then[Symbol.asyncDispose]();
    throw thrown;
  }
}

/** Whether the garden has a vector of any document's first sentence; of an empty one, whether it grew with this model. */
async function hasSentenceVectors(garden: Garden): Promise<boolean> {
  const { store, embedder } = garden;
  if (embedder === null) return false;
  const first = (await store.documents()).map(({ id }) => `${id}#0`);
  if (first.length === 0) return (await embeddingOf(garden)) === embedder.id;
  return (await store.missingVectors(embedder.id, "sentence", first)).length < first.length;
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
export async function materialise(garden: Garden, version: number, file: string, options: AsOfOptions = {}): Promise<void> {
  const { signal, onProgress } = options;
  await checkVersion(garden.store, version);
  if (garden.file === null) return replay(garden, version, file, signal);
  onProgress?.(0, 0, "documents", "looking at the history");
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
    if (back) await goBack(copy, await store.version(), version, options);
    else await goForward(copy, 0, version, (await touchedDocuments(store, 0, version)).length, options);
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
async function goBack(garden: Garden, from: number, to: number, options: AsOfOptions): Promise<void> {
  const ids = await touchedDocuments(garden.store, to, from);
  for (let start = 0; start < ids.length; start += PAGE) {
    const gone = ids.slice(start, start + PAGE).map((id) => ({ op: "remove-document", id }) as const);
    options.onProgress?.(start, ids.length, "documents", "taking out what came later");
    await step(garden, gone, options.signal);
  }
  await goForward(garden, from, to, 0, options);
}

/** @param total  documents on the way at most; 0: unknown */
async function goForward(garden: Garden, from: number, to: number, total: number, { signal, onProgress }: AsOfOptions): Promise<void> {
  let done = 0;
  for await (const operations of garden.store.operationsBetween(from, to)) {
    onProgress?.(total > 0 ? Math.min(done, total) : done, total, "documents", "putting in what stood there");
    await step(garden, operations, signal);
    done += operations.filter(({ op }) => op.endsWith("document")).length;
  }
}

/** The documents of the changes after version `after`, up to `upTo`. */
async function touchedDocuments(store: GraphStore, after: number, upTo: number): Promise<readonly DocumentId[]> {
  const touched = new Set<DocumentId>();
  for await (const change of changesDown(store, upTo)) {
    if (change.version <= after) break;
    for (const { op, id } of change.operations) if (op.endsWith("document")) touched.add(id as DocumentId);
  }
  return [...touched];
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
