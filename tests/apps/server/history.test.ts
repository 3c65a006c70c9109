// The garden's past over real HTTP: changes, differences, taking back, branches, and a backup that restores to the same garden.

import { mkdir, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LEDGER } from "#apps/ledger-file.ts";
import type { BackupAnswer, BranchesAnswer, GardenAnswer, HistoryAnswer, ShownComparison } from "#apps/server/api.ts";
import { startServer } from "#apps/server/start-server.ts";
import { restoreGarden } from "#graph/backup/restore.ts";
import { sha256 } from "#graph/documents/text.ts";
import { currentBranch } from "#graph/garden-folder.ts";
import { grow } from "#graph/growth/grow.ts";
import { openGarden } from "#graph/open-garden.ts";
import { type TemporaryFolder, temporaryFolder } from "#tests/temporary-folder.ts";
import { openSmallWorkbench, type SmallWorkbench } from "./small-workbench.ts";

let folder: TemporaryFolder;
let bench: SmallWorkbench;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  bench = await openSmallWorkbench(folder.file("garden"));
  await growNote("silk.md", "# Silk\n\nWater softens spider silk.\n");
  await growNote("nacre.md", "# Nacre\n\nNacre contains aragonite tablets.\n");
  server = await startServer(bench, { port: 0, host: "127.0.0.1", pageFolder: null });
});
afterAll(async () => {
  await server?.close();
  await bench?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

async function growNote(name: string, text: string, garden = bench.garden): Promise<void> {
  await mkdir(folder.file("notes"), { recursive: true });
  await writeFile(folder.file(`notes/${name}`), text);
  await grow(garden, [folder.file(`notes/${name}`)], { threads: 1 });
}

const get = async <T>(path: string): Promise<T> => (await fetch(server.url + path)).json() as Promise<T>;
const post = async (path: string, body: unknown = {}, headers: Record<string, string> = {}) => {
  const response = await fetch(server.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    answer: (await response.json()) as Record<string, unknown> & { error: { code: string; message: string } },
  };
};
const documents = async () => (await get<{ documents: { id: string }[] }>("/api/documents")).documents.map(({ id }) => id);

test("history lists who changed what and why, newest first, in pages", async () => {
  const { version, branch, changes } = await get<HistoryAnswer>("/api/history");
  expect([version, branch]).toEqual([2, "main"]);
  expect(changes.map(({ version: of, documents: read, named, standing }) => [of, read.put, named, standing])).toEqual([
    [2, 1, ["nacre.md"], "stands"],
    [1, 1, ["silk.md"], "stands"],
  ]);
  expect(Date.parse(changes[0]!.time)).toBeGreaterThan(0);
  expect((await get<HistoryAnswer>("/api/history?limit=1&before=2")).changes.map(({ version: of }) => of)).toEqual([1]);
});

test("two versions are compared with their sentences, and what is not shown is counted", async () => {
  const whole = await get<ShownComparison>("/api/diff?from=0&to=2");
  expect(whole.counts.documents).toEqual({ added: 2, removed: 0, changed: 0 });
  expect(whole.diff.relations.added.map(({ fromLabel, evidence }) => [fromLabel, evidence[0]!.text])).toContainEqual([
    "Water",
    "Water softens spider silk.",
  ]);
  const cut = await get<ShownComparison>("/api/diff?from=0&to=2&limit=1");
  expect(cut.diff.documents.added).toHaveLength(1);
  expect(cut.counts).toEqual(whole.counts);
  expect([cut.changes.length, cut.changeCount]).toEqual([1, 2]);
  for (const [path, status] of [
    ["/api/diff?from=9", 400],
    ["/api/diff?from=nonsense", 400],
    ["/api/diff?limit=0", 400],
    ["/api/history?limit=x", 400],
  ] as const)
    expect((await fetch(server.url + path)).status, path).toBe(status);
});

test("a change is taken back and brought back, and history says which stands", async () => {
  expect((await post("/api/undo", { version: 2 })).answer).toMatchObject({ version: 3, of: 2, changed: true });
  expect(await documents()).toEqual(["silk.md"]);
  const standing = async () => (await get<HistoryAnswer>("/api/history")).changes.map(({ version, standing: is }) => `${version} ${is}`);
  expect(await standing()).toEqual(["3 undo", "2 undone", "1 stands"]);
  expect(await post("/api/undo", { version: 2 })).toMatchObject({ status: 400, answer: { error: { code: "input.invalid" } } });
  expect((await post("/api/redo")).answer).toMatchObject({ version: 4, of: 2 });
  expect(await standing()).toEqual(["4 redo", "3 undo", "2 stands", "1 stands"]);
  expect((await get<HistoryAnswer>("/api/history?limit=1")).changes).toMatchObject([{ author: "person", standing: "redo" }]);
});

test("nothing of this is done for another site, nor with fields that are none", async () => {
  for (const path of ["/api/undo", "/api/branches", "/api/branches/main/switch", "/api/backups"])
    expect((await post(path, {}, { origin: "http://evil.example" })).status, path).toBe(403);
  expect((await post("/api/undo", { versions: 1 })).status).toBe(400);
  expect((await post("/api/branches", { name: "../out" })).answer.error.code).toBe("input.invalid");
  expect((await get<GardenAnswer>("/api/garden")).version).toBe(4);
});

test("a branch is made, stood on, grown, merged and deleted; the server answers from where it stands", async () => {
  expect((await post("/api/branches", { name: "trial", at: 1 })).status).toBe(201);
  expect(await documents()).toEqual(["nacre.md", "silk.md"]);
  expect((await post("/api/branches/trial/switch")).answer).toMatchObject({ here: "trial" });
  expect([await documents(), currentBranch(bench.garden.folder)]).toEqual([["silk.md"], "trial"]);
  expect(await get<GardenAnswer>("/api/garden")).toMatchObject({ branch: "trial", version: 1 });
  {
    await using trial = await openGarden({ folder: bench.garden.folder, branch: "trial", embedder: null, create: false });
    await growNote("bone.md", "# Bone\n\nBone contains collagen fibrils.\n", trial);
  }
  expect(await documents()).toEqual(["bone.md", "silk.md"]);
  const compared = await get<ShownComparison>("/api/diff?from=main&to=trial");
  expect(compared.counts.documents).toEqual({ added: 1, removed: 1, changed: 0 });
  expect((await post("/api/branches/trial/delete")).answer.error.message).toMatch(/stands on/);
  expect((await post("/api/branches/nowhere/switch")).status).toBe(400);
  await post("/api/branches/main/switch");
  expect((await post("/api/branches/trial/delete")).answer.error.message).toMatch(/holds 1 operation/);
  expect((await post("/api/branches/trial/merge")).answer).toMatchObject({ version: 5, changed: true, operations: 1 });
  expect(await documents()).toEqual(["bone.md", "nacre.md", "silk.md"]);
  expect((await post("/api/branches/trial/delete")).answer).toMatchObject({ here: "main", branches: [{ name: "main", current: true }] });
  expect((await get<BranchesAnswer>("/api/branches")).branches).toHaveLength(1);
});

test("a backup is downloaded whole and restores to the same garden; the one before it is gone, and so is all with the server", async () => {
  const kept = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("hortus-backup-"));
  const before = await kept();
  const first = (await post("/api/backups")).answer as unknown as BackupAnswer;
  const made = (await post("/api/backups")).answer as unknown as BackupAnswer;
  expect(made).toMatchObject({ name: "garden-v5.hortus", version: 5 });
  const response = await fetch(`${server.url}/api/backups/${made.sha256}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([bytes.length, response.headers.get("content-disposition")]).toEqual([made.bytes, 'attachment; filename="garden-v5.hortus"']);
  if (first.sha256 !== made.sha256) expect((await fetch(`${server.url}/api/backups/${first.sha256}`)).status).toBe(404);
  expect((await fetch(`${server.url}/api/backups/${sha256("another")}`)).status).toBe(404);
  await writeFile(folder.file("down.hortus"), bytes);
  const restored = await restoreGarden(folder.file("down.hortus"), folder.file("restored"), {
    others: [LEDGER],
    force: false,
    now: () => new Date(),
  });
  expect(restored.gardens[0]).toMatchObject({ version: 5, documents: 3 });
  expect((await kept()).length).toBe(before.length + 1);
});
