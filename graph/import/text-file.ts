// A graph file as text in pieces: refused when it is missing, empty or no text, and when nothing ends in it for too long. Knows no format.

import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { fileErrorCode, fileFailure } from "#graph/documents/failure.ts";
import { megabytes, readHead } from "#graph/documents/file.ts";
import { hasUtf16Mark, sniff } from "#graph/documents/sniff.ts";
import { HortusError } from "#kernels/errors.ts";

export interface TextFile {
  readonly path: string;
  /** Without folders: what a conjecture may say of where it comes from. */
  readonly name: string;
  readonly bytes: number;
  /** The first characters. */
  readonly head: string;
  /**
   * The text from its start. `ends` are the characters one of which a sound file has again and again: its line end, its quote.
   * @throws `document.too_large` after 8 MB without any of them; `document.corrupt` where the bytes are no text; `interrupted`
   */
  pieces(ends: string): AsyncGenerator<string>;
}

export interface ReadingOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes read, of all. */
  readonly onBytes?: ((done: number, total: number) => void) | undefined;
}

/** UTF-16 units without an end; the longest line of a real graph file is below a tenth of it. */
const LONGEST = 8_000_000;
const PIECE_BYTES = 1 << 18;

/** @throws `document.not_found`, `document.unreadable`, `document.empty`, `document.mistyped` */
export async function openTextFile(path: string, options: ReadingOptions = {}): Promise<TextFile> {
  const { head, bytes } = await startOf(path);
  const name = basename(path);
  if (bytes === 0) throw new HortusError("document.empty", `${path} is an empty file: export the graph again.`, { path });
  const nature = sniff(head);
  if (nature !== "text" && nature !== "XML file") {
    const message = `${path} is no graph but ${/^[aeiou]|^(HDF|XML|HTML|RTF|SQLite)/.test(nature) ? "an" : "a"} ${nature}: name a GraphML, GEXF, JSON-LD, Turtle, CSV or graph JSON file.`;
    throw new HortusError("document.mistyped", message.replace("a binary data", "binary data"), { path, found: nature });
  }
  const encoding = encodingOf(path, head);
  const start = new TextDecoder(encoding).decode(head, { stream: true });
  return { path, name, bytes, head: start, pieces: (ends) => pieces({ path, bytes, encoding, ends }, options) };
}

/** JSON of all kinds is read whole. */
const MAX_WHOLE = 64_000_000;

/** All of it. @throws `document.too_large` before anything is read */
export async function wholeText(file: TextFile): Promise<string> {
  if (file.bytes > MAX_WHOLE) {
    const message = `${file.path} has ${megabytes(file.bytes)}; JSON is read up to ${megabytes(MAX_WHOLE)}: convert it to GraphML, Turtle or CSV triples.`;
    throw new HortusError("document.too_large", message, { path: file.path, bytes: file.bytes, limit: MAX_WHOLE });
  }
  let text = "";
  for await (const piece of file.pieces('"\n')) text += piece;
  return text;
}

async function startOf(path: string): Promise<{ readonly head: Buffer; readonly bytes: number }> {
  try {
    const { size } = await stat(path);
    await using handle = await open(path, "r");
    return { head: await readHead(handle), bytes: size };
  } catch (thrown) {
    throw fileError(path, thrown);
  }
}

function fileError(path: string, thrown: unknown): unknown {
  const code = fileErrorCode(thrown);
  if (code === null) return thrown;
  if (code === "EISDIR") return new HortusError("input.invalid", `${path} is a folder: name one graph file.`, { path });
  const failure = fileFailure(path, code);
  return new HortusError(failure.code, failure.message, { path }, thrown);
}

/** A byte-order mark, else what an XML declaration names, else UTF-8. @throws `document.corrupt` for an encoding nobody knows */
function encodingOf(path: string, head: Buffer): string {
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head.toString("latin1"))?.[1];
  const encoding = hasUtf16Mark(head) ?? declared ?? "utf-8";
  try {
    return new TextDecoder(encoding).encoding;
  } catch {
    const message = `${path} is said to be in ${encoding}, which cannot be read: save it as UTF-8.`;
    throw new HortusError("document.corrupt", message, { path, encoding });
  }
}

interface Reading {
  readonly path: string;
  readonly bytes: number;
  readonly encoding: string;
  readonly ends: string;
}

async function* pieces({ path, bytes, encoding, ends }: Reading, { signal, onBytes }: ReadingOptions): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let open = 0;
  let done = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
      if (signal?.aborted) throw new HortusError("interrupted", "Interrupted; nothing of the file was imported.");
      const text = decoder.decode(chunk, { stream: true });
      open = sinceEnd(text, ends, open);
      if (open > LONGEST) throw endless(path, ends);
      done += chunk.byteLength;
      onBytes?.(done, Math.max(bytes, done));
      yield text;
    }
    yield decoder.decode();
  } catch (thrown) {
    if (thrown instanceof TypeError) throw notText(path, encoding, done);
    throw fileError(path, thrown);
  }
}

/** How much text there is since the last of these characters. */
function sinceEnd(text: string, ends: string, before: number): number {
  const last = Math.max(...[...ends].map((end) => text.lastIndexOf(end)));
  return last < 0 ? before + text.length : text.length - last;
}

function endless(path: string, ends: string): HortusError {
  const missing = [...new Set([...ends].map((end) => (end < " " ? "line end" : end)))].join(" or ");
  const message = `${path} goes on for ${megabytes(LONGEST)} without a ${missing}: no graph is written so. Export it again.`;
  return new HortusError("document.too_large", message, { path, limit: LONGEST });
}

function notText(path: string, encoding: string, at: number): HortusError {
  const message = `${path} is not valid ${encoding} after byte ${at}: save it as UTF-8.`;
  return new HortusError("document.corrupt", message, { path, encoding });
}
