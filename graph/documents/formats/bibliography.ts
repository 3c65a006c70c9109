// BibTeX and RIS libraries: one document an entry. citation-js reads each entry on its own, so that a broken one costs only itself.

import type { CslEntry } from "@citation-js/core";
import { HortusError } from "#kernels/errors.ts";
import type { Draft } from "../draft.ts";
import { failureOf } from "../failure.ts";
import { decodeText } from "../file.ts";
import { parseArxiv, parseDoi, parseYear } from "../identity.ts";
import type { Entry } from "../read-source.ts";
import type { Source } from "../sources.ts";
import { entryContent } from "./entry-content.ts";

export async function readBibtex(bytes: Uint8Array, source: Source): Promise<readonly Entry[]> {
  await import("@citation-js/plugin-bibtex");
  const segments = segmentsAt(decodeText(bytes), /^[ \t]*@[ \t]*\w+[ \t]*[{(]/gm);
  const strings = segments.filter((segment) => /^\s*@\s*string/i.test(segment)).join("\n");
  const entries = segments.filter((segment) => !/^\s*@\s*(string|comment|preamble)/i.test(segment));
  return readEntries(entries, source, {
    type: "@biblatex/text",
    prelude: strings === "" ? "" : `${strings}\n`,
    key: (segment) => /^\s*@\s*\w+\s*[{(]\s*([^\s,{}]{1,200})/.exec(segment)?.[1] ?? null,
    arxiv: bibtexArxiv,
  });
}

export async function readRis(bytes: Uint8Array, source: Source): Promise<readonly Entry[]> {
  await import("@citation-js/plugin-ris");
  const entries = segmentsAt(decodeText(bytes).replace(/\r\n?/g, "\n"), /^TY {1,2}- /gm);
  return readEntries(entries, source, {
    type: "@ris/file",
    prelude: "",
    key: (segment) => /^ID {1,2}- (.{1,200})$/m.exec(segment)?.[1]?.trim() ?? null,
    arxiv: () => null,
  });
}

interface Dialect {
  readonly type: string;
  /** Definitions that every entry may use. */
  readonly prelude: string;
  readonly key: (segment: string) => string | null;
  readonly arxiv: (segment: string) => string | null;
}

async function readEntries(segments: readonly string[], source: Source, dialect: Dialect): Promise<readonly Entry[]> {
  if (segments.length === 0) {
    throw new HortusError("document.empty", `${source.path} holds no ${source.format} entry. Check that it is what its name says.`);
  }
  const { plugins } = await import("@citation-js/core");
  return segments.flatMap((segment, index): readonly Entry[] => {
    const row = dialect.key(segment) ?? String(index + 1);
    try {
      const parsed = plugins.input.chain(dialect.prelude + segment, { forceType: dialect.type, generateGraph: false });
      const arxiv = parsed.length === 1 ? dialect.arxiv(segment) : null;
      return parsed.map((csl, at) => draftOf(csl, { row: at === 0 ? row : (csl.id ?? `${row}.${at + 1}`), arxiv, source }));
    } catch (thrown) {
      return [{ failure: failureOf(`${source.path}#${row}`, thrown) }];
    }
  });
}

function draftOf(csl: CslEntry, known: { readonly row: string; readonly arxiv: string | null; readonly source: Source }): Draft {
  const title = withoutMarkup(csl.title ?? "");
  return {
    title,
    authors: (csl.author ?? []).map((author) => author.literal ?? [author.given, author.family].filter(Boolean).join(" ")),
    year: parseYear(csl.issued?.["date-parts"]?.[0]?.[0]),
    doi: parseDoi(csl.DOI),
    arxiv: known.arxiv,
    venue: withoutMarkup(csl["container-title"] ?? ""),
    row: known.row,
    otherwise: `${known.source.path}#${known.row}`,
    content: entryContent(title, withoutMarkup(csl.abstract ?? "")),
  };
}

/** The text cut where the pattern matches; what stands before the first match is commentary. */
function segmentsAt(text: string, start: RegExp): readonly string[] {
  const starts = [...text.matchAll(start)].map((match) => match.index);
  return starts.map((from, at) => text.slice(from, starts[at + 1]));
}

/** `eprint` counts only under `archiveprefix = {arXiv}`: other archives have numbers of the same form. */
function bibtexArxiv(segment: string): string | null {
  const field = (name: string): string => new RegExp(`\\b${name}\\s*=\\s*[{"]\\s*([^}"]{1,100})`, "i").exec(segment)?.[1] ?? "";
  const prefix = field("archiveprefix") || field("eprinttype");
  return /^arxiv$/i.test(prefix.trim()) ? parseArxiv(field("eprint")) : null;
}

/** CSL keeps italics, sub- and superscripts as tags, and TeX's `\"\i` comes as an i without its dot under the accent. */
function withoutMarkup(text: string): string {
  return text.replace(/<\/?(?:i|b|sc|sub|sup|span)(?:\s[^<>]{0,100})?>/g, "").replace(/\u0131(?=\p{M})/gu, "i");
}
