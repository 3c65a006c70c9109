// Calls into a worker thread: results, events, errors with their codes, abort, closing. The worker is a toy beside this file.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { HortusError } from "#kernels/errors.ts";
import { WorkerClient, workerUrl } from "#kernels/worker/worker-client.ts";

const open = () => new WorkerClient(workerUrl("./toy-worker", import.meta.url));

test("a result comes back, and calls are answered in the order they came", async () => {
  await using worker = open();
  const order: number[] = [];
  await Promise.all([3, 2, 1].map((n) => worker.call<number>("square", n).then((result) => order.push(result))));
  expect(order).toEqual([9, 4, 1]);
});

test("events reach their call; a listener that throws ends its own call only", async () => {
  await using worker = open();
  const events: number[] = [];
  await worker.call("count", 4, { onEvent: (n: number) => events.push(n) });
  expect(events).toEqual([0, 1, 2, 3]);
  const throwing = worker.call("count", 4, {
    onEvent: () => {
      throw new HortusError("input.invalid", "enough");
    },
  });
  await expect(throwing).rejects.toMatchObject({ code: "input.invalid" });
  expect(await worker.call("square", 5)).toBe(25);
});

test("an error keeps its code and facts; others become internal", async () => {
  await using worker = open();
  await expect(worker.call("fail", null)).rejects.toMatchObject({ code: "kernel.value", facts: { n: 7 } });
  await expect(worker.call("nothing", null)).rejects.toMatchObject({ code: "internal" });
});

test("an abort ends a running call at its next checkpoint, and one not yet begun", async () => {
  await using worker = open();
  const running = new AbortController();
  const endless = worker.call("count", 1e9, { signal: running.signal, onEvent: (n: number) => n === 3 && running.abort() });
  const waiting = new AbortController();
  const second = worker.call("square", 2, { signal: waiting.signal });
  waiting.abort();
  await expect(endless).rejects.toMatchObject({ code: "interrupted" });
  await expect(second).rejects.toMatchObject({ code: "interrupted" });
  expect(await worker.call("square", 2)).toBe(4);
});

test("after closing, a call is refused; a thread that dies rejects what was waiting", async () => {
  const worker = open();
  await worker[Symbol.asyncDispose]();
  await worker[Symbol.asyncDispose]();
  await expect(worker.call("square", 2)).rejects.toMatchObject({ code: "internal" });
  const dying = open();
  await expect(dying.call("die", null)).rejects.toMatchObject({ code: "internal" });
});

test("closed while a call runs, it keeps the process alive until the thread has ended", async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./closing-child.ts", import.meta.url))]);
  let said = "";
  child.stdout.on("data", (data: Buffer) => {
    said += data.toString();
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect([code, said.trim()]).toEqual([0, "closed"]);
});

test("the worker's file has the extension of the module that asks", () => {
  expect(workerUrl("./worker", "file:///a/b.ts").href).toBe("file:///a/worker.ts");
  expect(workerUrl("./worker", "file:///a/b.js").href).toBe("file:///a/worker.js");
});
