// The thread that runs one query after the other, inside a process that can be ended: see sql-process.ts. A connection is confined and new
// for each query, so that nothing one query learns or leaves behind serves the next.

import { randomBytes } from "node:crypto";
import { collectRows } from "#graph/query/collected-rows.ts";
import type { Cell, QueryRows } from "#graph/query/query-face.ts";
import { isAllowedFunction, TABLE_FUNCTIONS } from "#graph/query/sql-functions.ts";
import { sqlTexts } from "#graph/query/sql-texts.ts";
import { DOCUMENTS_WITH, hiddenName, SPAN_TEXT, VIEW_NAMES, viewStatements } from "#graph/query/views.ts";
import { type Confinement, openConfined, openSqlite, type Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";
import { serve } from "#kernels/worker/worker-server.ts";

/** Bytes of one text: a sentence is far below, and so are the ids of 20,000 documents; a bomb is far above. */
const LONGEST_TEXT = 2_000_000;

export interface SqlCall {
  readonly sql: string;
  readonly rows: number;
}

let path: string | null = null;

serve(
  {
    open: async (file: string) => {
      path = file;
    },
    query: async ({ sql, rows }: SqlCall) => {
      if (path === null) throw new HortusError("internal", "The query thread was asked before it was told what to open.");
      return answered(path, sql, rows);
    },
  },
  async () => {},
);

function answered(file: string, sql: string, most: number): QueryRows {
  const collected = collectRows(most);
  using bodies = openSqlite(file, { readOnly: true });
  using reader = openConfined(file, confinement(bodies));
  return collected.result(reader.read(sql, (row) => collected.take(row.map(cellOf))));
}

function confinement(bodies: Sqlite): Confinement {
  const secret = `v${randomBytes(16).toString("hex")}`;
  const texts = sqlTexts(bodies);
  const hidden = new Set([...VIEW_NAMES].map((name) => hiddenName(secret, name)));
  return {
    prepare: viewStatements(secret),
    functions: { [SPAN_TEXT]: texts.span, [DOCUMENTS_WITH]: texts.documentsWith },
    mayRead: (table, schema, within) =>
      hidden.has(within ?? "") || TABLE_FUNCTIONS.has(table) || (schema === "temp" && (hidden.has(table) || VIEW_NAMES.has(table))),
    mayCall: (name, within) => hidden.has(within ?? "") || name === DOCUMENTS_WITH || isAllowedFunction(name),
    longest: LONGEST_TEXT,
  };
}

function cellOf(value: null | number | bigint | string | Uint8Array): Cell {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  return value instanceof Uint8Array ? `blob of ${value.length} bytes` : value;
}
