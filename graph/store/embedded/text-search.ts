// Full text over concepts and sentences. What the user typed is words to look for, never query syntax.

import type { ConceptId, DocumentId } from "#graph/model.ts";
import { SENTENCES_IN_DOCUMENT } from "#graph/store/embedded/schema.ts";
import type { TextHit } from "#graph/store/graph-store.ts";
import { queryWords } from "#graph/store/search-words.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";

/** An FTS5 expression that matches any of the words; null when there is none. */
export function matchExpression(query: string): string | null {
  const words = queryWords(query);
  return words.length === 0 ? null : words.map((word) => `"${word}"`).join(" OR ");
}

/** Best first; ties by kind, then id. */
export function searchText(database: Sqlite, query: string, kinds: readonly TextHit["kind"][], limit: number): TextHit[] {
  const match = matchExpression(query);
  if (match === null || limit <= 0) return [];
  const hits: TextHit[] = [];
  if (kinds.includes("concept")) hits.push(...conceptHits(database, match, limit));
  if (kinds.includes("sentence")) hits.push(...sentenceHits(database, match, limit));
  return hits.sort((a, b) => b.score - a.score || (a.kind === b.kind ? (a.id < b.id ? -1 : 1) : a.kind < b.kind ? -1 : 1)).slice(0, limit);
}

/** A label counts three times an alias. */
function conceptHits(database: Sqlite, match: string, limit: number): TextHit[] {
  return database
    .all<{ id: ConceptId; score: number }>(
      `SELECT t.key AS id, -f.score AS score FROM
         (SELECT rowid, bm25(concept_text, 3.0, 1.0) AS score FROM concept_text WHERE concept_text MATCH ? ORDER BY score, rowid LIMIT ?) AS f
       JOIN term AS t ON t.id = f.rowid`,
      match,
      limit,
    )
    .map((row) => ({ kind: "concept", ...row }));
}

function sentenceHits(database: Sqlite, match: string, limit: number): TextHit[] {
  return database
    .all<{ document: DocumentId; sentence: number; score: number }>(
      `SELECT d.key AS document, f.id % ${SENTENCES_IN_DOCUMENT} AS sentence, -f.score AS score FROM
         (SELECT rowid AS id, bm25(sentence_text) AS score FROM sentence_text WHERE sentence_text MATCH ?1 ORDER BY score, rowid LIMIT ?2) AS f
       JOIN document AS d ON d.id = f.id / ${SENTENCES_IN_DOCUMENT}`,
      match,
      limit,
    )
    .map(({ document, sentence, score }) => ({ kind: "sentence", id: `${document}#${sentence}`, score }));
}
