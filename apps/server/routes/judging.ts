// Judging: what waits for a person's decision, without names that could sway it, and recording one.

import { Router } from "express";
import { z } from "zod";
import { judgeByPerson } from "#agents/judge.ts";
import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Comparison } from "#agents/model.ts";
import { route } from "#apps/server/answers.ts";
import type { ComparisonAnswer, ComparisonsAnswer, Contender, JudgementAnswer } from "#apps/server/api.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { HortusError } from "#kernels/errors.ts";

const List = z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) });
const Judge = z.strictObject({
  comparison: z.string().min(1).max(200),
  prefer: z.enum(["a", "b", "tie"]),
  reason: z.string().max(2000).optional(),
  /** Replaces the person's earlier decision on the same two. */
  again: z.boolean().default(false),
});

export function judgingRoutes({ ledger }: Workbench): Router {
  const router = Router();
  router.get(
    "/comparisons",
    route(
      { query: List },
      async ({ query }): Promise<ComparisonsAnswer> => ({
        open: ledger.openComparisons(query.limit).map((comparison) => shown(ledger, comparison)),
        decided: ledger.judgements().filter((judgement) => judgement.by === "person").length,
      }),
    ),
  );
  router.post(
    "/judgements",
    route({ body: Judge }, async ({ body, response }): Promise<JudgementAnswer> => {
      const comparison = ledger.comparison(body.comparison);
      if (comparison === null) {
        throw new HortusError("judgement.not_found", `No comparison ${body.comparison} in this garden.`, { comparison: body.comparison });
      }
      const judgement = await judgeByPerson(ledger, body.comparison, body.prefer, body.reason, { again: body.again });
      response.status(201);
      return { judgement, modelJudge: judgedBefore(comparison) };
    }),
  );
  return router;
}

function shown(ledger: Ledger, comparison: Comparison): ComparisonAnswer {
  const side = (id: string, title: string, text: string): Contender => ({ title, text, hypothesis: ledger.hypothesis(id) });
  return {
    id: comparison.id,
    run: comparison.run,
    question: comparison.kind === "answers" ? (comparison.prompt.findLast((message) => message.role === "user")?.content ?? "") : "",
    a: side(comparison.a, comparison.aTitle, comparison.aText),
    b: side(comparison.b, comparison.bTitle, comparison.bText),
  };
}

/** The last judge's verdict, for the two in the order of the comparison. */
function judgedBefore({ a, judgements }: Comparison): JudgementAnswer["modelJudge"] {
  const last = judgements.at(-1);
  if (last === undefined) return null;
  const swapped = last.a !== a;
  const verdict = last.verdict === "a" || last.verdict === "b" ? (swapped === (last.verdict === "a") ? "b" : "a") : last.verdict;
  return { verdict, by: last.by, reason: last.reason };
}
