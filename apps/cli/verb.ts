// How every verb is made: its common flags, its --help example, Ctrl-C, the workbench, and one place where errors become exit codes.

import { Command, InvalidArgumentError, Option } from "commander";
import type { Config } from "#apps/config.ts";
import type { OpenOptions, Workbench } from "#apps/workbench.ts";
import { EXIT } from "./exit-codes.ts";
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
  readonly options?: readonly Option[];
  /** Imported only when the verb runs, so that --help stays quick. */
  readonly action: () => Promise<Action<Flags>>;
}

interface CommonFlags {
  readonly json?: boolean;
  readonly garden?: string;
  readonly model?: string;
  readonly seed?: number;
}

/** The verb as a commander command; its exit code goes to `done`. */
export function verb<Flags>(spec: VerbSpec<Flags>, done: (exitCode: number) => void): Command {
  const command = new Command(spec.name).summary(spec.summary).description(spec.summary);
  for (const argument of (spec.args ?? "").split(" ").filter(Boolean)) command.argument(argument);
  for (const option of spec.options ?? []) command.addOption(option);
  command
    .option("--garden <folder>", "the garden (default: .hortus in the current folder)")
    .option("--model <id>", "language model: local, none, a .gguf file, or provider:name (default: local)")
    .addOption(new Option("--seed <n>", "seed of everything random (default: 1)").argParser(wholeNumber(0)))
    .option("--json", "one JSON value on stdout; progress and messages on stderr")
    .addHelpText("after", `\nExample:\n  $ npx hortus ${spec.example}`);
  return command.action(async () => {
    const flags = command.opts<Flags & CommonFlags>();
    done(await runVerb(await spec.action(), command.args, flags));
  });
}

async function runVerb<Flags>(action: Action<Flags>, args: readonly string[], flags: Flags & CommonFlags): Promise<number> {
  const terminal = openTerminal(flags.json === true);
  const interrupt = new AbortController();
  const stop = onInterrupt(interrupt, terminal);
  const opened: Workbench[] = [];
  try {
    const { readConfig } = await import("#apps/config.ts");
    const config = readConfig(flags);
    const workbench = async (options: Pick<OpenOptions, "create" | "embeddings">): Promise<Workbench> => {
      const bench = await openForTerminal(config, terminal, { ...options, signal: interrupt.signal });
      opened.push(bench);
      return bench;
    };
    return await action({ config, terminal, signal: interrupt.signal, workbench }, args, flags);
  } catch (thrown) {
    const code = await reportError(thrown, terminal.json);
    return interrupt.signal.aborted ? EXIT.interrupted : code;
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

/** First Ctrl-C asks the work to stop at a clean place; the second ends at once (nothing acknowledged is lost either way). */
function onInterrupt(controller: AbortController, terminal: Terminal): () => void {
  const handler = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    terminal.note("Stopping; press Ctrl-C again to end at once.");
    controller.abort();
  };
  process.on("SIGINT", handler);
  process.on("SIGTERM", handler);
  return () => {
    process.off("SIGINT", handler);
    process.off("SIGTERM", handler);
  };
}

/** A whole number of at least `least`, for commander. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least) throw new InvalidArgumentError(`Give a whole number of at least ${least}.`);
    return value;
  };
}
