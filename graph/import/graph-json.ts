// Graphs as JSON: Graph-PReFLexOR's graph_json (also inside raw outputs, also malformed), node-link files of NetworkX and D3, Cytoscape's elements.

import { END_NAMES, edgeOf, type Fields, fieldsOf, firstOf, nodeName, withoutEnds } from "#graph/import/fields.ts";
import type { ImportedEdge, ImportedGraph } from "#graph/import/imported-graph.ts";
import { readLenientJson } from "#graph/import/lenient-json.ts";
import { NodeTable } from "#graph/import/node-table.ts";
import { type TextFile, wholeText } from "#graph/import/text-file.ts";
import { HortusError } from "#kernels/errors.ts";

/** What a model writes is mended; a file longer than any answer that does not end is a broken file. */
const MAX_MENDED = 1_000_000;
/** A graph in a field in a row: nothing real goes deeper. */
const MAX_DEPTH = 8;
const SECTION = /<graph_json>([\s\S]*?)(?:<\/graph_json>|$)/gi;
/** Where rows of outputs keep the text. */
const TEXT_FIELDS = ["raw_output", "output", "response", "text", "answer", "graph_json", "graph"];

/** @throws `document.corrupt`, `document.mistyped` when there is no graph in it, `document.too_large` */
export async function readGraphJson(file: TextFile): Promise<ImportedGraph> {
  const reader = new GraphJsonReader();
  reader.readText(await wholeText(file), file.path);
  if (reader.graphs === 0) {
    const message = `${file.path} holds no graph: an object with “nodes” and “edges” (or “links”) is read.`;
    throw new HortusError("document.mistyped", message, { path: file.path });
  }
  return { file: file.name, format: "graph-json", nodes: reader.names.size, edges: reader.edges, unread: reader.unread };
}

type Item = Readonly<Record<string, unknown>>;

class GraphJsonReader {
  /** Several graphs of one file share names, not ids. */
  readonly names = new Set<string>();
  readonly edges: ImportedEdge[] = [];
  graphs = 0;
  unread = 0;
  #depth = 0;

  /** One JSON value, else JSON lines, else text with sections. */
  readText(text: string, path: string): void {
    const whole = strict(text);
    const lines = whole === undefined ? text.split("\n").filter((line) => line.trim() !== "") : [];
    if (whole !== undefined) this.#readValue(whole, "");
    else if (lines.length > 1 && isItem(strict(lines[0]!))) this.#readLines(lines);
    else if (!this.#readSections(text, "")) {
      if (text.length > MAX_MENDED)
        throw new HortusError("document.corrupt", `${path} is not valid JSON: export the graph again.`, { path });
      this.#readValue(readLenientJson(text).value, "");
    }
  }

  #readLines(lines: readonly string[]): void {
    for (const [index, line] of lines.entries()) {
      const before = this.graphs;
      this.#readValue(strict(line) ?? readLenientJson(line).value, `row ${index + 1}, `);
      if (this.graphs === before) this.unread += 1;
    }
  }

  #readSections(text: string, place: string): boolean {
    const sections = [...text.matchAll(SECTION)].map((match) => match[1]!.replace(/^\s*```[a-z]*|```\s*$/gi, ""));
    for (const section of sections) this.#readValue(readLenientJson(section).value, place);
    return sections.length > 0;
  }

  #readValue(value: unknown, place: string): void {
    if (Array.isArray(value)) for (const [index, one] of value.entries()) this.#readItem(one, `${place}graph ${index + 1}, `);
    else this.#readItem(value, place);
  }

  #readItem(value: unknown, place: string): void {
    if (!isItem(value)) return;
    const graph = isItem(value.elements) ? value.elements : value;
    const drawn = graph.edges ?? graph.links;
    if (Array.isArray(drawn)) this.#readGraph(Array.isArray(graph.nodes) ? graph.nodes : [], drawn, place);
    else TEXT_FIELDS.some((field) => this.#readInner(value[field], place));
  }

  /** A graph in a field of a row: an object, or a text with sections. */
  #readInner(inner: unknown, place: string): boolean {
    if (this.#depth === MAX_DEPTH) return false;
    const before = this.graphs;
    this.#depth += 1;
    if (isItem(inner)) this.#readItem(inner, place);
    else if (typeof inner === "string" && !this.#readSections(inner, place)) this.#readQuoted(inner, place);
    this.#depth -= 1;
    return this.graphs > before;
  }

  /** JSON kept as a text in JSON. */
  #readQuoted(text: string, place: string): void {
    if (text.trimStart().startsWith("{")) this.#readValue(readLenientJson(text).value, place);
  }

  #readGraph(nodes: readonly unknown[], drawn: readonly unknown[], place: string): void {
    this.graphs += 1;
    const declared = new NodeTable();
    for (const node of nodes) {
      const fields = fieldsIn(node);
      const id = typeof node === "string" ? node.trim() : firstOf(fields, ["id", "name", "label", "key"]);
      if (id !== "") this.names.add(declared.declare(id, nodeName(id, fields)).name);
    }
    const named = declared.size === 0;
    for (const [index, edge] of drawn.entries()) {
      const fields = fieldsIn(edge);
      const ids = [firstOf(fields, END_NAMES.from), firstOf(fields, END_NAMES.to)] as const;
      // Where no node is declared at all, edges name them.
      if (named) for (const id of ids) if (id !== "") this.names.add(declared.declare(id, id).name);
      const [from, to] = [declared.mentioned(ids[0]), declared.mentioned(ids[1])];
      this.edges.push(edgeOf(`${place}edge ${index + 1}`, from, to, withoutEnds(fields)));
    }
  }
}

/** Texts and numbers of an object, those in its `data` or `attributes` too; lists and objects as JSON. */
function fieldsIn(item: unknown): Fields {
  if (!isItem(item)) return new Map();
  const inner = [item.data, item.attributes].filter(isItem).flatMap((one) => Object.entries(one));
  return fieldsOf([...Object.entries(item), ...inner].map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return value === null || value === undefined ? "" : JSON.stringify(value);
  } catch {
    return "";
  }
}

function strict(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
