// What the CLI shows: one JSON value or plain lines on stdout, progress and errors on stderr. It decides nothing.

import { wantsStack } from "#apps/config.ts";
import { asHortusError } from "#kernels/errors.ts";
import { EXIT_CODES } from "./exit-codes.ts";

export interface Terminal {
  readonly json: boolean;
  /** The verb's result: with --json exactly one JSON value, else the lines. */
  result(value: unknown, lines: readonly string[]): Promise<void>;
  /** Text as it stands, for exports. Waits when the reader is slow. */
  write(text: string): Promise<void>;
  note(line: string): void;
  progress(label: string): Progress;
}

export interface Progress {
  /** `done` of `total` in `unit`; a total of 0 is unknown. */
  update(done: number, total: number, unit: string, label?: string): void;
  end(): void;
}

export function openTerminal(
  json: boolean,
  stdout: NodeJS.WriteStream = process.stdout,
  stderr: NodeJS.WriteStream = process.stderr,
): Terminal {
  const write = (text: string): Promise<void> => writeAll(stdout, text);
  return {
    json,
    write,
    result: (value, lines) => write(json ? `${JSON.stringify(value)}\n` : lines.length === 0 ? "" : `${lines.join("\n")}\n`),
    note: (line) => void stderr.write(`${line}\n`),
    progress: (label) => openProgress(label, stderr),
  };
}

/** Prints an error as one line (and as JSON on stdout when asked) and answers the exit code. */
export async function reportError(thrown: unknown, json: boolean): Promise<number> {
  const error = asHortusError(thrown);
  process.stderr.write(`hortus: ${error.message.replace(/\s*\n\s*/g, " ")} [${error.code}]\n`);
  if (error.code === "internal" && wantsStack() && error.stack) process.stderr.write(`${error.stack}\n`);
  if (json)
    await writeAll(process.stdout, `${JSON.stringify({ error: { code: error.code, message: error.message, facts: error.facts } })}\n`);
  return EXIT_CODES[error.code];
}

function writeAll(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text === "") return Promise.resolve();
  return new Promise((done, fail) => stream.write(text, (error) => (error ? fail(error) : done())));
}

const BAR_CELLS = 24;
const REDRAW_MS = 100;
const LINE_EVERY_MS = 5000;

function openProgress(name: string, stream: NodeJS.WriteStream): Progress {
  /** When the first part was done, and how much that was: what came before this line is no part of its rate. */
  let first: { readonly at: number; readonly done: number } | null = null;
  let drawn = 0;
  let open = false;
  return {
    update(done, total, unit, label) {
      const now = performance.now();
      first ??= { at: now, done };
      const last = total > 0 && done >= total;
      if (now - drawn < (stream.isTTY ? REDRAW_MS : LINE_EVERY_MS) && !(last && stream.isTTY)) return;
      drawn = now;
      const line = progressLine(name, done, total, unit, (now - first.at) / 1000, label, first.done);
      stream.write(stream.isTTY ? `\r\u001b[2K${line.slice(0, (stream.columns ?? 100) - 1)}` : `${line}\n`);
      open = stream.isTTY === true;
    },
    end() {
      if (open) stream.write("\r\u001b[2K");
      open = false;
    },
  };
}

/** `growing  ███░░ 1200/3000 documents  410/s  4 s left  papers.jsonl` */
export function progressLine(name: string, done: number, total: number, unit: string, seconds: number, label = "", before = 0): string {
  const rate = seconds > 0 ? (done - before) / seconds : 0;
  const known = total > 0;
  const full = known ? Math.min(BAR_CELLS, Math.floor((done / total) * BAR_CELLS)) : 0;
  const bar = known ? `${"█".repeat(full)}${"░".repeat(BAR_CELLS - full)} ` : "";
  const left = known && rate > 0 && done < total ? `  ${duration((total - done) / rate)} left` : "";
  const shown = rate >= 10 ? Math.round(rate) : Math.round(rate * 10) / 10;
  return `${name}  ${bar}${done}${known ? `/${total}` : ""} ${unit}${rate > 0 ? `  ${shown}/s` : ""}${left}${label ? `  ${label}` : ""}`;
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 360) / 10} h`;
}

/** "1 document", "2 documents". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
