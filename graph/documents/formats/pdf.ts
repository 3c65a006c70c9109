// PDF files by their text layer: columns in order, words whole, page furniture gone, references marked. Reads no picture.

import { HortusError } from "#kernels/errors.ts";
import type { Block } from "../blocks.ts";
import type { Draft } from "../draft.ts";
import { frontMatterOf } from "../pdf/front-matter.ts";
import { withoutFurniture } from "../pdf/furniture.ts";
import { vocabularyOf } from "../pdf/hyphens.ts";
import { linesOf } from "../pdf/lines.ts";
import { readPdfText } from "../pdf/page-text.ts";
import { bodyStyleOf, type Paragraph, paragraphsOf, rejoined } from "../pdf/paragraphs.ts";
import { isProse, structureOf } from "../pdf/structure.ts";
import type { Source } from "../sources.ts";

/** Text above the abstract that is longer than this is no list of authors; characters. */
const AUTHORS_LIMIT = 4000;

/** @throws `document.encrypted`, `document.corrupt`; `document.empty` when no page has a text layer */
export async function readPdf(bytes: Uint8Array, source: Source): Promise<Draft> {
  const pdf = await readPdfText(bytes, source.path);
  const pages = pdf.pages.map(linesOf);
  const lines = withoutFurniture(pages).flat();
  if (lines.length === 0) {
    const message = `${source.path} has no text layer (${pdf.pages.length} pages of pictures). Run text recognition over it (ocrmypdf) and grow again.`;
    throw new HortusError("document.empty", message);
  }
  const body = bodyStyleOf(lines);
  const paragraphs = paragraphsOf(lines, body);
  const front = frontMatterOf(pdf, pages[0] ?? [], paragraphs, body);
  const article = withoutAuthors(paragraphs).filter((paragraph) => paragraph !== front.titleParagraph);
  const whole = rejoined(article, (paragraph) => isProse(paragraph, body));
  const blocks = structureOf(whole, body, vocabularyOf(lines.map((line) => line.text)));
  return { ...front, content: [...titleBlock(front.title), ...blocks] };
}

function titleBlock(title: string | null): readonly Block[] {
  return title === null ? [] : [{ type: "aside", kind: "title", text: title }];
}

/** Names, addresses and e-mails above the abstract, in whichever column, are no text of the article. */
function withoutAuthors(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  const abstract = paragraphs.find((paragraph) => paragraph.page === 0 && /^abstract\b/i.test(paragraph.lines[0]?.text ?? ""));
  const top = abstract?.lines[0]?.y ?? 0;
  const above = paragraphs.filter((paragraph) => paragraph.page === 0 && (paragraph.lines.at(-1)?.y ?? 0) < top);
  const length = above.flatMap((paragraph) => paragraph.lines).reduce((sum, line) => sum + line.text.length, 0);
  return length > AUTHORS_LIMIT ? paragraphs : paragraphs.filter((paragraph) => !above.includes(paragraph));
}
