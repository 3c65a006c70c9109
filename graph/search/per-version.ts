// What is read of a whole garden and asked for often: once for each of its versions.

import type { GraphStore } from "#graph/store/graph-store.ts";

/** `read`, whose answer for a store's present version everybody shares. What failed is read again when it is next asked for. */
export function perVersion<T>(read: (store: GraphStore) => Promise<T>): (store: GraphStore) => Promise<T> {
  const cache = new WeakMap<GraphStore, { readonly version: number; readonly answer: Promise<T> }>();
  return async (store) => {
    const version = await store.version();
    const known = cache.get(store);
    if (known?.version === version) return known.answer;
    const entry = { version, answer: read(store) };
    cache.set(store, entry);
    // One that fails late must not take a newer version's answer with it.
    entry.answer.catch(() => cache.get(store) === entry && cache.delete(store));
    return entry.answer;
  };
}
