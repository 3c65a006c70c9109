// A garden grown from four short texts in a temporary folder, by the real growth; gone when disposed.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Garden } from "#graph/garden.ts";
import { grow } from "#graph/growth/grow.ts";
import { openGarden } from "#graph/open-garden.ts";

const TEXTS = [
  {
    id: "silk",
    year: 2004,
    text: "Spider silk\n\nSpider silk contains beta-sheet nanocrystals. Beta-sheet nanocrystals increase toughness. Humidity reduces stiffness.",
  },
  {
    id: "crystals",
    year: 2011,
    text: "Crystals\n\nBeta-sheet nanocrystals increase toughness. Hydrogen bonds stabilize beta-sheet nanocrystals. Humidity does not reduce toughness.",
  },
  {
    id: "nacre",
    year: 2016,
    text: "Nacre\n\nNacre contains aragonite platelets. Aragonite platelets increase stiffness. “Naïve” 珍珠母 𝒳-phases inhibit cracks.",
  },
  { id: "later", text: "Mussels\n\nMussel byssus contains catechol groups. Catechol groups bind iron ions." },
];

/** @param ids which of the four: silk, crystals, nacre, later (which has no year) */
export async function grownGarden(...ids: readonly string[]): Promise<Garden> {
  const folder = await mkdtemp(join(tmpdir(), "hortus-mirror-"));
  const file = join(folder, "texts.jsonl");
  await writeFile(
    file,
    TEXTS.filter(({ id }) => ids.includes(id))
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(""),
  );
  const garden = await openGarden({ folder: join(folder, "garden"), embedder: null, create: true });
  await grow(garden, [file], { threads: 1 });
  const close = async () => {
    await garden[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  };
  return { ...garden, [Symbol.asyncDispose]: close };
}
