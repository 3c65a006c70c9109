// What a search may find, as conditions in Cypher on a document `d` and a concept `c`, and as sets of what passes.

import type { VectorKind, Within } from "#graph/store/graph-store.ts";
import type { Neo4jTransaction, Statement } from "#graph/store/neo4j/driver.ts";

interface Conditions {
  /** Null where everything passes. */
  readonly document: string | null;
  readonly concept: string | null;
  readonly parameters: NonNullable<Statement["parameters"]>;
}

export function conditionsOf({ years, documents, classes }: Within = {}): Conditions {
  const onDocument = [documents && "d.id IN $documents", years && "d.year >= $from AND d.year <= $to"].filter((one) => one !== undefined);
  const document = onDocument.length === 0 ? null : onDocument.join(" AND ");
  const mentioned =
    document && `any(key IN c.terms WHERE EXISTS { MATCH (:HortusTerm {key: key})-[:MENTIONED_IN]->(d:Document) WHERE ${document} })`;
  const onConcept = [classes && "c.class IN $classes", mentioned].filter((one) => typeof one === "string");
  const parameters = {
    documents: documents ?? null,
    classes: classes ?? null,
    from: years?.from ?? Number.MIN_SAFE_INTEGER,
    to: years?.to ?? Number.MAX_SAFE_INTEGER,
  };
  return { document, concept: onConcept.length === 0 ? null : onConcept.join(" AND "), parameters };
}

/** Whether the vector with this key passes; undefined where all do. */
export async function vectorFilter(
  tx: Neo4jTransaction,
  kind: VectorKind,
  within: Within | undefined,
): Promise<((key: string) => boolean) | undefined> {
  const { document, concept, parameters } = conditionsOf(within);
  if (kind === "sentence") {
    if (document === null) return undefined;
    const rows = await tx.run<{ id: string }>({ cypher: `MATCH (d:Document) WHERE ${document} RETURN d.id AS id`, parameters });
    const ids = new Set(rows.map(({ id }) => id));
    return (key) => ids.has(key.slice(0, key.lastIndexOf("#")));
  }
  if (concept === null) return undefined;
  // From the documents that pass to what they mention: where few pass, few are looked at.
  const named =
    document === null
      ? "MATCH (c:Concept)"
      : `MATCH (d:Document)<-[:MENTIONED_IN]-(t:HortusTerm) WHERE ${document} WITH DISTINCT t.concept AS id MATCH (c:Concept {id: id})`;
  const rows = await tx.run<{ terms: readonly string[] }>({
    cypher: `${named} ${within?.classes ? "WHERE c.class IN $classes" : ""} RETURN c.terms AS terms`,
    parameters,
  });
  const keys = new Set(rows.flatMap(({ terms }) => terms));
  return (key) => keys.has(key);
}
