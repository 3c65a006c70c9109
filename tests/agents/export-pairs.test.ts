// Pairs as trainers read them, row by row, format by format; and how judgements become pairs, case by case.
import { expect, test } from "vitest";
import { exportPairs, PAIR_FORMATS, type PairFormat, withoutLabel } from "#agents/export-pairs.ts";
import { resolve } from "#agents/ledger/resolve.ts";
import type { Citation, Comparison, ComparisonSide, Judgement, Pair, RunId, StepId } from "#agents/model.ts";
import { type PairSelection, preferencePairs, splitOf } from "#agents/preference-pairs.ts";
import { requestFor } from "#tests/agents/note-garden.ts";

const RUN = "run-20260101-000000-000" as RunId;
const cited: Citation = { document: "silk.md", start: 0, end: 5, text: "Silk.", sha256: "" };

const side = (text: string, by: readonly string[] = ["m"]): ComparisonSide => ({
  ...{ about: "h:1", title: "t", text, by, steps: [`${RUN}/proposer/h:1/outcome` as StepId] },
});

function compared(part: Partial<Comparison>, ...judgements: readonly Judgement[]): Comparison {
  return {
    ...{ id: `comparison:${JSON.stringify([part.prompt, part.a?.text, part.b?.text])}`, kind: "revisions", run: RUN },
    prompt: [{ role: "user", content: "Why?\n[1] Silk." }],
    ...{ evidence: [cited], question: null, subjects: ["h:1"], onQuestion: true, a: side("Because.\nSo [1]."), b: side("No."), judgements },
    ...part,
  };
}

const judged = (verdict: Judgement["verdict"], part: Partial<Judgement> = {}): Judgement => ({
  ...{ id: `judgement:${verdict}` as Judgement["id"], comparison: "", run: null, a: "", b: "", verdict, kind: "person" as const },
  ...{ by: "Ada", orders: null, reason: "better", confidence: 1, ...part },
});

const machine = (verdict: Judgement["verdict"], by: string): Judgement => judged(verdict, { kind: "model", by, confidence: 0.65 });

const book = (...comparisons: readonly Comparison[]) => ({ comparisons: () => comparisons, earlierPairs: () => 0 });
const pairsOf = (comparisons: readonly Comparison[], selection: PairSelection = {}) => preferencePairs(book(...comparisons), selection);
const runs = {
  run: () =>
    ({ id: RUN, request: requestFor({ seed: 7 }), gardenVersion: 3, status: "done", attempt: 1, started: "", finished: "" }) as const,
};

