// Which sentences are not read for what they say: thanks, equations, labels and runs of a table. Looks at tokens only; sections are blocks.ts.

import type { Token } from "#graph/extraction/tokens.ts";

/** Whether a sentence says nothing about its subject. */
export function isUnread(tokens: readonly Token[]): boolean {
  let signs = 0;
  let figures = 0;
  let words = 0;
  let where = false;
  let depth = 0;
  for (const { text, lower, kind } of tokens) {
    if (text === "(" || text === "[") depth++;
    else if (text === ")" || text === "]") depth = Math.max(0, depth - 1);
    else if (depth === 0 && kind === "punctuation" && SIGN.test(text)) signs++;
    if (kind === "number" || kind === "quantity") figures++;
    else if (kind === "word" && text.length > 2) words++;
    if (kind !== "word" || !TELLING.has(lower.charCodeAt(0))) continue;
    if (lower === "where") where = true;
    else if (THANKS.has(lower)) return true;
    else if (lower === "supplementary" && tokens.some((other) => other.lower === "online" || other.lower === "doi")) return true;
  }
  if (signs > 2 || (signs > 0 && where)) return true;
  return figures > 3 && figures > words;
}

const SIGN = /^[=≈≡→⇌∂∑∫√]$/u;
/** First letters of where, thank, gratefully and supplementary: few words need a closer look. */
const TELLING = new Set([..."wtgs"].map((letter) => letter.charCodeAt(0)));
const THANKS = new Set("thank thanks thankful gratefully".split(" "));

/** Token indexes of people: "M. Olmo", "Wang et al.", "Thompson and Argent [15]", "Tweedy's theory" stays. */
export function peopleIn(tokens: readonly Token[]): ReadonlySet<number> {
  const people = new Set<number>();
  tokens.forEach((token, index) => {
    if (token.lower === "et" && tokens[index + 1]?.lower.startsWith("al")) addNames(tokens, index - 1, people);
    else if (isCitationMark(tokens, index) && isSurname(tokens[index - 1]) && isName(tokens, index - 1))
      addNames(tokens, index - 1, people);
    else if (isInitial(token) && isSurname(tokens[index + 1])) {
      people.add(index);
      people.add(index + 1);
    } else if (TITLE.has(token.text) && tokens[index + 1] !== undefined) people.add(index + 1);
  });
  return people;
}

const NOBODY: ReadonlySet<number> = new Set();
const MARK = new Set(["[", "(", "et"]);
const TITLE = new Set(["Dr.", "Mr.", "Mrs.", "Ms.", "Prof."]);

/** As `peopleIn`, at no cost for a sentence in which nobody can be named. */
export function people(tokens: readonly Token[]): ReadonlySet<number> {
  for (const token of tokens) if (token.kind === "dotted" || MARK.has(token.lower)) return peopleIn(tokens);
  return NOBODY;
}

/** "[12", "(2019": a citation opens here. */
function isCitationMark(tokens: readonly Token[], index: number): boolean {
  const { text } = tokens[index]!;
  const after = tokens[index + 1];
  return (text === "[" && after?.kind === "number") || (text === "(" && /^(?:19|20)\d\d[a-z]?$/u.test(after?.text ?? ""));
}

function isInitial(token: Token): boolean {
  return token.kind === "dotted" && /^(?:\p{Lu}\.)+$/u.test(token.text);
}

function isSurname(token: Token | undefined): boolean {
  return token !== undefined && token.kind === "word" && /^\p{Lu}\p{Ll}+(?:[-–'’]\p{Lu}?\p{Ll}+)*$/u.test(token.text);
}

/** Before "(2019)" always; before "[12]" only where somebody says something ("Sager [8] suggests", "as reported by Wang [12]"): "Nafion [3]" is no author. */
function isName(tokens: readonly Token[], index: number): boolean {
  if (tokens[index + 1]!.text === "(") return true;
  let first = index;
  while (isJoint(tokens[first - 1]) && isSurname(tokens[first - 2])) first -= 2;
  if (tokens[first - 1]?.lower === "by" && SAYING.has(tokens[first - 2]?.lower ?? "")) return true;
  const close = tokens.findIndex((token, at) => at > index && token.text === "]");
  return close > 0 && SAYING.has((tokens[close + 1]?.tag === "ADV" ? tokens[close + 2] : tokens[close + 1])?.lower ?? "");
}

const SAYING = new Set(
  "showed shows show found find finds suggested suggests suggest reported reports report concluded concludes proposed proposes observed noted argued argues demonstrated demonstrate demonstrates have has used studied investigated developed described introduced given analysed analyzed measured examined reviewed estimated".split(
    " ",
  ),
);

function isJoint(token: Token | undefined): boolean {
  return token?.lower === "and" || token?.text === "&" || token?.text === ",";
}

/** The surname at `index` and those joined to it before. */
function addNames(tokens: readonly Token[], index: number, found: Set<number>): void {
  let at = index;
  while (isSurname(tokens[at])) {
    found.add(at);
    at--;
    while (tokens[at] !== undefined && isInitial(tokens[at]!)) found.add(at--);
    if (!isJoint(tokens[at]) || !isSurname(tokens[at - 1])) return;
    at--;
  }
}
