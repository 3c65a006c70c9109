// GEXF 1.1 to 1.3, as Gephi, NetworkX and Hortus write it.

import { edgeOf, fieldsOf, nodeName } from "#graph/import/fields.ts";
import type { ImportedEdge, ImportedGraph } from "#graph/import/imported-graph.ts";
import { NodeTable } from "#graph/import/node-table.ts";
import type { TextFile } from "#graph/import/text-file.ts";
import { type ElementHandler, readElements } from "#graph/import/xml-elements.ts";

/** @throws `document.corrupt`, `document.mistyped`, `document.too_large` */
export async function readGexf(file: TextFile): Promise<ImportedGraph> {
  const reader = new GexfReader();
  await readElements(file, "gexf", reader);
  return { file: file.name, format: "gexf", nodes: reader.nodes.size, edges: reader.edges, unread: 0 };
}

type Attributes = Readonly<Record<string, string>>;
type Owner = "node" | "edge";

/** A node or an edge that is open. */
interface Open {
  readonly attributes: Attributes;
  readonly line: number;
  readonly values: [name: string, value: string][];
}

class GexfReader implements ElementHandler {
  readonly nodes = new NodeTable();
  readonly edges: ImportedEdge[] = [];
  readonly #titles: Readonly<Record<Owner, Map<string, string>>> = { node: new Map(), edge: new Map() };
  readonly #defaults: Readonly<Record<Owner, [string, string][]>> = { node: [], edge: [] };
  readonly #open: (Open & { readonly of: Owner })[] = [];
  #declaring: Owner = "node";
  #declared = "";
  #undirected = true;

  open(name: string, attributes: Attributes, line: number): void {
    if (name === "graph") this.#undirected = attributes.defaultedgetype !== "directed";
    else if (name === "attributes") this.#declaring = attributes.class === "edge" ? "edge" : "node";
    else if (name === "attribute") {
      this.#declared = attributes.title || attributes.id || "";
      this.#titles[this.#declaring].set(attributes.id ?? "", this.#declared);
    } else if (name === "node" || name === "edge") this.#open.push({ attributes, line, values: [], of: name });
    else if (name === "attvalue") this.#addValue(attributes);
  }

  close(name: string, text: string): void {
    if (name === "default") this.#defaults[this.#declaring].push([this.#declared, text]);
    else if (name === "node") this.#closeNode(this.#open.pop()!);
    else if (name === "edge") this.#closeEdge(this.#open.pop()!);
  }

  #addValue(attributes: Attributes): void {
    const owner = this.#open.at(-1);
    const id = attributes.for ?? attributes.id ?? "";
    owner?.values.push([this.#titles[owner.of].get(id) ?? id, attributes.value ?? ""]);
  }

  #closeNode({ attributes, values }: Open): void {
    const id = attributes.id ?? "";
    this.nodes.declare(id, nodeName(id, fieldsOf([["label", attributes.label ?? ""], ...values, ...this.#defaults.node])));
  }

  #closeEdge({ attributes, values, line }: Open): void {
    const number = this.edges.length + 1;
    const undirected = attributes.type === undefined ? this.#undirected : attributes.type !== "directed";
    const which = attributes.id === undefined || attributes.id === "" ? `${number}` : `“${attributes.id}”`;
    const own: [string, string][] = [
      ["label", attributes.label ?? ""],
      ["kind", attributes.kind ?? ""],
    ];
    const [from, to] = [this.nodes.mentioned(attributes.source ?? ""), this.nodes.mentioned(attributes.target ?? "")];
    const place = `${undirected ? "undirected " : ""}edge ${which}, line ${line}`;
    this.edges.push(edgeOf(place, from, to, fieldsOf([...values, ...own, ...this.#defaults.edge])));
  }
}
