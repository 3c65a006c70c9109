// Running headers, footers and page numbers: found because they come back page after page at the same height.

import type { Line } from "./lines.ts";

/** How many lines from the top and from the bottom of a page can be furniture. */
const DEPTH = 4;
/** Points that the same header may move from page to page. */
const SWAY = 5;

const PAGE_NUMBER = /^[\s\-–—|·.]*(?:page|p\.)?\s*(?:S?\d{1,5}|[ivxl]{1,6})(?:\s*(?:of|\/)\s*\d{1,4})?[\s\-–—|·.]*$/i;

/** The lines of all pages, without what only tells where one is. */
export function withoutFurniture(pages: readonly (readonly Line[])[]): readonly (readonly Line[])[] {
  const edges = pages.map(edgeLines);
  const seen = new Map<string, { readonly y: number; readonly page: number }[]>();
  for (const [page, lines] of edges.entries()) {
    for (const line of lines) seen.set(keyOf(line), [...(seen.get(keyOf(line)) ?? []), { y: line.y, page }]);
  }
  const enough = pages.length <= 4 ? 2 : 3;
  const repeats = (line: Line): boolean => {
    const here = (seen.get(keyOf(line)) ?? []).filter((other) => Math.abs(other.y - line.y) <= SWAY);
    return new Set(here.map((other) => other.page)).size >= enough;
  };
  return pages.map((lines, page) => {
    const edge = new Set(edges[page]);
    const outermost = new Set(outer(lines));
    return lines.filter((line) => !(edge.has(line) && repeats(line)) && !(outermost.has(line) && PAGE_NUMBER.test(line.text)));
  });
}

/** The same words with other numbers are the same header. */
function keyOf(line: Line): string {
  return line.text.toLowerCase().replace(/\d+/g, "#").replace(/\s+/g, " ");
}

function edgeLines(lines: readonly Line[]): readonly Line[] {
  const byHeight = [...lines].sort((a, b) => a.y - b.y);
  return [...byHeight.slice(0, DEPTH), ...byHeight.slice(-DEPTH)];
}

function outer(lines: readonly Line[]): readonly Line[] {
  const byHeight = [...lines].sort((a, b) => a.y - b.y);
  return [...byHeight.slice(0, 2), ...byHeight.slice(-2)];
}
