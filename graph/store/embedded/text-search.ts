// Full text over concepts and sentences. What the user typed is words to look for, never query syntax.

import { compareCodePoints } from "#graph/code-points.ts";
import { SENTENCES_IN_DOCUMENT } from "#graph/store/embedded/schema.ts";
import { type Conditions, resolveWithin } from "#graph/store/embedded/within.ts";
import type { TextHit, TextSearch } from "#graph/store/graph-store.ts";
import { queryWords } from "#graph/store/search-words.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";

/** An FTS5 expression that matches any of the words; null when there is none. */
export function matchExpression(query: string): string | null {
  const words = queryWords(query);
  return words.length === 0 ? null : words.map((word) => `"${word}"`).join(" OR ");
}

/** Best first; ties by kind, then id. */
export function searchText(database: Sqlite, query: string, { kinds, limit, within }: TextSearch): TextHit[] {
  const match = matchExpression(query);
  if (match === null || limit <= 0) return [];
  return database.snapshot(() => {
    const passes = resolveWithin(database, within);
    const hits: TextHit[] = [];
    if (kinds.includes("concept")) hits.push(...conceptHits(database, match, limit, passes));
    if (kinds.includes("sentence")) hits.push(...sentenceHits(database, match, limit, passes));
    return hits
      .sort((a, b) => b.score - a.score || (a.kind === b.kind ? compareCodePoints(a.id, b.id) : a.kind < b.kind ? -1 : 1))
      .slice(0, limit);
  });
}

/** A label counts three times an alias. Only what passes is scored. */
function conceptHits(database: Sqlite, match: string, limit: number, { concept }: Conditions): TextHit[] {
  const passing = concept === null ? "" : `CROSS JOIN concept AS c ON c.id = concept_text.rowid AND ${concept.sql}`;
  const scored = `SELECT concept_text.rowid AS id, bm25(concept_text, 3.0, 1.0) AS score FROM concept_text ${passing} WHERE concept_text MATCH ?`;
  const named = "SELECT t.key AS id, -f.score AS score FROM best AS f JOIN term AS t ON t.id = f.id";
  return database
    .all<Hit>(bestOf(scored, named), ...(concept?.values ?? []), match, limit - 1, limit)
    .map((row) => ({ kind: "concept", ...row }));
}

function sentenceHits(database: Sqlite, match: string, limit: number, { document }: Conditions): TextHit[] {
  const passing =
    document === null ? "" : `CROSS JOIN document AS d ON d.id = sentence_text.rowid / ${SENTENCES_IN_DOCUMENT} AND ${document.sql}`;
  const scored = `SELECT sentence_text.rowid AS id, bm25(sentence_text) AS score FROM sentence_text ${passing} WHERE sentence_text MATCH ?`;
  const named = `SELECT d.key || '#' || (f.id % ${SENTENCES_IN_DOCUMENT}) AS id, -f.score AS score FROM best AS f
    JOIN document AS d ON d.id = f.id / ${SENTENCES_IN_DOCUMENT}`;
  return database
    .all<Hit>(bestOf(scored, named), ...(document?.values ?? []), match, limit - 1, limit)
    .map((row) => ({ kind: "sentence", ...row }));
}

type Hit = Pick<TextHit, "id" | "score">;

/** Everything is scored once; ids are looked up for the best and for what ties with the last of them. Asks for limit − 1 and limit last. */
function bestOf(scored: string, named: string): string {
  return `WITH found AS MATERIALIZED (${scored}),
    best AS (SELECT id, score FROM found WHERE score <= ifnull((SELECT score FROM found ORDER BY score LIMIT 1 OFFSET ?), 9e999))
    ${named} ORDER BY f.score, 1 LIMIT ?`;
}
