// Where the reader is: the part of the address after #. Every view and everything opened in it has a link.

import { useSyncExternalStore } from "react";

export const VIEWS = ["garden", "communities", "runs", "hypotheses", "judge", "documents", "history", "export"] as const;
export type View = (typeof VIEWS)[number];

export interface Place {
  readonly view: View;
  /** What is opened in the view: a concept, run, hypothesis or document id. */
  readonly item: string | null;
  readonly query: URLSearchParams;
}

/** `#/documents/notes%2F01.md?at=10-42`. */
export function linkTo(view: View, item: string | null = null, query: Readonly<Record<string, string | null>> = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null)).toString();
  return `#/${view}${item === null ? "" : `/${encodeURIComponent(item)}`}${search === "" ? "" : `?${search}`}`;
}

export function goTo(view: View, item: string | null = null, query: Readonly<Record<string, string | null>> = {}): void {
  location.hash = linkTo(view, item, query);
}

export function parsePlace(hash: string): Place {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [name = "", item] = path.split("/", 2);
  const view = VIEWS.find((known) => known === name) ?? "garden";
  return { view, item: item === undefined || item === "" ? null : decoded(item), query: new URLSearchParams(search) };
}

export function usePlace(): Place {
  return parsePlace(useSyncExternalStore(subscribe, () => location.hash));
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
