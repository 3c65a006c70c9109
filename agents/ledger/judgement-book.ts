// The ledger's pages on who prefers what: comparisons on offer and the judgements given on them. Pairs are not kept: they follow from both
// (agents/preference-pairs.ts).

import { canonicalJson, shortHash } from "#agents/canonical.ts";
import { resolve, unfitness } from "#agents/ledger/resolve.ts";
import type { Comparison, Judgement, JudgementId } from "#agents/model.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";

/** What was compared, before anyone judged it. */
export type ComparisonOffer = Omit<Comparison, "id" | "judgements">;

/** What a judge says; the ledger adds what it is about. */
export type GivenJudgement = Pick<Judgement, "run" | "verdict" | "kind" | "by" | "orders" | "reason" | "confidence">;

export interface JudgementBook {
  /**
   * [J8] The same prompt and the same two texts are one comparison, whichever is named first: the first offer stands, with its sides as
   * they were first shown. Another text, or another task, is another comparison.
   */
  offerComparison(offer: ComparisonOffer): Comparison;
  comparison(id: string): Comparison | null;
  /** In the order first offered. */
  comparisons(): readonly Comparison[];
  /**
   * [J9] Worth a person's judgement, most worth first: a pair could come of it, no person judged it, and the other judges did not decide
   * it with confidence, be it that they contradict each other.
   */
  openComparisons(limit?: number): readonly Comparison[];

  /**
   * [J10] One standing judgement by each judge for a comparison. The same verdict again is the one that stands; another one, or a
   * person's with another reason, rejects with `judgement.decided` unless it says `again`, and then stands in its place. Earlier ones
   * stay readable.
   * @throws `judgement.not_found` when there is no such comparison
   */
  recordJudgement(comparison: string, given: GivenJudgement, options?: { readonly again?: boolean }): Judgement;
  /** Standing judgements in the order given; superseded ones only when asked for. */
  judgements(options?: { readonly superseded?: boolean }): readonly Judgement[];

  /** How many pairs an earlier version kept, which were made without the sentences they cite and are not exported. */
  earlierPairs(): number;
}

/** Below this a judge's decision is still worth a person's look. */
const CONFIDENT = 0.6;

export function createJudgementBook(database: Sqlite): JudgementBook {
  const comparison = (id: string): Comparison | null => {
    const row = database.get<{ body: string }>("SELECT body FROM comparison WHERE id = ?", id);
    return row === undefined ? null : { ...(JSON.parse(row.body) as ComparisonOffer), id, judgements: standing(database, id) };
  };
  const comparisons = (): readonly Comparison[] => {
    const given = Map.groupBy(judgements(database, "judgement_standing"), (judgement) => judgement.comparison);
    const rows = database.all<{ id: string; body: string }>("SELECT id, body FROM comparison ORDER BY n");
    return rows.map(({ id, body }) => ({ ...(JSON.parse(body) as ComparisonOffer), id, judgements: given.get(id) ?? [] }));
  };
  return {
    offerComparison(offer) {
      const id = comparisonId(offer);
      const sql = "INSERT INTO comparison (id, run, body) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING";
      database.run(sql, id, offer.run, canonicalJson(offer));
      return comparison(id)!;
    },
    comparison,
    comparisons,
    openComparisons(limit = Number.POSITIVE_INFINITY) {
      const open = comparisons().filter((one) => unfitness(one) === null && one.judgements.every(({ kind }) => kind !== "person"));
      const doubt = open.map((one) => ({ one, decided: resolve(one).confidence })).filter(({ decided }) => decided < CONFIDENT);
      return doubt
        .reverse()
        .sort((a, b) => a.decided - b.decided)
        .slice(0, Math.max(0, limit))
        .map(({ one }) => one);
    },
    recordJudgement: (id, given, options = {}) =>
      database.transaction(() => {
        const judged = comparison(id);
        if (judged === null) throw notFound(id);
        return enter(database, judged, given, options.again === true);
      }),
    judgements: (options = {}) => judgements(database, options.superseded === true ? "judgement" : "judgement_standing"),
    earlierPairs: () => Number(database.get<{ n: number }>("SELECT count(*) AS n FROM pair_1")!.n),
  };
}

function enter(database: Sqlite, { id, a, b, judgements: before }: Comparison, given: GivenJudgement, again: boolean): Judgement {
  const { kind, by, verdict } = given;
  const earlier = before.find((judgement) => judgement.kind === kind && judgement.by === by);
  // A person who gives another reason says something new; a second click or a repeated script does not.
  const newReason = kind === "person" && given.reason !== "" && given.reason !== earlier?.reason;
  if (earlier?.verdict === verdict && !newReason) return earlier;
  if (earlier !== undefined && !again) throw decided(id, earlier);
  const said = database.get<{ n: number }>(
    "SELECT count(*) AS n FROM judgement WHERE comparison = ? AND kind = ? AND judge = ?",
    ...[id, kind, by],
  )!.n;
  const name = `judgement:${shortHash([id, kind, by, Number(said) + 1], 16)}` as JudgementId;
  const judgement: Judgement = { id: name, comparison: id, a: a.about, b: b.about, ...given };
  const sql = "INSERT INTO judgement (id, comparison, kind, judge, body) VALUES (?, ?, ?, ?, ?)";
  database.run(sql, name, id, kind, by, canonicalJson(judgement));
  return judgement;
}

function judgements(database: Sqlite, table: "judgement" | "judgement_standing"): readonly Judgement[] {
  return database.all<{ body: string }>(`SELECT body FROM ${table} ORDER BY n`).map((row) => JSON.parse(row.body) as Judgement);
}

function standing(database: Sqlite, comparison: string): readonly Judgement[] {
  const rows = database.all<{ body: string }>("SELECT body FROM judgement_standing WHERE comparison = ? ORDER BY n", comparison);
  return rows.map((row) => JSON.parse(row.body) as Judgement);
}

function comparisonId({ prompt, a, b }: ComparisonOffer): string {
  return `comparison:${shortHash([prompt, ...[a.text, b.text].sort()], 16)}`;
}

function notFound(comparison: string): HortusError {
  const message = `There is no comparison ${comparison}: list the open ones with "npx hortus judge".`;
  return new HortusError("judgement.not_found", message, { comparison });
}

function decided(comparison: string, before: Judgement): HortusError {
  const message = `${before.by} already judged ${comparison} ("${before.verdict}"): give --again to replace that judgement.`;
  return new HortusError("judgement.decided", message, { comparison, verdict: before.verdict });
}
