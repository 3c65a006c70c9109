// A row that names the file of its whole text: the row says what the document is, the file what it says. Reads no file outside the row's folder.

import { dirname, resolve, sep } from "node:path";
import type { Document } from "#graph/model.ts";
import type { ReadOutcome } from "../read-source.ts";
import { formatOf, type Source } from "../sources.ts";

/** The row's document with the text of its file; where that cannot be read, the row as it stands and a failure that says so. */
export async function* withFulltext(
  rows: Source,
  document: Document,
  fulltext: string,
  read: (file: Source) => AsyncGenerator<ReadOutcome>,
): AsyncGenerator<ReadOutcome> {
  const path = `${rows.path}#${document.source.row}`;
  const file = sourceOf(rows, fulltext);
  if (file === null) {
    const message = `${path} names ${fulltext} as its full text, which is no readable file inside the folder of ${rows.path}: its abstract was taken. Correct the path, or leave it out.`;
    yield { kind: "failed", failure: { path, code: "document.not_found", message } };
    yield { kind: "document", document };
    return;
  }
  for await (const outcome of read(file)) {
    if (outcome.kind === "failed") {
      const message = `The full text of ${path} was not read, so its abstract was taken: ${outcome.failure.message}`;
      yield { kind: "failed", failure: { ...outcome.failure, message } };
      yield { kind: "document", document };
    } else {
      const { text, sections, version } = outcome.document;
      yield { kind: "document", document: { ...document, text, sections, version }, fulltext: file.absolute };
    }
    return;
  }
}

function sourceOf(rows: Source, fulltext: string): Source | null {
  const folder = dirname(rows.absolute);
  const absolute = resolve(folder, fulltext);
  const format = formatOf(absolute);
  if (format === null || format === "jsonl" || !absolute.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return null;
  return { absolute, path: fulltext, format, bytes: 0 };
}
