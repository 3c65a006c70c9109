// Verb groups: auxiliaries, adverbs, the main verb, and verbs that hand their subject on ("appears to inhibit"). Polarity and hedges are read here.

import type { Token } from "#graph/extraction/tokens.ts";
import { inflectionOf } from "#graph/extraction/verbs.ts";
import { CATENATIVES, HEDGES, NEGATING_VERBS, NEGATORS } from "#graph/extraction/word-lists.ts";

export interface VerbGroup {
  readonly from: number;
  readonly to: number;
  readonly lemma: string;
  /** The main verb as written, in lower case; empty for a copula. */
  readonly word: string;
  /** `finite` has a subject of its own; `participle` is an agentless past participle after its noun. */
  readonly form: "finite" | "infinitive" | "gerund" | "participle";
  readonly passive: boolean;
  readonly copula: boolean;
  readonly negated: boolean;
  readonly hedged: boolean;
  /** Whether the main verb ends like a third person singular. */
  readonly singular: boolean | null;
  /** A lone past form that may as well be a participle: participles.ts decides. */
  readonly ambiguous: boolean;
}

const BE = new Set("be is are was were been being am".split(" "));
const HAVE = new Set("have has had having".split(" "));
const DO = new Set("do does did don't doesn't didn't".split(" "));

export function startsVerbGroup(tokens: readonly Token[], run: readonly number[], at: number): boolean {
  const token = tokens[run[at]!]!;
  if (token.tag === "VERB" || token.tag === "AUX") return true;
  if (token.lower !== "to" && token.tag !== "ADV" && token.lower !== "not") return false;
  let scan = at + 1;
  while (scan < run.length && (tokens[run[scan]!]!.tag === "ADV" || tokens[run[scan]!]!.lower === "not")) scan++;
  const next = tokens[run[scan] ?? -1];
  if (next === undefined) return false;
  return token.lower === "to"
    ? next.tag === "VERB" || next.lower === "be" || next.lower === "have"
    : next.tag === "VERB" || next.tag === "AUX";
}

interface State {
  at: number;
  main: number;
  be: boolean;
  have: boolean;
  auxiliary: boolean;
  infinitive: boolean;
  negated: boolean;
  hedged: boolean;
  /** Form of the first verb, which decides whether the group is finite. */
  finite: boolean | null;
}

/** The verb group that starts here; null when no verb is found after the auxiliaries' place. */
export function readVerbGroup(tokens: readonly Token[], run: readonly number[], at: number): { group: VerbGroup; next: number } | null {
  const state: State = {
    at,
    main: -1,
    be: false,
    have: false,
    auxiliary: false,
    infinitive: false,
    negated: false,
    hedged: false,
    finite: null,
  };
  if (tokens[run[at]!]!.lower === "to") {
    state.infinitive = true;
    state.at++;
  }
  const infinitive = state.infinitive;
  let last = at;
  while (state.at < run.length) {
    const before = state.at;
    if (!step(tokens, run, state)) break;
    last = before;
    if (state.main >= 0 && !handsOn(tokens, run, state)) break;
  }
  if (state.main < 0 && !state.be && !state.have && !state.auxiliary) return null;
  const rise = givesRise(tokens, run, state);
  if (rise) last = state.at++;
  while (last > at && tokens[run[last]!]!.tag === "ADV") last--;
  return { group: finished(tokens, run, state, run[at]!, run[last]! + 1, infinitive, rise), next: Math.max(last, at) + 1 };
}

