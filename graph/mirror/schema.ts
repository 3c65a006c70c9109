// What a mirrored garden looks like in Neo4j: labels, constraints, indexes, and the number of this form. A new form gets a new number.

/**
 * The form of the mirror. A database written by a later one is refused; one written by an earlier one is written anew.
 *
 * ```
 * (:Concept)-[:INHIBITS {id, type, polarity, …}]->(:Concept)     an observed relation; a negated one is NOT_INHIBITS
 * (:Evidence {relation, text, start, end, sha256, …})            one sentence that says it; `relation` is the relation's `id`
 * (:Evidence)-[:IN_DOCUMENT]->(:Document)   (:Evidence)-[:HEAD]->(:Concept)   (:Evidence)-[:TAIL]->(:Concept)
 * (:Conjecture {type, …})-[:HEAD]->(:Concept)   -[:TAIL]->(:Concept)   -[:RESTS_ON]->(:Evidence)
 * (:HortusMirror {garden, version, stamp, pending})              one node: what is mirrored here, and whether a pass is under way
 * ```
 * Offsets are UTF-16 units into the document's text; confidences are thousandths; all numbers are integers.
 */
export const MIRROR_FORM = 1;

/** The labels the mirror writes, in the order in which stale nodes are taken away. */
export const NODE_LABELS = ["Evidence", "Conjecture", "Concept", "Document"] as const;
export type NodeLabel = (typeof NODE_LABELS)[number];

/** Only what Community has. All are repeatable, so that one dropped by hand comes back. */
export const SCHEMA: readonly string[] = [
  // Left by a garden that lived here once. An index that is asked for by name is not made while another is on the same properties.
  "DROP INDEX hortus_garden_names IF EXISTS",
  ...["HortusMirror", ...NODE_LABELS].map(
    (label) => `CREATE CONSTRAINT hortus_${label.toLowerCase()}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`,
  ),
  "CREATE INDEX hortus_concept_label IF NOT EXISTS FOR (n:Concept) ON (n.label)",
  "CREATE INDEX hortus_concept_class IF NOT EXISTS FOR (n:Concept) ON (n.class)",
  "CREATE INDEX hortus_evidence_relation IF NOT EXISTS FOR (n:Evidence) ON (n.relation)",
  "CREATE INDEX hortus_evidence_span IF NOT EXISTS FOR (n:Evidence) ON (n.document, n.start, n.end)",
  "CREATE INDEX hortus_document_year IF NOT EXISTS FOR (n:Document) ON (n.year)",
  "CREATE FULLTEXT INDEX hortus_labels IF NOT EXISTS FOR (n:Concept) ON EACH [n.label, n.aliases]",
  "CREATE FULLTEXT INDEX hortus_evidence IF NOT EXISTS FOR (n:Evidence) ON EACH [n.text]",
  "CREATE FULLTEXT INDEX hortus_titles IF NOT EXISTS FOR (n:Document) ON EACH [n.title]",
];
