// Exports are read back: GraphML and GEXF by graphology's own readers, the others by what their syntax demands. Labels are hostile on purpose.

import { DirectedGraph, MultiDirectedGraph, MultiGraph, UndirectedGraph } from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";
import { expect, test } from "vitest";
import { exportGraph, GRAPH_FORMATS, type GraphFormat } from "#graph/export/export-graph.ts";
import { xml } from "#graph/export/xml.ts";
import type { Garden } from "#graph/garden.ts";
import { imagine, writtenGarden } from "#tests/graph/search/written-garden.ts";

const HOSTILE = ['quo"te', "apos'trophe", "amp&lt;<tag>", "back\\slash", "back\\u0027uni", "comma,semi;", "umlaut-ü-𝛼", "$ref{x}`", "]]>"];
const WRITTEN = {
  one: [...HOSTILE.map((word) => `${word.replaceAll(",", "‚")} joins silk`), "𝛼 contains silk"],
  two: ["silk not contains bone", "silk contains bone"],
};

async function text(garden: Garden, format: GraphFormat, layer: "observed" | "all" = "observed"): Promise<string> {
  let joined = "";
  for await (const piece of exportGraph(garden.store, format, { layer })) joined += piece;
  return joined;
}

async function labels(garden: Garden): Promise<string[]> {
  const found: string[] = [];
  for await (const page of garden.store.allConcepts()) found.push(...page.map(({ label }) => label));
  return found.sort();
}

test("graphml and gexf come back with every concept, relation and field", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const { relations } = await garden.store.counts();
  for (const graph of [
    graphml.parse(MultiDirectedGraph, await text(garden, "graphml")),
    gexf.parse(MultiDirectedGraph, await text(garden, "gexf")),
  ]) {
    expect(graph.mapNodes((_, { label }) => label as string).sort()).toEqual(await labels(garden));
    expect(graph.size).toBe(relations);
    const said = graph.mapEdges((_, fields, from, to) => [from, fields.type, to, fields.polarity, fields.confidence, fields.conjecture]);
    expect(said).toContainEqual(["silk", "contains", "bone", "affirmed", 800, false]);
    expect(said).toContainEqual(["silk", "contains", "bone", "negated", 800, false]);
    const evidence = graph.mapEdges((_, fields) => JSON.parse(fields.evidence as string) as unknown[]);
    expect(evidence.every((spans) => spans.length === 1)).toBe(true);
  }
});

test("conjectures are only in the layer that has them, and marked", async () => {
  await using garden = await writtenGarden(WRITTEN);
  await imagine(garden, "bone", "binds", "silk");
  for (const format of GRAPH_FORMATS) expect(await text(garden, format), format).not.toContain("binds");
  const graph = graphml.parse(MultiDirectedGraph, await text(garden, "graphml", "all"));
  expect(graph.filterEdges((_, { conjecture }) => conjecture === true)).toHaveLength(1);
  expect(await text(garden, "cypher", "all")).toContain("MERGE (a)-[r:CONJECTURE");
  expect(await text(garden, "turtle", "all")).toContain('hortus:rationale "why \\"not\\"?"');
});

test("csv: fields with commas, quotes and breaks survive a reader that follows RFC 4180", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const csv = await text(garden, "csv");
  const rows = readCsv(csv);
  const { relations } = await garden.store.counts();
  expect(rows).toHaveLength(relations + 1);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([16]));
  expect(rows.slice(1).map((row) => row[1])).toContain('quo"te');
  for (const row of rows.slice(1)) expect(JSON.parse(row[11]!)).toHaveLength(1);
});

test("json-ld: each relation is a statement with an annotation that quotes its sentence at code-point positions", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const { "@graph": nodes } = JSON.parse(await text(garden, "jsonld")) as { "@graph": Record<string, never>[] };
  const annotations = nodes.filter((node) => node["@type"] === "oa:Annotation");
  const { relations } = await garden.store.counts();
  expect(annotations).toHaveLength(relations);
  const documents = new Map<string, string[]>();
  for (const { id } of await garden.store.documents())
    documents.set(`urn:hortus:document:${id}`, [...(await garden.store.document(id))!.text]);
  for (const { "oa:hasTarget": target } of annotations as never as {
    "oa:hasTarget": {
      "oa:hasSource": { "@id": string };
      "oa:hasSelector": [{ "oa:start": number; "oa:end": number }, { "oa:exact": string }];
    };
  }[]) {
    const [position, quotation] = target["oa:hasSelector"];
    const points = documents.get(target["oa:hasSource"]["@id"])!;
    expect(points.slice(position["oa:start"], position["oa:end"]).join("")).toBe(quotation["oa:exact"]);
  }
  const statements = nodes.filter((node) => Array.isArray(node["@type"]) && (node["@type"] as string[]).includes("rdf:Statement"));
  expect(statements).toHaveLength(relations);
});

