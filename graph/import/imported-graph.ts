// What a graph file says, before any garden is asked: named nodes, and edges with all that may count as evidence. Values only.

import type { DocumentId, Sha256 } from "#graph/model.ts";

export const IMPORT_FORMATS = ["graphml", "gexf", "jsonld", "turtle", "csv", "graph-json"] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** A stretch of a document that the file names as evidence, UTF-16 offsets. Nothing here says that there is such a document. */
export interface NamedSpan {
  readonly document: DocumentId;
  readonly start: number;
  readonly end: number;
  readonly sha256: Sha256;
}

export interface ImportedNode {
  /** As the file tells nodes apart; in files of Hortus a concept id or a term key. */
  readonly id: string;
  /** What it is called; empty where the file gives neither a label nor an id. */
  readonly name: string;
  /** False when edges name it but the file has no such node. */
  readonly declared: boolean;
}

export interface ImportedEdge {
  /** Where it stands: `edge e5, line 12`. */
  readonly place: string;
  readonly from: ImportedNode;
  readonly to: ImportedNode;
  /** As written; empty where the file names none. */
  readonly relation: string;
  /** The file says that this does not hold. */
  readonly negated: boolean;
  readonly evidence: readonly NamedSpan[];
  /** For a conjecture of Hortus: its id, why it was proposed, and what it rests on. */
  readonly conjecture: string | null;
  readonly rationale: string | null;
  readonly restsOn: readonly NamedSpan[];
}

export interface ImportedGraph {
  /** Name of the file, without folders. */
  readonly file: string;
  readonly format: ImportFormat;
  readonly nodes: number;
  readonly edges: readonly ImportedEdge[];
  /** Parts of the file that hold no graph, such as rows of JSON lines: counted, not read. */
  readonly unread: number;
}
