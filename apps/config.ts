// Where things are and what is wanted: the one home of process.env. Everything below receives values, never the environment.

import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { homeName, type Neo4jAddress, parseNeo4jAddress } from "#graph/store/neo4j/address.ts";

export interface Config {
  /** The garden as the user named it, made whole: its folder, or its address. */
  readonly garden: string;
  /** Folder with ledger.db and, unless the garden lives in Neo4j, garden.db. */
  readonly gardenFolder: string;
  /** Where the garden lives when it is no folder. */
  readonly gardenAddress: Neo4jAddress | null;
  /** Folder for weights, built graphs and probes; shared by all gardens of a user. */
  readonly cacheFolder: string;
  /** `none`, `local`, a .gguf path, or `provider:name`. */
  readonly model: string;
  readonly seed: number;
  /** Who judges, as exported pairs name them. */
  readonly annotator: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface ConfigFlags {
  readonly garden?: string | undefined;
  readonly model?: string | undefined;
  readonly seed?: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The flags given, else HORTUS_GARDEN and HORTUS_MODEL, else the garden of the current folder and the local model. */
export function readConfig(flags: ConfigFlags, environment: Environment = process.env, folder: string = process.cwd()): Config {
  return {
    ...gardenPlace(flags.garden ?? (environment.HORTUS_GARDEN || ".hortus"), environment, folder),
    cacheFolder: cacheFolder(environment),
    model: flags.model ?? (environment.HORTUS_MODEL || "local"),
    seed: flags.seed ?? 1,
    annotator: environment.HORTUS_ANNOTATOR || "person",
    environment,
  };
}

/** A garden in Neo4j has a home of its own on this machine, for what is no part of the graph: runs, judgements, which files were read. */
function gardenPlace(garden: string, environment: Environment, folder: string): Pick<Config, "garden" | "gardenFolder" | "gardenAddress"> {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(garden)) {
    const gardenFolder = resolve(folder, garden);
    return { garden: gardenFolder, gardenFolder, gardenAddress: null };
  }
  const gardenAddress = parseNeo4jAddress(garden);
  return { garden, gardenFolder: join(dataFolder(environment), "gardens", homeName(gardenAddress)), gardenAddress };
}

/** HORTUS_DATA, else the user's data folder as the XDG rules say. */
function dataFolder(environment: Environment): string {
  return environment.HORTUS_DATA || join(environment.XDG_DATA_HOME || join(homedir(), ".local", "share"), "hortus");
}

/** HORTUS_CACHE, else the user's cache folder as the XDG rules say. */
export function cacheFolder(environment: Environment = process.env): string {
  return environment.HORTUS_CACHE || join(environment.XDG_CACHE_HOME || join(homedir(), ".cache"), "hortus");
}

/** Whether a fault of our own shows where it arose: HORTUS_DEBUG. */
export function wantsStack(environment: Environment = process.env): boolean {
  return Boolean(environment.HORTUS_DEBUG);
}
