def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
sub('apps/server/api.ts',('export interface GrowthFailure {','''/** What can be queried, one line for each view. */
export interface QuerySchemaAnswer {
  readonly language: QueryLanguage;
  readonly schema: readonly string[];
}

/** The rows of a query of one's own; `concepts` leads from a cell to the concept it names. */
export interface QueryRowsAnswer extends QueryRows {
  readonly language: QueryLanguage;
  readonly query: string;
  readonly concepts: Readonly<Record<string, string>>;
}

export interface GrowthFailure {'''),
('import type { DocumentRow } from','import type { QueryLanguage, QueryRows } from "#graph/query/query-face.ts";\nimport type { DocumentRow } from'))
sub('apps/server/app.ts',
('  app.use("/api", runRoutes(workbench, runs),','  app.use("/api", queryRoutes(workbench, queries), runRoutes(workbench, runs, queries),'),
('  const app = express();','  const queries = openSqlFace(workbench.garden.file);\n  const app = express();'),
('await Promise.all([growth.close(), runs.close()]);','await Promise.all([growth.close(), runs.close()]);\n      await queries[Symbol.asyncDispose]();'),
('import { hypothesisRoutes, runRoutes }','import { queryRoutes } from "#apps/server/routes/queries.ts";\nimport { hypothesisRoutes, runRoutes }'),
('import { HortusError } from','import { openSqlFace } from "#graph/query/sql-face.ts";\nimport { HortusError } from'))
sub('apps/server/routes/runs.ts',
('  const [{ hypothesize }, { ask }, { resume }] = await Promise.all([','  const [{ hypothesize }, { ask }, { queryGarden }, { resume }] = await Promise.all(['),
('    import("#agents/ask.ts"),','    import("#agents/ask.ts"),\n    import("#agents/query/query-garden.ts"),'),
('return { hypothesize, ask, resume };','return { hypothesize, ask, queryGarden, resume };'),
('const One = z.strictObject','const Query = z.strictObject({\n  ...Common,\n  question: Words,\n  rows: z.number().int().min(1).max(SERVED_LIMITS.rows).default(USUAL_LIMITS.rows),\n  timeoutMs: z.number().int().min(1).max(SERVED_LIMITS.timeoutMs).default(USUAL_LIMITS.timeoutMs),\n});\nconst One = z.strictObject'),
('export function runRoutes(workbench: Workbench, desk: RunDesk): Router {','export function runRoutes(workbench: Workbench, desk: RunDesk, queries: QueryFace): Router {'),
('  startRoutes(router, workbench, desk);','  startRoutes(router, workbench, desk, queries);'),
('function startRoutes(router: Router, workbench: Workbench, desk: RunDesk): void {','function startRoutes(router: Router, workbench: Workbench, desk: RunDesk, queries: QueryFace): void {'),
('''  router.post(
    "/runs/:id/resume",''','''  router.post(
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
    "/runs/:id/resume",'''),
('import type { Workbench } from','import { SERVED_LIMITS } from "#apps/server/routes/queries.ts";\nimport type { Workbench } from'),
('import { HortusError } from','import { type QueryFace, USUAL_LIMITS } from "#graph/query/query-face.ts";\nimport { HortusError } from'))
sub('apps/dashboard/runs/start-run.tsx',
('type Verb = "hypothesize" | "ask";','type Verb = "hypothesize" | "ask" | "query";\n\nconst BUTTONS: Readonly<Record<Verb, string>> = { hypothesize: "Propose", ask: "Ask", query: "Query" };'),
('''        <VerbChoice verb="ask" label="Ask a question" chosen={verb} onChoose={setVerb} />
''','''        <VerbChoice verb="ask" label="Ask a question" chosen={verb} onChoose={setVerb} />
        <VerbChoice verb="query" label="Query the graph" chosen={verb} onChoose={setVerb} />
'''),
('''        <span>{verb === "ask" ? "Question" : "Or a question the hypotheses should answer"}</span>
        <textarea name="question" rows={verb === "ask" ? 3 : 1} required={verb === "ask"} maxLength={2000} />''','''        <span>{verb === "hypothesize" ? "Or a question the hypotheses should answer" : "Question"}</span>
        <textarea name="question" rows={verb === "ask" ? 3 : 1} required={verb !== "hypothesize"} maxLength={2000} />'''),
('          {verb === "ask" ? "Ask" : "Propose"}','          {BUTTONS[verb]}'),
('''          <span className="hint">Leave the ends and the question empty to start from the garden's own gaps.</span>
        ) : null}''','''          <span className="hint">Leave the ends and the question empty to start from the garden's own gaps.</span>
        ) : null}
        {verb === "query" ? (
          <span className="hint">Such as: Which documents mention nacre? Every query that runs is shown with its rows; none can write.</span>
        ) : null}'''),
('''      <label>
        <span>Rounds of reflection</span>
        <input key={verb} name="rounds" type="number" min={0} max={5} defaultValue={DEFAULT_ROUNDS[verb]} />
      </label>
''','''      {verb === "query" ? null : (
        <label>
          <span>Rounds of reflection</span>
          <input key={verb} name="rounds" type="number" min={0} max={5} defaultValue={DEFAULT_ROUNDS[verb]} />
        </label>
      )}
'''),
('''    rounds: Number(form.get("rounds")),
''','''    ...(verb === "query" ? {} : { rounds: Number(form.get("rounds")) }),
'''))
sub('apps/dashboard/runs/run-live.tsx',
('      {story.answer === null ? null : <RunAnswerText result={story.answer} />}\n','      {story.answer === null ? null : <RunAnswerText result={story.answer} />}\n      <RunQueries queries={story.queries} result={story.rows} />\n'),
('import { Speeches }','import { RunQueries } from "./run-queries.tsx";\nimport { Speeches }'))
