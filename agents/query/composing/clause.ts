// The relation a question's verb asks for: "improves", "is made of", "is not inhibited by". A table look-up over words, no grammar.

import { isKnownPhrase, typeOfVerb } from "#graph/extraction/relation-types.ts";

export interface AskedRelation {
  readonly type: string;
  /** What stands before the verb is the relation's tail. */
  readonly flipped: boolean;
  readonly negated: boolean;
  /** Where it stands among the words: from, and one past the end. */
  readonly start: number;
  readonly stop: number;
}

const AUXILIARY = new Set("do does did can could may might will would should has have been also directly strongly often".split(" "));
const BE = new Set("is are was were be".split(" "));
const NOT = new Set(["not", "never", "cannot"]);
const IRREGULAR: Readonly<Record<string, string>> = {
  led: "lead",
  made: "make",
  built: "build",
  found: "find",
  gave: "give",
  bound: "bind",
  has: "have",
  shown: "show",
  known: "know",
  driven: "drive",
  given: "give",
  taken: "take",
  broken: "break",
  came: "come",
  arose: "arise",
};
/** Words of the table that a verb brings along, at most. */
const LONGEST_TAIL = 3;

/** The first relation at or after a word; null when no verb of the table is there. */
export function relationFrom(words: readonly string[], from: number): AskedRelation | null {
  for (let start = from; start < words.length; start++) {
    const found = relationAt(words, start);
    if (found !== null) return found;
  }
  return null;
}

/** The relation whose first word (an auxiliary too) is this one. */
export function relationAt(words: readonly string[], start: number): AskedRelation | null {
  let [at, negated] = [start, false];
  const skip = () => {
    while (at < words.length && (AUXILIARY.has(lower(words[at])) || NOT.has(lower(words[at])))) negated ||= NOT.has(lower(words[at++]));
  };
  if (!isAuxiliaryOnly(words, start)) skip();
  const passive = BE.has(lower(words[at]));
  if (passive) {
    at++;
    skip();
  }
  const found = passive ? passiveAt(words, at) : activeAt(words, at);
  return found === null ? null : { ...found, negated, start };
}

/** "What has X": the verb itself, where nothing else follows that could be one. */
function isAuxiliaryOnly(words: readonly string[], start: number): boolean {
  return /^(?:has|have)$/.test(lower(words[start])) && activeAt(words, start + 1) === null;
}

function activeAt(words: readonly string[], at: number): Pick<AskedRelation, "type" | "flipped" | "stop"> | null {
  for (let tail = LONGEST_TAIL; tail >= 0; tail--) {
    if (at + tail >= words.length) continue;
    const rest = words
      .slice(at + 1, at + 1 + tail)
      .map(lower)
      .join(" ");
    for (const lemma of lemmasOf(lower(words[at]))) {
      if (!isKnownPhrase(rest === "" ? lemma : `${lemma} ${rest}`)) continue;
      return { ...typeOfVerb(lemma, rest === "" ? null : rest), stop: at + 1 + tail };
    }
  }
  return null;
}

/** "Is made of" has a row of its own; "is inhibited by" is "inhibits" from the other end. */
function passiveAt(words: readonly string[], at: number): Pick<AskedRelation, "type" | "flipped" | "stop"> | null {
  for (let tail = LONGEST_TAIL; tail >= 1; tail--) {
    const phrase = words.slice(at, at + 1 + tail).map(lower);
    if (phrase.length === 1 + tail && isKnownPhrase(`be ${phrase.join(" ")}`)) {
      return { ...typeOfVerb("", phrase.at(-1)!, phrase.slice(0, -1).join(" ")), stop: at + 1 + tail };
    }
  }
  if (lower(words[at + 1]) !== "by") return null;
  const lemma = lemmasOf(lower(words[at])).find((one) => isKnownPhrase(one));
  if (lemma === undefined) return null;
  const { type, flipped } = typeOfVerb(lemma, null);
  return { type, flipped: !flipped, stop: at + 2 };
}

function lemmasOf(verb: string): readonly string[] {
  const forms = [verb, IRREGULAR[verb], verb.replace(/s$/, ""), verb.replace(/es$/, ""), verb.replace(/ies$/, "y")];
  for (const ending of [/ed$/, /ing$/]) {
    const stem = verb.replace(ending, "");
    if (stem !== verb) forms.push(stem, `${stem}e`, stem.replace(/(.)\1$/, "$1"), stem.replace(/i$/, "y"));
  }
  return [...new Set(forms.filter((form) => form !== undefined && form.length > 1))] as string[];
}

function lower(word: string | undefined): string {
  return (word ?? "").toLowerCase();
}
