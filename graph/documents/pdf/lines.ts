// Runs of a page to lines in reading order: columns found by their gutter. Knows no words, only where ink stands.

import type { Page, Run } from "./page-text.ts";

export interface Line {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  /** Baseline, points from the top of the page. */
  readonly y: number;
  /** Size and font of most of its characters. */
  readonly size: number;
  readonly font: string;
  /** Index of the page. */
  readonly page: number;
  /** Which stretch of the page's reading order it stands in: lines of one column between two full-width lines. */
  readonly block: number;
  /** Gaps between words that are wider than any space: what table rows have. */
  readonly gaps: number;
}

/** Lines of a page as a person reads them: down the left column, then down the right one, full-width lines between. */
export function linesOf(page: Page, index: number): readonly Line[] {
  const rows = rowsOf(withoutLineNumbers(page.runs));
  const gutter = gutterOf(rows, page.width);
  const lines: Line[] = [];
  let block = 0;
  let left: Run[][] = [];
  let right: Run[][] = [];
  const emit = (column: readonly (readonly Run[])[]): void => {
    if (column.length === 0) return;
    for (const runs of column) lines.push(lineOf(runs, index, block));
    block++;
  };
  const endColumns = (): void => {
    emit(left);
    emit(right);
    left = [];
    right = [];
  };
  let full: Run[][] = [];
  for (const row of rows) {
    const parts = gutter === null ? null : splitAt(row, gutter);
    if (parts === null || (parts.right.length === 0 && endsFullWidth(row, full.at(-1)))) {
      if (left.length > 0 || right.length > 0) endColumns();
      full.push(row);
      continue;
    }
    emit(full);
    full = [];
    if (parts.left.length > 0) left.push(parts.left);
    if (parts.right.length > 0) right.push(parts.right);
  }
  emit(full);
  endColumns();
  return lines;
}

interface Row {
  readonly y: number;
  readonly size: number;
  readonly runs: Run[];
}

/** Runs that share a baseline, top to bottom; sub- and superscripts join the row of the text beside them. */
function rowsOf(runs: readonly Run[]): Run[][] {
  const rows: Row[] = [];
  // Large type first, so that a row has its baseline before its scripts look for it.
  for (const run of [...runs].sort((a, b) => Math.round(b.size) - Math.round(a.size) || a.y - b.y || a.x - b.x)) {
    const row = rows.find((candidate) => belongs(run, candidate));
    if (row === undefined) rows.push({ y: run.y, size: run.size, runs: [run] });
    else row.runs.push(run);
  }
  return rows.sort((a, b) => a.y - b.y).map((row) => row.runs.sort((a, b) => a.x - b.x));
}

function belongs(run: Run, row: Row): boolean {
  const distance = Math.abs(row.y - run.y);
  if (distance > row.size * 0.6) return false;
  if (distance <= run.size * 0.2) return true;
  if (run.size >= row.size * 0.9) return distance <= row.size * 0.3;
  return row.runs.some((beside) => run.x - beside.right < row.size * 0.6 && beside.x - run.right < row.size * 0.6);
}

interface Gutter {
  readonly x: number;
  /** Least gap between the columns; narrower gaps at x are spaces of a full-width line. */
  readonly width: number;
}

/** The empty stripe between two columns, in the middle third of the page; null for a page of one column. */
function gutterOf(rows: readonly (readonly Run[])[], width: number): Gutter | null {
  const all = rows.flat();
  if (all.length === 0) return null;
  const stripe = emptiestStripe(all, Math.round(width * 0.35), Math.round(width * 0.65));
  const x = (stripe.from + stripe.to) / 2;
  const lefts = rows.filter((row) => row.some((run) => run.right <= x + 1 && run.right - run.x > width * 0.1));
  const rights = rows.filter((row) => row.some((run) => run.x >= x - 1 && run.right - run.x > width * 0.1));
  const crossingRows = rows.filter((row) => row.some((run) => crosses(run, x))).length;
  if (lefts.length < 6 || rights.length < 6 || crossingRows > 0.6 * Math.min(lefts.length, rights.length) + 6) return null;
  return { x, width: Math.max(6, (stripe.to - stripe.from) * 0.6) };
}

/** The widest stripe among those that the fewest runs cross; whole points. */
function emptiestStripe(runs: readonly Run[], from: number, to: number): { readonly from: number; readonly to: number } {
  const crossing: number[] = [];
  for (let x = from; x <= to; x++) crossing.push(runs.reduce((sum, run) => sum + (crosses(run, x) ? 1 : 0), 0));
  const fewest = Math.min(...crossing);
  let widest = { from, to: from };
  let start = -1;
  for (const [at, count] of [...crossing, Number.POSITIVE_INFINITY].entries()) {
    if (count === fewest && start === -1) start = at;
    if (count === fewest || start === -1) continue;
    if (at - 1 - start > widest.to - widest.from || widest.to === widest.from) widest = { from: from + start, to: from + at - 1 };
    start = -1;
  }
  return widest;
}

