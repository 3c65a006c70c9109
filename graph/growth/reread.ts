// When the extractor became another, all documents are read anew from the texts the garden holds: no part of it may stem from an older one.

import { EXTRACTOR_VERSION } from "#graph/extraction/extract.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import type { ReadingPool } from "#graph/growth/reading-pool.ts";
import { HortusError } from "#kernels/errors.ts";

export const EXTRACTOR = "extractor";
const BATCH = 200;

/** The setting is written last, so that an interruption starts over; what was read anew already is then found unchanged. */
export async function rereadForNewExtractor(
  garden: Garden,
  pool: ReadingPool,
  options: { readonly signal?: AbortSignal | undefined; readonly author?: string },
): Promise<void> {
  const { store } = garden;
  if ((await store.setting(EXTRACTOR)) === EXTRACTOR_VERSION) return;
  const ids = (await store.documents()).map((document) => document.id);
  for (let start = 0; start < ids.length; start += BATCH) {
    if (options.signal?.aborted)
      throw new HortusError("interrupted", "Interrupted while reading documents anew: run the same command again to go on.");
    const documents = [];
    for (const id of ids.slice(start, start + BATCH)) documents.push((await store.document(id))!);
    const bodies = await pool.extract(documents);
    const operations = bodies.map(({ document, reading }) => ({ op: "put-document", document, reading }) as const);
    const change = { author: options.author ?? "hortus", reason: `Read anew by ${EXTRACTOR_VERSION}`, operations };
    await commit(garden, change, { signal: options.signal });
  }
  await store.putSetting(EXTRACTOR, EXTRACTOR_VERSION);
}
