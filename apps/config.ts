// Where things are and what is wanted: the one home of process.env. Everything below receives values, never the environment.

import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { HortusError } from "#kernels/errors.ts";

export interface Config {
  /** Folder with garden.db and ledger.db. */
  readonly gardenFolder: string;
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
  const garden = flags.garden ?? (environment.HORTUS_GARDEN || ".hortus");
  if (/^(neo4j|bolt)(\+s|\+ssc)?:\/\//.test(garden)) {
    throw new HortusError(
      "usage.invalid",
      `A garden at ${hideSecret(garden)} cannot be opened by this version; name a folder with --garden.`,
    );
  }
  return {
    gardenFolder: resolve(folder, garden),
    cacheFolder: cacheFolder(environment),
    model: flags.model ?? (environment.HORTUS_MODEL || "local"),
    seed: flags.seed ?? 1,
    annotator: environment.HORTUS_ANNOTATOR || "person",
    environment,
  };
}

/** HORTUS_CACHE, else the user's cache folder as the XDG rules say. */
export function cacheFolder(environment: Environment = process.env): string {
  return environment.HORTUS_CACHE || join(environment.XDG_CACHE_HOME || join(homedir(), ".cache"), "hortus");
}

/** Whether a fault of our own shows where it arose: HORTUS_DEBUG. */
export function wantsStack(environment: Environment = process.env): boolean {
  return Boolean(environment.HORTUS_DEBUG);
}

function hideSecret(address: string): string {
  return address.replace(/\/\/([^@/]*)@/, (_all, user: string) => `//${user.split(":")[0]}@`);
}
