// Preference pairs as training frameworks read them: JSONL, one row a line, provenance in columns of its own. The same garden, seed and
// judgements give the same bytes: rows hold no time, no run id and no row number; `comparison_id` leads back to the ledger.

import { shortHash } from "#agents/canonical.ts";
import type { Ledger } from "#agents/ledger/ledger.ts";
import type { ComparisonSide, Pair } from "#agents/model.ts";
import { HortusError } from "#kernels/errors.ts";
import type { Message } from "#kernels/language-model.ts";

export const PAIR_FORMATS = ["trl", "trl-implicit", "kto", "axolotl", "llamafactory", "verl"] as const;
export type PairFormat = (typeof PAIR_FORMATS)[number];

/**
 * Pairs in a format, each line ending with a newline.
 * - trl: explicit and conversational, `prompt`, `chosen` and `rejected` are lists of {role, content} (DPO, ORPO)
 * - trl-implicit: `chosen` and `rejected` hold the whole conversation (reward models)
 * - kto: unpaired {prompt, completion, label}; all chosen first, then all rejected, each text once; see `withoutLabel`
 * - axolotl: chat_template.default for DPO: `messages`, `chosen`, `rejected`
 * - llamafactory: ShareGPT preference: `conversations`, `chosen`, `rejected`
 * - verl: rows for reward training: `prompt`, `chosen`, `rejected`, `data_source`, `extra_info`
 */
export function* exportPairs(runs: Pick<Ledger, "run">, pairs: readonly Pair[], format: PairFormat): Generator<string> {
  const facts = (pair: Pair) => provenance(runs, pair);
  if (format === "kto") {
    yield* ktoLines(pairs, facts);
    return;
  }
  const write = ROWS[format];
  if (write === undefined)
    throw new HortusError("usage.invalid", `Pairs come as ${PAIR_FORMATS.join(", ")}, not as "${format}".`, { format });
  for (const pair of pairs) yield line(write(pair, facts(pair)));
}

type Facts = ReturnType<typeof provenance>;

const ROWS: Readonly<Record<Exclude<PairFormat, "kto">, (pair: Pair, facts: Facts) => object>> = {
  trl: ({ comparison, chosen, rejected }, facts) => ({
    prompt: comparison.prompt,
    chosen: [assistant(chosen)],
    rejected: [assistant(rejected)],
    ...facts,
  }),
  "trl-implicit": ({ comparison, chosen, rejected }, facts) => ({
    chosen: [...comparison.prompt, assistant(chosen)],
    rejected: [...comparison.prompt, assistant(rejected)],
    ...facts,
  }),
  axolotl: ({ comparison, chosen, rejected }, facts) => ({
    messages: comparison.prompt,
    chosen: assistant(chosen),
    rejected: assistant(rejected),
    ...facts,
  }),
  llamafactory: ({ comparison, chosen, rejected }, facts) => ({
    conversations: comparison.prompt.map(({ role, content }) => ({ from: SPEAKERS[role], value: content })),
    chosen: { from: "gpt", value: chosen.text },
    rejected: { from: "gpt", value: rejected.text },
    ...facts,
  }),
  verl: ({ comparison, chosen, rejected }, facts) => ({
    data_source: "hortus",
    prompt: comparison.prompt,
    chosen: [assistant(chosen)],
    rejected: [assistant(rejected)],
    extra_info: facts,
  }),
};

const SPEAKERS = { system: "system", user: "human", assistant: "gpt" } as const;

function assistant({ text }: ComparisonSide): Message {
  return { role: "assistant", content: text };
}

/** Where a row comes from, whose it is and what it may be split by. Every row of a format has the same columns. */
function provenance(runs: Pick<Ledger, "run">, pair: Pair) {
  return {
    pair_id: pair.id,
    comparison_id: pair.comparison.id,
    ...origin(runs, pair),
    chosen_by: pair.chosen.by.join(" + "),
    rejected_by: pair.rejected.by.join(" + "),
    chosen_steps: stepNames(pair, pair.chosen),
    rejected_steps: stepNames(pair, pair.rejected),
  };
}

