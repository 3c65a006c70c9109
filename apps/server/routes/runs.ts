// Runs: the list, one, its events as a stream that can be picked up again, and starting, cancelling and going on with one.

import { Router } from "express";
import { z } from "zod";
import type { AgentContext } from "#agents/context.ts";
import { DEFAULT_ROUNDS, type RunId, type RunRequest } from "#agents/model.ts";
import { route } from "#apps/server/answers.ts";
import type { HypothesisAnswer, RunAnswer } from "#apps/server/api.ts";
import { streamEvents } from "#apps/server/event-stream.ts";
import { SERVED_LIMITS } from "#apps/server/routes/queries.ts";
import type { RunDesk, Watch } from "#apps/server/run-desk.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { type QueryFace, USUAL_LIMITS } from "#graph/query/query-face.ts";
import { readFilters } from "#graph/search/filters.ts";
import { HortusError } from "#kernels/errors.ts";

/** The agents and their graph runtime take a second to load: with the first run, not before the server answers. */
async function agents() {
  const [{ hypothesize }, { ask }, { queryGarden }, { resume }] = await Promise.all([
    import("#agents/hypothesize.ts"),
    import("#agents/ask.ts"),
    import("#agents/query/query-garden.ts"),
    import("#agents/resume.ts"),
  ]);
  return { hypothesize, ask, queryGarden, resume };
}

const Rounds = z.number().int().min(0).max(10);
const Common = {
  seed: z.number().int().min(0).default(1),
  /** `none`, or the model this server has. */
  model: z.string().max(200).optional(),
  budgetTokens: z.number().int().min(1).nullable().default(null),
};
const Words = z.string().trim().min(1).max(2000);
const Version = z.number().int().min(0);
const Hypothesize = z.strictObject({
  ...Common,
  rounds: Rounds.default(DEFAULT_ROUNDS.hypothesize),
  from: Words.optional(),
  to: Words.optional(),
  question: Words.optional(),
  count: z.number().int().min(1).max(50).default(5),
  asOf: Version.optional(),
});
const Ask = z.strictObject({
  ...Common,
  rounds: Rounds.default(DEFAULT_ROUNDS.ask),
  question: Words,
  asOf: Version.optional(),
  year: z.string().max(30).optional(),
  document: z.array(z.string().min(1).max(1000)).max(100).optional(),
});
const Query = z.strictObject({
  ...Common,
  question: Words,
  rows: z.number().int().min(1).max(SERVED_LIMITS.rows).default(USUAL_LIMITS.rows),
  timeoutMs: z.number().int().min(1).max(SERVED_LIMITS.timeoutMs).default(USUAL_LIMITS.timeoutMs),
});
const One = z.strictObject({ id: z.string().min(1).max(200) });
/** `after`: the last event seen, for readers without the Last-Event-ID header; `again` only makes the address new. */
const Events = z.strictObject({ after: z.coerce.number().int().min(0).default(0), again: z.string().optional() });
const Of = z.strictObject({ run: z.string().max(200).optional() });

export function runRoutes(workbench: Workbench, desk: RunDesk, queries: QueryFace): Router {
  const { ledger } = workbench;
  const router = Router();
  const answer = (id: string): RunAnswer => {
    const run = ledger.run(id as RunId);
    if (run === null) throw new HortusError("run.not_found", `No run ${id} in this garden.`, { run: id });
    return { run, live: desk.isLive(id) };
  };
  router.get(
    "/runs",
    route({}, async () => ({ runs: ledger.runs().map((run) => ({ run, live: desk.isLive(run.id) })) })),
  );
  router.get(
    "/runs/:id",
    route({ params: One }, async ({ params }) => answer(params.id)),
  );
  router.get(
    "/runs/:id/events",
    route({ params: One, query: Events }, ({ params, query, request, response }) =>
      streamEvents(request, response, desk.log(params.id as RunId), query.after),
    ),
  );
  router.post(
    "/runs/:id/cancel",
    route({ params: One }, async ({ params }) => {
      answer(params.id);
      desk.cancel(params.id);
      return { cancelled: params.id };
    }),
  );
  startRoutes(router, workbench, desk, queries);
  return router;
}

