// A small garden of papers as they are: with reference numbers of their own, bullets, elements by their symbols, values glued to units.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedger } from "#agents/ledger/ledger.ts";
import { grow } from "#graph/growth/grow.ts";
import { openGarden } from "#graph/open-garden.ts";
import type { NoteGarden } from "#tests/agents/note-garden.ts";

/** A garden of these texts, by name; grown without embeddings. */
export async function openPaperGarden(papers: Readonly<Record<string, string>>): Promise<NoteGarden> {
  const folder = mkdtempSync(join(tmpdir(), "hortus-papers-"));
  const texts = join(folder, "texts");
  mkdirSync(texts);
  for (const [name, text] of Object.entries(papers)) writeFileSync(join(texts, `${name}.txt`), text);
  const garden = await openGarden({ folder, embedder: null, create: true });
  await grow(garden, [texts], { threads: 1 });
  const ledger = await openLedger(folder);
  return {
    folder,
    garden,
    ledger,
    async [Symbol.asyncDispose]() {
      await ledger[Symbol.asyncDispose]();
      await garden[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
