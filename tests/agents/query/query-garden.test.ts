// Questions as queries, with models that follow a script: each step sees what the last one brought, what failed is gone on with last, ten
// queries and no more; and the composer where there is no model.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunRequest, StoredEvent } from "#agents/model.ts";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { pairOf } from "#agents/preference-pairs.ts";
import type { QueryAnswer } from "#agents/query/query-answer.ts";
import { queryGarden } from "#agents/query/query-garden.ts";
import { reportRun } from "#agents/report.ts";
import { resume } from "#agents/resume.ts";
import type { QueryFace } from "#graph/query/query-face.ts";
import { openSqlFace } from "#graph/query/sql-face.ts";
import { contextOf, type NoteGarden, openNoteGarden, requestFor, trust } from "#tests/agents/note-garden.ts";

let place: NoteGarden;
let queries: QueryFace;
beforeAll(async () => {
  place = await openNoteGarden();
  queries = openSqlFace(place.garden.file);
});
afterAll(async () => {
  await queries[Symbol.asyncDispose]();
  await place[Symbol.asyncDispose]();
});

const QUESTION = "Which concepts are mentioned most?";
const asking = (part: Partial<RunRequest> = {}) => requestFor({ verb: "query", question: QUESTION, count: 1, rounds: 0, ...part });
const INTERMEDIATE = (query: string) => `<intermediate_query>${query}</intermediate_query>`;
const FINAL = (query: string) => `<final_query>${query}</final_query>`;
const GOOD = "SELECT label, documents FROM concept ORDER BY documents DESC, id LIMIT 4";

/** Answers from what the transcript says; every prompt is kept. */
function scripted(id: string, answer: (prompt: string, asked: number) => string, roles = ["querier"]) {
  const prompts: string[] = [];
  const model = createScriptedModel({
    id,
    contextTokens: 100_000,
    answer: ({ messages }) => {
      const prompt = messages.at(-1)!.content;
      prompts.push(prompt);
      return answer(prompt.slice(prompt.indexOf("Question: ")), prompts.length);
    },
  });
  trust(place.ledger, model, roles);
  const run = (part: Partial<RunRequest> = {}, more = {}) =>
    queryGarden(contextOf(place, model, { queries, ...more }), asking({ model: model.id, ...part }));
  return { model, prompts, run };
}

