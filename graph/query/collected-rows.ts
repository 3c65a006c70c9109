// Takes the rows of a query until there are enough.

import { type Cell, MOST_CHARACTERS, type QueryRows } from "#graph/query/query-face.ts";

export interface CollectedRows {
  /** False once no more is wanted. */
  take(cells: readonly Cell[]): boolean;
  result(columns: readonly string[]): QueryRows;
}

export function collectRows(most: number): CollectedRows {
  const began = performance.now();
  const rows: (readonly Cell[])[] = [];
  let [characters, cut]: [number, QueryRows["cut"]] = [0, null];
  return {
    take(cells) {
      characters += JSON.stringify(cells).length;
      if (rows.length === most) cut = "rows";
      else if (characters > MOST_CHARACTERS) cut = "size";
      else rows.push(cells);
      return cut === null;
    },
    result: (columns) => ({ columns, rows, cut, seconds: (performance.now() - began) / 1000 }),
  };
}
