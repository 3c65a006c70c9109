// Queries in Cypher over a garden's mirror (graph/mirror/schema.ts) or a garden that lives in Neo4j (graph/store/neo4j/schema.ts), in a
// transaction that may only read. Community cannot hide nodes: all of the database can be read, though the schema names what is meant to be.

import { collectRows } from "#graph/query/collected-rows.ts";
import { type Cell, type QueryFace, USUAL_LIMITS } from "#graph/query/query-face.ts";
import type { Explained, Neo4jDatabase } from "#graph/store/neo4j/driver.ts";
import { HortusError } from "#kernels/errors.ts";

type Form = "mirror" | "garden";

const NODES = `(:Document {id, title, year, venue, doi, arxiv, authors [list]}): one node for each paper
(:Concept {id, label [its usual name], aliases [list], class, documents [how many mention it], mentions, firstYear, lastYear}): one node for each thing the papers speak of
(:Concept)-[r {id, type ['improves', 'consists-of', …], polarity ['affirmed' or 'negated'], confidence [1 to 1000], documents, firstYear, lastYear}]->(:Concept): what the papers say of two concepts; the relationship's own type is r.type in capitals, IMPROVES, CONSISTS_OF, denied NOT_IMPROVES
(:Conjecture {id, fromLabel, type, toLabel, origin, rationale}): what was imagined, never evidence`;

const SCHEMAS: Readonly<Record<Form, string>> = {
  mirror: `${NODES}; (:Conjecture)-[:HEAD|TAIL]->(:Concept)
(:Evidence {relation [r.id], document [Document.id], text [its words], phrase [the verb as written], hedged, confidence, start, end, by}): a sentence that says a relation; (:Evidence)-[:IN_DOCUMENT]->(:Document), (:Evidence)-[:HEAD]->(:Concept), (:Evidence)-[:TAIL]->(:Concept)
Full text: CALL db.index.fulltext.queryNodes('hortus_labels' or 'hortus_evidence' or 'hortus_titles', words) YIELD node, score`,
  garden: `${NODES}
(:Sentence {id, document [Document.id], text}): every sentence
(:HortusTerm {key, concept [Concept.id]})-[:MENTIONED_IN {mentions}]->(:Document): which document mentions which concept
A relation with r.quarantined > 0 counts for nothing.
Full text: CALL db.index.fulltext.queryNodes('hortus_garden_names' or 'hortus_garden_sentences', words) YIELD node, score`,
};

/** The procedures that only look something up in an index of the mirror. */
const LOOK_UPS = /^\s*db\.index\.fulltext\.query(Nodes|Relationships)\(/;

/** Records asked for at a time: so many may be here before the first of them is counted. */
const MOST_FETCHED = 100;

/** The connection stays the caller's. */
export function openCypherFace(database: Neo4jDatabase, form: Form): QueryFace {
  const run: QueryFace["run"] = async (cypher, options = {}) => {
    const { rows: most, timeoutMs, signal } = { ...USUAL_LIMITS, ...options };
    const collected = collectRows(most);
    const take = (cells: readonly unknown[]) => collected.take(cells as readonly Cell[]);
    return collected.result(await database.stream({ cypher, timeoutMs, fetch: Math.min(most + 1, MOST_FETCHED), signal, admit, take }));
  };
  return {
    language: "cypher",
    schema: SCHEMAS[form],
    typesQuery:
      "MATCH (:Concept)-[r]->(:Concept) WHERE coalesce(r.quarantined, 0) = 0 RETURN r.type AS type, count(*) AS n ORDER BY n DESC, type LIMIT 30",
    run,
    async [Symbol.asyncDispose]() {},
  };
}

/** Reading mode alone would let a query fetch files and addresses, and look into the server. */
function admit({ type, operators }: Explained): void {
  if (type !== "r") throw new HortusError("query.refused", "A query only reads, and this one would write.", { type });
  for (const { name, details } of operators) {
    if (name === "LoadCSV")
      throw new HortusError("query.refused", "A query reads the garden only, no file and no address.", { operator: name });
    if (name.includes("ProcedureCall") && !LOOK_UPS.test(details)) {
      throw new HortusError("query.refused", "Of procedures a query calls only the full-text look-up.", { operator: name });
    }
    if (name.startsWith("Show") || name.startsWith("Terminate")) {
      throw new HortusError("query.refused", "A query reads the garden only, not the server.", { operator: name });
    }
  }
}
