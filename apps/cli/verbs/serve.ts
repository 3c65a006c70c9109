// serve: the API and the page, until Ctrl-C.

import type { Action, VerbContext } from "#apps/cli/verb.ts";
import { growAside } from "#apps/growth/grow-aside.ts";
import { packagePlace } from "#apps/package-places.ts";
import { startServer } from "#apps/server/start-server.ts";
import type { Workbench } from "#apps/workbench.ts";
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
  const grow = (paths: readonly string[], options: Parameters<typeof growAside>[3]) =>
    growAside(bench.config, bench.garden.branch, paths, options);
  const server = await startServer({ ...bench, model: bench.model, grow }, { port, host, pageFolder });
  await terminal.result({ url: server.url, garden: bench.garden.name }, [
    `Hortus is at ${server.url} (garden ${bench.garden.name}). Ctrl-C stops it.`,
  ]);
  await new Promise<void>((stopped) => {
    if (signal.aborted) stopped();
    signal.addEventListener("abort", () => stopped(), { once: true });
  });
  await server.close();
}
