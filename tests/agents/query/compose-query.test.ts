// What the composer makes of questions, held against the store of the same garden; and that it refuses what it cannot read.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { composeQueries } from "#agents/query/compose-query.ts";
import { readQuestion } from "#agents/query/composing/asked.ts";
import { relationFrom } from "#agents/query/composing/clause.ts";
import { SHAPES } from "#agents/query/composing/shapes.ts";
import { readMarks } from "#agents/query/marks.ts";
import type { QueryAnswer } from "#agents/query/query-answer.ts";
import { queryGarden } from "#agents/query/query-garden.ts";
import type { Garden } from "#graph/garden.ts";
import type { QueryFace } from "#graph/query/query-face.ts";
import { openSqlFace } from "#graph/query/sql-face.ts";
import { contextOf, type NoteGarden, openNoteGarden, requestFor } from "#tests/agents/note-garden.ts";
import { writtenGarden } from "#tests/graph/search/written-garden.ts";

let place: NoteGarden;
let queries: QueryFace;
let texts: ReadonlyMap<string, string>;
beforeAll(async () => {
  place = await openNoteGarden();
  queries = openSqlFace(place.garden.file);
  const documents = await place.garden.store.documents();
  texts = new Map(
    await Promise.all(documents.map(async ({ id }) => [id as string, (await place.garden.store.document(id))!.text] as const)),
  );
});
afterAll(async () => {
  await queries[Symbol.asyncDispose]();
  await place[Symbol.asyncDispose]();
});
const ask = (question: string): Promise<QueryAnswer> =>
  queryGarden(contextOf(place, null, { queries }), requestFor({ verb: "query", question, count: 1, rounds: 0 }));
const column = async (question: string, at = 0) => (await ask(question)).final!.rows.map((row) => row[at]);
const naming = (words: RegExp) =>
  [...texts]
    .filter(([, text]) => words.test(text))
    .map(([id]) => id)
    .toSorted();

describe("documents", () => {
  test.each([
    ["Which documents mention nacre?", /\bnacre\b/i],
    ["List all papers about hydrogen bonds", /\bhydrogen[- ]bonds?\b/i],
    ["What papers discuss both collagen and mineral?", /(?=[\s\S]*\bcollagens?\b)[\s\S]*\bminerals?\b/i],
    ["show me the articles that mention beta-sheet nanocrystals", /\bbeta[- ]sheet nanocrystals?\b/i],
  ])("%s", async (question, words) => {
    const expected = naming(words);
    expect(expected.length).toBeGreaterThan(0);
    expect((await column(question)).toSorted()).toEqual(expected);
  });

  test("counted are those that would be listed", async () => {
    expect(await column("How many documents mention nacre?")).toEqual([naming(/\bnacre\b/i).length]);
    expect(await column("How many papers are there in the garden?")).toEqual([texts.size]);
    expect(await column("how many papers mention quux?")).toEqual([0]);
  });

  test("an apostrophe in a name is a letter like any other", async () => {
    const answer = await ask("Which documents mention O'Reilly'; DROP TABLE main.document; --?");
    expect(answer.queries.map(({ outcome }) => outcome)).toEqual(["empty"]);
    expect(await column("How many papers are there?")).toEqual([texts.size]);
  });
});

