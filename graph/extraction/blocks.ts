// Where a document's text must break before any sentence is looked for: sections, headings, blank lines, list items.

import type { Document, SectionKind } from "#graph/model.ts";

/** A stretch of text no sentence may leave. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly section: SectionKind;
  /** Its sentences are not read: thanks, funding, references. */
  readonly silent?: boolean;
}

const BREAK = /\n[^\S\n]*\n\s*|\n(?=\s*(?:#{1,6}\s|[-*•|]\s|\d{1,2}[.)]\s))/gu;

/** Sections that say who helped and who paid, not what was found. */
const BACK_MATTER =
  /^(?:acknowledge?ments?|funding|author contributions?|data availability|competing interests?|conflicts? of interests?|declaration|keywords?|ethics statement|further reading|external links|see also)/iu;

/** The blocks of a document, in order, without surrounding white space; empty ones are left out. */
export function blocksOf(document: Pick<Document, "text" | "sections">): Block[] {
  const blocks: Block[] = [];
  let cursor = 0;
  for (const section of document.sections) {
    addBlocks(blocks, document.text, cursor, section.start, "body", false);
    const silent = section.kind === "references" || BACK_MATTER.test(section.heading);
    const heading = headingEnd(document.text, section.start, section.heading);
    if (heading > section.start) addBlocks(blocks, document.text, section.start, heading, section.kind, silent);
    addBlocks(blocks, document.text, heading, section.end, section.kind, silent);
    cursor = Math.max(cursor, section.end);
  }
  addBlocks(blocks, document.text, cursor, document.text.length, "body", false);
  return blocks;
}

/** End of a section's heading when the section's text begins with it on a line of its own, else the section's start. */
function headingEnd(text: string, start: number, heading: string): number {
  if (heading === "") return start;
  const skipped = start + (/^[\s#\d.]*/u.exec(text.slice(start, start + 40))?.[0].length ?? 0);
  const end = skipped + heading.length;
  return text.startsWith(heading, skipped) && (text[end] === "\n" || text[end] === undefined) ? end : start;
}

function addBlocks(blocks: Block[], text: string, from: number, to: number, section: SectionKind, silent: boolean): void {
  let start = from;
  const stretch = text.slice(from, to);
  for (const match of stretch.matchAll(BREAK)) {
    addLines(blocks, text, start, from + match.index, section, silent);
    start = from + match.index + match[0].length;
  }
  addLines(blocks, text, start, to, section, silent);
}

/** A stretch without blank lines is one block, but a heading on a line of its own is a block by itself. */
function addLines(blocks: Block[], text: string, from: number, to: number, section: SectionKind, silent: boolean): void {
  let start = from;
  for (let end = text.indexOf("\n", from); end >= 0 && end < to; end = text.indexOf("\n", end + 1)) {
    const lineStart = Math.max(from, text.lastIndexOf("\n", end - 1) + 1);
    if (!standsAlone(text, from, lineStart, end, to)) continue;
    addBlock(blocks, text, start, lineStart, section, silent);
    addBlock(blocks, text, lineStart, end, section, silent);
    start = end + 1;
  }
  addBlock(blocks, text, start, to, section, silent);
}

/** A short line that ends in no stop, after a line that does, before one that begins anew and is longer or such a line too. */
function standsAlone(text: string, from: number, start: number, end: number, to: number): boolean {
  const line = text.slice(start, end).trim();
  if (line.length > LONGEST_HEADING || !/^[\p{Lu}\p{N}]/u.test(line) || /[.?!,;:)\]-]$/u.test(line) || OPEN_END.test(line)) return false;
  const before = text.slice(from, start).trimEnd();
  if (before !== "" && !/[.?!:)\]”"]$/u.test(before) && start !== from && !standsBefore(text, from, start)) return false;
  const until = text.indexOf("\n", end + 1);
  const next = text.slice(end + 1, until < 0 || until > to ? to : until).trim();
  if (!/^[\p{Lu}\p{N}"“(]/u.test(next)) return false;
  return next.length > 1.6 * line.length || !/[.?!]$/u.test(next);
}

const LONGEST_HEADING = 110;
/** A line that ends in a word like these goes on in the next. */
const OPEN_END =
  /(?:^|\s)(?:the|a|an|of|and|or|in|on|for|to|with|by|from|at|as|is|are|was|were|that|which|than|their|its|this|these|de|et)$/iu;

/** Whether the line that ends at `start` was itself short and without a stop: headings follow each other. */
function standsBefore(text: string, from: number, start: number): boolean {
  const line = text.slice(Math.max(from, text.lastIndexOf("\n", start - 2) + 1), start - 1).trim();
  return line.length <= LONGEST_HEADING && /^[\p{Lu}\p{N}•]/u.test(line);
}

function addBlock(blocks: Block[], text: string, from: number, to: number, section: SectionKind, silent: boolean): void {
  const stretch = text.slice(from, to);
  const trimmed = stretch.trim();
  if (trimmed === "") return;
  const start = from + stretch.indexOf(trimmed);
  blocks.push({ start, end: start + trimmed.length, section, silent });
}