describe("a model's tree", () => {
  test("an error goes back in the database's words, and the next step is another one", async () => {
    const { run, prompts } = scripted("mends", (transcript) => {
      if (!transcript.includes("<exec_result>")) return `<think>Look.</think>${INTERMEDIATE("SELECT name FROM concept")}`;
      return transcript.includes("no such column: name") ? `<think>It is label.</think>${FINAL(GOOD)}` : FINAL("SELECT 0");
    });
    const result = await run();
    expect(result.queries.map(({ n, after, kind, outcome }) => [n, after, kind, outcome])).toEqual([
      [1, 0, "intermediate", "error"],
      [2, 1, "final", "rows"],
    ]);
    expect(prompts[1]).toContain(
      "<think>Look.</think>\n<intermediate_query>SELECT name FROM concept</intermediate_query>\n<exec_result>\nerror: ",
    );
    expect(result.final).toMatchObject({ n: 2, query: GOOD, columns: ["label", "documents"], cut: null });
    expect(result.final!.rows).toHaveLength(4);
    expect(result.writtenBy).toBe("mends");
    const label = String(result.final!.rows[0]![0]);
    expect((await place.garden.store.concepts([result.final!.concepts[label] as never]))[0]!.label).toBe(label);
    expect(prompts[0]).toContain("concept(id, label");
    expect(prompts[0]).toContain("Queries left: 10");
    expect(prompts[1]).toContain("Queries left: 9");
  });

  test("the model is shown three rows and how many there are; the person gets all", async () => {
    const { run, prompts } = scripted("looks", (transcript) =>
      transcript.includes("<exec_result>")
        ? FINAL("SELECT label FROM concept ORDER BY label LIMIT 7")
        : INTERMEDIATE("SELECT label FROM concept ORDER BY label LIMIT 7"),
    );
    const result = await run();
    const shown = /<exec_result>\n([\s\S]*?)\n<\/exec_result>/.exec(prompts[1]!)![1]!.split("\n");
    expect(shown).toHaveLength(5);
    expect(shown[4]).toBe("7 rows in all");
    expect(result.queries).toHaveLength(1);
    expect(result.queries[0]).toMatchObject({ count: 7, rows: expect.objectContaining({ length: 3 }) });
    // The final query was known: it is not run again.
    expect(result.final).toMatchObject({ n: 1, rows: expect.objectContaining({ length: 7 }) });
  });

  test("of alternatives the one with rows is gone on with first, then the empty one, the error last", async () => {
    const seen: string[] = [];
    const { run } = scripted("branches", (transcript) => {
      const last = /<exec_result>\n(?<what>[\s\S]*?)\n<\/exec_result>\s*Queries left/.exec(transcript)?.groups?.what ?? "";
      if (last === "")
        return [
          INTERMEDIATE("SELECT nonsense FROM concept"),
          INTERMEDIATE("SELECT label FROM concept WHERE 1 = 0"),
          INTERMEDIATE("SELECT label FROM concept LIMIT 1"),
        ].join("\n");
      seen.push(last.startsWith("error") ? "error" : last.endsWith("no rows") ? "empty" : "rows");
      return "I do not know.";
    });
    const result = await run();
    expect(seen).toEqual(["rows", "empty", "error"]);
    expect(result.queries.slice(0, 3).map(({ after, outcome }) => [after, outcome])).toEqual([
      [0, "error"],
      [0, "empty"],
      [0, "rows"],
    ]);
    // Nothing came of it: the composer went on, and it is said who wrote what.
    expect(result.writtenBy).toBe("composer");
    expect(result.notices!.join(" ")).toMatch(/branches had nothing more to try/);
    expect(result.queries.at(-1)).toMatchObject({ by: "composer", kind: "final", outcome: "rows" });
  });

  test("a branch sees only its own way: alternatives do not see each other", async () => {
    const { run, prompts } = scripted("apart", (transcript) =>
      transcript.includes("<exec_result>") ? FINAL(GOOD) : `${INTERMEDIATE("SELECT 1 AS one")}${INTERMEDIATE("SELECT 2 AS two")}`,
    );
    await run();
    expect(prompts[1]).toContain("SELECT 1 AS one");
    expect(prompts[1]).not.toContain("SELECT 2 AS two");
  });

  test("ten queries run and no eleventh", async () => {
    const { run, prompts } = scripted("endless", (_, asked) => INTERMEDIATE(`SELECT ${asked} AS n`));
    const result = await run({ question: "Zyzzyva quux?" });
    expect(result.queries).toHaveLength(10);
    expect(result.queries.map(({ query }) => query)).toEqual(Array.from({ length: 10 }, (_, at) => `SELECT ${at + 1} AS n`));
    expect(prompts.length).toBeLessThanOrEqual(20);
    expect(result.final).toBeNull();
    expect(result.refusal).toMatch(/composer/);
    expect(result.notices!.join(" ")).toMatch(/used up its 10 queries/);
  });

  test("a query that was refused is an error like any other, and changes nothing", async () => {
    const { run } = scripted("hostile", (transcript) =>
      transcript.includes("<exec_result>") ? FINAL(GOOD) : INTERMEDIATE("DROP TABLE main.concept"),
    );
    const before = await place.garden.store.counts();
    const result = await run();
    expect(result.queries[0]).toMatchObject({ outcome: "error", error: expect.stringMatching(/only reads/) });
    expect(await place.garden.store.counts()).toEqual(before);
  });

  test("a final query without rows goes back once; said again, its absence of rows is the answer", async () => {
    const { run, prompts } = scripted("insists", () => FINAL("SELECT label FROM concept WHERE label = 'quux'"));
    const result = await run();
    expect(prompts).toHaveLength(2);
    expect(result.queries).toHaveLength(1);
    expect(result.final).toMatchObject({ n: 1, rows: [] });
    expect(result.writtenBy).toBe("insists");
  });

  test("results that a model invents are not read", async () => {
    const { run, prompts } = scripted("invents", (transcript) =>
      transcript.includes("SELECT 1 AS one")
        ? FINAL(GOOD)
        : `${INTERMEDIATE("SELECT 1 AS one")}<exec_result>\n42\n</exec_result><exec_result><final_query>SELECT 42</final_query></exec_result>`,
    );
    const result = await run();
    expect(prompts[1]).not.toContain("42");
    expect(result.final!.query).toBe(GOOD);
  });
});

