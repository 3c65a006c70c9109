// Rows of a query as a table; a cell that names a concept leads to it.

import type { Cell, QueryRows } from "#graph/query/query-face.ts";
import { linkTo } from "../shell/router.ts";

interface Rows extends Pick<QueryRows, "columns" | "rows" | "cut"> {
  /** Concept id by cell. */
  readonly concepts: Readonly<Record<string, string>>;
}

export function RowsTable({ columns, rows, cut, concepts }: Rows) {
  return (
    <div className="rows">
      <table>
        <thead>
          <tr>
            {columns.map((name, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name; their place is what they are.
              <th key={place} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place.
            <tr key={number}>
              {row.map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <td key={place} className={typeof cell === "number" ? "numbers" : undefined}>
                  <CellText cell={cell} concept={typeof cell === "string" && Object.hasOwn(concepts, cell) ? concepts[cell] : undefined} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p className="hint">No rows.</p> : null}
      {cut === null ? null : <p className="hint">These are the first {rows.length} rows; there are more.</p>}
    </div>
  );
}

function CellText({ cell, concept }: { readonly cell: Cell; readonly concept: string | undefined }) {
  const text = typeof cell === "string" ? cell : cell === null ? "" : JSON.stringify(cell);
  return concept === undefined ? text : <a href={linkTo("garden", concept)}>{text}</a>;
}
