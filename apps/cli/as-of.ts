// --as-of: a verb that reads does so in the garden as it was at an earlier version.

import { Option } from "commander";
import type { Garden } from "#graph/garden.ts";
import { wholeNumber } from "./verb.ts";

export interface AsOfFlag {
  readonly asOf?: number | undefined;
}

export const asOfOption = () => new Option("--as-of <version>", "read the garden as it was then (see history)").argParser(wholeNumber(0));

/** The garden itself without the flag. Sentences that have no vectors there get them, where there is a model. */
export async function readingAt(garden: Garden, { asOf }: AsOfFlag, signal: AbortSignal): Promise<Garden> {
  if (asOf === undefined) return { ...garden, [Symbol.asyncDispose]: async () => {} };
  const [{ openAsOf }, { embedSentences }] = [await import("#graph/history/as-of.ts"), await import("#graph/growth/embed.ts")];
  const then = await openAsOf(garden, asOf, { signal });
  try {
    await embedSentences(then, { signal });
    return then;
  } catch (thrown) {
    await then[Symbol.asyncDispose]();
    throw thrown;
  }
}
