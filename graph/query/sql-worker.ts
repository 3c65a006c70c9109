// The thread that runs one query after the other, inside a process that can be ended: see sql-process.ts. A connection is confined and new
// for each query, so that nothing one query learns or leaves behind serves the next.

import { randomBytes } from "node:crypto";
import { collectRows } from "#graph/query/collected-rows.ts";
import type { Cell, QueryRows } from "#graph/query/query-face.ts";
import { isAllowedFunction, TABLE_FUNCTIONS } from "#graph/query/sql-functions.ts";
import { hiddenName, SPAN_TEXT, VIEW_NAMES, viewStatements } from "#graph/query/views.ts";
import { type Blob, decodeDocument } from "#graph/store/body-codec.ts";
import { type Confinement, openConfined, openSqlite, type Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";
import { serve } from "#kernels/worker/worker-server.ts";

/** Bytes of one text: a sentence is far below, a bomb far above. */
const LONGEST_TEXT = 1_000_000;
/** Texts of documents kept for their next sentence. */
const KEPT_TEXTS = 16;

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
  const hidden = new Set([...VIEW_NAMES].map((name) => hiddenName(secret, name)));
  return {
    prepare: viewStatements(secret),
    functions: { [SPAN_TEXT]: spanText(bodies) },
    mayRead: (table, schema, within) =>
      hidden.has(within ?? "") || TABLE_FUNCTIONS.has(table) || (schema === "temp" && (hidden.has(table) || VIEW_NAMES.has(table))),
    mayCall: (name, within) => hidden.has(within ?? "") || isAllowedFunction(name),
    longest: LONGEST_TEXT,
  };
}

/** A document's body never changes under its number, so what was read once holds. */
function spanText(bodies: Sqlite): (body: number, start: number, end: number) => string | null {
  const texts = new Map<number, string>();
  return (body, start, end) => {
    let text = texts.get(body);
    if (text === undefined) {
      const row = bodies.get<{ document: Blob }>("SELECT document FROM body WHERE id = ?", body);
      if (row === undefined) return null;
      text = decodeDocument(row.document).text;
      if (texts.size >= KEPT_TEXTS) texts.delete(texts.keys().next().value!);
      texts.set(body, text);
    }
    return text.slice(start, end);
  };
}

function cellOf(value: null | number | bigint | string | Uint8Array): Cell {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  return value instanceof Uint8Array ? `blob of ${value.length} bytes` : value;
}
