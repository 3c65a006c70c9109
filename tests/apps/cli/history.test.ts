// The verbs about a garden's past, as a script calls them: their JSON, their lines, and their mistakes.

import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { barLines } from "#apps/cli/verbs/diff.ts";
import { type TemporaryFolder, temporaryFolder } from "#tests/temporary-folder.ts";
import { runHortus } from "./run-hortus.ts";

let folder: TemporaryFolder;
const run = (...args: string[]) => runHortus([...args, "--garden", folder.file("garden"), "--model", "none"]);
const json = async <Value = Record<string, unknown>>(...args: string[]) => (await run(...args, "--json")).json<Value>();
const codeOf = async (...args: string[]) => {
  const { exitCode, json: value } = await run(...args, "--json");
  return [exitCode, value<{ error: { code: string } }>().error.code];
};
async function grow(name: string, text: string): Promise<void> {
  await writeFile(folder.file(name), text);
  expect((await run("grow", folder.file(name), "--no-embeddings")).exitCode).toBe(0);
}
const canonical = async (...args: string[]) => (await run("export", "graph", ...args)).stdout;

beforeAll(async () => {
  folder = await temporaryFolder();
  await grow("silk.md", "# Silk\n\nCalcium ions stiffen silk fibres. Silk fibres toughen composites.\n");
  await grow("heat.md", "# Heat\n\nHeat weakens silk fibres.\n");
});
afterAll(() => folder[Symbol.asyncDispose]());

test("diff: the last change without arguments, any two versions, both ways, capped and counted", async () => {
  const answer = await json("diff");
  expect(answer).toMatchObject({
    version: 2,
    parent: 1,
    changes: [{ version: 2, parent: 1, author: "hortus" }],
    diff: {
      documents: { added: [{ id: "heat.md" }], removed: [], changed: [] },
      relations: { added: [{ fromLabel: "Heat", type: "decreases", evidence: [{ text: "Heat weakens silk fibres." }] }], removed: [] },
      conjectures: { added: [], removed: [], changed: [] },
    },
  });
  const lines = (await run("diff", "0", "2", "--limit", "1")).stdout;
  for (const line of [
    "version 0 → version 2: 2 changes",
    "Documents: 2 added, 0 removed, 0 changed",
    "    … and 1 more",
    "  + heat.md  Heat",
  ]) {
    expect(lines).toContain(`${line}\n`);
  }
  expect(await json("diff", "2", "1")).toMatchObject({ version: 1, parent: 2, diff: { documents: { removed: [{ id: "heat.md" }] } } });
  expect(await codeOf("diff", "7")).toEqual([2, "input.invalid"]);
  expect(await codeOf("diff", "nonsense")).toEqual([2, "usage.invalid"]);
});

test("--as-of reads the garden as it was then", async () => {
  const first = await canonical("--as-of", "1");
  expect(first).toContain("silk.md");
  expect(first).not.toContain("heat.md");
  expect(await canonical("--as-of", "0")).toBe("");
  expect(await canonical("--as-of", "2")).toBe(await canonical());
  const found = await json("search", "heat", "--mode", "text", "--as-of", "1");
  expect(found.results).toEqual([]);
  expect((await json("search", "heat", "--mode", "text")).results).not.toEqual([]);
  expect(await json("path", "calcium ions", "composites", "--as-of", "1")).toMatchObject({ paths: [{}] });
  expect(await codeOf("search", "heat", "--as-of", "9")).toEqual([2, "input.invalid"]);
});

test("branch: make, go to, change, compare, merge, delete; undo and redo answer their change", async () => {
  expect(await json("branch", "trial", "--at", "1")).toMatchObject({ version: 2, parent: 1, changes: [], branch: "main" });
  expect((await run("branch")).stdout).toBe("* main  version 2\n  trial  version 1, left main at version 1, 0 changes since\n");
  expect(await json("branch", "--switch", "trial")).toMatchObject({ version: 1, branch: "trial" });
  await grow("wet.md", "# Water\n\nWater softens silk fibres.\n");
  const compared = await json("diff", "main", "trial");
  expect(compared).toMatchObject({
    parent: 2,
    version: 2,
    changes: [{ version: 2 }],
    diff: { documents: { added: [{ id: "wet.md" }], removed: [{ id: "heat.md" }] } },
  });
  expect(compared.changes).toHaveLength(1);
  expect(await json("diff", "main@1", "trial@1")).toMatchObject({ diff: { documents: { added: [], removed: [], changed: [] } } });
  expect(await codeOf("branch", "--delete", "trial")).toEqual([2, "input.invalid"]);
  await run("branch", "--switch", "main");
  expect(await codeOf("branch", "--delete", "trial")).toEqual([2, "input.invalid"]);
  expect(await json("branch", "--merge", "trial")).toMatchObject({
    version: 3,
    parent: 2,
    changes: [{ version: 3, author: "person", reason: "Merge branch trial at version 2: 1 operation" }],
    merged: { branch: "trial", operations: 1 },
  });
  expect(await json("undo")).toMatchObject({ version: 4, parent: 3, undone: 3, changes: [{ version: 4 }] });
  expect(await json("redo")).toMatchObject({ version: 5, parent: 4, redone: 3, changes: [{ version: 5 }] });
  expect(await json("redo")).toMatchObject({ version: 5, redone: null, changes: [] });
  expect(await json("branch", "--delete", "trial")).toMatchObject({ branches: [{ name: "main" }] });
  for (const mixed of [["x", "--switch", "main"], ["--at", "1"], ["--prefer", "ours"], ["--force"]]) {
    expect(await codeOf("branch", ...mixed)).toEqual([2, "usage.invalid"]);
  }
});

