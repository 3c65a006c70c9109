// backup and restore: a garden with its ledger and branches as one file, and back.

import { plainTarget } from "#apps/cli/output-file.ts";
import type { Action } from "#apps/cli/verb.ts";
import { LEDGER } from "#apps/ledger-file.ts";
import { refuseAddress } from "#apps/open-configured-garden.ts";
import { backupGarden } from "#graph/backup/backup.ts";
import { restoreGarden } from "#graph/backup/restore.ts";
import { MAIN } from "#graph/garden-folder.ts";
import { EXIT } from "../exit-codes.ts";
import { checkInput } from "../output-file.ts";
import { counted } from "../terminal.ts";

export const backup: Action<object> = async ({ config, workbench, terminal, signal }, [path]) => {
  refuseAddress(config, "A backup", "dump the database with neo4j-admin, or bring the garden into a folder with “hortus copy --to FOLDER”");
  const { garden, clock } = await workbench({ create: false, embeddings: false });
  const target = await plainTarget(path ?? `garden-v${await garden.store.version()}.hortus`);
  const progress = terminal.progress("backing up");
  const onProgress = (step: string, done: number, total: number) =>
    progress.update(done, total, step === "checking" ? "files" : "bytes", step);
  try {
    const { made, branch, gardens, files, file, bytes, sha256 } = await backupGarden(garden.folder, target, {
      others: [LEDGER],
      now: clock,
      signal,
      onProgress,
    });
    progress.end();
    const { version, documents, concepts, relations } = gardens[0]!;
    const more = gardens.length > 1 ? `, ${counted(gardens.length - 1, "more branch", "more branches")}` : "";
    await terminal.result({ version, file, bytes, sha256, made, branch, gardens, files }, [
      `Version ${version} (${counted(documents, "document")}, ${counted(concepts, "concept")}, ${counted(relations, "relation")}${more}) and its ledger → ${file}`,
      `${bytes} bytes, sha256 ${sha256}`,
    ]);
    return EXIT.done;
  } finally {
    progress.end();
  }
};

export const restore: Action<{ force?: boolean }> = async ({ config, terminal, signal }, [path = ""], { force = false }) => {
  refuseAddress(config, "Restoring", "restore into a folder, and bring that into the database with “hortus copy --to ADDRESS”");
  await checkInput(path);
  const progress = terminal.progress("restoring");
  const onProgress = (step: string, done: number, total: number) =>
    progress.update(done, total, step === "checking" ? "files" : "bytes", step);
  try {
    const options = { others: [LEDGER], force, now: () => new Date(), signal, onProgress };
    const restored = await restoreGarden(path, config.gardenFolder, options);
    progress.end();
    const { made, branch, gardens, kept } = restored;
    const { version, documents, relations, spans, verified } = gardens.find(({ name }) => name === "garden.db")!;
    const quarantined = gardens.reduce((sum, one) => sum + one.quarantined, 0);
    await terminal.result({ garden: config.gardenFolder, version, ...restored }, [
      `Restored version ${version} of ${made} into ${config.gardenFolder}: ${counted(documents, "document")}, ${counted(relations, "relation")}, ${verified} of ${spans} evidence spans hold.`,
      ...(branch === MAIN ? [] : [`It stands on the branch “${branch}”.`]),
      ...(quarantined > 0 ? [`${quarantined} spans are in quarantine: what they said no longer stands in their documents.`] : []),
      ...(kept === null ? [] : [`The garden that was there is kept in ${kept}`]),
    ]);
    return quarantined > 0 ? EXIT.partly : EXIT.done;
  } finally {
    progress.end();
  }
};
