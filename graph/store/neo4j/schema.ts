// What a garden that lives in Neo4j looks like there, and the steps that lead from each schema to the next.

/**
 * ```
 * (:Concept)-[:INHIBITS {id, type, polarity, evidence, …, spans}]->(:Concept)    as in a mirror, with the evidence inside: `spans` is JSON
 * (:Document {id, title, year, …, body})  (:Sentence {id: "document#3", document, text})  (:Conjecture {id, from, to, type, …, data})
 * (:HortusTerm {key, concept, …})-[:MENTIONED_IN {mentions}]->(:Document)   -[:CLAIMS {document, data}]->(:HortusTerm)
 *                                 -[:ABBREVIATES {document}]->(:HortusTerm)   -[:LINKED {reason, similarity}]->(:HortusTerm)
 * (:HortusChange {version, operations, …})  (:HortusBody {hash, document, reading})  (:HortusEdit {a, b, decision})
 * (:HortusOntology {id, kind, name, data})
 * (:HortusHold {relation, document, start, end})    evidence in quarantine; its relation has `quarantined` > 0
 * (:HortusVectors {model, kind, dimensions})  (:HortusVector {id, data})  (:HortusSetting {name, value})
 * (:HortusGarden {id: "garden", schema, version, state, documents, …})           one node: whoever writes locks it first
 * ```
 * Community has no node keys: that a property is there is seen to by whoever writes it, all of it in this folder.
 */
const FIRST: readonly string[] = [
  // Left by a mirror that is gone. An index that is asked for by name is not made while another is on the same properties.
  "DROP INDEX hortus_labels IF EXISTS",
  ...[
    ["concept", "Concept", "id"],
    ["document", "Document", "id"],
    ["conjecture", "Conjecture", "id"],
    ["sentence", "Sentence", "id"],
    ["hortusterm", "HortusTerm", "key"],
    ["hortusbody", "HortusBody", "hash"],
    ["hortuschange", "HortusChange", "version"],
    ["hortusontology", "HortusOntology", "id"],
    ["hortusedit", "HortusEdit", "id"],
    ["hortushold", "HortusHold", "id"],
    ["hortusvectors", "HortusVectors", "id"],
    ["hortusvector", "HortusVector", "id"],
    ["hortussetting", "HortusSetting", "name"],
  ].map(([name, label, key]) => `CREATE CONSTRAINT hortus_${name}_${key} IF NOT EXISTS FOR (n:${label}) REQUIRE n.${key} IS UNIQUE`),
  "CREATE INDEX hortus_concept_label IF NOT EXISTS FOR (n:Concept) ON (n.label)",
  ...["a", "b"].map((end) => `CREATE INDEX hortus_edit_${end} IF NOT EXISTS FOR (n:HortusEdit) ON (n.${end})`),
  "CREATE INDEX hortus_hold_relation IF NOT EXISTS FOR (n:HortusHold) ON (n.relation)",
  ...[0, 1, 2, 3].map((place) => `CREATE INDEX hortus_term_block${place} IF NOT EXISTS FOR (n:HortusTerm) ON (n.block${place})`),
  ...[
    ["sentences", "Sentence", "n.text", "english"],
    ["names", "Concept", "n.label, n.aliases", "english"],
    // One token for each word as it stands: `words` holds them folded already.
    ["words", "Concept", "n.words", "whitespace"],
  ].map(
    ([name, label, on, analyzer]) =>
      `CREATE FULLTEXT INDEX hortus_garden_${name} IF NOT EXISTS FOR (n:${label}) ON EACH [${on}] OPTIONS {indexConfig: {\`fulltext.analyzer\`: "${analyzer}"}}`,
  ),
];

/** `MIGRATIONS[n]` leads from schema n to n + 1. Each statement can be repeated: a migration that was cut short is done again. */
export const MIGRATIONS: readonly (readonly string[])[] = [FIRST];

/** Properties of a term that carry its blocking keys, each with an index of its own. */
export const BLOCK_PLACES = ["block0", "block1", "block2", "block3"] as const;

/** The labels that tell a garden or a mirror from what others keep in the database. */
export const PUBLIC_LABELS = ["Concept", "Document", "Conjecture", "Sentence"] as const;
