// A model as critic, held against people: does it rate texts as reviewers did, and does it choose between two as the gold does? Whatever
// it is asked, it is asked in both orders.

import { z } from "zod";
import { shuffled } from "#agents/chance.ts";
import { judge } from "#agents/roles/judge.ts";
import { renderRole } from "#agents/roles/role.ts";
import { mean } from "#apps/evaluation/bootstrap.ts";
import { type Evaluation, type Figures, intervals, told, toldFigures } from "#apps/evaluation/evaluation.ts";
import { drawnRows, readGoldRows } from "#apps/evaluation/gold-file.ts";
import { leaning } from "#apps/evaluation/leaning.ts";
import { auc, kendall, spearman } from "#apps/evaluation/rank-statistics.ts";
import { chanceFor } from "#graph/chance.ts";
import { HortusError } from "#kernels/errors.ts";
import type { LanguageModel, Message } from "#kernels/language-model.ts";

export interface RatedText {
  readonly kind: "rating";
  readonly text: string;
  readonly rating: number;
  /** Whether it was accepted; null where the gold does not say. */
  readonly accepted: boolean | null;
}

export interface Duel {
  readonly kind: "duel";
  readonly task: string;
  readonly a: string;
  readonly b: string;
  readonly winner: "a" | "b";
}

const Side = z.union([z.string().transform((text) => ({ name: "", text })), z.object({ name: z.string().default(""), text: z.string() })]);
const Rated = z
  .object({
    title: z.string().optional(),
    abstract: z.string().optional(),
    text: z.string().optional(),
    mean_rating: z.number().optional(),
    rating: z.number().optional(),
    decision: z.string().optional(),
  })
  .refine((row) => (row.text ?? row.abstract) !== undefined && (row.mean_rating ?? row.rating) !== undefined)
  .transform(
    (row): RatedText => ({
      kind: "rating",
      text: [row.title, row.text ?? row.abstract].filter((part) => part !== undefined).join("\n\n"),
      rating: (row.mean_rating ?? row.rating)!,
      accepted: row.decision === undefined ? null : /^accept/i.test(row.decision),
    }),
  );
const Dueled = z
  .object({
    a: Side,
    b: Side,
    winner: z.enum(["a", "b"]),
    topic: z.string().optional(),
    kind: z.string().optional(),
    task: z.string().optional(),
  })
  .transform(({ a, b, winner, topic, kind = "proposal", task }): Duel => {
    const asked = task ?? (topic === undefined ? "Which of the two is better?" : `Two proposals (${kind}) for ${topic}: which is better?`);
    return { kind: "duel", task: asked, a: named(a), b: named(b), winner };
  });

function named({ name, text }: { readonly name: string; readonly text: string }): string {
  return name === "" ? text : `${name}\n${text}`;
}

export function readCriticGold(file: string): Promise<readonly (RatedText | Duel)[]> {
  const what =
    'a rating {"abstract" or "text", "mean_rating", "title"?, "decision"?} or a duel {"a": {"text"}, "b": {"text"}, "winner", "topic"?}';
  return readGoldRows<RatedText | Duel>(file, z.union([Dueled, Rated]), what);
}

export interface CriticOptions {
  readonly model: LanguageModel;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Each text is cut to so many characters. */
  readonly characters: number;
  /** Texts or duels at most, drawn by the seed. */
  readonly limit?: number | undefined;
  readonly onProgress: (done: number, total: number) => void;
}

/** @throws `input.invalid` for a file of both kinds */
export function evaluateCritic(all: readonly (RatedText | Duel)[], options: CriticOptions): Promise<Evaluation> {
  const gold = drawnRows(all, options.limit, options.seed);
  const duels = gold.filter((row) => row.kind === "duel");
  if (duels.length === gold.length) return evaluateDuels(duels, options);
  if (duels.length > 0) throw new HortusError("input.invalid", "The gold mixes ratings and duels: give a file for each.");
  return evaluateRatings(gold as readonly RatedText[], options);
}

interface Rating extends RatedText {
  /** Leaning to accept when that word comes first, and when it comes last. */
  readonly orders: readonly [number, number];
}

