// A run resumed on a server goes on with its own model, or not at all.

import { afterAll, beforeAll, expect, test } from "vitest";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { startServer } from "#apps/server/start-server.ts";
import { type TemporaryFolder, temporaryFolder } from "#tests/temporary-folder.ts";
import { openSmallWorkbench, type SmallWorkbench } from "./small-workbench.ts";

let folder: TemporaryFolder;
let bench: SmallWorkbench;
let server: Awaited<ReturnType<typeof startServer>>;
let asked = 0;
beforeAll(async () => {
  folder = await temporaryFolder();
  bench = await openSmallWorkbench(folder.path, createScriptedModel({ id: "here", answer: () => "no", onAsk: () => asked++ }));
  server = await startServer(bench, { port: 0, host: "127.0.0.1", pageFolder: null });
});
afterAll(async () => {
  await server.close();
  await bench[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

test("a run of a model that this server does not have is refused, and stays as it was", async () => {
  const request = { verb: "ask", question: "Why?", count: 1, rounds: 0, seed: 1, model: "elsewhere:big", budgetTokens: null } as const;
  const { id } = bench.ledger.startRun(request, 1);
  bench.ledger.finishRun(id, "interrupted");
  const response = await fetch(`${server.url}/api/runs/${id}/resume`, { method: "POST", headers: { "content-type": "application/json" } });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ error: { code: "model.missing", facts: { model: "elsewhere:big" } } });
  expect([bench.ledger.run(id)!.status, asked]).toEqual(["interrupted", 0]);
});
