// The ledger's pages on who prefers what: comparisons on offer, judgements given, and the preference pairs that follow from them.

import { canonicalJson, shortHash } from "#agents/canonical.ts";
import type { Comparison, Judgement, JudgementId, Pair } from "#agents/model.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";
import { HortusError } from "#kernels/errors.ts";

/** What was compared, before anyone judged it. */
export type ComparisonOffer = Omit<Comparison, "id" | "judgements">;

export interface JudgementBook {
  /** [J8] One comparison for two things, whichever is named first; the first offer stands. Answers its id. */
  offerComparison(offer: ComparisonOffer): string;
  comparison(id: string): Comparison | null;
  /** The comparison that holds these two. */
  comparisonOf(a: string, b: string): Comparison | null;
  /** [J9] Worth a person's judgement, most worth first: no person judged it, and no other judge decided it with confidence. */
  openComparisons(limit: number): readonly Comparison[];

  /**
   * [J10] One standing judgement by each judge for a comparison: a second one rejects with `judgement.decided` unless it says `again`,
   * and then supersedes the first, whose pairs no longer count. Answers false when the very same judgement is there already.
   * [J11] The judgement and its pair are written together or not at all.
   */
  recordJudgement(comparison: string, judgement: Judgement, pair: Pair | null, options?: { readonly again?: boolean }): boolean;
  /** Standing judgements in the order given; superseded ones only when asked for. */
  judgements(options?: { readonly superseded?: boolean }): readonly Judgement[];

  /** [J12] Idempotent by pair id. For pairs that follow from no judgement, such as revisions. */
  putPair(pair: Pair): void;
  /**
   * Pairs in the order made.
   * [J13] A superseded judgement's pair does not count, nor a judge's where a person judged the same comparison.
   * [J14] An undecided comparison has no pair: "undecided" is never "rejected".
   */
  pairs(): readonly Pair[];
}

/** Below this a judge's decision is still worth a person's look. */
const CONFIDENT = 0.6;

export function createJudgementBook(database: Sqlite): JudgementBook {
  return { ...comparisonBook(database), ...verdictBook(database), ...pairBook(database) };
}

function comparisonBook(database: Sqlite): Pick<JudgementBook, "offerComparison" | "comparison" | "comparisonOf" | "openComparisons"> {
  const comparison = (id: string): Comparison | null => {
    const row = database.get<{ body: string }>("SELECT body FROM comparison WHERE id = ?", id);
    if (row === undefined) return null;
    return { ...(JSON.parse(row.body) as ComparisonOffer), id, judgements: standing(database, id).filter((j) => j.by !== "person") };
  };
  return {
    offerComparison(offer) {
      const id = comparisonId(offer.kind, offer.a, offer.b);
      const sql = "INSERT INTO comparison (id, run, body) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING";
      database.run(sql, id, offer.run, canonicalJson(offer));
      return id;
    },
    comparison,
    comparisonOf: (a, b) => comparison(comparisonId("hypotheses", a, b)) ?? comparison(comparisonId("answers", a, b)),
    openComparisons(limit) {
      const sql =
        "SELECT id FROM comparison c WHERE NOT EXISTS (SELECT 1 FROM judgement j WHERE j.comparison = c.id AND j.judge = 'person') ORDER BY n DESC";
      const open = database.all<{ id: string }>(sql).map((row) => comparison(row.id)!);
      const doubt = open.map((item) => ({ item, decided: Math.max(0, ...item.judgements.map(certainty)) }));
      const worth = doubt.filter(({ decided }) => decided < CONFIDENT);
      return worth
        .sort((a, b) => a.decided - b.decided)
        .slice(0, Math.max(0, limit))
        .map(({ item }) => item);
    },
  };
}

function verdictBook(database: Sqlite): Pick<JudgementBook, "recordJudgement" | "judgements"> {
  return {
    recordJudgement: (comparison, judgement, pair, options = {}) =>
      database.transaction(() => {
        if (database.get("SELECT 1 FROM judgement WHERE id = ?", judgement.id) !== undefined) return false;
        const before = standing(database, comparison).find((earlier) => earlier.by === judgement.by);
        if (before !== undefined && options.again !== true) throw decided(comparison, before);
        if (before !== undefined) database.run("UPDATE judgement SET superseded = 1 WHERE id = ?", before.id);
        const sql = "INSERT INTO judgement (id, comparison, judge, verdict, body) VALUES (?, ?, ?, ?, ?)";
        database.run(sql, judgement.id, comparison, judgement.by, judgement.verdict, canonicalJson(judgement));
        if (pair !== null) insertPair(database, pair, comparison);
        return true;
      }),
    judgements: (options = {}) =>
      database
        .all<{ body: string }>(`SELECT body FROM judgement ${options.superseded === true ? "" : "WHERE superseded = 0"} ORDER BY n`)
        .map((row) => JSON.parse(row.body) as Judgement),
  };
}

function pairBook(database: Sqlite): Pick<JudgementBook, "putPair" | "pairs"> {
  const sql = `SELECT body FROM pair p
    WHERE NOT EXISTS (SELECT 1 FROM judgement j WHERE j.id = p.judgement AND j.superseded = 1)
      AND NOT EXISTS (SELECT 1 FROM judgement own JOIN judgement theirs ON theirs.comparison = own.comparison
        WHERE own.id = p.judgement AND own.judge <> 'person' AND theirs.judge = 'person' AND theirs.superseded = 0)
    ORDER BY n`;
  return {
    putPair: (pair) => insertPair(database, pair, null),
    pairs: () => database.all<{ body: string }>(sql).map((row) => JSON.parse(row.body) as Pair),
  };
}

function insertPair(database: Sqlite, pair: Pair, comparison: string | null): void {
  const sql = "INSERT INTO pair (id, comparison, judgement, body) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
  database.run(sql, pair.id, comparison, pair.judgement, canonicalJson(pair));
}

function standing(database: Sqlite, comparison: string): readonly Judgement[] {
  const rows = database.all<{ body: string }>("SELECT body FROM judgement WHERE comparison = ? AND superseded = 0 ORDER BY n", comparison);
  return rows.map((row) => JSON.parse(row.body) as Judgement);
}

function certainty(judgement: Judgement): number {
  return judgement.verdict === "undecided" ? 0 : judgement.confidence;
}

function comparisonId(kind: string, a: string, b: string): string {
  return `comparison:${shortHash([kind, ...[a, b].sort()], 16)}`;
}

/** `judgement:` + 16 digits of a hash of who judged what, for the how-manieth time. */
export function judgementId(comparison: string, by: string, n: number): JudgementId {
  return `judgement:${shortHash([comparison, by, n], 16)}` as JudgementId;
}

function decided(comparison: string, before: Judgement): HortusError {
  const message = `${before.by} already judged ${comparison} ("${before.verdict}"): say "again" to replace that judgement.`;
  return new HortusError("judgement.decided", message, { comparison, verdict: before.verdict });
}
