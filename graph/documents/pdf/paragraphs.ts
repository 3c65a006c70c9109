// Lines to paragraphs: where one ends, what continues over a column or a page. Judges layout only; pdf/structure.ts says what a paragraph is.

import { type Line, median } from "./lines.ts";

export interface Paragraph {
  readonly lines: readonly Line[];
  /** Of its first line. */
  readonly size: number;
  readonly font: string;
  readonly page: number;
}

/** What most of the document is set in. */
export interface BodyStyle {
  readonly size: number;
  readonly font: string;
  /** Distance of baselines as a multiple of the size. */
  readonly leading: number;
  /** Width of a full line, points. */
  readonly width: number;
}

const CAPTION = /^(?:fig(?:ure|\.)?|table|scheme|algorithm|chart|box|listing)\s*S?\d+[A-Za-z]?\s*[.:|–-]/i;
const BULLET = /^(?:[•▪◦●■‣∗*–-]\s|\p{Cc}|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S)/u;

export function isCaption(text: string): boolean {
  return CAPTION.test(text);
}

/** Size, font and leading that most characters share. */
export function bodyStyleOf(lines: readonly Line[]): BodyStyle {
  const characters = new Map<string, number>();
  for (const line of lines) {
    const key = `${line.size.toFixed(1)} ${line.font}`;
    characters.set(key, (characters.get(key) ?? 0) + line.text.length);
  }
  const [style = "10 "] = [...characters.entries()].sort((a, b) => b[1] - a[1]).map(([key]) => key);
  const [size = "10", font = ""] = style.split(" ");
  const steps = lines.flatMap((line, at) => {
    const before = lines[at - 1];
    const step = before?.page === line.page && before.block === line.block ? line.y - before.y : 0;
    return step > 0 && step < line.size * 3 && Math.abs(line.size - Number(size)) < 0.5 ? [step / line.size] : [];
  });
  const widths = lines.filter((line) => Math.abs(line.size - Number(size)) < 0.5).map((line) => line.right - line.x);
  return { size: Number(size), font, leading: median(steps) || 1.2, width: median(widths) };
}

/** Paragraphs in reading order; none goes over a column's end yet. */
export function paragraphsOf(lines: readonly Line[], body: BodyStyle): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [];
  for (const column of columnsOf(lines)) {
    const edges = { left: commonLeft(column), right: Math.max(...column.map((line) => line.right)) };
    let open: Line[] = [];
    for (const line of column) {
      const before = open.at(-1);
      if (before !== undefined && startsParagraph(before, line, { ...edges, body, first: open[0] ?? before })) {
        paragraphs.push(paragraphOf(open));
        open = [];
      }
      open.push(line);
    }
    if (open.length > 0) paragraphs.push(paragraphOf(open));
  }
  return paragraphs;
}

/** Joins what a column or page end (or a figure or footnote there) cut in two. `isProse` tells running text from what stands between. */
export function rejoined(paragraphs: readonly Paragraph[], isProse: (paragraph: Paragraph) => boolean): readonly Paragraph[] {
  const kept: Paragraph[] = [];
  let openAt = -1;
  for (const paragraph of paragraphs) {
    const open = kept[openAt];
    if (isProse(paragraph)) {
      if (open !== undefined && continues(open, paragraph)) {
        kept[openAt] = { ...open, lines: [...open.lines, ...paragraph.lines] };
        continue;
      }
      openAt = kept.length;
    }
    kept.push(paragraph);
  }
  return kept;
}

function continues(open: Paragraph, next: Paragraph): boolean {
  const last = open.lines.at(-1);
  const first = next.lines[0];
  if (last === undefined || first === undefined || Math.abs(open.size - next.size) > 0.6) return false;
  // Within a column only a cut word is certain to go on: a formula in between has pushed the lines apart.
  if (last.page === first.page && last.block === first.block) return /\p{L}-$/u.test(last.text) && /^\p{Ll}/u.test(first.text);
  if (endsSentence(last.text)) return false;
  if (/^[\p{Ll}\p{N}([“"<]/u.test(first.text) || /[-,;]$/.test(last.text)) return true;
  const second = next.lines[1];
  return second !== undefined && second.page === first.page && Math.abs(first.x - second.x) < first.size * 0.5;
}

function columnsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const columns: Line[][] = [];
  for (const line of lines) {
    const column = columns.at(-1);
    const last = column?.at(-1);
    if (column !== undefined && last?.page === line.page && last.block === line.block) column.push(line);
    else columns.push([line]);
  }
  return columns;
}

interface Context {
  readonly left: number;
  readonly right: number;
  readonly body: BodyStyle;
  /** First line of the paragraph so far. */
  readonly first: Line;
}

function startsParagraph(before: Line, line: Line, { left, right, body, first }: Context): boolean {
  if (Math.abs(before.size - line.size) > Math.max(0.4, body.size * 0.05)) return true;
  if (line.y - before.y > line.size * Math.max(body.leading * 1.3, 1.3)) return true;
  if (isCaption(line.text) && before.right < right - line.size * 2) return true;
  if (BULLET.test(line.text) && (endsSentence(before.text) || BULLET.test(first.text)) && line.x <= first.x + 1) return true;
  const indent = line.x - left;
  if (indent > line.size * 0.7 && indent < line.size * 4 && before.x - left < line.size * 0.5 && line.x - before.x > line.size * 0.7) {
    // A hanging indent (references, lists) goes on; a first-line indent begins.
    return !(first === before && !endsSentence(before.text) && before.right > right - line.size * 2);
  }
  if (before.right < right - line.size * 3 && endsSentence(before.text)) return true;
  const isHeading = before.font !== body.font && line.font === body.font && before.right < left + (right - left) * 0.85;
  return isHeading && first.font === before.font && !endsSentence(before.text) && before.text.length < 90 && line.x <= left + line.size;
}

function endsSentence(text: string): boolean {
  return /[.!?:][”"’)\]]*$/.test(text);
}

/** The left edge that most lines share. */
function commonLeft(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const line of lines) counts.set(Math.round(line.x), (counts.get(Math.round(line.x)) ?? 0) + 1);
  const [most] = [...counts.entries()].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return most?.[0] ?? 0;
}

function paragraphOf(lines: readonly Line[]): Paragraph {
  const first = lines[0]!;
  return { lines, size: first.size, font: first.font, page: first.page };
}
