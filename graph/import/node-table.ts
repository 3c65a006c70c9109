// The nodes of a file while it is read: an edge may name one before the file declares it.

import type { ImportedNode } from "#graph/import/imported-graph.ts";

interface Mentioned extends ImportedNode {
  name: string;
  declared: boolean;
}

export class NodeTable {
  readonly #nodes = new Map<string, Mentioned>();
  #declared = 0;

  /** How many are declared. */
  get size(): number {
    return this.#declared;
  }

  /** The node of this id, filled in when its declaration comes. */
  mentioned(id: string): ImportedNode {
    return this.#node(id);
  }

  /** The first declaration gives the name. */
  declare(id: string, name: string): ImportedNode {
    const node = this.#node(id);
    if (node.declared) return node;
    node.name = name;
    node.declared = true;
    this.#declared += 1;
    return node;
  }

  #node(id: string): Mentioned {
    const known = this.#nodes.get(id);
    if (known !== undefined) return known;
    const node = { id, name: id, declared: false };
    this.#nodes.set(id, node);
    return node;
  }
}