function rows(format: PairFormat, pairs: readonly Pair[]): readonly Record<string, unknown>[] {
  const lines = [...exportPairs(runs, pairs, format)];
  expect(lines.every((line) => line.endsWith("\n") && !line.slice(0, -1).includes("\n"))).toBe(true);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const ONE = pairsOf([compared({}, judged("a"))]).pairs;

test("trl: explicit, conversational, provenance in its own columns", () => {
  const [row] = rows("trl", ONE);
  expect(row).toEqual({
    prompt: [{ role: "user", content: "Why?\n[1] Silk." }],
    chosen: [{ role: "assistant", content: "Because.\nSo [1]." }],
    rejected: [{ role: "assistant", content: "No." }],
    ...{ pair_id: ONE[0]!.id, comparison_id: ONE[0]!.comparison.id, kind: "revisions", source: "person", group: ONE[0]!.group },
    ...{ question: "", confidence: 1, judge_kinds: ["person"], judges: ["Ada"], judgement_ids: ["judgement:a"], annotator: "Ada" },
    ...{ reason: "better", documents: [{ document: "silk.md", licence: null }], seed: 7, garden_version: 3 },
    run: expect.stringMatching(/^request:[0-9a-f]{16}$/),
    ...{ chosen_by: "m", rejected_by: "m", chosen_steps: ["proposer/h:1/outcome"], rejected_steps: ["proposer/h:1/outcome"] },
  });
});

test("trl-implicit: whole conversations that share their beginning", () => {
  const [row] = rows("trl-implicit", ONE);
  expect(row!.prompt).toBeUndefined();
  expect(row!.chosen).toEqual([
    { role: "user", content: "Why?\n[1] Silk." },
    { role: "assistant", content: "Because.\nSo [1]." },
  ]);
  expect(row!.rejected).toEqual([
    { role: "user", content: "Why?\n[1] Silk." },
    { role: "assistant", content: "No." },
  ]);
});

test("kto: chosen first, then rejected, each text once with all it stands for; one that is both is neither", () => {
  const versus = (better: string, worse: string, by: string) =>
    compared({ a: side(better), b: side(worse) }, judged("a", { by, reason: by }));
  const { pairs } = pairsOf([versus("text a", "text b", "Ada"), versus("text a", "text c", "Bo"), versus("text b", "text d", "Cy")]);
  const found = rows("kto", pairs);
  const brief = found.map((row) => [
    (row.completion as { content: string }[])[0]!.content,
    row.label,
    [...(row.judges as string[])].sort(),
  ]);
  expect(brief.sort()).toEqual([
    ["text a", true, ["Ada", "Bo"]],
    ["text c", false, ["Bo"]],
    ["text d", false, ["Cy"]],
  ]);
  expect(found.map(({ label }) => label)).toEqual([true, false, false]);
});

test("kto: a hypothesis is one text whatever it was compared with; in a ring of three none has a label", () => {
  const versus = (better: string, worse: string) => {
    const about = (text: string, mark: number): ComparisonSide => ({ ...side(`${text} [${mark}].`), about: `h:${text}` });
    const prompt = [{ role: "user", content: `${better} or ${worse}?\n[1] Silk.\n[2] Silk.` }] as const;
    const part = { kind: "hypotheses", prompt, evidence: [cited, cited], a: about(better, 1), b: about(worse, 2) } as const;
    return compared({ ...part, subjects: [`h:${better}`, `h:${worse}`] }, judged("a"));
  };
  const ring = pairsOf([versus("x", "y"), versus("y", "z"), versus("z", "x")]).pairs;
  expect(ring).toHaveLength(3);
  expect([rows("kto", ring), withoutLabel(ring)]).toEqual([[], 3]);
  const chain = pairsOf([versus("x", "y"), versus("x", "z"), versus("y", "z")]).pairs;
  expect(rows("kto", chain).map(({ completion, label }) => [(completion as { content: string }[])[0]!.content[0], label])).toEqual([
    ["x", true],
    ["z", false],
  ]);
  expect(withoutLabel(chain)).toBe(1);
});

test("every format writes every pair with the same columns, and none writes an empty ledger's", () => {
  const { pairs } = pairsOf([compared({}, judged("a")), compared({ a: side("x"), b: side("y") }, judged("b", { reason: "" }))]);
  for (const format of PAIR_FORMATS) {
    const found = rows(format, pairs);
    expect(found).toHaveLength(format === "kto" ? 4 : 2);
    expect(new Set(found.map((row) => Object.keys(row).sort().join())).size).toBe(1);
    expect(rows(format, [])).toEqual([]);
  }
});

test("an unknown format is refused", () => {
  expect(() => rows("csv" as PairFormat, ONE)).toThrow(expect.objectContaining({ code: "usage.invalid" }));
});

test.each<[string, readonly Judgement[], ReturnType<typeof resolve>["verdict"], boolean]>([
  ["two machines that agree", [machine("a", "x"), machine("a", "y")], "a", false],
  ["two machines that contradict each other", [machine("a", "x"), machine("b", "y")], "undecided", true],
  ["one that says equal and one that does not", [machine("tie", "x"), machine("b", "y")], "undecided", true],
  ["one that could not decide and one that did", [machine("undecided", "x"), machine("b", "y")], "b", false],
  ["a person over two machines", [machine("a", "x"), machine("a", "y"), judged("b")], "b", false],
  ["two people who contradict each other", [judged("a"), judged("b", { by: "Bo" }), machine("a", "x")], "undecided", true],
  ["nobody", [], "undecided", false],
])("%s", (_name, judgements, verdict, contradicted) => {
  expect(resolve(compared({}, ...judgements))).toMatchObject({ verdict, contradicted });
});

test("a model that wrote one of the two sides is no judge of them; of two sides of its own it is", () => {
  const party = compared({ a: side("one", ["x"]), b: side("two", ["composer"]) }, machine("a", "x"));
  expect(resolve(party).verdict).toBe("undecided");
  expect(resolve({ ...party, b: side("two", ["x"]) }).verdict).toBe("a");
});

test.each<[string, Comparison, object]>([
  ["one side contains the other", compared({ a: side("No.  It is  not."), b: side("no. it is") }, judged("a")), { contains: 1 }],
  ["a mark that leads nowhere", compared({ a: side("So [2].") }, judged("a")), { unresolved_citation: 1 }],
  ["nothing to do with the question", compared({ onQuestion: false }, judged("a")), { off_question: 1 }],
  ["a tie", compared({}, judged("tie")), { tie: 1 }],
  ["contradicting judges", compared({}, machine("a", "x"), machine("b", "y")), { contradicted: 1 }],
  ["nobody's verdict", compared({}), { undecided: 1 }],
  [
    "two composed texts and a machine",
    compared({ a: side("x", ["composer"]), b: side("y", ["composer"]) }, machine("a", "x")),
    { no_model_side: 1 },
  ],
  [
    "a model's text to which the composer added",
    compared({ a: side("x"), b: { ...side("y", ["m", "composer"]), about: "h:1#outcome/after" } }, machine("b", "x")),
    { composer_change: 1 },
  ],
  ["a machine's duel", compared({ kind: "hypotheses" }, machine("a", "x")), { other_source: 1 }],
])("left out, and counted: %s", (_name, comparison, leftOut) => {
  expect(pairsOf([comparison]).report).toMatchObject({ comparisons: 1, pairs: 0, leftOut, longerChosen: null });
});

test("two composed texts that a person judged are a pair, and so is a machine's duel that was asked for", () => {
  const composed = compared({ a: side("x", ["composer"]), b: side("y", ["composer"]) }, judged("b"));
  expect(pairsOf([composed]).pairs.map(({ chosen, source }) => [chosen.text, source])).toEqual([["y", "person"]]);
  const duel = compared({ kind: "hypotheses" }, machine("a", "x"));
  expect(pairsOf([duel], { sources: ["duel"] }).report).toMatchObject({ sources: { duel: 1 }, longerChosen: 1, prompts: 1, groups: 1 });
});

test("comparisons that share a hypothesis or a question, directly or through others, are one group", () => {
  const about = (text: string, subjects: readonly string[], question: string | null = null) =>
    compared({ a: side(text), b: side("worse"), subjects, question }, judged("a"));
  const { pairs } = pairsOf([
    about("1", ["h:1", "h:2"]),
    about("2", ["h:3"]),
    about("3", ["h:3", "h:2"]),
    about("4", ["h:4"]),
    about("5", [], "Why  so?"),
    about("6", ["h:5"], "why so?"),
  ]);
  const group = new Map(pairs.map(({ chosen, group: own }) => [chosen.text, own]));
  expect(group.get("1")).toBe(group.get("3"));
  expect(group.get("2")).toBe(group.get("3"));
  expect(group.get("5")).toBe(group.get("6"));
  expect(new Set(group.values()).size).toBe(3);
});

test("about a tenth of the groups is test", () => {
  const test = Array.from({ length: 2000 }, (_, n) => splitOf(`group:${n}`)).filter((split) => split === "test").length;
  expect(test).toBeGreaterThan(150);
  expect(test).toBeLessThan(250);
});
