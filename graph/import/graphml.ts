// GraphML, as GraphReasoning, SciAgents, NetworkX, igraph, Gephi, yEd, Cytoscape and Hortus write it. Names of attributes may repeat: keys are told apart by id.

import { edgeOf, fieldsOf, nodeName } from "#graph/import/fields.ts";
import type { ImportedEdge, ImportedGraph } from "#graph/import/imported-graph.ts";
import { NodeTable } from "#graph/import/node-table.ts";
import type { TextFile } from "#graph/import/text-file.ts";
import { type ElementHandler, readElements } from "#graph/import/xml-elements.ts";

/** @throws `document.corrupt`, `document.mistyped`, `document.too_large` */
export async function readGraphml(file: TextFile): Promise<ImportedGraph> {
  const reader = new GraphmlReader();
  await readElements(file, "graphml", reader);
  return { file: file.name, format: "graphml", nodes: reader.nodes.size, edges: reader.edges, unread: 0 };
}

/** A node, an edge or a hyperedge that is open. */
interface Open {
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly data: [name: string, value: string][];
}

class GraphmlReader implements ElementHandler {
  readonly nodes = new NodeTable();
  readonly edges: ImportedEdge[] = [];
  readonly #keys = new Map<string, string>();
  readonly #defaults: Readonly<Record<"node" | "edge", [string, string][]>> = { node: [], edge: [] };
  readonly #open: Open[] = [];
  #key: { readonly name: string; readonly of: string } | null = null;
  #data: string | null = null;
  #directed = true;

  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void {
    if (name === "graph") this.#directed = attributes.edgedefault !== "undirected";
    else if (name === "node" || name === "edge" || name === "hyperedge") this.#open.push({ attributes, line, data: [] });
    else if (name === "data") this.#data = this.#keys.get(attributes.key ?? "") ?? attributes.key ?? "";
    else if (name === "key") {
      this.#key = { name: attributes["attr.name"] ?? attributes.id ?? "", of: attributes.for ?? "all" };
      this.#keys.set(attributes.id ?? "", this.#key.name);
    }
  }

  close(name: string, text: string): void {
    if (name === "data") {
      this.#add(this.#data ?? "", text);
      this.#data = null;
      // yEd writes what it shows inside `data`, in elements of its own.
    } else if (name === "NodeLabel" || name === "EdgeLabel") this.#add("label", text.trim());
    else if (name === "default" && this.#key !== null) this.#addDefault(this.#key, text);
    else if (name === "key") this.#key = null;
    else if (name === "node") this.#closeNode(this.#open.pop()!);
    else if (name === "edge" || name === "hyperedge") this.#closeEdge(this.#open.pop()!, name);
  }

  #add(name: string, value: string): void {
    this.#open.at(-1)?.data.push([name, value]);
  }

  #addDefault({ name, of }: { readonly name: string; readonly of: string }, text: string): void {
    if (of !== "edge") this.#defaults.node.push([name, text]);
    if (of !== "node") this.#defaults.edge.push([name, text]);
  }

  #closeNode({ attributes, data }: Open): void {
    const id = attributes.id ?? "";
    this.nodes.declare(id, nodeName(id, fieldsOf([...data, ...this.#defaults.node])));
  }

  /** A hyperedge has no two ends and is counted as an edge without. */
  #closeEdge({ attributes, line, data }: Open, name: string): void {
    const number = this.edges.length + 1;
    const which = attributes.id === undefined || attributes.id === "" ? `${number}` : `“${attributes.id}”`;
    const directed = attributes.directed === undefined ? this.#directed : attributes.directed === "true";
    // Neo4j writes the type of a relationship into the element itself.
    const own: [string, string][] = attributes.label === undefined ? [] : [["label", attributes.label]];
    const end = (id = "") => this.nodes.mentioned(name === "edge" ? id : "");
    const place = `${directed ? "" : "undirected "}${name} ${which}, line ${line}`;
    this.edges.push(edgeOf(place, end(attributes.source), end(attributes.target), fieldsOf([...data, ...own, ...this.#defaults.edge])));
  }
}
