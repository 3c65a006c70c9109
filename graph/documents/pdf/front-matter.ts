// Whose paper a PDF is: title, DOI, arXiv id and year from its metadata and its first page. Never from its references.

import { parseArxiv, parseDoi, parseYear } from "../identity.ts";
import type { Line } from "./lines.ts";
import type { PdfText } from "./page-text.ts";
import type { BodyStyle, Paragraph } from "./paragraphs.ts";

export interface FrontMatter {
  readonly title: string | null;
  readonly doi: string | null;
  readonly arxiv: string | null;
  readonly year: number | null;
  readonly authors: readonly string[];
  /** The paragraph on the first page that is the title; null when only the metadata has it. */
  readonly titleParagraph: Paragraph | null;
}

/** `firstPage` is every line of it, running headers included: that is where a journal prints the DOI. */
export function frontMatterOf(pdf: PdfText, firstPage: readonly Line[], paragraphs: readonly Paragraph[], body: BodyStyle): FrontMatter {
  const height = pdf.pages[0]?.height ?? 0;
  const front = frontLines(firstPage, height);
  const stamp = (pdf.pages[0]?.rotated ?? []).join(" ");
  const written = metadataTitle(pdf.metadata, firstPage);
  const largest = titleParagraphOf(paragraphs, height, body);
  const found = largest === null ? null : largest.lines.map((line) => line.text).join(" ");
  const same = written !== null && found !== null && sharesWords(written, found);
  const arxiv = /arxiv/i.test(stamp)
    ? parseArxiv(stamp)
    : onlyOne(front.map((line) => (/arxiv:\s*\S/i.test(line) ? parseArxiv(line) : null)));
  return {
    title: written ?? found,
    titleParagraph: written === null || same ? largest : null,
    doi: metadataDoi(pdf.metadata) ?? onlyOne(front.map((line) => parseDoi(line))),
    arxiv,
    year: yearOf(pdf.metadata, front, stamp, arxiv),
    authors: authorsOf(pdf.metadata.get("Author") ?? ""),
  };
}

/** Lines at the head and the foot of the first page, and those before the abstract: a DOI in the running text cites somebody else. */
function frontLines(firstPage: readonly Line[], height: number): readonly string[] {
  const abstract = firstPage.find((line) => /^(?:\d\.?\s+)?(?:abstract|summary|introduction)\b/i.test(line.text));
  const until = Math.min(abstract?.y ?? height * 0.35, height * 0.6);
  return firstPage
    .filter((line) => line.y < until || line.y > height * 0.88 || /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi\s*:)/i.test(line.text))
    .map((line) => line.text);
}

/** One value is the document's own; two different ones leave it open. */
function onlyOne(found: readonly (string | null)[]): string | null {
  const distinct = new Set(found.filter((value) => value !== null));
  return distinct.size === 1 ? ([...distinct][0] ?? null) : null;
}

function metadataDoi(metadata: ReadonlyMap<string, string>): string | null {
  for (const name of ["prism:doi", "pdfx:doi", "crossmark:doi", "doi", "dc:identifier"]) {
    const doi = parseDoi(metadata.get(name));
    if (doi !== null) return doi;
  }
  const subject = metadata.get("Subject") ?? "";
  return /\bdoi\b/i.test(subject) ? parseDoi(subject) : null;
}

/** The title of the metadata, unless it is a file name, a template's, or something that the first page does not say. */
function metadataTitle(metadata: ReadonlyMap<string, string>, firstPage: readonly Line[]): string | null {
  const title = (metadata.get("Title") ?? metadata.get("dc:title") ?? "").replace(/\s+/g, " ").trim();
  if (title.length < 8 || title.length > 400 || !/\s/.test(title)) return null;
  if (/^(?:microsoft word|untitled|powerpoint|doi:|pii:|layout \d)|\.(?:docx?|pdf|tex|dvi|indd|qxd|rtf)$/i.test(title)) return null;
  return sharesWords(title, firstPage.map((line) => line.text).join(" ")) ? title : null;
}

/** Whether most words of the first also stand in the second. */
function sharesWords(title: string, text: string): boolean {
  const bare = (raw: string): string => raw.normalize("NFKC").toLowerCase();
  const words = bare(title).match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  const there = bare(text);
  return words.filter((word) => there.includes(word)).length >= words.length * 0.7;
}

/** The paragraph in the largest type in the upper part of the first page. */
function titleParagraphOf(paragraphs: readonly Paragraph[], height: number, body: BodyStyle): Paragraph | null {
  const upper = paragraphs.filter((paragraph) => {
    const first = paragraph.lines[0];
    const text = paragraph.lines.map((line) => line.text).join(" ");
    return (
      paragraph.page === 0 &&
      first !== undefined &&
      first.y < height * 0.6 &&
      (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= 2 &&
      text.length < 400
    );
  });
  const [largest] = [...upper].sort((a, b) => b.size - a.size);
  return largest !== undefined && largest.size > body.size * 1.08 ? largest : null;
}

/** From the arXiv stamp, a date or copyright line on the first page, or the day a TeX file was set. */
function yearOf(metadata: ReadonlyMap<string, string>, front: readonly string[], stamp: string, arxiv: string | null): number | null {
  const stamped = /\b\d{1,2} \w{3,9} ((?:19|20)\d{2})\b/.exec(stamp)?.[1];
  if (stamped !== undefined) return Number(stamped);
  if (arxiv !== null && /^\d{4}\./.test(arxiv)) return 2000 + Number(arxiv.slice(0, 2));
  for (const pattern of [
    /(?:published|publication date|©|\(c\)|copyright)\D{0,60}((?:19|20)\d{2})/i,
    /(?:received|accepted|dated?|proceedings|conference|journal|vol(?:ume|\.)?|pages)\b.{0,80}?\b((?:19|20)\d{2})\b/i,
    /\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.{0,12}\b((?:19|20)\d{2})\b/i,
  ]) {
    const year = front.map((line) => pattern.exec(line.slice(0, 300))?.[1]).find((match) => match !== undefined);
    if (year !== undefined) return Number(year);
  }
  // Other programs stamp the day of a scan or of a download.
  const byTex = /tex/i.test(`${metadata.get("Creator") ?? ""} ${metadata.get("Producer") ?? ""}`);
  return byTex ? parseYear((metadata.get("CreationDate") ?? "").replace(/^D:/, "").slice(0, 4)) : null;
}

function authorsOf(raw: string): readonly string[] {
  const separator = raw.includes(";") ? /;/ : /,\s+(?:and\s+)?|\s+and\s+/;
  const names = raw.split(separator).map((name) => name.trim());
  return names.every((name) => /\s/.test(name) && name.length < 60) ? names : [];
}
