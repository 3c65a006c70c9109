// Answers a question about a garden by queries that are run, one after the other, until one answers. A capable model thinks them out and sees
// what each brought; else the composer writes them, and says so.

import { type AgentContext, conductRun, type Ending, type Teller } from "#agents/context.ts";
import type { Run, RunRequest } from "#agents/model.ts";
import { composeQueries } from "#agents/query/compose-query.ts";
import { exploreQueries, type QueryWriter } from "#agents/query/explore.ts";
import { marked, readMarks } from "#agents/query/marks.ts";
import { namedConcepts } from "#agents/query/named-concepts.ts";
import { offerFailedQueries } from "#agents/query/offer-queries.ts";
import type { QueryAnswer, TriedQuery } from "#agents/query/query-answer.ts";
import { createTries, MOST_QUERIES, type Tries } from "#agents/query/try-query.ts";
import { type QueryTask, querier } from "#agents/roles/querier.ts";
import { probeForRun } from "#agents/run-probe.ts";
import { COMPOSER, createSpeaker, type Speaker } from "#agents/swarm/speaker.ts";
import type { QueryFace } from "#graph/query/query-face.ts";
import { HortusError } from "#kernels/errors.ts";

/**
 * Answers `request.question`.
 * @throws `usage.invalid` without a question; `interrupted` when stopped (resumable)
 */
export async function queryGarden(context: AgentContext, request: RunRequest): Promise<QueryAnswer> {
  if ((request.question ?? "").trim() === "") throw new HortusError("usage.invalid", "Ask something: the question is empty.", {});
  const run = context.ledger.startRun({ ...request, verb: "query" }, await context.garden.store.version(), context.garden.branch);
  return continueQuery(context, run);
}

/** Goes on with a run: nothing a model said or a query brought is asked for again. */
export async function continueQuery(context: AgentContext, run: Run): Promise<QueryAnswer> {
  const own = context.queries === undefined ? context.garden.openQueries() : null;
  const face = context.queries ?? own!;
  try {
    return await conductRun(context, run, (tell) => answered(context, run, face, tell));
  } finally {
    await own?.[Symbol.asyncDispose]();
  }
}

interface Found {
  readonly verified: TriedQuery | null;
  readonly by: string;
  readonly readAs: string | null;
  readonly refusal: string | null;
  readonly notices: readonly string[];
}

async function answered(context: AgentContext, run: Run, face: QueryFace, tell: Teller): Promise<Ending<QueryAnswer>> {
  const probe = await probeForRun(context, run, tell);
  const speaker = createSpeaker(context, run, probe.capabilities, tell);
  const tries = createTries(context, run, face, tell);
  const question = run.request.question ?? "";
  const task = await queryTask(context, face, question);
  const model = speaker.mayAsk("querier") ? await byModel(task, speaker, tries) : null;
  const found = model?.verified ? model : await byComposer(context, run, face, task, tries, tell);
  const { verified, by, readAs, refusal } = found;
  const notices = [...probe.notices, ...(model !== null && model !== found ? model.notices : []), ...found.notices];
  const over = speaker.overBudget() || probe.overBudget;
  if (speaker.overBudget()) notices.push(`The token budget of ${run.request.budgetTokens} was spent.`);
  const result: QueryAnswer = {
    ...{ run: run.id, question, language: face.language, queries: tries.tried, writtenBy: by, readAs },
    final: verified === null ? null : await finalRows(context, tries, verified),
    ...(refusal !== null && { refusal }),
    ...(notices.length > 0 && { notices }),
  };
  if (model !== null && model === found) offerFailedQueries(context, run, task, tries.tried, verified!);
  context.ledger.putResult(run.id, result);
  tell({ kind: "rows", run: run.id, result });
  return { result, status: over ? "over-budget" : "done" };
}

