// serve: the API and the page, until Ctrl-C.

import type { Action, VerbContext } from "#apps/cli/verb.ts";
import { growAside } from "#apps/growth/grow-aside.ts";
import { pastAside } from "#apps/history/aside.ts";
import { packagePlace } from "#apps/package-places.ts";
import { startServer } from "#apps/server/start-server.ts";
import type { Workbench as ServerWorkbench } from "#apps/server/workbench-face.ts";
import type { Workbench } from "#apps/workbench.ts";
import type { Garden } from "#graph/garden.ts";
import { openGarden } from "#graph/open-garden.ts";
import { EXIT } from "../exit-codes.ts";

export interface ServeFlags {
  readonly port: number;
  readonly host: string;
}

export const serve: Action<ServeFlags> = async (context, _args, flags) => {
  const bench = await context.workbench({ create: true, embeddings: true });
  await serveUntilStopped(context, bench, flags);
  return EXIT.done;
};

/** Prints the URL once it answers; ends when the signal is aborted. */
export async function serveUntilStopped({ terminal, signal }: VerbContext, bench: Workbench, { port, host }: ServeFlags): Promise<void> {
  const pageFolder = packagePlace("dist", "dashboard", "index.html") && packagePlace("dist", "dashboard");
  if (pageFolder === null) terminal.note('The page is not built, so only the API answers; "npm run build:page" builds it.');
  const server = await startServer(faceOf(bench, bench.garden), { port, host, pageFolder });
  await terminal.result({ url: server.url, garden: bench.garden.name }, [
    `Hortus is at ${server.url} (garden ${bench.garden.name}). Ctrl-C stops it.`,
  ]);
  await new Promise<void>((stopped) => {
    if (signal.aborted) stopped();
    signal.addEventListener("abort", () => stopped(), { once: true });
  });
  await server.close();
}

/** The workbench as the server sees it, with this branch of the garden. */
function faceOf(bench: Workbench, garden: Garden): ServerWorkbench {
  const { config } = bench;
  const { folder, branch, embedder } = garden;
  return {
    ...bench,
    garden,
    grow: (paths, options) => growAside(config, branch, paths, options),
    past: pastAside(config, branch),
    openBranch: async (name) => faceOf(bench, await openGarden({ folder, embedder, create: false, branch: name })),
  };
}
