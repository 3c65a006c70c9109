// One file to its documents, whatever the format. Every failure is a value; parsers are loaded when a file needs them.

import type { Document, DocumentFormat } from "#graph/model.ts";
import { HortusError } from "#kernels/errors.ts";
import { type Draft, finishDocument } from "./draft.ts";
import { failureOf, type ReadFailure } from "./failure.ts";
import { readBytes } from "./file.ts";
import type { Source } from "./sources.ts";

export type { ReadFailure } from "./failure.ts";

export type ReadOutcome =
  /** `fulltext` is the file, named by a row, that the text was read from. */
  | { readonly kind: "document"; readonly document: Document; readonly fulltext?: string }
  | { readonly kind: "failed"; readonly failure: ReadFailure };

export interface ReadOptions {
  /** Largest file that is read; for JSON lines the largest row. Default 100 MB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** What a reader of a whole file answers: drafts, or failures of single entries. */
export type Entry = Draft | { readonly failure: ReadFailure };
type Reader = (bytes: Buffer, source: Source) => Promise<readonly Entry[]>;

const READERS: Readonly<Record<Exclude<DocumentFormat, "jsonl">, Reader>> = {
  txt: async (bytes) => [(await import("./formats/plain-text.ts")).readPlainText(bytes)],
  md: async (bytes) => [await (await import("./formats/markdown.ts")).readMarkdown(bytes)],
  html: async (bytes) => [(await import("./formats/html.ts")).readHtml(bytes)],
  pdf: async (bytes, source) => [await (await import("./formats/pdf.ts")).readPdf(bytes, source)],
  jats: async (bytes, source) => (await import("./formats/article-xml.ts")).readArticleXml(bytes, source),
  docx: async (bytes, source) => [await (await import("./formats/docx.ts")).readDocx(bytes, source)],
  bib: async (bytes, source) => (await import("./formats/bibliography.ts")).readBibtex(bytes, source),
  ris: async (bytes, source) => (await import("./formats/bibliography.ts")).readRis(bytes, source),
  nbib: async (bytes, source) => (await import("./formats/nbib.ts")).readNbib(bytes, source),
};

const DEFAULT_MAX_BYTES = 100_000_000;

/**
 * The documents of one source, in file order; whatever cannot be read comes as a failure with its path and what to do next.
 * @throws `interrupted` when the signal is aborted, and nothing else
 */
export async function* readSource(source: Source, options: ReadOptions = {}): AsyncGenerator<ReadOutcome> {
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  refuseAborted(options.signal);
  try {
    if (source.format === "jsonl") {
      const [{ readJsonLines }, { withFulltext }] = await Promise.all([import("./formats/jsonl.ts"), import("./formats/fulltext.ts")]);
      for await (const row of readJsonLines(source, maxBytes, options.signal)) {
        if (row.kind === "failed" || row.fulltext === undefined) yield row;
        else yield* withFulltext(source, row.document, row.fulltext, (file) => readSource(file, options));
      }
      return;
    }
    const bytes = await readBytes(source, maxBytes);
    const entries = await READERS[source.format](bytes, source);
    refuseAborted(options.signal);
    for (const entry of entries) yield outcomeOf(source, entry);
  } catch (thrown) {
    refuseAborted(options.signal);
    yield { kind: "failed", failure: failureOf(source.path, thrown) };
  }
}

function outcomeOf(source: Source, entry: Entry): ReadOutcome {
  if ("failure" in entry) return { kind: "failed", failure: entry.failure };
  try {
    return { kind: "document", document: finishDocument(source, entry) };
  } catch (thrown) {
    const path = entry.row === undefined || entry.row === null ? source.path : `${source.path}#${entry.row}`;
    return { kind: "failed", failure: failureOf(path, thrown) };
  }
}

function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new HortusError("interrupted", "Interrupted while reading documents.");
}