describe("relations", () => {
  test("which, what and whether go to the end that was asked for", async () => {
    const nacre = (await place.garden.store.conceptsBeginning(["nacre"], 1))[0]!;
    const said = (await place.garden.store.relationsOf([nacre.id])).filter(
      ({ from, polarity }) => from === nacre.id && polarity === "affirmed",
    );
    const own = said.find(({ type }) => type === "consists-of") ?? said[0]!;
    const [other] = await place.garden.store.concepts([own.to]);
    expect(own.type).toBe("consists-of");
    expect(await column("What does nacre consist of?")).toContain(other!.label);
    expect(await column(`What consists of ${other!.label}?`)).toContain(nacre.label);
    expect(await column(`Does nacre contain ${other!.label}?`)).toContain(nacre.label);
    const yes = await ask(`Which papers say that nacre consists of ${other!.label}?`);
    expect(yes.final!.rows.map(([id]) => id)).toEqual(
      own.evidence.map(({ document }) => document).filter((id, at, all) => all.indexOf(id) === at),
    );
  });

  test("what nothing says exactly is said to be near it, and every try is shown", async () => {
    const answer = await ask("Which organisms inhibit nacre?");
    expect(answer.queries.length).toBeGreaterThan(1);
    expect(answer.queries.slice(0, -1).every(({ outcome }) => outcome === "empty")).toBe(true);
    expect(answer.queries.every(({ by, kind }) => by === "composer" && kind === "final")).toBe(true);
  });

  test("what connects two: a relation, else what stands between, else where both are named", async () => {
    const answer = await ask("What connects nacre and toughness?");
    expect(answer.final!.rows.length).toBeGreaterThan(0);
    expect(answer.readAs).toMatch(/nacre.*toughness/);
  });

  test.each([
    ["improves stiffness", "improves", false, false],
    ["is inhibited by water", "inhibits", true, false],
    ["does not reduce toughness", "decreases", false, true],
    ["is made of protein", "consists-of", false, false],
    ["led to fracture", "causes", false, false],
    ["are used for adhesion", "used-for", false, false],
    ["depends on humidity", "controls", true, false],
  ])("%s: %s, flipped %s, negated %s", (words, type, flipped, negated) => {
    expect(relationFrom(words.split(" "), 0)).toMatchObject({ type, flipped, negated, start: 0 });
  });
});

describe("years", () => {
  let dated: Garden;
  beforeAll(async () => {
    const said = {
      "a.txt": ["silk improves toughness", "silk improves strength"],
      "b.txt": ["silk improves toughness"],
      "c.txt": ["silk improves strength", "silk improves stiffness"],
    };
    dated = await writtenGarden(said, null, { "a.txt": 2018, "b.txt": 2020, "c.txt": 2022 });
  });
  afterAll(() => dated[Symbol.asyncDispose]());
  const rows = async (question: string, at: number) => {
    const composed = await composeQueries(dated, question);
    await using face = dated.openQueries();
    const result = await face.run("tries" in composed ? composed.tries[0]!.query : "");
    return result.rows.map((row) => row[at]).toSorted();
  };

  test.each([
    ["in 2018", ["strength", "toughness"]],
    // Said in 2018 and again in 2020; strength was said before and after, not then.
    ["in 2020", ["toughness"]],
    ["from 2020 to 2020", ["toughness"]],
    ["between 2019 and 2021", ["toughness"]],
    ["between 2018 and 2022", ["stiffness", "strength", "toughness"]],
    ["in 2022", ["stiffness", "strength"]],
    ["after 2020", ["stiffness", "strength"]],
    ["since 2020", ["stiffness", "strength", "toughness"]],
    ["before 2018", []],
    ["until 2018", ["strength", "toughness"]],
    ["in 2019", []],
  ])("what silk improves %s is what was said then", async (words, expected) => {
    expect(await rows(`What does silk improve ${words}?`, 0)).toEqual(expected);
  });

  test("whether a relation holds is asked of the same years", async () => {
    expect(await rows("Does silk improve stiffness?", 2)).toEqual(["stiffness"]);
    expect(await rows("Does silk improve stiffness before 2020?", 2)).toEqual([]);
  });

  test("documents and sentences go by their own year", async () => {
    expect(await rows("Which papers say that silk improves strength after 2018?", 0)).toEqual(["c.txt"]);
    expect(await rows("Which papers mention silk until 2020?", 0)).toEqual(["a.txt", "b.txt"]);
  });
});