async function finalRows({ garden }: AgentContext, tries: Tries, verified: TriedQuery): Promise<QueryAnswer["final"]> {
  const { columns, rows, cut } = await tries.rows(verified);
  return { n: verified.n, query: verified.query, columns, rows, cut, concepts: await namedConcepts(garden.store, columns, rows) };
}

async function byModel(task: QueryTask, speaker: Speaker, tries: Tries): Promise<Found> {
  const refused: string[] = [];
  const writer: QueryWriter = {
    by: speaker.model ?? COMPOSER,
    async write(transcript, step, left) {
      if (!speaker.mayAsk("querier")) return null;
      const said = await speaker.say({
        role: querier,
        label: String(step),
        subject: "",
        input: { ...task, transcript, left },
        evidence: [],
        check: (text) => markProblem(text),
        compose: () => "",
      });
      if (said.because !== null) refused.push(said.because);
      return said.by === COMPOSER ? null : said.text;
    },
  };
  const verified = await exploreQueries(writer, tries);
  const why = tries.left === 0 ? `used up its ${MOST_QUERIES} queries` : "had nothing more to try";
  const notices =
    verified === null ? [`${writer.by} ${why} without one that answers; the composer tried after it.`, ...new Set(refused)] : [];
  return { verified, by: writer.by, readAs: null, refusal: null, notices };
}

function markProblem(text: string): string | null {
  const { intermediate, final } = readMarks(text);
  return final === null && intermediate.length === 0 ? "wrote no query between the marks" : null;
}

/** What a prompt says beside the transcript. */
async function queryTask({ garden, signal }: AgentContext, face: QueryFace, question: string): Promise<QueryTask> {
  const [types, hits] = [
    await face.run(face.typesQuery, { signal }),
    await garden.store.searchText(question, { kinds: ["concept"], limit: 8 }),
  ];
  const concepts = await garden.store.concepts(hits.map(({ id }) => id as never));
  return {
    language: face.language === "sql" ? "SQL (SQLite)" : "Cypher (Neo4j)",
    schema: face.schema,
    types: types.rows.map(([type]) => String(type)).join(", "),
    concepts: concepts.map(({ id, label }) => (id === label ? label : `${label} [id ${id}]`)).join(", ") || "(none found)",
    question,
  };
}

/** The composer's queries in their order: the first that brings rows, else the first that ran. */
async function byComposer(context: AgentContext, run: Run, face: QueryFace, task: QueryTask, tries: Tries, tell: Teller): Promise<Found> {
  const nobody = { verified: null, by: COMPOSER, readAs: null, notices: [] };
  if (face.language !== "sql") {
    return {
      ...nobody,
      refusal:
        "Without a capable model a question becomes SQL only, and this is a Neo4j database: name a model, or write the query yourself with --cypher.",
    };
  }
  const composed = await composeQueries(context.garden, task.question);
  if ("refusal" in composed) return { ...nobody, refusal: composed.refusal };
  const speaker = createSpeaker({ ...context, model: null }, run, null, tell);
  const input = { ...task, transcript: "", left: tries.left };
  let last: Pick<Found, "verified" | "readAs"> = nobody;
  for (const [index, { reading, query }] of composed.tries.entries()) {
    if (tries.left === 0) break;
    const text = marked({ think: `Read as: ${reading}.`, kind: "final", query });
    await speaker.say({
      role: querier,
      label: `composer/${index + 1}`,
      subject: "",
      input,
      evidence: [],
      check: () => null,
      compose: () => text,
    });
    const verified = await tries.run({ after: tries.tried.at(-1)?.n ?? 0, kind: "final", query, by: COMPOSER });
    if (verified.outcome === "error") continue;
    // When nothing brings rows, the closest reading of the question is the one that says so.
    if (last.verified === null || verified.outcome === "rows") last = { verified, readAs: reading };
    if (verified.outcome === "rows") break;
  }
  const refusal = last.verified === null ? "The composer's queries could not be run; each says why." : null;
  return { ...nobody, ...last, refusal, notices: composed.notices };
}
