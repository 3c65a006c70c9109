// Opens a garden in a folder. Which folder, and with which embedder, the caller decides.

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Garden } from "#graph/garden.ts";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import { HortusError } from "#kernels/errors.ts";
import type { Embedder } from "#kernels/language-model.ts";

export interface OpenGardenOptions {
  readonly folder: string;
  /** Stays the caller's: closing the garden does not close it. */
  readonly embedder: Embedder | null;
  /** Whether a missing garden is made. */
  readonly create: boolean;
  /** Dates the entries of history. */
  readonly now?: () => Date;
}

/**
 * Opens the garden in `folder`, whose graph is `garden.db`.
 * @throws `input.invalid` when there is none and `create` is false; `graph.corrupt`, `graph.too_new`, `graph.locked`
 */
export async function openGarden({ folder, embedder, create, now = () => new Date() }: OpenGardenOptions): Promise<Garden> {
  const file = join(folder, "garden.db");
  if (!create && !existsSync(file)) {
    throw new HortusError(
      "input.invalid",
      `There is no garden in ${folder}: grow one with “hortus grow <papers>”, or name another with --garden.`,
      {
        garden: folder,
      },
    );
  }
  const store = openEmbeddedStore(file, { now });
  return { name: folder, folder, store, embedder, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}
