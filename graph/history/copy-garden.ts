// Moves a garden into another store by doing there, one after the other, what its history says was done here. A copy may be cut short and goes on.

import type { Garden } from "#graph/garden.ts";
import { commit, EMBEDDING, embeddingOf } from "#graph/growth/commit.ts";
import { EXTRACTOR } from "#graph/growth/reread.ts";
import { recordedEmbedder } from "#graph/history/recorded-embedder.ts";
import type { RecordedChange, TermKey } from "#graph/model.ts";
import type { GraphStore, VectorKind } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

export interface CopyOptions {
  /** Default: the newest version. */
  readonly upTo?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface Copied {
  /** At which both stand now. */
  readonly version: number;
  /** Changes done by this call; those that were there already are not done again. */
  readonly changes: number;
}

/**
 * Replays the changes that `target` does not have, with author, reason and time, and brings the vectors along. Runs and judgements stay.
 * @param open opens the garden to copy into; its entries of history are dated by the function given
 * @throws `graph.conflict` when the target holds another garden, or has gone on by itself; `model.missing` when a vector is in neither
 *   garden and its model is not at hand; `interrupted`; what the stores throw
 */
export async function copyGarden(source: Garden, open: (now: () => Date) => Promise<Garden>, options: CopyOptions = {}): Promise<Copied> {
  let time = new Date(0);
  await using opened = await open(() => time);
  const from = source.store;
  const newest = options.upTo ?? (await from.version());
  const first = await opened.store.version();
  await refuseOther(from, opened, first, newest);
  const model = await embeddingOf(source);
  if (model !== null && newest > 0) await opened.store.putSetting(EMBEDDING, model);
  const target = { ...opened, embedder: await recordedEmbedder(from, source.embedder) };
  for (let version = first + 1; version <= newest; version++) {
    refuseAborted(options.signal, version - first - 1);
    const change = (await from.change(version))!;
    if (target.embedder !== null) await bringVectors(from, target.store, target.embedder.id, "term", termsOf(change));
    time = new Date(change.time);
    const { author, reason, operations } = change;
    const { changed } = await commit(target, { author, reason, operations }, { at: version - 1, signal: options.signal });
    if (!changed)
      throw new HortusError("internal", `Version ${version} of ${source.name} changes nothing when it is done again.`, { version });
    options.onProgress?.(version - first, newest - first);
  }
  await bringRest(from, target.store, target.embedder?.id ?? null, options);
  return { version: newest, changes: newest - first };
}

/** What is there must be the beginning of what is to come: the last entry says so, its time included. */
async function refuseOther(from: GraphStore, into: Garden, there: number, newest: number): Promise<void> {
  if (there === 0) return;
  const [last] = await into.store.history({ limit: 1 });
  const [same] = await from.history({ limit: 1, before: there + 1 });
  if (there <= newest && JSON.stringify(last) === JSON.stringify(same)) return;
  const message = `${into.name} holds another garden, or one that has gone on by itself since it was copied: name an empty place.`;
  throw new HortusError("graph.conflict", message, { there, newest });
}

function termsOf({ operations }: RecordedChange): TermKey[] {
  return operations.flatMap((operation) => (operation.op === "put-document" ? operation.reading.mentions.map(({ term }) => term) : []));
}

/** What history does not say: vectors of sentences, what is in quarantine, how documents were read. */
async function bringRest(from: GraphStore, into: GraphStore, model: string | null, { signal }: CopyOptions): Promise<void> {
  const extractor = await from.setting(EXTRACTOR);
  if (extractor !== null) await into.putSetting(EXTRACTOR, extractor);
  await into.quarantine(await from.quarantined(), []);
  if (model === null) return;
  for (let offset = 0; ; offset += PAGE) {
    refuseAborted(signal, 0);
    const { documents } = await into.documentPage({ words: [], offset, limit: PAGE });
    const keys = documents.flatMap(({ id, sentences }) => Array.from({ length: sentences }, (_, index) => `${id}#${index}`));
    await bringVectors(from, into, model, "sentence", keys);
    if (documents.length < PAGE) return;
  }
}

const PAGE = 64;

async function bringVectors(from: GraphStore, into: GraphStore, model: string, kind: VectorKind, keys: readonly string[]): Promise<void> {
  const missing = await into.missingVectors(model, kind, [...new Set(keys)]);
  const rows = [...(await from.vectors(model, kind, missing))].map(([key, vector]) => ({ key, vector }));
  await into.putVectors(model, kind, rows);
}

function refuseAborted(signal: AbortSignal | undefined, landed: number): void {
  if (signal?.aborted) throw new HortusError("interrupted", "Interrupted while copying; run the same command again to go on.", { landed });
}
