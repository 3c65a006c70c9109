// --as-of: a verb that reads does so in the garden as it was at an earlier version, or on a day.

import { Option } from "commander";
import type { Garden } from "#graph/garden.ts";
import type { AsOfOptions } from "#graph/history/as-of.ts";
import type { VerbContext } from "./verb.ts";

export interface AsOfFlag {
  readonly asOf?: string | undefined;
}

export const asOfOption = () =>
  new Option(
    "--as-of <version>",
    "read the garden as it was then: a version (see history), or a date such as 2026-11-01 (the end of that day, UTC)",
  );

/** The version meant, if one is. @throws `input.invalid` when it is none */
export async function asOfVersion({ store }: Garden, { asOf }: AsOfFlag): Promise<number | undefined> {
  if (asOf === undefined) return undefined;
  const { checkVersion, versionAt } = await import("#graph/history/as-of.ts");
  if (!/^\d+$/.test(asOf)) return versionAt(store, asOf);
  await checkVersion(store, Number(asOf));
  return Number(asOf);
}

/** The garden itself without the flag. */
export async function readingAt(garden: Garden, flag: AsOfFlag, context: Pick<VerbContext, "signal" | "terminal">): Promise<Garden> {
  const version = await asOfVersion(garden, flag);
  if (version === undefined) return { ...garden, [Symbol.asyncDispose]: async () => {} };
  const { openToRead } = await import("#graph/history/as-of.ts");
  return goingBack(context, version, (options) => openToRead(garden, version, options));
}

/** Opens a garden of then, with a line of progress while it is made. @param to  null: more than one */
export async function goingBack<Opened>(
  { signal, terminal }: Pick<VerbContext, "signal" | "terminal">,
  to: number | null,
  open: (options: AsOfOptions) => Promise<Opened>,
): Promise<Opened> {
  const progress = terminal.progress(to === null ? "going back" : `going back to version ${to}`);
  try {
    return await open({ signal, onProgress: progress.update });
  } finally {
    progress.end();
  }
}
