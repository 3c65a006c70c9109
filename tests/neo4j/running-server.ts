// Starts one real Neo4j for all tests of this folder, on a free loopback port with a temporary home, and stops it by its pid.

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

const SCRIPT = fileURLToPath(new URL("server/neo4j.sh", import.meta.url));
const PASSWORD = "a-password-of-tests";

declare module "vitest" {
  interface ProvidedContext {
    readonly neo4j: { readonly port: number; readonly password: string; readonly home: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), "hortus-neo4j-"));
  const port = await freePort();
  const script = (verb: string): Promise<void> => runServer(verb, { home, port });
  await script("fetch");
  await script("start");
  project.provide("neo4j", { port, password: PASSWORD, home });
  return async () => {
    await script("stop");
    await rm(home, { recursive: true });
  };
}

/** One verb of neo4j.sh on the server of that home. */
export async function runServer(verb: string, { home, port }: { readonly home: string; readonly port: number }): Promise<void> {
  const env = { ...process.env, NEO4J_HOME: home, NEO4J_BOLT_PORT: String(port), NEO4J_PASSWORD: PASSWORD };
  const { stdout } = await promisify(execFile)("bash", [SCRIPT, verb], { env });
  console.info(`neo4j ${verb}: ${stdout.trim()}`);
}

/** A port that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