function origin(runs: Pick<Ledger, "run">, { comparison, source, judgements, confidence, group }: Pair) {
  const run = runs.run(comparison.run);
  return {
    kind: comparison.kind,
    source,
    group,
    question: comparison.question ?? "",
    confidence,
    judge_kinds: judgements.map(({ kind }) => kind),
    judges: judgements.map(({ by }) => by),
    judgement_ids: judgements.map(({ id }) => id),
    annotator: judgements.flatMap(({ kind, by }) => (kind === "person" ? [by] : [])).join(", "),
    reason: judgements.flatMap(({ reason }) => (reason === "" ? [] : [reason])).join(" | "),
    documents: [...new Set(comparison.evidence.map(({ document }) => document))].map((document) => ({ document, licence: LICENCE })),
    seed: run?.request.seed ?? null,
    garden_version: run?.gardenVersion ?? null,
    run:
      run === null ? null : `request:${shortHash([run.request, run.gardenVersion, ...(run.branch === undefined ? [] : [run.branch])], 16)}`,
  };
}

/** Growing reads no licence, so none is known. */
const LICENCE = null;

/** Step names without their run's id, which tells the time: `proposer/hypothesis:…/outcome`. */
function stepNames({ comparison }: Pair, { steps }: ComparisonSide): readonly string[] {
  return steps.map((step) => (step.startsWith(`${comparison.run}/`) ? step.slice(comparison.run.length + 1) : step));
}

interface Labelled {
  readonly pair: Pair;
  readonly side: ComparisonSide;
}

/** Each text once, with everything it rests on. */
function* ktoLines(pairs: readonly Pair[], facts: (pair: Pair) => Facts): Generator<string> {
  const [chosen, rejected] = [byText(pairs, "chosen"), byText(pairs, "rejected")];
  for (const [key, all] of chosen) if (!rejected.has(key)) yield line(unpaired(all, true, facts));
  for (const [key, all] of rejected) if (!chosen.has(key)) yield line(unpaired(all, false, facts));
}

/**
 * How many texts have no label of their own, since they were preferred to one and not to another: KTO takes a label for a verdict on the
 * text itself, so they are left out.
 */
export function withoutLabel(pairs: readonly Pair[]): number {
  const rejected = byText(pairs, "rejected");
  return [...byText(pairs, "chosen").keys()].filter((key) => rejected.has(key)).length;
}

/** A hypothesis is one text whatever it was compared with, although each comparison numbers its sentences anew. */
function byText(pairs: readonly Pair[], role: "chosen" | "rejected"): ReadonlyMap<string, readonly Labelled[]> {
  const labelled = pairs.map((pair): Labelled => ({ pair, side: pair[role] }));
  return Map.groupBy(labelled, ({ pair: { comparison }, side }) =>
    comparison.kind === "hypotheses" ? `hypothesis ${side.about}` : JSON.stringify([comparison.prompt, side.text]),
  );
}

/** Of a text in several pairs every pair, judge and reason counts; its confidence is that of the least sure one. */
function unpaired(all: readonly Labelled[], label: boolean, facts: (pair: Pair) => Facts): object {
  const [{ pair, side }] = all as readonly [Labelled, ...Labelled[]];
  const each = all.map((one) => facts(one.pair));
  const union = <Item>(of: (facts: Facts) => readonly Item[]): readonly Item[] => [...new Set(each.flatMap(of))];
  const { kind, group, question, documents, seed, garden_version, run } = each[0]!;
  return {
    prompt: pair.comparison.prompt,
    completion: [assistant(side)],
    label,
    pair_ids: union((one) => [one.pair_id]),
    comparison_ids: union((one) => [one.comparison_id]),
    ...{ kind, group, question },
    sources: union((one) => [one.source]),
    confidence: Math.min(...each.map(({ confidence }) => confidence)),
    judge_kinds: union((one) => one.judge_kinds),
    judges: union((one) => one.judges),
    judgement_ids: union((one) => one.judgement_ids),
    annotator: union((one) => (one.annotator === "" ? [] : [one.annotator])).join(", "),
    reason: union((one) => (one.reason === "" ? [] : [one.reason])).join(" | "),
    ...{ documents, seed, garden_version, run },
    written_by: side.by.join(" + "),
    steps: stepNames(pair, side),
  };
}

function line(row: object): string {
  return `${JSON.stringify(row)}\n`;
}
