// A sentence of a paper as it is quoted inside a text of Hortus's: on one line, without the bullet it stood behind, and with the paper's own
// reference numbers in words, so that no reader and no program takes them for Hortus's citations. Lists of sources show sentences verbatim.

const BULLET = /^(?:(?:[•◦‣▪●■·*]|[-–—](?!\s+\d)|\d{1,2}[.)])\s+)+/u;
/** Inside a sentence only what is never anything but a bullet; a hyphen or a number at the start of a line may be a range cut in two. */
const INNER_BULLET = /\n\s*(?:[•◦‣▪●■]\s+)+/gu;

/** Text as found stands in lists and over line ends: here on one line, without bullets. */
export function onOneLine(text: string): string {
  return text.trim().replace(BULLET, "").replace(INNER_BULLET, "\n").replace(/\s+/gu, " ").trim();
}

/** One sentence for running text: "• Johnsen [10] showed …" is quoted as "Johnsen (ref. 10) showed …". */
export function quotable(text: string): string {
  return withoutReferenceMarks(onOneLine(text));
}

const NUMBER = String.raw`\d{1,4}\p{Ll}?`;
/** One bracket with numbers and ranges: "[10]", "[7, 16]", "[5–8,12a]". A name goes on with a letter, "[60]fullerene": it stays. */
const BRACKET = new RegExp(String.raw`\[\s*(${NUMBER}(?:\s*[-–—,;]\s*${NUMBER})*)\s*\](?!-?\p{L})`, "gu");
/** "Ref. [10]", "see references [7,16]": the word is there already. */
const NAMED = /\b(?:refs?\.?|references?)\s*$/iu;
/** Three indices beside a word for a direction are a direction: "[110] direction", "along [001]". */
const DIRECTION =
  /^\s*(?:(?:zone|crystal(?:lographic)?|growth|tensile|loading)[\s-])?(?:directions?|ax[ei]s|zones?|orient\p{L}*|textur\p{L}*|poles?)\b/iu;
const ALONG = /\b(?:along|parallel to|∥)\s*(?:the\s+)?$/iu;

/** No paper numbers its references from 0: "[001]" is a direction, "[0, 1]" an interval. */
const FROM_ZERO = /(?:^|\D)0/u;
const YEARS = /^(?:1[89]|20)\d\d\p{Ll}?(?:, (?:1[89]|20)\d\d\p{Ll}?)*$/u;

/** The paper's bracketed reference numbers as "(ref. 10)" and "(refs. 7, 16)"; a crystal direction as "[1 1 0]". */
export function withoutReferenceMarks(text: string): string {
  return text.replace(BRACKET, (whole, inside: string, at: number) => {
    const [before, after] = [text.slice(0, at), text.slice(at + whole.length)];
    const isDirection = /^\d{3}$/u.test(inside) && (FROM_ZERO.test(inside) || DIRECTION.test(after) || ALONG.test(before));
    if (isDirection) return `[${[...inside].join(" ")}]`;
    if (FROM_ZERO.test(inside)) return whole;
    const numbers = inside.replace(/\s*[-–—]\s*/gu, "–").replace(/\s*[,;]\s*/gu, ", ");
    if (NAMED.test(before)) return numbers;
    const said = YEARS.test(numbers) ? numbers : /[–,]/u.test(numbers) ? `refs. ${numbers}` : `ref. ${numbers}`;
    return isInParentheses(before) ? said : `(${said})`;
  });
}

function isInParentheses(before: string): boolean {
  return before.lastIndexOf("(") > before.lastIndexOf(")");
}
