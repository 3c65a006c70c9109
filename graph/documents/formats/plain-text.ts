// Plain text: its lines as they stand. Finds a title and headings that stand alone on a line; rewrites nothing.

import type { Section } from "#graph/model.ts";
import type { Draft } from "../draft.ts";
import { decodeText } from "../file.ts";
import { kindOfHeading } from "../headings.ts";
import { parseArxiv, parseDoi } from "../identity.ts";
import { normaliseText } from "../text.ts";

/** Lines that can name the document's own DOI: a paper says it at its head or not at all. */
const FRONT_LINES = 12;

export function readPlainText(bytes: Uint8Array): Draft {
  const text = normaliseText(decodeText(bytes));
  const lines = locateLines(text);
  const title = titleOf(lines);
  const front = lines.slice(0, FRONT_LINES).map((line) => line.text);
  return {
    title,
    doi: firstOf(front, (line) => (/^\s*(doi\b|https?:\/\/(dx\.)?doi\.org\/)/i.test(line) ? parseDoi(line) : null)),
    arxiv: firstOf(front, (line) => (/^\s*arxiv:/i.test(line) ? parseArxiv(line) : null)),
    content: { text, sections: sectionsOf(text, lines, title) },
  };
}

interface Line {
  readonly text: string;
  readonly start: number;
}

function locateLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    lines.push({ text: line, start });
    start += line.length + 1;
  }
  return lines;
}

/** The first line, where it is short and stands alone. */
function titleOf(lines: readonly Line[]): string | null {
  const [first, second] = lines;
  if (first === undefined || second?.text !== "" || first.text.length > 250 || /[.;,]$/.test(first.text)) return null;
  return first.text;
}

function sectionsOf(text: string, lines: readonly Line[], title: string | null): readonly Section[] {
  const opened: { readonly kind: Section["kind"]; readonly heading: string; readonly start: number }[] = [];
  if (title !== null) opened.push({ kind: "title", heading: "", start: 0 });
  const afterTitle = lines.findIndex((line, at) => at > 0 && line.text !== "");
  for (const [at, line] of lines.entries()) {
    if (title !== null && at === 0) continue;
    const kind = line.text.length <= 60 ? kindOfHeading(line.text) : null;
    if (kind !== null) opened.push({ kind, heading: line.text.trim(), start: line.start });
    else if (title !== null && at === afterTitle) opened.push({ kind: "body", heading: "", start: line.start });
  }
  return opened.map((section, at) => {
    const until = opened[at + 1]?.start ?? text.length;
    return { ...section, end: section.start + text.slice(section.start, until).trimEnd().length };
  });
}

function firstOf<T>(values: readonly string[], find: (value: string) => T | null): T | null {
  for (const value of values) {
    const found = find(value);
    if (found !== null) return found;
  }
  return null;
}
