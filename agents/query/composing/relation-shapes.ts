// Questions for what stands in a relation to what: which concepts improve X, what X consists of, whether X inhibits Y.

import type { Asked } from "#agents/query/composing/asked.ts";
import { type AskedRelation, relationAt, relationFrom } from "#agents/query/composing/clause.ts";
import type { Named, Names } from "#agents/query/composing/names.ts";
import { counting, listing, named, ofYears, text, where } from "#agents/query/composing/selection.ts";
import type { Composition, Shape } from "#agents/query/composing/shapes.ts";
import { CONCEPT_CLASSES } from "#graph/extraction/concept-class.ts";
import { singular } from "#graph/extraction/plurals.ts";

export const relationShapes: readonly Shape[] = [
  { example: "Does X inhibit Y?", compose: whether },
  { example: "What does X consist of?", compose: whatOf },
  { example: "Which methods improve X?", compose: whichDo },
  { example: "What is X used for?", compose: whatIsFor },
];

/** Types that come near one that nothing has. */
const NEAR: readonly (readonly string[])[] = [
  ["inhibits", "prevents", "decreases"],
  ["improves", "increases", "enables", "strengthens", "provides"],
  ["consists-of", "has", "combines", "forms"],
  ["used-for", "addresses", "acts-as"],
  ["causes", "increases", "controls", "affects"],
  ["is-a", "acts-as"],
];

/** Words of what is asked for, "deep learning methods", at most. */
const LONGEST_NOUN = 3;

/** Words for a concept of no particular class. */
const ANY = new Set("concept thing factor term entity topic item stuff kind node".split(" "));

interface Sought {
  /** `head` or `tail`: the end that is asked for. */
  readonly end: "head" | "tail";
  readonly type: string;
  readonly negated: boolean;
  readonly other: Named;
  /** What the question calls what it asks for: "methods", "training methods". */
  readonly noun: readonly string[];
}

/** Which/what … VERB X: the ends before the verb. */
async function whichDo(asked: Asked, names: Names): Promise<Composition | null> {
  const words = wordsBehind(asked, /^(?:which|what|who)\s+/i);
  if (words === null) return null;
  const noun = nounLength(words);
  const relation = noun > 0 ? relationFrom(words, noun) : (relationAt(words, 0) ?? relationFrom(words, 1));
  if (relation === null || relation.stop >= words.length) return null;
  const before = words.slice(0, relation.start).filter((word) => !/^(?:that|which)$/i.test(word));
  const other = await names.of(words.slice(relation.stop).join(" "));
  return sought({ end: relation.flipped ? "tail" : "head", ...relation, other, noun: before }, asked);
}

/** What does X VERB: the ends behind the verb. */
async function whatOf(asked: Asked, names: Names): Promise<Composition | null> {
  const found = /^(?:which|what|who|whom)\s+(?:(.+?)\s+)??(?:does|do|did|can|could|may|will)\s+(.+)$/i.exec(asked.text);
  if (found === null) return null;
  const words = found[2]!.split(" ");
  for (let start = 1; start < words.length; start++) {
    const relation = relationAt(words, start);
    if (relation === null || relation.stop !== words.length) continue;
    const other = await names.of(words.slice(0, start).join(" "));
    return sought(
      { end: relation.flipped ? "head" : "tail", ...relation, other, noun: (found[1] ?? "").split(" ").filter(Boolean) },
      asked,
    );
  }
  return null;
}

/** What is X used for, made of, improved by. */
async function whatIsFor(asked: Asked, names: Names): Promise<Composition | null> {
  const found = /^what\s+(is|are|was|were)\s+(.+)$/i.exec(asked.text);
  if (found === null) return null;
  const words = found[2]!.split(" ");
  for (let at = 1; at < words.length; at++) {
    // "What is X used for" is "X is used for what".
    const turned = [found[1]!, ...words.slice(at)];
    const relation = relationAt(turned, 0);
    if (relation === null || relation.stop !== turned.length || turned.length < 3) continue;
    const other = await names.of(words.slice(0, at).join(" "));
    return sought({ end: relation.flipped ? "head" : "tail", ...relation, other, noun: [] }, asked);
  }
  return null;
}

async function whether(asked: Asked, names: Names): Promise<Composition | null> {
  const found = /^(?:does|do|did|can|could|may|is|are)\s+(.+)$/i.exec(asked.text);
  if (found === null) return null;
  const passive = /^(?:is|are)\s/i.test(asked.text) ? [asked.text.split(" ")[0]!] : [];
  const words = found[1]!.split(" ");
  for (let start = 1; start < words.length - 1; start++) {
    // "Is X inhibited by Y" is "X is inhibited by Y".
    const turned = [...words.slice(0, start), ...passive, ...words.slice(start)];
    const relation = relationAt(turned, start);
    if (relation === null || relation.stop >= turned.length) continue;
    const said = await saidRelation(turned, relation, names);
    if (said === null) continue;
    const columns = "head_label, type, tail_label, polarity, documents, first_year, last_year";
    const both = where(said.anyPolarity, ...saidIn(asked));
    const ends = where(said.ends, ...saidIn(asked));
    return {
      tries: [
        {
          reading: `relations that say ${said.reading}, or deny it${asked.yearWords}`,
          query: `SELECT ${columns} FROM relation${both} ORDER BY polarity, documents DESC`,
        },
        {
          reading: `no relation says so; what is said between the two${asked.yearWords}`,
          query: `SELECT ${columns} FROM relation${ends} ORDER BY documents DESC LIMIT 20`,
        },
      ],
    };
  }
  return null;
}