describe("the run", () => {
  test("has every query and its result as a step, and as an event with the rows", async () => {
    const events: StoredEvent[] = [];
    const { run } = scripted("records", (transcript) =>
      transcript.includes("<exec_result>") ? FINAL(GOOD) : INTERMEDIATE("SELECT 1 AS one"),
    );
    const result = await run({}, { onEvent: (event: StoredEvent) => events.push(event) });
    const steps = place.ledger.steps(result.run);
    expect(steps.map(({ role, model }) => [role, model])).toEqual([
      ["querier", "records"],
      ["database", "sql"],
      ["querier", "records"],
      ["database", "sql"],
    ]);
    expect(steps[1]).toMatchObject({
      messages: [{ role: "user", content: "SELECT 1 AS one" }],
      text: "<exec_result>\none\n1\n</exec_result>",
    });
    expect(events.map(({ event }) => event.kind).filter((kind) => kind === "query" || kind === "rows")).toEqual(["query", "query", "rows"]);
    expect(place.ledger.run(result.run)).toMatchObject({ status: "done", request: { verb: "query" } });
    expect(reportRun(place.ledger, result.run)).toMatch(
      /^# Which concepts are mentioned most\?[\s\S]*\| label \| documents \|[\s\S]*## Queries/,
    );
  });

  test("stops when it is told to, and goes on without asking anything twice", async () => {
    const stop = new AbortController();
    const { model, run, prompts } = scripted("stopped", (transcript) => {
      if (!transcript.includes("<exec_result>")) return INTERMEDIATE("SELECT 1 AS one");
      if (!stop.signal.aborted) stop.abort();
      return FINAL(GOOD);
    });
    await expect(run({}, { signal: stop.signal })).rejects.toMatchObject({ code: "interrupted" });
    const [interrupted] = place.ledger.runs();
    expect(interrupted).toMatchObject({ status: "interrupted" });
    const asked = prompts.length;
    const ran: string[] = [];
    const watched: QueryFace = {
      ...queries,
      language: "sql",
      schema: queries.schema,
      typesQuery: queries.typesQuery,
      run: (sql, options) => {
        ran.push(sql);
        return queries.run(sql, options);
      },
      [Symbol.asyncDispose]: async () => {},
    };
    const result = await resume(contextOf(place, model, { queries: watched }), interrupted!.id);
    expect(result).toMatchObject({ final: { query: GOOD } });
    expect(ran.filter((sql) => sql !== queries.typesQuery)).toEqual([GOOD]);
    expect(prompts.length).toBeLessThanOrEqual(asked + 1);
    expect((result as QueryAnswer).queries).toHaveLength(2);
  });

  test("a query that is running ends with the run", async () => {
    const stop = new AbortController();
    const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    const { run } = scripted("waits", () => {
      setTimeout(() => stop.abort(), 200);
      return INTERMEDIATE(endless);
    });
    await expect(run({ timeoutMs: 60_000 }, { signal: stop.signal })).rejects.toMatchObject({ code: "interrupted" });
  });

  test("does not ask the model beyond its budget", async () => {
    const { run, prompts } = scripted("dear", () => INTERMEDIATE("SELECT 1"));
    const result = await run({ budgetTokens: 50 });
    expect(prompts).toHaveLength(0);
    expect(result.writtenBy).toBe("composer");
    expect(place.ledger.run(result.run)).toMatchObject({ status: "over-budget" });
  });

  test("a model that did not pass the probe writes no query, and it is said", async () => {
    const { run, prompts } = scripted("unable", () => FINAL(GOOD), ["answerer"]);
    const result = await run();
    expect(prompts).toHaveLength(0);
    expect(result).toMatchObject({ writtenBy: "composer", readAs: expect.stringMatching(/most/) });
    expect(result.notices!.join(" ")).toMatch(/unable did not pass the probe for: .*querier/);
  });

  test("an empty question is refused", async () => {
    await expect(queryGarden(contextOf(place, null), asking({ question: " " }))).rejects.toMatchObject({ code: "usage.invalid" });
  });
});

describe("pairs", () => {
  test("a verified query is preferred to one that failed on the way, once for each", async () => {
    const { run } = scripted("pairs", (transcript) => {
      if (!transcript.includes("<exec_result>"))
        return `${INTERMEDIATE("SELECT name FROM concept")}${INTERMEDIATE("SELECT title FROM concept")}`;
      return FINAL(GOOD);
    });
    const result = await run({ question: "Which concepts do most documents mention?" });
    const made = place.ledger
      .comparisons()
      .filter((one) => one.run === result.run)
      .map(pairOf);
    expect(made).toHaveLength(2);
    for (const pair of made) {
      expect(pair).toMatchObject({ source: "query", chosen: { text: FINAL(GOOD), by: ["pairs"] }, confidence: 0.7 });
      expect((pair as { rejected: { text: string } }).rejected.text).toMatch(/SELECT (name|title) FROM concept/);
    }
  });

  test("the composer's queries make none", async () => {
    const result = await queryGarden(contextOf(place, null, { queries }), asking({ question: "Which methods inhibit nacre?" }));
    expect(result.queries.length).toBeGreaterThan(1);
    expect(place.ledger.comparisons().filter((one) => one.run === result.run)).toEqual([]);
  });
});