test("a merge that both sides contradict writes a line for each conflict and changes nothing", async () => {
  await run("branch", "other");
  await grow("silk.md", "# Silk\n\nCalcium ions soften silk fibres.\n");
  const { version } = await json("history");
  await run("branch", "--switch", "other");
  await grow("silk.md", "# Silk\n\nCalcium ions colour silk fibres.\n");
  await run("branch", "--switch", "main");
  const refused = await run("branch", "--merge", "other", "--json");
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toMatch(/^conflict {2}document silk\.md: changed here in version \d+, changed there in version \d+$/m);
  expect(refused.json<{ error: object }>().error).toMatchObject({ code: "graph.conflict", facts: { conflicts: [expect.any(String)] } });
  expect((await json("history")).version).toBe(version);
  expect((await run("branch", "--merge", "other", "--prefer", "theirs")).exitCode).toBe(0);
  expect((await json("diff", "main", "other")).diff).toMatchObject({ documents: { added: [], removed: [], changed: [] } });
});

test("backup and restore through the command line: the ledger too, refused over a garden, kept aside with --force", async () => {
  expect((await run("hypothesize", "--count", "1")).exitCode).toBe(0);
  const file = folder.file("kept.hortus");
  const made = await json("backup", file);
  expect(made).toMatchObject({
    file,
    bytes: (await readFile(file)).length,
    gardens: [{ name: "garden.db" }, { name: "branches/other.db" }],
  });
  const before = [await canonical("--layer", "all"), await json("resume", "--list")];
  const elsewhere = (...args: string[]) => runHortus([...args, "--garden", folder.file("elsewhere"), "--json"]);
  expect((await elsewhere("restore", file)).json()).toMatchObject({ garden: folder.file("elsewhere"), version: made.version, kept: null });
  const listed = (await elsewhere("resume", "--list")).json();
  expect([(await runHortus(["export", "graph", "--layer", "all", "--garden", folder.file("elsewhere")])).stdout, listed]).toEqual(before);
  const refused = await elsewhere("restore", file);
  expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining("--force")]);
  expect((await elsewhere("restore", file, "--force")).json().kept).toMatch(/before-restore-/);
  expect(await codeOf("restore", folder.file("none"))).toEqual([2, "usage.invalid"]);
  expect(await codeOf("backup", folder.file("silk.md"))).toEqual([2, "input.invalid"]);
  expect(await codeOf("backup", folder.file("nowhere/x.hortus"))).toEqual([2, "usage.invalid"]);
});

test("search is narrowed by document, class and layer; what is none is refused with what is near", async () => {
  const found = async (...args: string[]) => {
    const { results } = await json<{ results: { kind: string; label: string; evidence: { document: string }[] }[] }>(
      "search",
      "silk fibres",
      "--mode",
      "graph",
      ...args,
    );
    expect(results.length).toBeGreaterThan(0);
    return results;
  };
  const heat = await found("--document", "heat.md");
  expect([...new Set(heat.flatMap(({ evidence }) => evidence.map(({ document }) => document)))]).toEqual(["heat.md"]);
  expect(heat.map(({ label }) => label)).not.toContain("composites");
  expect((await found("--class", "material")).filter(({ kind }) => kind === "concept").map(({ label }) => label)).not.toContain("Heat");
  expect(await json("search", "silk", "--mode", "text", "--layer", "conjecture")).toMatchObject({ results: [] });
  for (const [args, code] of [
    [["--year", "soon"], "input.invalid"],
    [["--year", "2020..2010"], "input.invalid"],
    [["--class", "materia"], "input.invalid"],
    [["--document", "heat.m"], "document.not_found"],
  ] as const)
    expect(await codeOf("search", "silk", "--mode", "text", ...args)).toEqual([2, code]);
});

test("a question asked of an earlier version, or of some papers, is answered from there", async () => {
  const asked = async (...args: string[]) =>
    json<{ run: string; sources?: { document: string }[]; refusal?: { unknown: string[] }; notices?: string[] }>(
      "ask",
      "What weakens silk fibres?",
      ...args,
    );
  expect((await asked()).sources!.map(({ document }) => document)).toContain("heat.md");
  const then = await asked("--as-of", "1");
  expect((then.sources ?? []).map(({ document }) => document)).not.toContain("heat.md");
  expect(then.notices).toContainEqual(expect.stringContaining("as it was at version 1"));
  expect((await run("export", "report", then.run)).stdout).toContain("read as it was then");
  const some = await asked("--document", "silk.md");
  expect((some.sources ?? []).every(({ document }) => document === "silk.md")).toBe(true);
  expect(await codeOf("ask", "What?", "--as-of", "99")).toEqual([2, "input.invalid"]);
  expect(await codeOf("hypothesize", "--as-of", "never")).toEqual([2, "input.invalid"]);
});

test("what differs is drawn as bars on one scale, each thing seen however few there are", () => {
  const side = (added: number, removed: number, changed: number) => ({
    added: Array(added),
    removed: Array(removed),
    changed: Array(changed),
  });
  const none = side(0, 0, 0);
  const bars = barLines({
    documents: side(1, 0, 0),
    concepts: side(10_000, 0, 1),
    relations: none,
    conjectures: none,
    edits: none,
    ontology: none,
  } as never);
  expect(bars).toHaveLength(2);
  expect(bars[0]).toMatch(/^ {2}documents +\+ +\+1 −0 ~0$/);
  expect(bars[1]).toMatch(/^ {2}concepts +\+{30,40}~ +\+10000 −0 ~1$/);
});