test("turtle says as much as json-ld, every string closed", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const turtle = await text(garden, "turtle");
  const strings = turtle.match(/"(?:[^"\\\n]|\\.)*"/gu) ?? [];
  const bare = strings.reduce((rest, string) => rest.replace(string, "S"), turtle).replace(/<[^<>"{}|^`\\\s]*>/gu, "I");
  expect(bare).not.toMatch(/["\\'<>]/);
  expect(strings.map((string) => JSON.parse(string) as string)).toContain('quo"te');
  const { "@graph": nodes } = JSON.parse(await text(garden, "jsonld")) as { "@graph": unknown[] };
  expect(turtle.split(" .\n").length - 1).toBe(nodes.length + 7);
});

test("cypher: no value can end its string, whatever comes before a quote, and no \\u reaches the server's reader", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const cypher = await text(garden, "cypher");
  const bare = cypher.replace(/'(?:[^'\\\n]|\\[\\'nrt])*'/gu, "S");
  expect(bare).not.toContain("'");
  expect(bare).not.toContain("\\");
  expect(cypher.replace(/\\' \+ 'u/g, "")).not.toContain("\\u");
  expect(
    cypher
      .split("\n")
      .filter((line) => line !== "")
      .every((line) => line.endsWith(";")),
  ).toBe(true);
});

test("graph-json: a denied relation does not read as if it held, evidence is a list", async () => {
  await using garden = await writtenGarden(WRITTEN);
  const { nodes, edges } = JSON.parse(await text(garden, "graph-json")) as Record<"nodes" | "edges", Record<string, unknown>[]>;
  const { concepts, relations } = await garden.store.counts();
  expect([nodes.length, edges.length]).toEqual([concepts, relations]);
  const said = edges.filter(({ source, target }) => source === "silk" && target === "bone").map(({ relation }) => relation);
  expect(said.sort()).toEqual(["contains", "not contains"]);
  for (const { evidence } of edges) expect(evidence).toHaveLength(1);
});

test("graphreasoning: one undirected edge for each pair, what was said of it in the order it was said", async () => {
  await using garden = await writtenGarden({ ...WRITTEN, three: ["bone binds silk"] });
  const graph = graphml.parse(UndirectedGraph, await text(garden, "graphreasoning"));
  const pairs = new Set<string>();
  for await (const page of garden.store.allRelations()) for (const { from, to } of page) pairs.add([from, to].sort().join("\n"));
  expect(graph.size).toBe(pairs.size);
  const { title, said } = graph.getEdgeAttributes("silk", "bone");
  const words = (JSON.parse(said as string) as Record<string, string>[]).map(({ from, relation, to }) => `${from} ${relation} ${to}`);
  expect(words.sort()).toEqual(["bone binds silk", "silk contains bone", "silk not contains bone"]);
  expect(words.map((one) => one.replace(/^\w+ (.*) \w+$/, "$1"))).toContain(title);
});

test("the empty garden is a valid file in every format", async () => {
  await using garden = await writtenGarden({});
  expect(graphml.parse(DirectedGraph, await text(garden, "graphml")).order).toBe(0);
  expect(gexf.parse(MultiGraph, await text(garden, "gexf")).order).toBe(0);
  expect(JSON.parse(await text(garden, "jsonld"))).toMatchObject({ "@graph": [] });
  expect(readCsv(await text(garden, "csv"))).toHaveLength(1);
  expect((await text(garden, "cypher")).split("\n")).toHaveLength(2);
  expect(await text(garden, "turtle")).toContain("@prefix oa:");
  expect(JSON.parse(await text(garden, "graph-json"))).toEqual({ nodes: [], edges: [] });
  expect(graphml.parse(UndirectedGraph, await text(garden, "graphreasoning")).order).toBe(0);
});

test("what XML cannot hold is replaced, the rest escaped", () => {
  expect(xml("a\u0000b\u000bc\ud800d")).toBe("a\ufffdb\ufffdc\ufffdd");
  expect(xml('<a b="c&d">\n\t𝛼')).toBe("&lt;a b=&quot;c&amp;d&quot;&gt;&#10;&#9;𝛼");
});

/** RFC 4180, read character by character. */
function readCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let [row, field, quoted] = [[] as string[], "", false];
  for (let at = 0; at < csv.length; at++) {
    const character = csv[at]!;
    if (quoted) {
      if (character === '"' && csv[at + 1] === '"') field += csv[++at];
      else if (character === '"') quoted = false;
      else field += character;
    } else if (character === '"') quoted = true;
    else if (character === ",") [row, field] = [[...row, field], ""];
    else if (character === "\n") {
      rows.push([...row, field]);
      [row, field] = [[], ""];
    } else if (character !== "\r") field += character;
  }
  return rows;
}
