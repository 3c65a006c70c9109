// GraphML, as GraphReasoning, SciAgents, NetworkX, igraph, Gephi, yEd, Cytoscape and Hortus write it. Names of attributes may repeat: keys are told apart by id.

import { edgeOf, type Fields, fieldsOf, nodeOf } from "#graph/import/fields.ts";
import type { ImportedEdge, ImportedGraph, ImportedNode } from "#graph/import/imported-graph.ts";
import type { TextFile } from "#graph/import/text-file.ts";
import { type ElementHandler, readElements } from "#graph/import/xml-elements.ts";

/** @throws `document.corrupt`, `document.mistyped`, `document.too_large` */
export async function readGraphml(file: TextFile): Promise<ImportedGraph> {
  const reader = new GraphmlReader();
  await readElements(file, "graphml", reader);
  return { file: file.name, format: "graphml", nodes: reader.nodes.size, edges: reader.edges(), unread: 0 };
}

/** A node, an edge or a hyperedge that is open. */
interface Open {
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly data: [name: string, value: string][];
}

interface Drawn {
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly fields: Fields;
}

class GraphmlReader implements ElementHandler {
  readonly nodes = new Map<string, ImportedNode>();
  readonly #drawn: Drawn[] = [];
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

  /** Ends are looked up at the end: a file may name its edges first. */
  edges(): ImportedEdge[] {
    return this.#drawn.map(({ place, from, to, fields }) => edgeOf(place, this.#end(from), this.#end(to), fields));
  }

  #end(id: string): ImportedNode | null {
    return id.trim() === "" ? { id, name: "" } : (this.nodes.get(id) ?? null);
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
    this.nodes.set(id, nodeOf(id, fieldsOf([...data, ...this.#defaults.node])));
  }

  /** A hyperedge has no two ends and is counted as an edge without. */
  #closeEdge({ attributes, line, data }: Open, name: string): void {
    const number = this.#drawn.length + 1;
    const which = attributes.id === undefined || attributes.id === "" ? `${number}` : `“${attributes.id}”`;
    const directed = attributes.directed === undefined ? this.#directed : attributes.directed === "true";
    // Neo4j writes the type of a relationship into the element itself.
    const own: [string, string][] = attributes.label === undefined ? [] : [["label", attributes.label]];
    this.#drawn.push({
      place: `${directed ? "" : "undirected "}${name} ${which}, line ${line}`,
      from: name === "edge" ? (attributes.source ?? "") : "",
      to: name === "edge" ? (attributes.target ?? "") : "",
      fields: fieldsOf([...data, ...own, ...this.#defaults.edge]),
    });
  }
}
