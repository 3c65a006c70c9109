// Which words can be the name of a class: a table of heads that name no kind, and of words in front that make none. Words only.

import { EMPTY_HEADS, HANDLED, TRANSPARENT_HEADS, TRIMMED, WEAK_MODIFIERS } from "#graph/extraction/word-lists.ts";
import { joinsStrangers, namesNothing } from "#graph/gaps/interest.ts";

/** Nouns that say how something stands to something else, or how much or how good it is: "lack", "need", "quality" are no kinds of thing. */
const NO_KIND = new Set(
  (
    "ability absence absent access action advance age agnostic aim amount another area assumption art availability average back base basis beginning being best better body bottom break call capability challenge change " +
    "capacity care chance choice clue coming common comparison concern condition consensus contrast count course coverage current demand dependence depth " +
    "difference difficulty drop ease effect element end environment era existence expense extent face field fit focus form formula front future gain gap general generality given goodness " +
    "ground growth half hand hint history hold importance impression improvement inability increase influence insight interest introduction item itself kind know knowledge lack last " +
    "lead life light like limit limitation line list literature little load loss lot make many matter maximum mean meaning mind minimum mismatch mode more most move name nature " +
    "need negative new next none norm note objective one open opportunity order origin other outside overhead overlap own package pass past path people percent percentage " +
    "performance person phenomenon place position positive possibility potential practice presence present press principle progress proof proportion purpose quality quantity question range " +
    "reach reality reduction reference relevance remainder remark request requirement research rest return rise room run same save scale scope second self sense setting shared shift shortcoming " +
    "show sign significance similarity single situation size solution something source space specific spectrum stage start state status step still stop stuff style success sum support " +
    "tail talk target that them theme thing third time title today tone top topic total trade truth try turn two uncertainty understanding unit unknown usage use usefulness " +
    "value variance variation variety vary version view volume waste way weakness week whole width will word work world year yield zero"
  ).split(" "),
);

/** Words in front of a head that praise, measure or place it: "challenging task", "large scale dataset". */
const NO_SORT = new Set(
  (
    "challenging scale core holistic heterogeneous external internal popular complex basic classic traditional natural-looking critical hard easy difficult fundamental well known studied " +
    "active recent long standing pre self multi non sub co semi like based rich free aware level type style driven guided specific oriented related enhanced trained dimensional " +
    "evaluated tested compared step end state open large small high low"
  ).split(" "),
);

const WORD = /^\p{Ll}{3,}$/u;

/** Whether these words (a normal form) may name a class: a head that names a kind, and in front of it something that says which. */
export function namesKind(words: readonly string[]): boolean {
  const head = words.at(-1) ?? "";
  if (!WORD.test(head) || NO_KIND.has(head) || EMPTY_HEADS.has(head) || TRANSPARENT_HEADS.has(head) || TRIMMED.has(head)) return false;
  const front = words.slice(0, -1);
  return front.length === 0 || !(namesNothing(front.join(" ")) || isWeak(front[0]!) || front.every(isWeak));
}

function isWeak(word: string): boolean {
  return NO_SORT.has(word) || HANDLED.has(word) || WEAK_MODIFIERS.has(word) || TRIMMED.has(word) || !/^\p{L}/u.test(word);
}

/** Whether a name may be listed as a member: it means the same wherever it stands. */
export function namesMember(name: string): boolean {
  return !joinsStrangers(name);
}
