// Graph JSON of models and tools: whole, inside raw outputs, and malformed.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readGraphFile } from "#graph/import/read-graph-file.ts";
import { drawn, readText } from "./read-text.ts";

const WHOLE =
  '{"nodes":[{"id":"silk"},{"id":"bone"}],"edges":[{"source":"silk","relation":"holds","target":"bone"},{"source":"bone","relation":"cuts","target":"nacre"}]}';
const DRAWN = ["silk -holds→ bone", "bone -cuts→ [nacre]"];

test.each([
  ["a file", "g.json", WHOLE],
  ["bare names for nodes", "g.json", WHOLE.replace('{"id":"silk"},{"id":"bone"}', '"silk","bone"')],
  ["a list of graphs", "g.json", `[${WHOLE}]`],
  ["a raw output", "out.txt", `<think>\n<graph_json>\n\`\`\`json\n${WHOLE}\n\`\`\`\n</graph_json></think> So it is.`],
  ["a trailing comma", "g.json", WHOLE.replace('"}]}', '"},]}')],
  ["a section cut off", "out.txt", `<think><graph_json>${WHOLE.slice(0, -2)}`],
  [
    "rows of outputs",
    "rows.jsonl",
    `${JSON.stringify({ id: 1, raw_output: `<graph_json>${WHOLE}</graph_json>` })}\n${JSON.stringify({ id: 2, raw_output: "nothing" })}\n`,
  ],
  ["links of NetworkX", "g.json", WHOLE.replace('"edges"', '"directed":true,"multigraph":false,"graph":{},"links"')],
  [
    "Cytoscape's elements",
    "g.json",
    '{"elements":{"nodes":[{"data":{"id":"1","name":"silk"}},{"data":{"id":"2","name":"bone"}}],"edges":[{"data":{"source":"1","target":"2","interaction":"holds"}},{"data":{"source":"2","target":"nacre","interaction":"cuts"}}]}}',
  ],
])("%s", async (_name, file, text) => {
  const graph = await readText(file, text);
  expect(drawn(graph)).toEqual(DRAWN);
  expect(graph).toMatchObject({ format: "graph-json", nodes: 2, unread: file === "rows.jsonl" ? 1 : 0 });
});

test("where no node is declared, edges name them", async () => {
  const graph = await readText("g.json", '{"edges":[{"source":"silk","relation":"holds","target":"bone"}]}');
  expect(drawn(graph)).toEqual(["silk -holds→ bone"]);
  expect(graph.nodes).toBe(2);
});

test("a graph in fields in fields and brackets without end do not exhaust the stack", async () => {
  await expect(readText("g.json", `${'{"graph":'.repeat(50_000)}1${"}".repeat(50_000)}`)).rejects.toMatchObject({
    code: "document.mistyped",
  });
  await expect(readText("g.json", "[".repeat(200_000))).rejects.toMatchObject({ code: "document.mistyped" });
});

const SAMPLE = join(import.meta.dirname, "../../../../shared/preferences/raw-outputs-sample.jsonl");
if (!existsSync(SAMPLE)) console.info("raw-outputs-sample.jsonl is not here: real outputs are not imported");

test.skipIf(!existsSync(SAMPLE))("forty real outputs: every edge of the valid ones, those to undeclared nodes marked", async () => {
  const graph = await readGraphFile(SAMPLE);
  const rows = readFileSync(SAMPLE, "utf8").trim().split("\n");
  const expected = rows.map((row) => (JSON.parse(row) as { expected: { valid: boolean; edges: number; dangling_edges: number } }).expected);
  for (const [index, { valid, edges, dangling_edges: dangling }] of expected.entries()) {
    const own = graph.edges.filter(({ place }) => place.startsWith(`row ${index + 1},`));
    if (!valid) continue;
    expect([index, own.length]).toEqual([index, edges]);
    expect([index, own.filter(({ from, to }) => !from.declared || !to.declared).length]).toEqual([index, dangling]);
  }
  expect(graph.unread).toBeLessThanOrEqual(expected.filter(({ valid }) => !valid).length);
});
