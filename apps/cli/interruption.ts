// Ctrl-C: the first asks the work to stop at a clean place, the second ends the process at once. Nothing acknowledged is lost either way.

import { asHortusError, HortusError } from "#kernels/errors.ts";
import type { Terminal } from "./terminal.ts";

export interface Interruption {
  readonly signal: AbortSignal;
  /** Takes the handlers away again, unless somebody interrupted. */
  stop(): void;
}

/** One Ctrl-C reaches a process twice when the terminal signals its whole group and a parent passes it on as well. */
const SAME_PRESS_MS = 500;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export function listenForInterruption(terminal: Pick<Terminal, "note">): Interruption {
  const controller = new AbortController();
  let pressed = 0;
  const handler = (name: NodeJS.Signals): void => {
    const now = performance.now();
    if (!controller.signal.aborted) {
      pressed = now;
      terminal.note("Stopping; press Ctrl-C again to end at once.");
      controller.abort();
    } else if (now - pressed > SAME_PRESS_MS) {
      terminal.note("Ended at once; what landed is kept.");
      endBy(name);
    }
  };
  const remove = (): void => {
    for (const name of SIGNALS) process.off(name, handler);
  };
  /** After a Ctrl-C it listens until the process has ended: the same press, passed on late, must not kill what is closing cleanly. */
  const stop = (): void => {
    if (!controller.signal.aborted) remove();
  };
  /** By the signal itself: process.exit would take native threads down in the middle of their work, and they answer with a crash. */
  const endBy = (name: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, name);
  };
  for (const name of SIGNALS) process.on(name, handler);
  return { signal: controller.signal, stop };
}

/** What an interrupted verb says: that nothing is lost, and the command that goes on. */
export function interruptedError(thrown: unknown, words: readonly string[], garden: string | undefined): HortusError {
  const { code, message, facts } = asHortusError(thrown);
  const why = code === "interrupted" ? "" : ` (${message})`;
  const place = garden === undefined ? [] : ["--garden", garden];
  const command = typeof facts.run === "string" ? ["resume", facts.run, ...place] : words;
  const goOn = `npx hortus ${command.map(quoted).join(" ")}`;
  const kept = facts.landed === 0 ? " before anything landed" : `${why}; what landed is kept`;
  return new HortusError("interrupted", `Interrupted${kept}. Go on with: ${goOn}`, { ...facts, goOn });
}

/** As a shell reads it back. */
function quoted(word: string): string {
  return /^[\p{L}\p{N}_./:=@%+,-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