/** A whole clause, X VERB Y, as a condition on `relation`; null when an end is missing. */
export async function saidRelation(words: readonly string[], relation: AskedRelation, names: Names) {
  const [left, right] = [words.slice(0, relation.start).join(" "), words.slice(relation.stop).join(" ")];
  if (left === "" || right === "") return null;
  const [one, other] = [await names.of(left), await names.of(right)];
  const [head, tail] = relation.flipped ? [other, one] : [one, other];
  const between = `head IN ${head.ids} AND tail IN ${tail.ids}`;
  const anyPolarity = `type = ${text(relation.type)} AND ${between}`;
  const polarity = relation.negated ? "negated" : "affirmed";
  return {
    condition: `${anyPolarity} AND polarity = '${polarity}'`,
    anyPolarity,
    ends: `((${between}) OR (head IN ${tail.ids} AND tail IN ${head.ids}))`,
    both: [head.documents, tail.documents],
    reading: `${head.words} —${relation.negated ? "not " : ""}${relation.type}→ ${tail.words}`,
  };
}

function sought(one: Sought, asked: Asked): Composition {
  const { end, type, negated, other, noun } = one;
  const opposite = end === "head" ? "tail" : "head";
  const about = `${opposite} IN ${other.ids}`;
  const polarity = `polarity = '${negated ? "negated" : "affirmed"}'`;
  const { condition, words } = ofNoun(noun, end);
  const arrow = (name: string) => (end === "head" ? `… —${name}→ ${other.words}` : `${other.words} —${name}→ …`);
  const said = `${negated ? "denied: " : ""}${arrow(type)}`;
  const exactly = query(end, opposite, where(`type = ${text(type)}`, about, polarity, condition, ...saidIn(asked)), asked);
  const tries = [{ reading: `${asked.count ? "the number of " : ""}${words} in ${said}${asked.yearWords}`, query: exactly }];
  if (condition !== null) {
    const anyClass = query(end, opposite, where(`type = ${text(type)}`, about, polarity, ...saidIn(asked)), asked);
    tries.push({ reading: `none of them is one of the ${noun.join(" ")}; all concepts in ${said}${asked.yearWords}`, query: anyClass });
  }
  const near = NEAR.find((types) => types[0] === type) ?? NEAR.find((types) => types.includes(type)) ?? [];
  const others = near.filter((name) => name !== type);
  if (others.length > 0 && !asked.count) {
    const nearly = query(end, opposite, where(`type IN (${others.map(text).join(", ")})`, about, polarity, ...saidIn(asked)), asked);
    tries.push({ reading: `nothing says exactly ${said}; what comes near it: ${others.join(", ")}${asked.yearWords}`, query: nearly });
  }
  return { tries };
}

function query(end: "head" | "tail", opposite: "head" | "tail", conditions: string, asked: Asked): string {
  const parts = {
    reading: "",
    columns: `${end}_label, type, ${opposite}_label, documents, confidence`,
    from: `relation${conditions}`,
    key: end,
    order: `documents DESC, confidence DESC, ${end}_label`,
  };
  return asked.count ? counting(parts) : listing(parts, asked.top);
}

/** A relation is of every year in which somebody said it. Only where it was said before and after, the sentences between can tell. */
function saidIn({ years }: Asked): readonly string[] {
  const bounds = ofYears(years, "first_year", "last_year");
  if (years === null || years.from === null || years.to === null) return bounds;
  const between = `EXISTS (SELECT 1 FROM evidence${where("evidence.relation = relation.id", ...ofYears(years))})`;
  return [...bounds, `(first_year >= ${years.from} OR last_year <= ${years.to} OR ${between})`];
}

/** "Methods" asks for a class; "training methods" for those of it with the word in their name. */
function ofNoun(noun: readonly string[], end: string): { readonly condition: string | null; readonly words: string } {
  const last = singular((noun.at(-1) ?? "concept").toLowerCase());
  const rest = noun.slice(0, -1).map((word) => word.toLowerCase());
  const known = CONCEPT_CLASSES.has(last) && last !== "entity";
  if (rest.length === 0 && !known) return { condition: null, words: noun.length === 0 || ANY.has(last) ? "concepts" : noun.join(" ") };
  const ofClass = known ? `${end} IN (SELECT id FROM concept WHERE class = ${text(last)})` : null;
  const ofWords = rest.map((word) => `${end} IN ${named([word])}`);
  return { condition: [ofClass, ...ofWords].filter((part) => part !== null).join(" AND "), words: noun.join(" ") };
}

function wordsBehind({ text: question }: Asked, start: RegExp): readonly string[] | null {
  return start.test(question) ? question.replace(start, "").split(" ") : null;
}

/** How many words stand before the verb because they are what is asked for: 0 when the first word can be the verb. */
function nounLength(words: readonly string[]): number {
  const at = words
    .slice(0, LONGEST_NOUN)
    .findLastIndex((word, index) => isNoun(word) && (relationFrom(words, index + 1)?.stop ?? words.length) < words.length);
  return at + 1;
}

function isNoun(word: string): boolean {
  const one = singular(word.toLowerCase());
  return CONCEPT_CLASSES.has(one) || ANY.has(one);
}