async function evaluateRatings(gold: readonly RatedText[], options: CriticOptions): Promise<Evaluation> {
  const { model, seed, signal, characters, onProgress } = options;
  const rated: Rating[] = [];
  for (const row of gold) {
    const text = row.text.slice(0, characters);
    const first = await leaning(model, reviewing(text, "accept or reject"), ["accept", "reject"], signal);
    const last = await leaning(model, reviewing(text, "reject or accept"), ["accept", "reject"], signal);
    rated.push({ ...row, orders: [first, last] });
    onProgress(rated.length, gold.length);
  }
  const both = ({ orders }: Rating): number => orders[0] + orders[1];
  const figures: Record<string, (drawn: readonly Rating[]) => number> = {
    auc: (drawn) => aucOf(drawn, both),
    spearman: (drawn) => spearmanOf(drawn, both),
    kendall: (drawn) =>
      kendall(
        drawn.map(both),
        drawn.map(({ rating }) => rating),
      ),
    aucAcceptFirst: (drawn) => aucOf(drawn, ({ orders }) => orders[0]),
    aucAcceptLast: (drawn) => aucOf(drawn, ({ orders }) => orders[1]),
    ordersAgree: (drawn) => mean(drawn.map(({ orders }) => Number(orders[0] > 0 === orders[1] > 0))),
  };
  const dealt = shuffled(chanceFor(seed, "critic"), rated);
  const byChance = new Map(rated.map((row, at) => [row, both(dealt[at]!)] as const));
  const baseline = (score: (row: Rating) => number): Figures => ({
    auc: told(aucOf(rated, score)),
    spearman: told(spearmanOf(rated, score)),
    kendall: told(
      kendall(
        rated.map(score),
        rated.map(({ rating }) => rating),
      ),
    ),
  });
  return {
    suite: "critic",
    n: rated.length,
    of: "texts",
    metrics: toldFigures(figures, rated),
    ci95: intervals(rated, figures, seed),
    baseline: { length: baseline(({ text }) => text.length), shuffled: baseline((row) => byChance.get(row)!) },
    notes: [
      `${model.id} leans to accept or reject, asked in both orders; auc against the decision, correlations with the mean rating. 0.5 and 0 are chance.`,
      "length: the longer the better. shuffled: its own ratings, dealt out anew.",
    ],
  };
}

function reviewing(text: string, choice: string): readonly Message[] {
  return [
    { role: "system", content: "You review papers for a demanding conference. You judge whether the work is sound, new and significant." },
    { role: "user", content: `${text}\n\nShould this paper be accepted? Answer with one word, ${choice}.` },
  ];
}

function aucOf(rows: readonly Rating[], score: (row: Rating) => number): number {
  const decided = rows.filter(({ accepted }) => accepted !== null);
  return auc(
    decided.map(score),
    decided.map(({ accepted }) => accepted === true),
  );
}

function spearmanOf(rows: readonly Rating[], score: (row: Rating) => number): number {
  return spearman(
    rows.map(score),
    rows.map(({ rating }) => rating),
  );
}

interface Judged extends Duel {
  /** Leaning to a when a is shown first, and when it is shown second. */
  readonly orders: readonly [number, number];
}

async function evaluateDuels(gold: readonly Duel[], { model, seed, signal, characters, onProgress }: CriticOptions): Promise<Evaluation> {
  const judged: Judged[] = [];
  for (const duel of gold) {
    const [a, b] = [duel.a.slice(0, characters), duel.b.slice(0, characters)];
    const first = await leaning(model, renderRole(judge, { task: duel.task, a, b }), ["A", "B"], signal);
    const second = await leaning(model, renderRole(judge, { task: duel.task, a: b, b: a }), ["B", "A"], signal);
    judged.push({ ...duel, orders: [first, second] });
    onProgress(judged.length, gold.length);
  }
  const wins = ({ winner }: Duel, lean: number): number => (lean === 0 ? 0.5 : Number(lean > 0 === (winner === "a")));
  const agreed = (drawn: readonly Judged[]) => drawn.filter(({ orders }) => orders[0] > 0 === orders[1] > 0);
  const figures: Record<string, (drawn: readonly Judged[]) => number> = {
    accuracy: (drawn) => mean(drawn.map((row) => wins(row, row.orders[0] + row.orders[1]))),
    accuracyAsListed: (drawn) => mean(drawn.map((row) => wins(row, row.orders[0]))),
    accuracyTurned: (drawn) => mean(drawn.map((row) => wins(row, row.orders[1]))),
    accuracyWhereOrdersAgree: (drawn) =>
      agreed(drawn).length === 0 ? Number.NaN : mean(agreed(drawn).map((row) => wins(row, row.orders[0]))),
    ordersAgree: (drawn) => agreed(drawn).length / drawn.length,
    firstPreferred: (drawn) => mean(drawn.flatMap(({ orders: [first, second] }) => [Number(first > 0), Number(second < 0)])),
  };
  return {
    suite: "critic",
    n: judged.length,
    of: "duels",
    metrics: toldFigures(figures, judged),
    ci95: intervals(judged, figures, seed),
    baseline: {
      longer: { accuracy: mean(judged.map((row) => wins(row, row.a.length - row.b.length))) },
      listedFirst: { accuracy: mean(judged.map((row) => wins(row, 1))) },
    },
    notes: [
      `${model.id} as judge; accuracy adds up its leaning in both orders, firstPreferred is the share of showings in which it takes the first (0.5: it does not look at the order).`,
      `Texts are cut to ${characters} characters. Duels of one topic share texts, which makes the intervals too narrow.`,
    ],
  };
}
