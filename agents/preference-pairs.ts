// Preference pairs as they follow from the ledger: one for each comparison that somebody decided, unless it would teach nothing. What is
// left out is counted by its reason.

import { shortHash } from "#agents/canonical.ts";
import type { JudgementBook } from "#agents/ledger/judgement-book.ts";
import { resolve, unfitness } from "#agents/ledger/resolve.ts";
import type { LeftOut, PairReport } from "#agents/left-out.ts";
import type { Comparison, Pair, PairSource, Verdict } from "#agents/model.ts";

export interface PairSelection {
  /** Default: all but `duel`, where two hypotheses about different things are ranked by a machine. */
  readonly sources?: readonly PairSource[] | undefined;
  readonly minConfidence?: number | undefined;
  /** Comparisons that make no pair whatever their verdict: see `comparisonsTakenBack`. */
  readonly takenBack?: ReadonlySet<Comparison["id"]> | undefined;
  /** About a tenth of the groups is `test`, chosen by their hash. */
  readonly split?: "train" | "test" | undefined;
}

export const DEFAULT_SOURCES: readonly PairSource[] = ["person", "revision", "reflection", "query"];

/** The pairs of a selection, sorted by their ids, and what they leave out. */
export function preferencePairs(
  book: Pick<JudgementBook, "comparisons" | "earlierPairs">,
  selection: PairSelection = {},
): { readonly pairs: readonly Pair[]; readonly report: PairReport } {
  const comparisons = book.comparisons();
  const judged = comparisons.map((one) => (selection.takenBack?.has(one.id) === true ? "taken_back" : pairOf(one)));
  const sources = selection.sources ?? DEFAULT_SOURCES;
  const wanted = judged.map((made) => (typeof made === "string" || sources.includes(made.source) ? made : "other_source"));
  const groups = groupsOf(wanted.flatMap((made) => (typeof made === "string" ? [] : [made.comparison])));
  const selected = wanted.map((made): Pair | LeftOut => {
    if (typeof made === "string") return made;
    const pair = { ...made, group: groups.get(made.comparison.id)! };
    if (pair.confidence < (selection.minConfidence ?? 0)) return "below_confidence";
    return selection.split === undefined || splitOf(pair.group) === selection.split ? pair : "other_split";
  });
  const pairs = selected.filter((made) => typeof made !== "string").sort((x, y) => (x.id < y.id ? -1 : 1));
  const leftOut = tally(selected.filter((made) => typeof made === "string"));
  return { pairs, report: { ...summary(pairs), comparisons: comparisons.length, leftOut, earlierPairs: book.earlierPairs() } };
}

function summary(pairs: readonly Pair[]): Pick<PairReport, "pairs" | "sources" | "prompts" | "groups" | "longerChosen"> {
  const longer = pairs.filter(({ chosen, rejected }) => chosen.text.length > rejected.text.length).length;
  return {
    pairs: pairs.length,
    sources: tally(pairs.map(({ source }) => source)),
    prompts: new Set(pairs.map(({ comparison }) => JSON.stringify(comparison.prompt))).size,
    groups: new Set(pairs.map(({ group }) => group)).size,
    longerChosen: pairs.length === 0 ? null : longer / pairs.length,
  };
}

/** The pair that a comparison makes by itself, or why it makes none. */
export function pairOf(comparison: Comparison): Omit<Pair, "group"> | LeftOut {
  const unfit = unfitness(comparison);
  if (unfit !== null) return unfit;
  const { verdict, confidence, by, contradicted } = resolve(comparison);
  const person = comparison.judgements.some(({ kind }) => kind === "person");
  const composed = person ? null : composedText(comparison);
  if (composed !== null) return composed;
  if (contradicted) return "contradicted";
  if (verdict === "undecided" || verdict === "tie") return verdict;
  const [chosen, rejected] = sidesBy(verdict, comparison);
  const id = `pair:${shortHash([comparison.prompt, chosen.text, rejected.text], 16)}`;
  return { id, comparison, chosen, rejected, source: person ? "person" : MACHINE_SOURCES[comparison.kind], confidence, judgements: by };
}

const COMPOSER = "composer";

const MACHINE_SOURCES = { hypotheses: "duel", answers: "reflection", revisions: "revision", queries: "query" } as const satisfies Record<
  string,
  PairSource
>;

function sidesBy(verdict: Exclude<Verdict, "tie">, { a, b }: Comparison): readonly [Comparison["a"], Comparison["a"]] {
  return verdict === "a" ? [a, b] : [b, a];
}

/** The composer restates evidence by fixed rules: preferring one of its texts, or what it added to another's, teaches its rules. */
function composedText({ a, b, kind }: Comparison): LeftOut | null {
  const own = [a, b].filter(({ by }) => by.every((name) => name === COMPOSER));
  if (own.length === 2) return "no_model_side";
  const after = [a, b].find(({ about }) => about.endsWith("/after"));
  return kind === "revisions" && after?.by.includes(COMPOSER) === true ? "composer_change" : null;
}

/**
 * The group of each comparison: all that share a question or a hypothesis, directly or through others, are one. A group is named after
 * its first member in order, so that it keeps its name as long as no comparison ties it to an earlier one.
 */
function groupsOf(comparisons: readonly Comparison[]): ReadonlyMap<string, string> {
  const leader = new Map<string, string>();
  const find = (key: string): string => {
    let at = key;
    while ((leader.get(at) ?? at) !== at) at = leader.get(at)!;
    return at;
  };
  for (const comparison of comparisons) {
    const roots = keysOf(comparison).map(find).sort();
    for (const root of roots) leader.set(root, roots[0]!);
  }
  return new Map(comparisons.map((one) => [one.id, `group:${shortHash(find(keysOf(one)[0]!), 16)}`] as const));
}

function keysOf({ id, question, subjects }: Comparison): readonly string[] {
  const asked = question === null ? [] : [`question ${question.toLowerCase().replace(/\s+/g, " ").trim()}`];
  const keys = [...asked, ...subjects];
  return keys.length > 0 ? keys : [id];
}

const TEST_SHARE = 0.1;

export function splitOf(group: string): "train" | "test" {
  return Number.parseInt(shortHash(group, 8), 16) / 2 ** 32 < TEST_SHARE ? "test" : "train";
}

function tally<Name extends string>(names: readonly Name[]): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
