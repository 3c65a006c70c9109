// Fills in vectors that search and paths use. Resumable: what is in the garden's cache already is not embedded again.

import type { Garden } from "#graph/garden.ts";
import type { DocumentId } from "#graph/model.ts";
import type { VectorKind } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";
import type { Embedder } from "#kernels/language-model.ts";

export interface EmbedOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Texts embedded between two writes: what an interruption may cost. */
const PART = 512;
const DOCUMENTS_IN_PAGE = 64;

/** Vectors of all terms that are concepts, under the model of the garden's embedder. Does nothing without one. */
export async function embedTerms(garden: Garden, options: EmbedOptions = {}): Promise<void> {
  const { store, embedder } = garden;
  if (embedder === null) return;
  const total = (await store.counts()).concepts;
  let done = 0;
  for await (const page of store.allConcepts()) {
    const terms = page.flatMap((concept) => concept.terms);
    await fill(
      garden,
      embedder,
      "term",
      terms.map((term) => ({ key: term, text: term })),
      options.signal,
    );
    done += page.length;
    options.onProgress?.(done, total);
  }
}

/** Vectors of all sentences, keyed `document#sentenceIndex`. Does nothing without an embedder. */
export async function embedSentences(garden: Garden, options: EmbedOptions = {}): Promise<void> {
  const { store, embedder } = garden;
  if (embedder === null) return;
  const ids = (await store.documents()).map((document) => document.id);
  const total = (await store.counts()).sentences;
  let done = 0;
  for (let start = 0; start < ids.length; start += DOCUMENTS_IN_PAGE) {
    const texts = await sentencesOf(garden, ids.slice(start, start + DOCUMENTS_IN_PAGE));
    const before = done;
    await fill(garden, embedder, "sentence", texts, options.signal, (made) => options.onProgress?.(before + made, total));
    done += texts.length;
    options.onProgress?.(done, total);
  }
}

interface Keyed {
  readonly key: string;
  readonly text: string;
}

async function sentencesOf({ store }: Garden, ids: readonly DocumentId[]): Promise<Keyed[]> {
  const keyed: Keyed[] = [];
  for (const reading of await store.readings(ids)) {
    const document = await store.document(reading.document);
    if (document === null || document.version !== reading.version) continue;
    reading.sentences.forEach(({ start, end }, index) => {
      keyed.push({ key: `${document.id}#${index}`, text: document.text.slice(start, end) });
    });
  }
  return keyed;
}

/** @param onPart  how many of the texts have a vector, after each part but the last */
async function fill(
  { store }: Garden,
  embedder: Embedder,
  kind: VectorKind,
  texts: readonly Keyed[],
  signal?: AbortSignal,
  onPart?: (done: number) => void,
): Promise<void> {
  const keys = await store.missingVectors(
    embedder.id,
    kind,
    texts.map(({ key }) => key),
  );
  const wanted = new Set(keys);
  const missing = texts.filter(({ key }) => wanted.has(key));
  for (let start = 0; start < missing.length; start += PART) {
    if (signal?.aborted) throw new HortusError("interrupted", "Interrupted while embedding: run the same command again to go on.");
    if (start > 0) onPart?.(texts.length - missing.length + start);
    const part = missing.slice(start, start + PART);
    const vectors = await embedder.embed(
      part.map(({ text }) => text),
      { ...(signal && { signal }) },
    );
    await store.putVectors(
      embedder.id,
      kind,
      part.map(({ key }, index) => ({ key, vector: vectors[index]! })),
    );
  }
}
