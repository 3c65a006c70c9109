// copy: the garden into another place, a folder or a Neo4j database, by doing its history there again.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Action } from "#apps/cli/verb.ts";
import { type Config, readConfig } from "#apps/config.ts";
import { openConfiguredGarden } from "#apps/open-configured-garden.ts";
import { GARDEN_FILE } from "#graph/garden-folder.ts";
import { copyGarden } from "#graph/history/copy-garden.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";
import { counted } from "../terminal.ts";

export const copy: Action<{ to: string }> = async (context, _, { to }) => {
  const { config, signal, terminal } = context;
  const place = readConfig({ garden: to }, config.environment);
  if (place.gardenFolder === config.gardenFolder) {
    throw new HortusError("usage.invalid", `${place.garden} is the garden itself: name another place.`, { to: place.garden });
  }
  refuseOtherFolder(place);
  const { garden, clock } = await context.workbench({ create: false, embeddings: false });
  const started = clock().getTime();
  const progress = terminal.progress("copying");
  const open = (now: () => Date) => openConfiguredGarden(place, { embedder: null, create: true, now });
  const { version, changes } = await copyGarden(garden, open, {
    signal,
    onProgress: (done, total) => progress.update(done, total, "changes"),
  }).finally(() => progress.end());
  const seconds = (clock().getTime() - started) / 1000;
  const { documents, concepts, relations } = await garden.store.counts();
  const result = { from: config.garden, to: place.garden, version, changes, documents, concepts, relations, seconds };
  await terminal.result(result, [
    `${place.garden} stands at version ${version} now: ${counted(documents, "document")}, ${counted(concepts, "concept")}, ${counted(relations, "relation")} (${counted(changes, "change")} copied, ${seconds.toFixed(1)} s). Runs and judgements stayed here.`,
  ]);
  return EXIT.done;
};

/** A garden is put into a folder of its own, never among other files. @throws `input.invalid` */
function refuseOtherFolder({ garden, gardenFolder, gardenAddress }: Config): void {
  if (gardenAddress !== null) return;
  const entries = listed(gardenFolder);
  if (entries === null || entries.length === 0 || entries.includes(GARDEN_FILE)) return;
  const message = `${garden} holds other files and no garden: name an empty or new folder, such as ${join(garden, ".hortus")}.`;
  throw new HortusError("input.invalid", message, { to: garden });
}

/** Null where there is no such folder; a file is refused when the garden is opened. */
function listed(folder: string): readonly string[] | null {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    if (["ENOENT", "ENOTDIR"].includes((thrown as NodeJS.ErrnoException).code ?? "")) return null;
    throw thrown;
  }
}
