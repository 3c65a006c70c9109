// Full text over concepts and sentences by Neo4j's indexes. What the user typed is words to look for, never query syntax.

import { compareCodePoints } from "#graph/code-points.ts";
import type { Concept } from "#graph/model.ts";
import type { TextHit, TextSearch } from "#graph/store/graph-store.ts";
import type { Neo4jTransaction, Statement } from "#graph/store/neo4j/driver.ts";
import { CONCEPT } from "#graph/store/neo4j/read-graph.ts";
import { conditionsOf } from "#graph/store/neo4j/within.ts";
import { LONGEST_QUERY, nameWords, queryWords } from "#graph/store/search-words.ts";

/** Best first; ties by kind, then id. */
export async function searchText(tx: Neo4jTransaction, query: string, { kinds, limit, within }: TextSearch): Promise<TextHit[]> {
  const words = queryWords(query).map((word) => `"${word}"`);
  if (words.length === 0 || limit <= 0) return [];
  const any = words.join(" ");
  const { document, concept, parameters } = conditionsOf(within);
  const hits: TextHit[] = [];
  if (kinds.includes("concept")) {
    // A label counts three times an alias.
    const asked = { index: "hortus_garden_names", query: `label:(${any})^3 aliases:(${any})`, limit };
    const rows = await (concept === null
      ? best(tx, asked)
      : bestOf(tx, `WITH node AS c, node, score WHERE ${concept}`, { ...parameters, ...asked }));
    hits.push(...rows.map((row) => ({ kind: "concept", ...row }) as const));
  }
  if (kinds.includes("sentence")) {
    const asked = { index: "hortus_garden_sentences", query: any, limit };
    const rows = await (document === null
      ? best(tx, asked)
      : bestOf(tx, `MATCH (d:Document {id: node.document}) WHERE ${document}`, { ...parameters, ...asked }));
    hits.push(...rows.map((row) => ({ kind: "sentence", ...row }) as const));
  }
  return hits
    .sort((a, b) => b.score - a.score || (a.kind === b.kind ? compareCodePoints(a.id, b.id) : a.kind < b.kind ? -1 : 1))
    .slice(0, limit);
}

type Hit = Pick<TextHit, "id" | "score">;

interface Asked {
  readonly index: string;
  readonly query: string;
  readonly limit: number;
}

/** Of more than so many that tie with the last, the index may choose. */
const MOST_TIES = 200;

/** The index breaks ties as it likes: where the last ties with others, more are asked for, so that ids can decide. */
async function best(tx: Neo4jTransaction, { index, query, limit }: Asked): Promise<Hit[]> {
  const ask = (many: number) =>
    tx.run<Hit>({
      cypher: "CALL db.index.fulltext.queryNodes($index, $query, {limit: $many}) YIELD node, score RETURN node.id AS id, score",
      parameters: { index, query, many },
    });
  const few = 2 * limit + 8;
  const rows = await ask(few);
  return rows.length < few || rows.at(-1)!.score < rows[limit - 1]!.score ? rows : ask(few + MOST_TIES);
}

/** Of those that pass; how many the index has to bring for that, nobody knows. */
function bestOf(tx: Neo4jTransaction, passing: string, parameters: NonNullable<Statement["parameters"]> & Asked): Promise<Hit[]> {
  return tx.run<Hit>({
    cypher: `CALL db.index.fulltext.queryNodes($index, $query) YIELD node, score ${passing}
      RETURN node.id AS id, score ORDER BY score DESC, id LIMIT $limit`,
    parameters,
  });
}

/** Concepts in whose names a word begins with each of these words; see the contract for their order. */
export async function conceptsBeginning(tx: Neo4jTransaction, words: readonly string[], limit: number): Promise<Concept[]> {
  const begun = [...nameWords(words)].slice(0, LONGEST_QUERY);
  if (begun.length === 0 || limit <= 0) return [];
  return tx.run<Concept>({
    cypher: `CALL db.index.fulltext.queryNodes("hortus_garden_words", $query) YIELD node AS c
      WITH c ORDER BY toLower(c.label) STARTS WITH $text DESC, c.documents DESC, c.id LIMIT $limit ${CONCEPT}`,
    parameters: { query: begun.map((word) => `+${word}*`).join(" "), text: words.join(" ").toLowerCase(), limit },
  });
}
