// Which documents are versions of one work: an abstract and its full text, a preprint and the article. Knows what documents say of themselves, not their text.

import type { DocumentId } from "#graph/model.ts";
import type { DocumentSummary } from "#graph/store/graph-store.ts";

/** Shorter titles ("Introduction", "Editorial") name many works. */
const LONG_TITLE = 25;
const TITLE_WORDS = 4;

/** Documents by what makes two of them one work. */
export class Works {
  readonly #ids = new Set<DocumentId>();
  readonly #byKey = new Map<string, Map<DocumentId, DocumentSummary>>();

  has(id: DocumentId): boolean {
    return this.#ids.has(id);
  }

  add(document: DocumentSummary, keys = keysOf(document)): void {
    this.#ids.add(document.id);
    for (const key of keys) {
      const known = this.#byKey.get(key) ?? new Map<DocumentId, DocumentSummary>();
      known.set(document.id, summaryOf(document));
      this.#byKey.set(key, known);
    }
  }

  /** Other documents that are the same work. */
  othersOf(document: DocumentSummary, keys = keysOf(document)): DocumentId[] {
    const others = new Set<DocumentId>();
    for (const key of keys)
      for (const other of this.#byKey.get(key)?.values() ?? [])
        if (other.id !== document.id && isOneWork(document, other)) others.add(other.id);
    return [...others];
  }
}

/**
 * The same DOI, arXiv id or text; or the same long title and the same first author. Where one of them names no author, the year decides,
 * and where it names no year either, the title alone, unless both are rows that name no author: passages of one article come like this,
 * each with an id of its own.
 */
export function isOneWork(a: DocumentSummary, b: DocumentSummary): boolean {
  if ((a.doi !== null && a.doi === b.doi) || (a.arxiv !== null && a.arxiv === b.arxiv) || a.version === b.version) return true;
  const title = titleKey(a.title);
  if (title === null || title !== titleKey(b.title)) return false;
  const [first, other] = [firstAuthor(a), firstAuthor(b)];
  if (first !== null && other !== null) return first === other;
  if (first === null && other === null && a.source.row !== null && b.source.row !== null) return false;
  return a.year === null || b.year === null || a.year === b.year;
}

/** Under which a work is found: its text, its identifiers, its title. */
export function keysOf(document: DocumentSummary): readonly string[] {
  const title = titleKey(document.title);
  return [
    `text ${document.version}`,
    ...(document.doi === null ? [] : [`doi ${document.doi}`]),
    ...(document.arxiv === null ? [] : [`arxiv ${document.arxiv}`]),
    ...(title === null ? [] : [`title ${title}`]),
  ];
}

/** Letters and digits of a title long enough to name one work. */
function titleKey(title: string): string | null {
  const words = plain(title).match(/[\p{L}\p{N}]+/gu) ?? [];
  const key = words.join("");
  return words.length < TITLE_WORDS || key.length < LONG_TITLE ? null : key;
}

/** Family name of the first author: what stands before a comma, else the last word. */
function firstAuthor({ authors }: DocumentSummary): string | null {
  const name = authors[0];
  if (name === undefined) return null;
  const family = name.includes(",") ? name.split(",")[0]! : (name.trim().split(/\s+/).at(-1) ?? "");
  return plain(family).replace(/[^\p{L}]/gu, "") || null;
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function summaryOf({ id, version, title, authors, year, doi, arxiv, venue, source }: DocumentSummary): DocumentSummary {
  return { id, version, title, authors, year, doi, arxiv, venue, source };
}