/** Takes one token into the group; false when it does not belong. */
function step(tokens: readonly Token[], run: readonly number[], state: State): boolean {
  const token = tokens[run[state.at]!]!;
  if ((NEGATORS.has(token.lower) || /n['’]t$/u.test(token.lower)) && !ADDS.has(tokens[run[state.at + 1] ?? -1]?.lower ?? ""))
    state.negated = true;
  if (HEDGES.has(token.lower) && (token.tag === "ADV" || token.tag === "AUX")) state.hedged = true;
  if (token.tag === "ADV" || token.lower === "not") return advance(state);
  const verbFollows = verbAhead(tokens, run, state.at + 1);
  if (BE.has(token.lower)) {
    if (state.main >= 0) return false;
    state.finite ??= token.lower !== "being" && token.lower !== "be" ? true : state.auxiliary;
    state.be = true;
    return advance(state);
  }
  if (HAVE.has(token.lower) && verbFollows) {
    state.finite ??= token.lower !== "having";
    state.have = true;
    return advance(state);
  }
  if (DO.has(token.lower) && !verbFollows) return false;
  if (token.tag === "AUX" && !HAVE.has(token.lower)) {
    state.auxiliary = true;
    state.finite ??= true;
    return advance(state);
  }
  if ((token.tag === "VERB" || HAVE.has(token.lower)) && state.main < 0) {
    state.main = state.at;
    return advance(state);
  }
  return false;
}

/** "not only improves X but also Y" denies nothing: there is more to say. */
const ADDS = new Set("only merely just simply solely".split(" "));

function advance(state: State): true {
  state.at++;
  return true;
}

function verbAhead(tokens: readonly Token[], run: readonly number[], from: number): boolean {
  let scan = from;
  while (scan < run.length && (tokens[run[scan]!]!.tag === "ADV" || tokens[run[scan]!]!.lower === "not")) scan++;
  const next = tokens[run[scan] ?? -1];
  if (next === undefined || scan - from > 2) return false;
  if (from > 0 && DO.has(tokens[run[from - 1]!]!.lower) && (next.tag === "VERB" || HAVE.has(next.lower))) return true;
  return BE.has(next.lower) || (next.tag === "VERB" && /(?:ed|en|n|t|d|ne|ung|un|um|ad|ut)$/.test(next.lower));
}

/** "gives rise to", "give birth to": the noun belongs to the verb. */
function givesRise(tokens: readonly Token[], run: readonly number[], state: State): boolean {
  const main = tokens[run[state.main] ?? -1];
  if (main === undefined || !/^g[ia]v(?:e|es|en|ing)$/.test(main.lower)) return false;
  return tokens[run[state.at] ?? -1]?.lower === "rise" && tokens[run[state.at + 1] ?? -1]?.lower === "to";
}

/** "appears to inhibit", "is known to bind": the next verb takes the subject over. Consumes the "to". */
function handsOn(tokens: readonly Token[], run: readonly number[], state: State): boolean {
  const main = tokens[run[state.main]!]!;
  const { lemma } = inflectionOf(main);
  if (!CATENATIVES.has(lemma) && !CATENATIVES.has(main.lower)) return false;
  const to = tokens[run[state.at] ?? -1];
  const next = tokens[run[state.at + 1] ?? -1];
  if (to?.lower !== "to" || next === undefined || (next.tag !== "VERB" && next.lower !== "be" && next.lower !== "have")) return false;
  if (NEGATING_VERBS.has(lemma)) state.negated = !state.negated;
  if (HEDGES.has(lemma) || HEDGES.has(main.lower)) state.hedged = true;
  const { forms } = inflectionOf(main);
  state.finite ??= state.be || forms.some((form) => form !== "ing" && form !== "participle");
  state.main = -1;
  state.be = false;
  state.have = false;
  state.at++;
  return true;
}

function finished(
  tokens: readonly Token[],
  run: readonly number[],
  state: State,
  from: number,
  to: number,
  infinitive: boolean,
  rise: boolean,
): VerbGroup {
  const main = state.main >= 0 ? tokens[run[state.main]!]! : null;
  const { lemma: base, forms } = main === null ? { lemma: "be", forms: ["base"] as const } : inflectionOf(main);
  const lemma = rise ? "give rise" : base;
  const has = (form: string) => (forms as readonly string[]).includes(form);
  const passive = state.be && main !== null && has("participle");
  const loose = main !== null && !state.be && !state.have && !state.auxiliary && state.finite === null;
  const form = infinitive
    ? "infinitive"
    : loose && has("ing")
      ? "gerund"
      : loose && has("participle") && !has("past") && !has("base")
        ? "participle"
        : "finite";
  const negating = NEGATING_VERBS.has(lemma);
  return {
    from,
    to,
    lemma: lemma === "lack" ? "have" : lemma,
    word: main?.lower ?? "",
    form: form === "finite" && main === null && tokens[from]!.lower === "being" ? "gerund" : form,
    passive: passive || form === "participle",
    copula: main === null && state.be,
    negated: negating ? !state.negated : state.negated,
    hedged: state.hedged,
    ambiguous: form === "finite" && loose && has("past") && has("participle"),
    singular: main === null ? null : has("s") ? true : has("base") && !state.auxiliary ? false : null,
  };
}
