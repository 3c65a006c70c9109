// How every verb is made: its common flags, its --help example, Ctrl-C, the workbench, and one place where errors become exit codes.

import { Command, InvalidArgumentError, Option } from "commander";
import type { Config } from "#apps/config.ts";
import type { OpenOptions, Workbench } from "#apps/workbench.ts";
import { interruptedError, listenForInterruption } from "./interruption.ts";
import { openTerminal, reportError, type Terminal } from "./terminal.ts";

export interface VerbContext {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Opens garden, ledger and models; closed when the verb ends. */
  workbench(options: Pick<OpenOptions, "create" | "embeddings">): Promise<Workbench>;
}

/** A verb's work: answers the exit code. */
export type Action<Flags> = (context: VerbContext, args: readonly string[], flags: Flags) => Promise<number>;

export interface VerbSpec<Flags> {
  readonly name: string;
  readonly summary: string;
  /** As commander writes them: `<path...>`. */
  readonly args?: string;
  readonly example: string;
  /** More than one line has room for: file formats, what figures mean. */
  readonly details?: string;
  readonly options?: readonly Option[];
  /** Imported only when the verb runs, so that --help stays quick. */
  readonly action: () => Promise<Action<Flags>>;
}

/** Verbs under one name: `ontology induce`. */
export interface VerbGroup {
  readonly name: string;
  readonly summary: string;
  readonly verbs: readonly VerbSpec<never>[];
}

interface CommonFlags {
  readonly json?: boolean;
  readonly garden?: string;
  readonly model?: string;
  readonly seed?: number;
}

/** The verb as a commander command; its exit code goes to `done`. */
export function verb<Flags>(spec: VerbSpec<Flags>, done: (exitCode: number) => void): Command {
  const command = new Command(spec.name)
    .summary(spec.summary)
    .description(spec.details === undefined ? spec.summary : `${spec.summary}\n\n${spec.details}`);
  for (const argument of (spec.args ?? "").split(" ").filter(Boolean)) command.argument(argument);
  for (const option of spec.options ?? []) command.addOption(option);
  command
    .option("--garden <place>", "the garden: a folder, or neo4j://user@host:port/db (default: .hortus in the current folder)")
    .option("--model <id>", "language model: local, none, a .gguf file, or provider:name (default: local)")
    .addOption(new Option("--seed <n>", "seed of everything random (default: 1)").argParser(wholeNumber(0)))
    .option("--json", "one JSON value on stdout; progress and messages on stderr")
    .addHelpText("after", `\nExample:\n  $ npx hortus ${spec.example}`);
  return command.action(async () => {
    const flags = command.opts<Flags & CommonFlags>();
    done(await runVerb(spec, command.args, flags));
  });
}

async function runVerb<Flags>(spec: VerbSpec<Flags>, args: readonly string[], flags: Flags & CommonFlags): Promise<number> {
  const terminal = openTerminal(flags.json === true);
  // Before anything is loaded: a Ctrl-C while the modules of a verb come in is heard too.
  const { signal, stop } = listenForInterruption(terminal);
  const opened: Workbench[] = [];
  try {
    const action = await spec.action();
    const { readConfig } = await import("#apps/config.ts");
    const config = readConfig(flags);
    const workbench = async (options: Pick<OpenOptions, "create" | "embeddings">): Promise<Workbench> => {
      const bench = await openForTerminal(config, terminal, { ...options, signal });
      opened.push(bench);
      return bench;
    };
    return await action({ config, terminal, signal, workbench }, args, flags);
  } catch (thrown) {
    if (!signal.aborted) return await reportError(thrown, terminal.json);
    return await reportError(interruptedError(thrown, process.argv.slice(2), flags.garden), terminal.json);
  } finally {
    for (const bench of opened) await bench[Symbol.asyncDispose]();
    stop();
  }
}

async function openForTerminal(config: Config, terminal: Terminal, options: OpenOptions): Promise<Workbench> {
  const { openWorkbench } = await import("#apps/workbench.ts");
  const fetching = terminal.progress("fetching weights");
  try {
    return await openWorkbench(config, {
      ...options,
      onWeights: ({ phase, done, total }) => fetching.update(done, total, "bytes", phase),
      onMissing: (why) => terminal.note(`No embeddings: ${why}`),
    });
  } finally {
    fetching.end();
  }
}

/** A whole number of at least `least`, for commander. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least) throw new InvalidArgumentError(`Give a whole number of at least ${least}.`);
    return value;
  };
}

/** A number from 0 to 1, for commander. */
export function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1)) throw new InvalidArgumentError("Give a number from 0 to 1.");
  return value;
}

/** Some of a few names with commas between, for commander. */
export function listOf(names: readonly string[]): (text: string) => readonly string[] {
  return (text) => {
    const given = text.split(",").map((name) => name.trim());
    const unknown = given.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new InvalidArgumentError(`There is no "${unknown}": give some of ${names.join(", ")}.`);
    return given;
  };
}
