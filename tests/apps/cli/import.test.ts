// hortus import as a shell sees it: one JSON value, exit codes, and no garden for a file that is none.

import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { temporaryFolder } from "#tests/temporary-folder.ts";
import { runHortus } from "./run-hortus.ts";

test("import answers what it read, what is new and why edges were left out; again it changes nothing", async () => {
  await using folder = await temporaryFolder();
  await writeFile(folder.file("t.csv"), 'head,relation,tail\n"silk, ""dragline""",Is Part Of,web\nweb,is,web\n');
  const importing = () => runHortus(["import", "t.csv", "--json"], { cwd: folder.path });
  const first = await importing();
  expect([first.exitCode, first.stderr]).toEqual([0, ""]);
  const { garden, seconds, ...rest } = first.json();
  expect(rest).toEqual({
    version: 1,
    format: "csv",
    nodes: 2,
    edges: 2,
    conjectures: { added: 1, unchanged: 0, against: 0 },
    alreadyThere: 0,
    skipped: [{ reason: "self-loop", count: 1 }],
  });
  expect(String(garden)).toContain(".hortus");
  expect(seconds).toBeGreaterThan(0);
  expect((await importing()).json()).toMatchObject({ version: 1, conjectures: { added: 0, unchanged: 1 } });
  const undone = await runHortus(["undo", "--json"], { cwd: folder.path });
  expect(undone.json()).toMatchObject({ version: 2, undone: 1 });
});

test.each([
  ["missing.graphml", null, "document.not_found"],
  ["cut.graphml", "<graphml><graph><node id='a'", "document.corrupt"],
  ["prose.txt", "Nacre is tough.", "document.unsupported"],
])("%s: one line, exit 2, and no garden is made", async (name, text, code) => {
  await using folder = await temporaryFolder();
  if (text !== null) await writeFile(folder.file(name), text);
  const { exitCode, stderr, json } = await runHortus(["import", name, "--json"], { cwd: folder.path });
  expect(exitCode).toBe(2);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(json<{ error: { code: string } }>().error.code).toBe(code);
  expect(existsSync(folder.file(".hortus"))).toBe(false);
});
