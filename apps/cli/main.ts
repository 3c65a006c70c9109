// The command line: the list of verbs. Each verb's work is in verbs/ and imported only when it runs.

import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { packagePlace } from "#apps/package-places.ts";
import { EXIT } from "./exit-codes.ts";
import { verb } from "./verb.ts";
import { VERBS } from "./verbs.ts";

// A reader that has seen enough (`hortus … | head`) is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.failed));

process.exitCode = await main(process.argv);

async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.done;
  const finish = (code: number): void => {
    exitCode = code;
  };
  const program = new Command("hortus")
    .description("Grows knowledge gardens from papers, and cited hypotheses from gardens.")
    .version(version(), "--version")
    .exitOverride()
    .configureHelp({ sortSubcommands: false })
    .addHelpText(
      "after",
      "\nExample:\n  $ npx hortus grow ./papers && npx hortus hypothesize --count 5\n\nExit codes: 0 done, 1 failed, 2 bad usage or input, 3 partly done, 130 interrupted.",
    );
  for (const group of VERBS) {
    const command = "verbs" in group ? new Command(group.name).summary(group.summary).description(group.summary) : null;
    for (const spec of "verbs" in group ? group.verbs : [group]) {
      (command ?? program).addCommand(verb(spec, finish).exitOverride());
    }
    if (command) program.addCommand(command.exitOverride());
  }
  try {
    await program.parseAsync(argv as string[]);
  } catch (thrown) {
    return usageExit(thrown, argv.includes("--json"));
  }
  return exitCode;
}

/** Commander has printed its message; --help and --version also end here. */
function usageExit(thrown: unknown, json: boolean): number {
  if (!(thrown instanceof CommanderError)) throw thrown;
  if (thrown.exitCode === 0) return EXIT.done;
  if (json) process.stdout.write(`${JSON.stringify({ error: { code: "usage.invalid", message: thrown.message, facts: {} } })}\n`);
  return EXIT.usage;
}

function version(): string {
  const manifest = packagePlace("package.json");
  return manifest === null ? "unknown" : (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
