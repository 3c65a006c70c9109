// One of several processes that write to one garden at once. Usage: node writer-child.ts <folder> <name> <count>

import { setTimeout } from "node:timers/promises";
import { commit } from "#graph/growth/commit.ts";
import { mergeConcepts } from "#graph/growth/edit.ts";
import type { ConceptId } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { thread, writerPaper } from "./writer-papers.ts";

const [, , folder = "", name = "", count = "0"] = process.argv;
await using garden = await openGarden({ folder, embedder: null, create: true });
process.stdout.write("open\n");
for await (const _line of process.stdin) break;
for (let n = 0; n < Number(count); n++) {
  await commit(garden, { author: name, reason: `${name} ${n}`, operations: [writerPaper(name, n)] });
  // Whoever waits for the lock sleeps meanwhile: without a pause one would be done before the other woke.
  await setTimeout(5);
}
await mergeConcepts(garden, thread(name, 0) as ConceptId, thread(name, 1) as ConceptId, name);
