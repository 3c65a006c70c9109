// A garden as sorted, byte-stable JSON lines: what two gardens must agree on to be the same. No paths, times, history, vectors or row numbers.

import { sha256 } from "#graph/documents/text.ts";
import type { Concept, EvidenceSpan, Relation } from "#graph/model.ts";
import type { DocumentSummary, GraphStore } from "#graph/store/graph-store.ts";

export interface CanonicalOptions {
  /** `all` adds conjectures and the ontology; the observed layer alone is a pure function of documents and people's decisions. */
  readonly layer: "observed" | "all";
}

/** Lines with their ends: documents, concepts, relations with evidence, then conjectures and the ontology, each kind in code-point order of its key. */
export async function* exportCanonical(store: GraphStore, options: CanonicalOptions): AsyncGenerator<string> {
  for (const document of await store.documents()) yield line(documentRecord(document));
  for await (const page of store.allConcepts()) for (const concept of page) yield line(conceptRecord(concept));
  for await (const page of store.allRelations()) for (const relation of page) yield line(relationRecord(relation));
  if (options.layer === "observed") return;
  for (const conjecture of await store.conjectures()) yield line({ kind: "conjecture", ...conjecture });
  for (const entry of await store.ontology()) yield line({ kind: "ontology", entry });
}

/** SHA-256 of the whole export. */
export async function canonicalHash(store: GraphStore, options: CanonicalOptions): Promise<string> {
  const lines: string[] = [];
  for await (const text of exportCanonical(store, options)) lines.push(sha256(text));
  return sha256(lines.join("\n"));
}

function line(record: object): string {
  return `${JSON.stringify(record)}\n`;
}

function documentRecord({ id, version, title, authors, year, doi, arxiv, venue }: DocumentSummary): object {
  return { kind: "document", id, version, title, authors, year, doi, arxiv, venue };
}

function conceptRecord({ id, label, aliases, terms, class: kind, documents, mentions, firstYear, lastYear }: Concept): object {
  return { kind: "concept", id, label, aliases, terms, class: kind, documents, mentions, firstYear, lastYear };
}

function relationRecord({ from, type, to, polarity, documents, confidence, firstYear, lastYear, evidence }: Relation): object {
  return { kind: "relation", from, type, to, polarity, documents, confidence, firstYear, lastYear, evidence: evidence.map(spanRecord) };
}

function spanRecord({ document, start, end, sha256: hash, head, tail, phrase, hedged, confidence, by }: EvidenceSpan): object {
  return { document, start, end, sha256: hash, head, tail, phrase, hedged, confidence, by };
}
