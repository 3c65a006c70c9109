// Small English: verb forms of relation types, plurals, lists. Knows words, not hypotheses.

import { quotable } from "#agents/evidence/quotation.ts";
import { relationType } from "#graph/extraction/relation-types.ts";

/** Types whose name is not already a verb in the third person: what to say instead, for one and for many. */
const SPOKEN: Readonly<Record<string, readonly [one: string, many: string, bare: string]>> = {
  "is-a": ["is a kind of", "are a kind of", "be a kind of"],
  has: ["has", "have", "have"],
  "has-property": ["has", "have", "have"],
  "has-instance": ["includes", "include", "include"],
  "consists-of": ["contains", "contain", "contain"],
  "part-of": ["is part of", "are part of", "be part of"],
  "used-for": ["is used for", "are used for", "be used for"],
  "located-in": ["is found in", "are found in", "be found in"],
  "similar-to": ["is similar to", "are similar to", "be similar to"],
  "associated-with": ["is associated with", "are associated with", "be associated with"],
  "related-to": ["is related to", "are related to", "be related to"],
};

/** Adverbs and heads that look plural and are not. */
const SINGULAR_ENDINGS = /(?:ss|us|is|ics|ous|series|species)$/i;

/** Whether a label reads as a plural: "beta-sheet nanocrystals", but not "byssus" or "stress". */
export function isPlural(label: string): boolean {
  const head = label.split(/ of /)[0]!.trim().split(/\s+/).at(-1) ?? "";
  return /[a-z]s$/.test(head) && !SINGULAR_ENDINGS.test(head);
}

/** "is" or "are", as the label reads. */
export function are(label: string): string {
  return isPlural(label) ? "are" : "is";
}

/** "does" or "do", as the label reads. */
export function does(label: string): string {
  return isPlural(label) ? "do" : "does";
}

/** A relation type as a verb phrase: `increases` → "increases", with many "increase", after "may" "increase". */
export function verbPhrase(type: string, form: "one" | "many" | "bare"): string {
  const spoken = SPOKEN[type];
  if (spoken !== undefined) return spoken[form === "one" ? 0 : form === "many" ? 1 : 2];
  const [verb = "", ...rest] = type.split("-");
  // Types of the table are in the third person; a verb outside it is its own base form, unless a model wrote it otherwise.
  const third = relationType(type) !== undefined || /[^suia]s$/.test(verb);
  const [one, bare] = third ? [verb, bareVerb(verb)] : [thirdPerson(verb), verb];
  return [form === "one" ? one : bare, ...rest].join(" ");
}

/** "silk increases toughness": verb in number with its subject. */
export function clause(from: string, type: string, to: string): string {
  return `${from} ${verbPhrase(type, isPlural(from) ? "many" : "one")} ${to}`;
}

/** "silk may increase toughness". */
export function modalClause(from: string, modal: string, type: string, to: string): string {
  return `${from} ${modal} ${verbPhrase(type, "bare")} ${to}`;
}

function thirdPerson(verb: string): string {
  if (/(?:s|sh|ch|x|zz)$/.test(verb)) return `${verb}es`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}s`;
}

function bareVerb(verb: string): string {
  if (/(?:ss|sh|ch|x)es$/.test(verb)) return verb.slice(0, -2);
  if (/ies$/.test(verb)) return `${verb.slice(0, -3)}y`;
  return /[^s]s$/.test(verb) ? verb.slice(0, -1) : verb;
}

/** First letter upper case; what follows is as it was. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** A sentence of a paper in quotation marks, of at most `limit` characters, cut at a word. */
export function quoted(text: string, limit = 260): string {
  const flat = quotable(text);
  if (flat.length <= limit) return `“${flat}”`;
  return `“${flat.slice(0, limit).replace(/\s+\S*$/, "")} …”`;
}

/** The sentence's own words around these labels, at most `limit` characters of them; "…" stands for what is left out. */
export function excerpt(text: string, labels: readonly string[], limit: number): string {
  if (text.length <= limit) return text;
  const found = labels.map((label) => [text.toLowerCase().indexOf(label.toLowerCase()), label.length] as const).filter(([at]) => at >= 0);
  const first = Math.min(...found.map(([at]) => at), text.length);
  const last = Math.max(...found.map(([at, length]) => at + length), 0);
  if (found.length === 0 || first === 0) return `${cutBefore(text, limit)} …`;
  const spare = Math.max(0, limit - (last - first));
  const from = Math.max(0, Math.min(first - Math.floor(spare / 2), text.length - limit));
  const start = from === 0 ? 0 : text.lastIndexOf(" ", Math.min(from + 20, first)) + 1;
  const inside = text.length - start <= limit ? text.slice(start) : `${cutBefore(text.slice(start), limit)} …`;
  return start === 0 ? inside : `… ${inside}`;
}

function cutBefore(text: string, limit: number): string {
  return text.slice(0, limit).replace(/\s+\S*$/, "");
}

/** Ends with exactly one full stop, question or exclamation mark. */
export function stopped(text: string): string {
  return /[.!?…”]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

export function count(n: number, noun: string): string {
  const words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
  return `${words[n] ?? n} ${noun}${n === 1 ? "" : "s"}`;
}
