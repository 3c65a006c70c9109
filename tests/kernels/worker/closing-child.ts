// A process whose worker is closed while its last call still runs: it must live until the thread has ended, and then say so.

import { WorkerClient, workerUrl } from "#kernels/worker/worker-client.ts";

const worker = new WorkerClient(workerUrl("./toy-worker", import.meta.url));
const controller = new AbortController();
const running = worker.call("linger", 50, { signal: controller.signal }).catch(() => undefined);
setTimeout(() => controller.abort(), 20);
await Promise.all([running, worker[Symbol.asyncDispose]()]);
console.log("closed");