describe("the garden", () => {
  test("counts, classes, types and what there is most of", async () => {
    const counts = await place.garden.store.counts();
    expect(await column("How many concepts are there?")).toEqual([counts.concepts]);
    expect(await column("How many relations are there?")).toEqual([counts.relations]);
    const outline = await place.garden.store.outline();
    const materials = [...outline.classes].filter((kind) => outline.classNames[kind] === "material").length;
    expect(await column("How many materials are there?")).toEqual([materials]);
    expect((await column("Which materials are there?")).length).toBe(Math.min(100, materials));
    expect((await column("What are the top 3 relation types?")).length).toBe(3);
    const most = await column("What are the 5 most mentioned concepts?", 3);
    const documents = [...outline.documents].toSorted((a, b) => b - a).slice(0, 5);
    expect(most).toEqual(documents);
    const linked = await column("What are the 3 most connected concepts?", 5);
    expect(linked).toEqual(linked.toSorted((a, b) => Number(b) - Number(a)));
  });

  test("the other names of a concept", async () => {
    const [concept] = await place.garden.store.conceptsBeginning(["nacre"], 1);
    expect((await column("What are other names of nacre?")).toSorted()).toEqual([concept!.label, ...concept!.aliases].toSorted());
  });

  test("every shape reads its own example", async () => {
    const filled = (example: string) => example.replace(/\bX\b/, "nacre").replace(/\bY\b/, "toughness");
    for (const { example } of SHAPES) {
      const answer = await ask(filled(example));
      expect([example, answer.refusal, answer.queries.length > 0]).toEqual([example, undefined, true]);
      expect(answer.queries.map(({ error }) => error).filter(Boolean)).toEqual([]);
    }
  });
});

describe("refusals", () => {
  test.each(["Why is nacre tough?", "What is the meaning of life?", "Write a poem", "Is it?", "?!", "how"])(
    "%s: no query, and it says so",
    async (question) => {
      const answer = await ask(question);
      expect(answer).toMatchObject({ final: null, queries: [], refusal: expect.stringMatching(/composer|No concept/) });
    },
  );

  test("a name that is not here is named", async () => {
    expect((await ask("What improves quuxification?")).refusal).toMatch(/No concept "quuxification"/);
  });
});

describe("reading a question", () => {
  test.each([
    ["Which papers mention silk after 2015?", { text: "Which papers mention silk", years: { from: 2016, to: null } }],
    ["papers published between 2010 and 2015 on silk", { text: "papers on silk", years: { from: 2010, to: 2015 } }],
    ["Please list all papers since 2020", { text: "papers", years: { from: 2020, to: null } }],
    ["papers before 2015", { text: "papers", years: { from: null, to: 2014 }, yearWords: ", year of publication ..2014" }],
    ["papers until 2015", { text: "papers", years: { from: null, to: 2015 } }],
    ["papers in 2015", { text: "papers", years: { from: 2015, to: 2015 }, yearWords: ", year of publication 2015" }],
    ["papers after 2010 before 2015", { text: "papers", years: { from: 2011, to: 2014 } }],
    ["How many papers are there in the garden?", { text: "which papers", count: true }],
    ["What are the 5 most mentioned concepts?", { text: "What are the most mentioned concepts", top: 5 }],
    ["Which papers mention grade 2205 steel?", { text: "Which papers mention grade 2205 steel", years: null }],
  ])("%s", (question, read) => expect(readQuestion(question)).toMatchObject(read));

  test("marks that do not close, fences, and several alternatives", () => {
    expect(readMarks("<think>a<intermediate_query>SELECT 1<intermediate_query>```sql\nSELECT 2\n```</intermediate_query>")).toEqual({
      think: "a",
      intermediate: ["SELECT 1", "SELECT 2"],
      final: null,
    });
    expect(readMarks("no marks at all")).toEqual({ think: "", intermediate: [], final: null });
    expect(readMarks("<final_query>SELECT 1 WHERE 1 < 2</final_query>").final).toBe("SELECT 1 WHERE 1 < 2");
  });
});
