// Words cut at line ends, made whole again. Which hyphens belong to the word is learnt from the rest of the document.

/** How the document writes its words away from line ends. */
export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  readonly hyphenated: ReadonlySet<string>;
}

const WORD = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;

/** Collects from lines; the first and the last word of each are left out, because they may be halves. */
export function vocabularyOf(lines: readonly string[]): Vocabulary {
  const words = new Set<string>();
  const hyphenated = new Set<string>();
  for (const line of lines) {
    const found = line.toLowerCase().match(WORD) ?? [];
    const cut = /-\s*$/.test(line);
    for (const word of cut ? found.slice(0, -1) : found) {
      if (word.includes("-")) {
        hyphenated.add(word);
        for (const part of word.split("-")) words.add(part);
      } else {
        words.add(word);
      }
    }
  }
  return { words, hyphenated };
}

/** Lines as one string: a space between them, or the two halves of a cut word brought together. */
export function joinLines(lines: readonly string[], vocabulary: Vocabulary): string {
  return lines.reduce((text, line) => (text === "" ? line : join(text, line, vocabulary)), "");
}

function join(text: string, line: string, vocabulary: Vocabulary): string {
  const before = /([\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*)[-\u2010\u00ad]$/u.exec(text.slice(-80))?.[1];
  if (before === undefined) return /(?:\S\/|\d[–—])$/u.test(text) ? text + line : `${text} ${line}`;
  const after = /^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/u.exec(line.slice(0, 80))?.[0];
  // "pre- and post-test" is no cut word.
  if (after === undefined || /^(?:and|or|to|und|oder)$/.test(after)) return `${text} ${line}`;
  return keepsHyphen(before, after, vocabulary) ? `${text.slice(0, -1)}-${line}` : text.slice(0, -1) + line;
}

/** First parts that English writes together with the rest, although they are words themselves. */
const CLOSED_PREFIX = /^(?:under|over|inter|trans|counter|fore|with|through|some|every|back|micro|nano|photo|electro|thermo|hydro)$/;

function keepsHyphen(before: string, after: string, { words, hyphenated }: Vocabulary): boolean {
  const [whole, broken] = [`${before}${after}`.toLowerCase(), `${before}-${after}`.toLowerCase()];
  if (hyphenated.has(broken)) return true;
  if (words.has(whole) || hyphenated.has(whole)) return false;
  if (/\d$/.test(before) || /^[\p{Lu}\p{N}]/u.test(after) || before.includes("-")) return true;
  const half = before.toLowerCase();
  const [rest = ""] = after.toLowerCase().split("-");
  // A plural or another form of the whole word is as good as the word.
  if (words.has(whole.replace(/(?:s|es|ed|ing|ly)$/, "")) || words.has(`${whole}s`)) return false;
  return half.length >= 4 && !CLOSED_PREFIX.test(half) && rest.length >= 4 && words.has(half) && words.has(rest);
}
