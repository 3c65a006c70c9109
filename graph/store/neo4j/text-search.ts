// Full text over concepts and sentences by Neo4j's indexes. What the user typed is words to look for, never query syntax.

import type { Concept } from "#graph/model.ts";
import type { TextHit } from "#graph/store/graph-store.ts";
import type { Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { CONCEPT } from "#graph/store/neo4j/read-graph.ts";
import { LONGEST_QUERY, nameWords, queryWords } from "#graph/store/search-words.ts";

interface TextQuery {
  readonly kinds: readonly TextHit["kind"][];
  readonly limit: number;
}

/** Best first; ties by kind, then id. */
export async function searchText(tx: Neo4jTransaction, query: string, { kinds, limit }: TextQuery): Promise<TextHit[]> {
  const words = queryWords(query).map((word) => `"${word}"`);
  if (words.length === 0 || limit <= 0) return [];
  const any = words.join(" ");
  const hits: TextHit[] = [];
  // A label counts three times an alias.
  if (kinds.includes("concept"))
    hits.push(...(await hitsIn(tx, "concept", "hortus_garden_names", `label:(${any})^3 aliases:(${any})`, limit)));
  if (kinds.includes("sentence")) hits.push(...(await hitsIn(tx, "sentence", "hortus_garden_sentences", any, limit)));
  return hits.sort((a, b) => b.score - a.score || (a.kind === b.kind ? (a.id < b.id ? -1 : 1) : a.kind < b.kind ? -1 : 1)).slice(0, limit);
}

async function hitsIn(tx: Neo4jTransaction, kind: TextHit["kind"], index: string, query: string, limit: number): Promise<TextHit[]> {
  const rows = await tx.run<Pick<TextHit, "id" | "score">>({
    cypher: "CALL db.index.fulltext.queryNodes($index, $query, {limit: $limit}) YIELD node, score RETURN node.id AS id, score",
    parameters: { index, query, limit },
  });
  return rows.map(({ id, score }) => ({ kind, id, score }));
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
