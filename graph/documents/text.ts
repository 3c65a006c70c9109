// The one normal form of a document's text, and its hash. Changes white space and composition only, never a word.

import { hash } from "node:crypto";
import type { Sha256 } from "#graph/model.ts";

/** Printable ASCII with single spaces and at most one blank line: already normal, which most JSONL rows are. */
const NEEDS_WORK = /[^\n\x20-\x7e]| {2}| \n|\n\n\n|^[ \n]|[ \n]$/;

const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** Control characters, soft hyphen, zero-width and direction marks, byte-order mark. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
const SPACES = /[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g;

/**
 * NFC and white space only: line ends become LF, runs of spaces one space, no spaces before a line end, at most one blank
 * line, nothing invisible, nothing at either end. Lone surrogates become U+FFFD, so that the text survives UTF-8. Idempotent;
 * time is linear in the length.
 */
export function normaliseText(raw: string): string {
  if (!NEEDS_WORK.test(raw)) return raw;
  return raw
    .toWellFormed()
    .replace(LINE_ENDS, "\n")
    .replace(INVISIBLE, "")
    .normalize("NFC")
    .replace(SPACES, " ")
    .replace(/ \n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Text on one line: what titles, headings and paragraphs of flowing prose are. */
export function oneLine(raw: string): string {
  return normaliseText(raw).replace(/ ?\n+ ?/g, " ");
}

/** SHA-256 of the UTF-8 bytes. */
export function sha256(text: string): Sha256 {
  return hash("sha256", text, "hex") as Sha256;
}

/** A value as text: a string as it stands, anything else as nothing. */
export function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
