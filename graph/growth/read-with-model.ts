// Lets a capable model read what the grammar has read already, and adds the claims that are borne out by their sentence. Resumable:
// a document that the model has read is not asked about again.

import { addModelClaims } from "#graph/extraction/model-claims.ts";
import { tryReading } from "#graph/extraction/model-trial.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { judgedReading } from "#graph/growth/judged-reading.ts";
import type { DocumentId, Operation } from "#graph/model.ts";
import { type Guard, guardOf } from "#graph/ontology/guard.ts";
import { HortusError } from "#kernels/errors.ts";
import type { LanguageModel, TokenCounts } from "#kernels/language-model.ts";

export interface ModelReading {
  /** Documents that the model read in this call. */
  readonly documents: number;
  /** Claims it made that its sentence does not bear out: left out. */
  readonly dropped: number;
  /** Claims that break a domain or range of the ontology: left out under `refuse`, kept as conjectures under `conjecture`. */
  readonly against: number;
  /** Read and written by the model, those of the trial included. */
  readonly tokens: TokenCounts;
  /** Why it was not let near the garden; null when it was. */
  readonly refused: string | null;
}

export interface ModelReadingOptions {
  readonly seed: number;
  readonly author?: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Documents in one change: what an interruption may cost. */
const BATCH = 4;

/**
 * All documents that this model has not read yet, a few in each change. A model that fails the trial of model-trial.ts reads none.
 * @throws `interrupted` (what landed stays); what the model and the store throw
 */
export async function readWithModel(garden: Garden, model: LanguageModel, options: ModelReadingOptions): Promise<ModelReading> {
  const waiting = await unread(garden, model.id);
  if (waiting.length === 0) return { documents: 0, dropped: 0, against: 0, tokens: { in: 0, out: 0 }, refused: null };
  const trial = await tryReading(model, options);
  const tokens = { ...trial.tokens };
  if (!trial.passed) return { documents: 0, dropped: 0, against: 0, tokens, refused: trial.problem };
  const guard = await guardOf(garden.store);
  let [dropped, against, done] = [0, 0, 0];
  for (let start = 0; start < waiting.length; start += BATCH) {
    const operations: Operation[] = [];
    for (const id of waiting.slice(start, start + BATCH)) {
      const read = await readOne(garden, id, model, guard, options);
      dropped += read.dropped;
      against += read.against;
      tokens.in += read.tokens.in;
      tokens.out += read.tokens.out;
      operations.push(...read.operations);
      done += 1;
      options.onProgress?.(done, waiting.length);
    }
    const change = { author: options.author ?? "hortus", reason: `Read by ${model.id}`, operations };
    await commit(garden, change, { signal: options.signal });
  }
  return { documents: waiting.length, dropped, against, tokens, refused: null };
}

const PAGE = 64;

async function unread({ store }: Garden, model: string): Promise<DocumentId[]> {
  const ids = (await store.documents()).map((document) => document.id);
  const waiting: DocumentId[] = [];
  for (let start = 0; start < ids.length; start += PAGE) {
    for (const { document, models = [] } of await store.readings(ids.slice(start, start + PAGE))) {
      if (!models.includes(model)) waiting.push(document);
    }
  }
  return waiting;
}

interface ReadByModel {
  readonly operations: readonly Operation[];
  readonly dropped: number;
  readonly against: number;
  readonly tokens: TokenCounts;
}

async function readOne(
  { store }: Garden,
  id: DocumentId,
  model: LanguageModel,
  guard: Guard,
  { seed, signal }: ModelReadingOptions,
): Promise<ReadByModel> {
  const [document, [reading]] = [await store.document(id), await store.readings([id])];
  if (document === null || reading === undefined) {
    throw new HortusError("graph.missing_document", `${id} was taken out while a model read the garden: run the same command again.`, {
      document: id,
    });
  }
  const read = await addModelClaims(document, reading, model, { seed, ...(signal && { signal }) });
  const judged = judgedReading(document, read.reading, model.id, guard);
  const known = new Set(
    (await store.conjectures(judged.conjectures.map((conjecture) => conjecture.id))).map((conjecture) => conjecture.id),
  );
  const fresh = judged.conjectures.filter((conjecture) => !known.has(conjecture.id));
  const puts = fresh.map((conjecture) => ({ op: "put-conjecture", conjecture }) as const);
  const { dropped, tokens } = read;
  return { operations: [{ op: "put-document", document, reading: judged.reading }, ...puts], dropped, against: judged.against, tokens };
}
