// Search by words: BM25 over concept names and over sentences, as the store ranks them.

import type { Found } from "#graph/search/ranked.ts";
import type { GraphStore, TextHit, Within } from "#graph/store/graph-store.ts";

/** Concepts and sentences apart, since BM25 of two indexes is not one scale. */
export interface FoundByText {
  readonly concepts: readonly Found[];
  readonly sentences: readonly Found[];
}

/** At most so many of each, of what passes. */
export async function searchByText(
  store: GraphStore,
  query: string,
  limits: { readonly concepts: number; readonly sentences: number },
  within?: Within,
): Promise<FoundByText> {
  const hits = async (kind: TextHit["kind"], limit: number, what: string) =>
    (await store.searchText(query, { kinds: [kind], limit, within })).map(({ id }, index) => ({
      kind,
      id,
      why: `${what}, rank ${index + 1}`,
    }));
  return {
    concepts: await hits("concept", limits.concepts, "its name has words of the query"),
    sentences: await hits("sentence", limits.sentences, "it has words of the query"),
  };
}
