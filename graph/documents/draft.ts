// What a format's reader found, and the Document that follows from it. Identity and version are decided here and nowhere else.

import type { Document } from "#graph/model.ts";
import { HortusError } from "#kernels/errors.ts";
import { type Assembled, assemble, type Block } from "./blocks.ts";
import { arxivOfDoi, cleanNames, documentId } from "./identity.ts";
import type { Source } from "./sources.ts";
import { oneLine, sha256 } from "./text.ts";

/** A document before it has a name. All fields but the content may be missing. */
export interface Draft {
  readonly title?: string | null;
  readonly authors?: readonly string[];
  readonly year?: number | null;
  readonly doi?: string | null;
  readonly arxiv?: string | null;
  readonly venue?: string | null;
  readonly content: readonly Block[] | Assembled;
  /** The entry's key inside a file that holds several. */
  readonly row?: string | null;
  /** Identity where there is neither DOI nor arXiv id; the source's path when missing. */
  readonly otherwise?: string;
}

/**
 * The document of a draft.
 * @throws `document.empty` when no letter or digit is left
 */
export function finishDocument(source: Source, draft: Draft): Document {
  const { text, sections } = "text" in draft.content ? draft.content : assemble(draft.content);
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new HortusError("document.empty", `${source.path} has no usable text. Leave it out, or supply a version with text in it.`);
  }
  const doi = draft.doi ?? null;
  const arxiv = draft.arxiv ?? arxivOfDoi(doi);
  const title = oneLine(draft.title ?? "");
  return {
    id: documentId(doi, arxiv, draft.otherwise ?? source.path),
    version: sha256(text),
    title: title === "" ? nameOf(source.path) : title,
    authors: cleanNames(draft.authors ?? []),
    year: draft.year ?? null,
    doi,
    arxiv,
    venue: draft.venue === undefined || draft.venue === null || draft.venue === "" ? null : oneLine(draft.venue),
    source: { path: source.path, absolute: source.absolute, format: source.format, row: draft.row ?? null },
    text,
    sections,
  };
}

/** The file's name without folder and ending: the title of last resort. */
function nameOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.replace(/\.[^.]+$/, "") || name;
}
