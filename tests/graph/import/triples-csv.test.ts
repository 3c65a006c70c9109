// Tables of triples: names of columns, delimiters, quotes and commas.

import { expect, test } from "vitest";
import { drawn, readText } from "./read-text.ts";

test.each([
  ["head,relation,tail", ","],
  ["source\trelationship\ttarget", "\t"],
  ["Subject;Predicate;Object", ";"],
  ["node_1|edge|node_2|chunk_id", "|"],
  ["from,type,to", ","],
  ["Source,Target,Type,Label", ","],
])("columns named %s", async (header, delimiter) => {
  const names = header.toLowerCase().split(delimiter);
  const values: Record<string, string> = { type: names.includes("label") ? "Undirected" : "holds", chunk_id: "7" };
  const row = names.map(
    (column) =>
      values[column] ??
      (/^(head|source|subject|node_1|from)$/.test(column) ? "silk" : /^(tail|target|object|node_2|to)$/.test(column) ? "bone" : "holds"),
  );
  const graph = await readText("t.csv", `${header}\n${row.join(delimiter)}\n`);
  expect(drawn(graph)).toEqual(["silk -holds→ bone"]);
  expect(graph).toMatchObject({ format: "csv", nodes: 2 });
});

test("three columns without names are head, relation, tail; a byte-order mark and empty lines do not count", async () => {
  const graph = await readText("t.csv", "\ufeffsilk,holds,bone\r\n\r\nbone,cuts,silk\r\n");
  expect(drawn(graph)).toEqual(["silk -holds→ bone", "bone -cuts→ silk"]);
});

test("quotes, commas, line breaks and 100 characters survive; empty fields stay empty", async () => {
  const long = "x".repeat(100);
  const graph = await readText(
    "t.csv",
    `head,relation,tail\n"silk, ""dragline""",holds,"two\nlines"\n${long},is,5" pipe\n,is,bone\nsilk,,bone\n`,
  );
  expect(drawn(graph)).toEqual(['silk, "dragline" -holds→ two\nlines', `${long} -is→ 5" pipe`, "[] -is→ bone", "silk -→ bone"]);
  expect(graph.edges.at(-1)!.place).toBe("line 6");
});

test("labels beside ids name the nodes, as in the table that Hortus exports", async () => {
  const graph = await readText("t.csv", "from,fromLabel,to,toLabel,type,polarity\nc1,Spider silk,c2,Bone,holds,negated\n");
  expect(drawn(graph)).toEqual(["Spider silk -not holds→ Bone"]);
  expect(graph.edges[0]!.from.id).toBe("c1");
});