function crosses(run: Run, x: number): boolean {
  return run.x < x - 0.5 && run.right > x + 0.5;
}

/** The two halves of a row; null when the row runs across the gutter. */
function splitAt(row: readonly Run[], gutter: Gutter): { readonly left: Run[]; readonly right: Run[] } | null {
  const left = row.filter((run) => run.right <= gutter.x + 1);
  const right = row.filter((run) => run.x >= gutter.x - 1 && !left.includes(run));
  if (left.length + right.length < row.length) return null;
  const [last, first] = [left.at(-1), right[0]];
  if (last !== undefined && first !== undefined && first.x - last.right < gutter.width) return null;
  return { left, right };
}

/** The short last line of a paragraph or caption that runs over both columns. */
function endsFullWidth(row: readonly Run[], above: readonly Run[] | undefined): boolean {
  const [first, before] = [row[0], above?.[0]];
  if (first === undefined || before === undefined) return false;
  return Math.abs(first.x - before.x) < 2 && Math.abs(first.size - before.size) < 0.5 && first.y - before.y < first.size * 1.5;
}

function lineOf(runs: readonly Run[], page: number, block: number): Line {
  const main = mainStyle(runs);
  const baseline = median(runs.filter((run) => run.size === main.size).map((run) => run.y));
  let text = "";
  let gaps = 0;
  let before: Run | null = null;
  for (const run of runs) {
    if (isReferenceMark(run, main.size, baseline, text)) continue;
    const gap: number = before === null ? 0 : run.x - before.right;
    if (gap > main.size * 1.5) gaps++;
    const scripted = before !== null && run.size < main.size * 0.85 && gap < main.size * 0.25;
    if (before !== null && gap > main.size * (scripted ? 0.25 : 0.13) && !/\s$/.test(text) && !/^[\s,.;:)\]]/.test(run.text)) text += " ";
    text += isPower(run, main.size, baseline, text) ? `^${run.text.trim()}` : run.text;
    before = run;
  }
  return {
    text: text.trim(),
    x: runs[0]?.x ?? 0,
    right: Math.max(...runs.map((run) => run.right)),
    y: baseline,
    ...main,
    page,
    block,
    gaps,
  };
}

/** A raised number after a word or a full stop: it cites, and says nothing of its own. Raised charges and powers stay. */
function isReferenceMark(run: Run, size: number, baseline: number, before: string): boolean {
  if (!isRaised(run, size, baseline) || !/^\s*[\d*†‡§¶,][\s\d,;–−*†‡§¶-]*$/.test(run.text)) return false;
  return /(?:\p{L}{4}|\p{Lu}\p{L}{2}|[.,;:)\]"”’?!])$/u.test(before) || /^[\s*†‡§¶,]+$/.test(run.text);
}

/** `10` with a raised `-3`: 10^-3, never 10-3. */
function isPower(run: Run, size: number, baseline: number, before: string): boolean {
  return isRaised(run, size, baseline) && /\d$/.test(before) && /^\s*[-−–+]?\d/.test(run.text);
}

function isRaised(run: Run, size: number, baseline: number): boolean {
  return run.size < size * 0.85 && run.y < baseline - size * 0.15;
}

function mainStyle(runs: readonly Run[]): { readonly size: number; readonly font: string } {
  const characters = new Map<string, { readonly run: Run; count: number }>();
  for (const run of runs) {
    const key = `${run.font} ${run.size.toFixed(1)}`;
    const known = characters.get(key);
    if (known === undefined) characters.set(key, { run, count: run.text.length });
    else known.count += run.text.length;
  }
  const [main] = [...characters.values()].sort((a, b) => b.count - a.count);
  return { size: main?.run.size ?? 0, font: main?.run.font ?? "" };
}

/** Numbers down the margin of a manuscript: at least ten whole numbers in one narrow stripe left of everything else, growing. */
function withoutLineNumbers(runs: readonly Run[]): readonly Run[] {
  const numbers = runs.filter((run) => /^\s*\d{1,4}\s*$/.test(run.text));
  if (numbers.length < 10) return runs;
  const others = runs.filter((run) => !numbers.includes(run));
  const edge = Math.min(...others.map((run) => run.x));
  const margin = numbers.filter((run) => run.right < edge + 1).sort((a, b) => a.y - b.y);
  const growing = margin.every((run, at) => at === 0 || Number(run.text) > Number(margin[at - 1]?.text));
  return margin.length >= 10 && growing ? runs.filter((run) => !margin.includes(run)) : runs;
}

/** The middle value; 0 for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