function startRoutes(router: Router, workbench: Workbench, desk: RunDesk, queries: QueryFace): void {
  router.post(
    "/runs/hypothesize",
    route({ body: Hypothesize }, async ({ body, response }) => {
      if ((body.from === undefined) !== (body.to === undefined)) {
        throw new HortusError("input.invalid", "Name both ends or neither: a question finds both ends itself.", { field: "to" });
      }
      const request = requestOf(workbench, "hypothesize", body);
      const run = await desk.start(async (watch) =>
        (await agents()).hypothesize(await agentsFor(workbench, request.model, watch), request),
      );
      response.status(202);
      return { run };
    }),
  );
  router.post(
    "/runs/ask",
    route({ body: Ask }, async ({ body, response }) => {
      const { year, document, ...asked } = body;
      const within = await readFilters(workbench.garden, { year, document });
      const request = requestOf(workbench, "ask", { ...asked, count: 1, ...(Object.keys(within).length > 0 && { within }) });
      const run = await desk.start(async (watch) => (await agents()).ask(await agentsFor(workbench, request.model, watch), request));
      response.status(202);
      return { run };
    }),
  );
  router.post(
    "/runs/query",
    route({ body: Query }, async ({ body: { rows, timeoutMs, ...fields }, response }) => {
      const request = { ...requestOf(workbench, "query", { ...fields, count: 1, rounds: 0 }), rows, timeoutMs };
      const run = await desk.start(async (watch) =>
        (await agents()).queryGarden({ ...(await agentsFor(workbench, request.model, watch)), queries }, request),
      );
      response.status(202);
      return { run };
    }),
  );
  router.post(
    "/runs/:id/resume",
    route({ params: One }, async ({ params, response }) => {
      const id = params.id as RunId;
      const found = workbench.ledger.run(id);
      if (found === null) throw new HortusError("run.not_found", `No run ${id} in this garden.`, { run: id });
      const run = await desk.start(
        async (watch) => (await agents()).resume(await agentsFor(workbench, found.request.model, watch), id),
        id,
      );
      response.status(202);
      return { run };
    }),
  );
}

type Fields = Pick<RunRequest, "count" | "rounds" | "seed" | "budgetTokens" | "within"> &
  Readonly<{ asOf?: number | undefined }> &
  Readonly<Partial<Record<"from" | "to" | "question" | "model", string | undefined>>>;

/** @throws `model.missing` for a model this server does not have */
function requestOf(workbench: Workbench, verb: RunRequest["verb"], fields: Fields): RunRequest {
  const { from, to, question, model = workbench.modelId, count, rounds, seed, budgetTokens, asOf, within } = fields;
  checkModel(workbench, model);
  const named = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(question === undefined ? {} : { question }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(within === undefined ? {} : { within }),
  };
  return { verb, ...named, model, count, rounds, seed, budgetTokens };
}

/** @throws `model.missing` when the wanted model is not this server's: a run goes on with its own or not at all */
async function agentsFor(workbench: Workbench, wanted: string, watch: Watch): Promise<AgentContext> {
  checkModel(workbench, wanted);
  const { garden, ledger, clock, probes } = workbench;
  const model = wanted === "none" ? null : await workbench.model();
  return { garden, ledger, clock, model, ...(probes !== undefined && { probes }), ...watch };
}

function checkModel({ modelId }: Workbench, model: string): void {
  if (model === "none" || model === modelId) return;
  throw new HortusError("model.missing", `This server has no model ${model}: start it with --model ${model}.`, { model });
}

/** Hypotheses of all runs, each in its newest state, or of one. */
export function hypothesisRoutes({ ledger }: Workbench): Router {
  const router = Router();
  const answer = (id: string): HypothesisAnswer | null => {
    const hypothesis = ledger.hypothesis(id);
    const run = ledger.runOf(id);
    return hypothesis === null || run === null ? null : { hypothesis, run };
  };
  /** Of all runs the first is the newest; of one run it may have gone on in another. */
  const newest = (id: string, hypothesis: HypothesisAnswer["hypothesis"], asked: string | undefined): HypothesisAnswer => {
    const run = ledger.runOf(id)!;
    return { hypothesis: asked === undefined || asked === run ? hypothesis : ledger.hypothesis(id)!, run };
  };
  router.get(
    "/hypotheses",
    route({ query: Of }, async ({ query }) => {
      const found = Map.groupBy(ledger.hypotheses(query.run as RunId | undefined), ({ id }) => id);
      return { hypotheses: [...found].map(([id, [hypothesis]]) => newest(id, hypothesis!, query.run)) };
    }),
  );
  router.get(
    "/hypotheses/:id",
    route({ params: One }, async ({ params }) => {
      const found = answer(params.id);
      if (found === null) throw new HortusError("run.not_found", `No hypothesis ${params.id} in this garden.`, { id: params.id });
      return found;
    }),
  );
  return router;
}
