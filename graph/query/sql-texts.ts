// What queries learn of documents' texts: the words of a span, and which documents have some words. Texts are kept compressed, so SQL alone
// cannot look into them; these are its functions for that.

import { singular } from "#graph/extraction/plurals.ts";
import { type Blob, decodeDocument } from "#graph/store/body-codec.ts";
import { SENTENCES_IN_DOCUMENT } from "#graph/store/embedded/schema.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";

/** Texts kept for their next sentence. */
const KEPT = 16;

export interface SqlTexts {
  /** A stretch of the text of a body, by the body's number. A body never changes under its number, so what was read once holds. */
  span(body: number, start: number, end: number): string | null;
  /**
   * Ids of the documents with these words one behind the other, as a JSON array in order of id. Case, hyphens and the plural of the last
   * word do not matter.
   */
  documentsWith(words: string): string;
}

export function sqlTexts(database: Sqlite): SqlTexts {
  const texts = new Map<number, string>();
  const textOf = (body: number): string | null => {
    const known = texts.get(body);
    if (known !== undefined) return known;
    const row = database.get<{ document: Blob }>("SELECT document FROM body WHERE id = ?", body);
    if (row === undefined) return null;
    const { text } = decodeDocument(row.document);
    if (texts.size >= KEPT) texts.delete(texts.keys().next().value!);
    texts.set(body, text);
    return text;
  };
  return {
    span: (body, start, end) => textOf(body)?.slice(start, end) ?? null,
    documentsWith(words) {
      const wanted = folded(words);
      if (wanted === "") return "[]";
      const forms = formsOf(wanted);
      // The index knows stems ("explore" for "exploration"), so its hits are looked at.
      const found = database.all<{ key: string; body: number }>(
        `SELECT DISTINCT d.key, d.body FROM sentence_text AS s JOIN document AS d ON d.id = s.rowid / ${SENTENCES_IN_DOCUMENT}
         WHERE s.sentence_text MATCH ? ORDER BY d.key`,
        `"${wanted}"`,
      );
      const having = found.filter(({ body }) => {
        const text = ` ${folded(textOf(body) ?? "")} `;
        return forms.some((form) => text.includes(form));
      });
      return JSON.stringify(having.map(({ key }) => key));
    },
  };
}

/** Words in small letters with one space between. */
function folded(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(" ");
}

function formsOf(words: string): readonly string[] {
  const at = words.lastIndexOf(" ") + 1;
  const [front, last] = [words.slice(0, at), words.slice(at)];
  const one = singular(last);
  return [...new Set([last, one, `${one}s`, `${one}es`])].map((form) => ` ${front}${form} `);
}
