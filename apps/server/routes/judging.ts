// Judging: what waits for a person's decision, without names that could sway it, and recording one.

import { Router } from "express";
import { z } from "zod";
import { judgeByPerson } from "#agents/judge.ts";
import type { Comparison, ComparisonSide } from "#agents/model.ts";
import { comparisonsTakenBack, openAndStanding } from "#agents/taken-back.ts";
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

export function judgingRoutes({ garden, ledger, annotator }: Workbench): Router {
  const router = Router();
  router.get(
    "/comparisons",
    route(
      { query: List },
      async ({ query }): Promise<ComparisonsAnswer> => ({
        open: (await openAndStanding(garden, ledger)).slice(0, query.limit).map(shown),
        decided: ledger.judgements().filter((judgement) => judgement.kind === "person").length,
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
      const takenBack = await comparisonsTakenBack(garden, ledger);
      const options = { again: body.again, takenBack, ...(annotator !== undefined && { annotator }) };
      const { judgement, pair } = judgeByPerson(ledger, body.comparison, body.prefer, body.reason, options);
      response.status(201);
      return { judgement, pair, modelJudge: judgedBefore(comparison) };
    }),
  );
  return router;
}

/** What is shown is what is kept: the two texts, and the sentences that their marks lead to. */
function shown({ id, run, question, a, b, evidence }: Comparison): ComparisonAnswer {
  const side = ({ title, text }: ComparisonSide): Contender => ({ title, text });
  return { id, run, question: question ?? "", a: side(a), b: side(b), evidence };
}

/** The last machine's verdict, for the two in the order of the comparison. */
function judgedBefore({ judgements }: Comparison): JudgementAnswer["modelJudge"] {
  const last = judgements.findLast(({ kind }) => kind !== "person");
  return last === undefined ? null : { verdict: last.verdict, by: last.by, reason: last.reason };
}
