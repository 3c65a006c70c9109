// A small garden of papers as they are: with reference numbers of their own, bullets, elements by their symbols, values glued to units.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NoteGarden, openGrown } from "#tests/agents/note-garden.ts";

/** A garden of these texts, by name; grown without embeddings. */
export async function openPaperGarden(papers: Readonly<Record<string, string>>): Promise<NoteGarden> {
  const folder = mkdtempSync(join(tmpdir(), "hortus-papers-"));
  const texts = join(folder, "texts");
  mkdirSync(texts);
  for (const [name, text] of Object.entries(papers)) writeFileSync(join(texts, `${name}.txt`), text);
  return openGrown(folder, [texts]);
}
