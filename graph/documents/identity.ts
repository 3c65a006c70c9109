// Who a document is: its DOI, arXiv id and year out of what people type into metadata. Looks at no running text.

import type { DocumentId } from "#graph/model.ts";

/** Lower-case DOI without resolver or `doi:`; null when it is not one. */
export function parseDoi(raw: unknown): string | null {
  if (typeof raw !== "string") return null;
  const match = /\b(10\.\d{4,9}\/[^\s"<>]{1,200})/.exec(raw.slice(0, 400));
  if (match?.[1] === undefined) return null;
  const doi = trimClosing(match[1]).toLowerCase();
  return /^10\.\d{4,9}\/./.test(doi) ? doi : null;
}

/** arXiv id without its version, `2503.14427` or `cond-mat/0703470`; null when it is not one. */
export function parseArxiv(raw: unknown): string | null {
  if (typeof raw !== "string") return null;
  const match = /(?:^|arxiv[:./ ]*(?:abs\/|pdf\/)?|\/)(\d{4}\.\d{4,5}|[a-z-]{2,12}(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?![\d.]*\d)/i.exec(
    raw.trim().slice(0, 200),
  );
  return match?.[1]?.toLowerCase() ?? null;
}

/** The arXiv id inside a DOI that arXiv itself gave out. */
export function arxivOfDoi(doi: string | null): string | null {
  const match = doi === null ? null : /^10\.48550\/arxiv\.(.+)$/.exec(doi);
  return match?.[1] === undefined ? null : parseArxiv(match[1]);
}

/** A year between 1000 and 2999 out of a number or the first four-digit year of a date. */
export function parseYear(...candidates: readonly unknown[]): number | null {
  for (const candidate of candidates) {
    if (candidate instanceof Date && !Number.isNaN(candidate.getTime())) return candidate.getUTCFullYear();
    const text = typeof candidate === "number" ? String(candidate) : typeof candidate === "string" ? candidate.slice(0, 100) : "";
    const match = /(?<!\d)([12]\d{3})(?=(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)|(?!\d))/.exec(text);
    if (match?.[1] !== undefined) return Number(match[1]);
  }
  return null;
}

/** Authors from an array of names or of objects, or from one string with `;`, ` and ` or `, ` between them. */
export function parseAuthors(raw: unknown): readonly string[] {
  if (typeof raw === "string") return cleanNames(raw.split(raw.includes(";") ? ";" : /,?\s+and\s+/).flatMap(splitFullNames));
  return Array.isArray(raw) ? cleanNames(raw.map(authorName)) : [];
}

/** `Jane Smith, John Doe` are two people, `Smith, Jane` is one. */
function splitFullNames(names: string): readonly string[] {
  const parts = names.split(",");
  return parts.every((part) => /\S\s+\S/.test(part.trim())) ? parts : [names];
}

function authorName(author: unknown): string {
  if (typeof author === "string") return author;
  if (typeof author !== "object" || author === null) return "";
  const parts = author as Readonly<Record<string, unknown>>;
  if (typeof parts.name === "string") return parts.name;
  if (typeof parts.literal === "string") return parts.literal;
  const given = parts.given ?? parts.first ?? parts.first_name;
  const family = parts.family ?? parts.last ?? parts.last_name;
  return [given, family].filter((part) => typeof part === "string").join(" ");
}

/** Trimmed, single-spaced, without empty ones. */
export function cleanNames(names: readonly string[]): readonly string[] {
  return names.map((name) => name.normalize("NFC").replace(/\s+/g, " ").trim()).filter((name) => name.length > 0);
}

/** INTERFACES: DOI, else arXiv id, else what the source itself calls it. */
export function documentId(doi: string | null, arxiv: string | null, otherwise: string): DocumentId {
  if (doi !== null) return `doi:${doi}` as DocumentId;
  if (arxiv !== null) return `arxiv:${arxiv}` as DocumentId;
  return otherwise as DocumentId;
}

/** Drops the punctuation of the sentence around a DOI; a closing bracket stays only when it was opened inside. */
function trimClosing(doi: string): string {
  let end = doi.length;
  while (end > 0) {
    const last = doi[end - 1] ?? "";
    const open = last === ")" ? "(" : last === "]" ? "[" : null;
    const unbalanced = open !== null && count(doi, last, end) > count(doi, open, end);
    if (!unbalanced && !/[.,;:'’”}]/.test(last)) break;
    end--;
  }
  return doi.slice(0, end);
}

function count(text: string, character: string, end: number): number {
  let found = 0;
  for (let at = 0; at < end; at++) if (text[at] === character) found++;
  return found;
}
