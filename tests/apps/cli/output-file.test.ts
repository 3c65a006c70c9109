// Files that verbs write: whole or not at all, never over what they read, and mistakes about paths are usage errors.

import { link, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeOutput } from "#apps/cli/output-file.ts";
import { HortusError } from "#kernels/errors.ts";
import { type TemporaryFolder, temporaryFolder } from "#tests/temporary-folder.ts";
import { runHortus } from "./run-hortus.ts";

const GOOD = '{"id": "1", "text": "Calcium ions stiffen silk fibres."}\n';
const extract = (input: string, output: string) => runHortus(["extract", "--input", input, "--output", output, "--json"]);
const errorOf = (result: Awaited<ReturnType<typeof runHortus>>) => result.json<{ error: { code: string; message: string } }>().error;

async function withInput(text: string): Promise<TemporaryFolder & { readonly input: string }> {
  const folder = await temporaryFolder();
  const input = folder.file("in.jsonl");
  await writeFile(input, text);
  return Object.assign(folder, { input });
}

test("extract never writes over its own input, by the same path, a symbolic or a hard link", async () => {
  await using folder = await withInput(GOOD);
  await symlink(folder.input, folder.file("soft.jsonl"));
  await link(folder.input, folder.file("hard.jsonl"));
  for (const output of [
    folder.input,
    folder.file("soft.jsonl"),
    folder.file("hard.jsonl"),
    join(folder.path, "..", folder.path, "in.jsonl"),
  ]) {
    const result = await extract(folder.input, output);
    expect([output, result.exitCode, await readFile(folder.input, "utf8")]).toEqual([output, 2, GOOD]);
  }
  expect(errorOf(await extract(folder.input, folder.input))).toMatchObject({ code: "usage.invalid" });
});

test("a bad second line leaves an earlier output as it was, and nothing beside it", async () => {
  await using folder = await withInput(GOOD);
  const output = folder.file("out.jsonl");
  expect((await extract(folder.input, output)).exitCode).toBe(0);
  const before = await readFile(output, "utf8");
  await writeFile(folder.input, `${GOOD}not json\n`);
  const result = await extract(folder.input, output);
  expect(result.exitCode).toBe(2);
  expect(errorOf(result).message).toContain("in.jsonl:2");
  expect(await readFile(output, "utf8")).toBe(before);
  expect((await readdir(folder.path)).sort()).toEqual(["in.jsonl", "out.jsonl"]);
});

test("a folder as input or output, a missing input and a missing folder are usage errors in plain words", async () => {
  await using folder = await withInput(GOOD);
  await mkdir(folder.file("box"));
  const cases = [
    [folder.file("box"), folder.file("out"), "is a folder"],
    [folder.file("none"), folder.file("out"), "There is no file"],
    [folder.input, folder.file("box"), "is a folder"],
    [folder.input, folder.file("nowhere/out"), "There is no folder"],
    [folder.input, folder.file("in.jsonl/out"), "There is no folder"],
  ] as const;
  for (const [input, output, words] of cases) {
    const result = await extract(input, output);
    expect([words, result.exitCode, errorOf(result).code]).toEqual([words, 2, "usage.invalid"]);
    expect(errorOf(result).message).toContain(words);
    expect(errorOf(result).message).not.toMatch(/EISDIR|ENOENT|ENOTDIR/);
  }
  expect((await readdir(folder.path)).sort()).toEqual(["box", "in.jsonl"]);
});

test("two writers of one file take turns without a shared part; a stopped or failed one leaves nothing", async () => {
  await using folder = await temporaryFolder();
  const output = folder.file("out.txt");
  const letters = async function* (letter: string): AsyncGenerator<string> {
    for (let i = 0; i < 50; i++) {
      await new Promise((done) => setImmediate(done));
      yield letter.repeat(1000);
    }
  };
  const calm = new AbortController().signal;
  const [a, b] = await Promise.all([writeOutput(output, letters("a"), calm), writeOutput(output, letters("b"), calm)]);
  expect([a.bytes, b.bytes]).toEqual([50_000, 50_000]);
  expect(new Set(await readFile(output, "utf8")).size).toBe(1);
  const stop = new AbortController();
  const stopped = writeOutput(output, letters("c"), stop.signal);
  setTimeout(() => stop.abort(), 1);
  await expect(stopped).rejects.toMatchObject({ code: "interrupted" });
  const failing = async function* (): AsyncGenerator<string> {
    yield "x";
    throw new HortusError("graph.corrupt", "no");
  };
  await expect(writeOutput(output, failing(), calm)).rejects.toMatchObject({ code: "graph.corrupt" });
  expect(await readdir(folder.path)).toEqual(["out.txt"]);
  expect(await readFile(output, "utf8")).not.toMatch(/[cx]/);
});

test("a link stays a link, and a device is written straight through", async () => {
  await using folder = await temporaryFolder();
  await writeFile(folder.file("real"), "old");
  await symlink(folder.file("real"), folder.file("link"));
  const chunks = async function* (): AsyncGenerator<string> {
    yield "new";
  };
  const calm = new AbortController().signal;
  await writeOutput(folder.file("link"), chunks(), calm);
  expect(await readFile(folder.file("real"), "utf8")).toBe("new");
  expect(await writeOutput("/dev/null", chunks(), calm)).toMatchObject({ file: "/dev/null", bytes: 3 });
});

test("export graph: canonical lines on stdout; with --json one value with counts and hash, and the graph in --output", async () => {
  await using folder = await temporaryFolder();
  await writeFile(folder.file("note.md"), "# Silk\n\nCalcium ions stiffen silk fibres. Spider silk contains fibroin.\n");
  const run = (...args: string[]) => runHortus([...args, "--garden", folder.file("garden")]);
  expect((await run("grow", folder.file("note.md"), "--no-embeddings")).exitCode).toBe(0);
  const plain = await run("export", "graph");
  const lines = plain.stdout.split("\n").slice(0, -1);
  for (const line of lines) JSON.parse(line);
  for (const format of ["canonical", "jsonld", "turtle"]) {
    const output = folder.file(`graph.${format}`);
    const written = await run("export", "graph", "--format", format, "--output", output, "--json");
    const text = await readFile(output, "utf8");
    expect(written.json()).toMatchObject({
      format,
      file: output,
      bytes: Buffer.byteLength(text),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const counted = await run("export", "graph", "--format", format, "--json");
    expect(counted.json()).toEqual({ ...written.json(), file: null });
    if (format === "canonical") expect([text, written.json().lines]).toEqual([plain.stdout, lines.length]);
  }
  const nowhere = await run("export", "graph", "--output", folder.file("nowhere/graph"));
  expect([nowhere.exitCode, nowhere.stdout]).toEqual([2, ""]);
  expect(nowhere.stderr).toContain("There is no folder");
});
