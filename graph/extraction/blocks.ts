// Where a document's text must break before any sentence is looked for: sections, headings, blank lines, list items.

import type { Document, SectionKind } from "#graph/model.ts";

/** A stretch of text no sentence may leave. */
export interface Block {
  readonly start: number;
  readonly end: number;
  readonly section: SectionKind;
}

const BREAK = /\n[^\S\n]*\n\s*|\n(?=\s*(?:#{1,6}\s|[-*•|]\s|\d{1,2}[.)]\s))/gu;

/** The blocks of a document, in order, without surrounding white space; empty ones are left out. */
export function blocksOf(document: Pick<Document, "text" | "sections">): Block[] {
  const blocks: Block[] = [];
  let cursor = 0;
  for (const section of document.sections) {
    addBlocks(blocks, document.text, cursor, section.start, "body");
    const heading = headingEnd(document.text, section.start, section.heading);
    if (heading > section.start) addBlocks(blocks, document.text, section.start, heading, section.kind);
    addBlocks(blocks, document.text, heading, section.end, section.kind);
    cursor = Math.max(cursor, section.end);
  }
  addBlocks(blocks, document.text, cursor, document.text.length, "body");
  return blocks;
}

/** End of a section's heading when the section's text begins with it on a line of its own, else the section's start. */
function headingEnd(text: string, start: number, heading: string): number {
  if (heading === "") return start;
  const skipped = start + (/^[\s#\d.]*/u.exec(text.slice(start, start + 40))?.[0].length ?? 0);
  const end = skipped + heading.length;
  return text.startsWith(heading, skipped) && (text[end] === "\n" || text[end] === undefined) ? end : start;
}

function addBlocks(blocks: Block[], text: string, from: number, to: number, section: SectionKind): void {
  let start = from;
  const stretch = text.slice(from, to);
  for (const match of stretch.matchAll(BREAK)) {
    addBlock(blocks, text, start, from + match.index, section);
    start = from + match.index + match[0].length;
  }
  addBlock(blocks, text, start, to, section);
}

function addBlock(blocks: Block[], text: string, from: number, to: number, section: SectionKind): void {
  const stretch = text.slice(from, to);
  const trimmed = stretch.trim();
  if (trimmed === "") return;
  const start = from + stretch.indexOf(trimmed);
  blocks.push({ start, end: start + trimmed.length, section });
}
