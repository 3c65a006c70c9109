// The words of concepts' names, so that a concept is found by how one of them begins.

import { LONGEST_QUERY, nameWords } from "#graph/store/search-words.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";

export type NameWord = readonly [word: string, concept: number];

export function nameWordsOf(concept: number, names: readonly string[]): NameWord[] {
  return Array.from(nameWords(names), (word) => [word, concept] as const);
}

export function putNameWords(database: Sqlite, words: readonly NameWord[]): void {
  database.insert("INSERT INTO name_word(word, concept)", words);
}

/** `names` are those it was put with. */
export function dropNameWords(database: Sqlite, concept: number, names: readonly string[]): void {
  for (const word of nameWords(names)) database.run("DELETE FROM name_word WHERE word = ? AND concept = ?", word, concept);
}

/** Row numbers of concepts in whose names a word begins with each of these words; see the contract for their order. */
export function conceptsBeginning(database: Sqlite, words: readonly string[], limit: number): number[] {
  const begun = [...nameWords(words)].slice(0, LONGEST_QUERY);
  if (begun.length === 0 || limit <= 0) return [];
  const each = begun.map(() => "SELECT concept FROM name_word WHERE word >= ? AND word < ?").join(" INTERSECT ");
  const rows = database.all<{ id: number }>(
    `SELECT c.id FROM (${each}) AS f CROSS JOIN concept AS c ON c.id = f.concept CROSS JOIN term AS t ON t.id = c.id
     GROUP BY c.id ORDER BY c.label LIKE ? || '%' DESC, c.documents DESC, t.key LIMIT ?`,
    ...begun.flatMap((word) => [word, `${word}\u{10ffff}`]),
    words.join(" "),
    limit,
  );
  return rows.map(({ id }) => id);
}
