// Which words are looked for: those of a question, and those of concepts' names. Every store answers the same words.

/** Words of a query beyond these are not looked for. */
export const LONGEST_QUERY = 64;

const COMMON = new Set(
  "a an and are as at be by can do does for from has have how in is it its of on or that the their these this to was were what when where which who why will with".split(
    " ",
  ),
);

/** The telling words of a question, or all when none tells; letters, digits and marks only, so never anyone's query syntax. */
export function queryWords(query: string): string[] {
  const words = [...new Set(query.normalize("NFC").match(/[\p{L}\p{N}\p{M}]+/gu) ?? [])];
  const telling = words.filter((word) => !COMMON.has(word.toLowerCase()));
  return (telling.length > 0 ? telling : words).slice(0, LONGEST_QUERY);
}

/** The words of names, case and accents folded, each once: by their beginnings a concept is found. */
export function nameWords(names: readonly string[]): Set<string> {
  const folded = names.join(" ").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return new Set(folded.match(/[\p{L}\p{N}]+/gu) ?? []);
}
