// Grows one paper after the other until the disk is full: a line for each that was acknowledged, and last the error. Usage: node full-disk-child.ts <folder>

import { commit } from "#graph/growth/commit.ts";
import { openGarden } from "#graph/open-garden.ts";
import { put } from "#tests/conformance/grown-store.ts";

const [, , folder = ""] = process.argv;
try {
  await using garden = await openGarden({ folder, embedder: null, create: true });
  for (let number = 0; ; number++) {
    const sentences = Array.from({ length: 40 }, (_, index) => {
      const thing = `thing${number}x${index}`;
      return { text: `The ${thing} contains water and much else that takes room.`, claims: [[thing, "contains", "water"]] as const };
    });
    await commit(garden, { author: "t", reason: "t", operations: [put(`paper-${number}`, sentences)] });
    process.stdout.write(`${number}\n`);
  }
} catch (thrown) {
  const { code, message } = thrown as { code?: string; message: string };
  process.stdout.write(`${JSON.stringify({ code, message })}\n`);
}
