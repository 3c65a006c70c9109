// Run as a process of its own, to be killed: grows a garden and says how many documents of this call are stored.
// Usage: node grow-child.ts <garden folder> <papers>

import { grow } from "#graph/growth/grow.ts";
import { openGarden } from "#graph/open-garden.ts";

const [folder, papers] = process.argv.slice(2) as [string, string];
await using garden = await openGarden({ folder, embedder: null, create: true });
process.stdout.write("open\n");
await grow(garden, [papers], { batchDocuments: 20, onProgress: ({ documents }) => process.stdout.write(`stored ${documents}\n`) });
process.stdout.write("done\n");
