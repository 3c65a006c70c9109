// Opens the garden that the configuration names: a folder, or a database. The way to Neo4j is loaded only when it is taken.

import type { Config } from "#apps/config.ts";
import type { Garden } from "#graph/garden.ts";
import { type OpenGardenOptions, openGarden } from "#graph/open-garden.ts";
import { HortusError } from "#kernels/errors.ts";

/** @throws what the stores throw; `usage.invalid` for a branch of a garden that has none */
export async function openConfiguredGarden(config: Config, options: Omit<OpenGardenOptions, "folder">): Promise<Garden> {
  const { garden: name, gardenFolder: folder, gardenAddress: address, environment } = config;
  if (address === null) return openGarden({ ...options, folder });
  const { openNeo4jGarden } = await import("#graph/open-neo4j-garden.ts");
  return openNeo4jGarden({ ...options, name, address, folder, password: environment.NEO4J_PASSWORD || null });
}

/** @throws `usage.invalid` where the garden is no folder; `instead` says what to do there */
export function refuseAddress({ garden, gardenAddress }: Config, what: string, instead: string): void {
  if (gardenAddress === null) return;
  throw new HortusError("usage.invalid", `${what} is for gardens in folders, and this one lives at ${garden}: ${instead}.`, { garden });
}
