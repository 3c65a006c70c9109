// What --help shows as an example works as it stands, on the garden of example notes. Files that an example names lie in its folder;
// verbs that need a server or fetch weights are left to their own tests, and named here.
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { VERBS } from "#apps/cli/verbs.ts";
import { runHortus } from "./run-hortus.ts";

const NOTES = fileURLToPath(new URL("../../../examples", import.meta.url));
const LAUNCHER = fileURLToPath(new URL("../../../bin/hortus.js", import.meta.url));
const ELSEWHERE = new Set(["start", "serve", "mirror", "copy", "pull", "probe"]);
/** Suites that ask a language model; tests/apps/evaluation has them with scripted ones. */
const ASKING = /^eval (?:critic|pairs|grid|omega) /;
/** An answer that says there is nothing is not what an example is for. */
const NOTHING = /No path|Nothing found|says nothing|no sentence that answers|no hypotheses|Nothing to judge|Nothing readable/;

const examples = VERBS.flatMap((group) => ("verbs" in group ? group.verbs : [group]))
  .filter(({ name }) => !ELSEWHERE.has(name))
  .map(({ example }) => example)
  .filter((example) => !ASKING.test(example));

let grown: string;
let comparison: string;
beforeAll(async () => {
  grown = mkdtempSync(join(tmpdir(), "hortus-examples-"));
  expect((await runHortus(["grow", NOTES], { cwd: grown })).exitCode).toBe(0);
  expect((await runHortus(["hypothesize", "--count", "3", "--model", "none"], { cwd: grown })).exitCode).toBe(0);
  const listed = await runHortus(["judge"], { cwd: grown });
  comparison = /comparison:[0-9a-f]+/.exec(listed.stdout)?.[0] ?? "";
  expect((await runHortus(["backup", "garden.hortus"], { cwd: grown })).exitCode).toBe(0);
  mkdirSync(join(grown, "papers"));
  writeFileSync(join(grown, "papers", "note.md"), "# Glue\n\nMussel glue bonds to wet stone.\n");
  const row = JSON.stringify({ id: "1", text: "Water softens silk" });
  const edge = '<edge source="glue" target="stone"><data key="t">sticks to</data></edge>';
  const nodes = '<node id="glue"/><node id="stone"/>';
  const key = '<key id="t" for="edge" attr.name="title" attr.type="string"/>';
  writeFileSync(join(grown, "graph.graphml"), `<graphml>${key}<graph edgedefault="directed">${nodes}${edge}</graph></graphml>`);
  writeFileSync(join(grown, "questions.jsonl"), `${JSON.stringify({ question: "What softens silk?", supporting: ["1"] })}\n`);
  const ends = [
    { start: 0, end: 5, norm: "W" },
    { start: 14, end: 18, norm: "S" },
  ];
  const gold = { id: "1", text: "Water softens silk", entities: ends, relations: [{ head: 0, tail: 1, type: "Association" }] };
  writeFileSync(join(grown, "gold.jsonl"), `${JSON.stringify(gold)}\n`);
  const statement = { statement: "Water softens silk.", evidence: ["Water softens silk."], supported: true };
  writeFileSync(join(grown, "statements.jsonl"), `${JSON.stringify(statement)}\n`);
  const chain = { question: "What softens silk?", answer: "water", steps: [{ answer: "water" }], candidate: "Water." };
  writeFileSync(join(grown, "chains.jsonl"), `${JSON.stringify(chain)}\n`);
  for (const name of ["texts.jsonl", "papers.jsonl", "passages.jsonl"]) writeFileSync(join(grown, name), `${row}\n`);
});
afterAll(() => rmSync(grown, { recursive: true, force: true }));

test.each(examples)("npx hortus %s", async (example) => {
  const folder = mkdtempSync(join(tmpdir(), "hortus-example-"));
  try {
    cpSync(grown, folder, { recursive: true });
    // There must be something to go on with, and something to bring back.
    if (example === "resume") return expect((await inShell(folder, "resume --list")).code).toBe(0);
    if (example === "redo") await inShell(folder, "undo");
    if (example.startsWith("ontology ")) await inShell(folder, "ontology induce");
    if (example.startsWith("ontology apply")) await inShell(folder, "ontology export ontology.yaml");
    const { code, stdout, stderr } = await inShell(folder, example.replace("COMPARISON", comparison));
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/\[[a-z]+\.[a-z_]+\]/)]);
    expect(stdout).not.toMatch(NOTHING);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** As a person's shell reads the example, quotes and all. */
function inShell(cwd: string, example: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn("sh", ["-c", `"$NODE" "$LAUNCHER" ${example}`], {
    cwd,
    env: { ...process.env, NODE: process.execPath, LAUNCHER, HORTUS_MODEL: "none" },
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on("data", (data: Buffer) => out.push(data.toString()));
  child.stderr.on("data", (data: Buffer) => err.push(data.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout: out.join(""), stderr: err.join("") }));
  });
}
