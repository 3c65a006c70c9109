// What each paragraph of a PDF is: heading, prose, caption, reference, or scraps of figures and tables that say nothing in sentences.

import type { SectionKind } from "#graph/model.ts";
import type { Block } from "../blocks.ts";
import { kindOfHeading } from "../headings.ts";
import { joinLines, type Vocabulary } from "./hyphens.ts";
import { type BodyStyle, isCaption, type Paragraph } from "./paragraphs.ts";

const NUMBERED = /^(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-H]\.?|[IVX]{1,5}\.)\s+\p{Lu}/u;
const RUN_IN_ABSTRACT = /^(abstract|summary)\s*[.:—–-]\s*/i;

/** Whether it reads as running text of the article: what may go on over the end of a column. */
export function isProse(paragraph: Paragraph, body: BodyStyle): boolean {
  if (paragraph.size < body.size * 0.93 || paragraph.size > body.size * 1.08) return false;
  const text = textOf(paragraph);
  return !isCaption(text) && !isScrap(paragraph, text, body) && !isHeading(paragraph, text, body, new Set());
}

/** Blocks of the article, the title left out: it is known already. */
export function structureOf(paragraphs: readonly Paragraph[], body: BodyStyle, vocabulary: Vocabulary): readonly Block[] {
  const fonts = headingFonts(paragraphs, body);
  const blocks: Block[] = [];
  let section = "body" as SectionKind;
  const open = (heading: string, kind: SectionKind): void => {
    section = kind;
    blocks.push({ type: "heading", text: heading, kind });
  };
  for (const [index, paragraph] of paragraphs.entries()) {
    const text = joinLines(
      paragraph.lines.map((line) => line.text),
      vocabulary,
    );
    const runIn = RUN_IN_ABSTRACT.exec(text);
    if (isHeading(paragraph, text, body, fonts) && (isCertain(text) || opensProse(paragraphs[index + 1], body))) {
      open(text, sectionAfter(text, section));
    } else if (isCaption(text) && section !== "references") {
      if (!isScrap(paragraph, text, body)) blocks.push({ type: "aside", kind: "caption", text });
    } else if (runIn !== null && blocks.length < 12) {
      open(runIn[1] ?? "Abstract", "abstract");
      blocks.push({ type: "text", text: text.slice(runIn[0].length) });
    } else if (section === "references" || !isScrap(paragraph, text, body)) {
      blocks.push({ type: "text", text });
    }
  }
  return blocks;
}

/** Numbers without words keep the kind of the section around them (`4.2 Dataset`), but a new chapter (`5 Related work`) does not. */
function sectionAfter(heading: string, current: SectionKind): SectionKind {
  const own = kindOfHeading(heading);
  if (own !== null) return own;
  const isSubsection = /^\d{1,2}\.\d|^[A-H]\.\d/.test(heading) || !NUMBERED.test(heading);
  return isSubsection && current !== "references" && current !== "abstract" ? current : "body";
}

/** Fonts of the headings that are certain; an unnumbered line in one of them is a heading too. */
function headingFonts(paragraphs: readonly Paragraph[], body: BodyStyle): ReadonlySet<string> {
  const certain = paragraphs.filter(
    (paragraph) => paragraph.font !== body.font && paragraph.lines.length <= 2 && isHeading(paragraph, textOf(paragraph), body, new Set()),
  );
  return new Set(certain.map((paragraph) => paragraph.font));
}

function isHeading(paragraph: Paragraph, text: string, body: BodyStyle, fonts: ReadonlySet<string>): boolean {
  if (paragraph.lines.length > 3 || text.length > 150 || !/\p{L}{2}/u.test(text) || isCaption(text)) return false;
  if (kindOfHeading(text) !== null && paragraph.lines.length === 1 && /^\P{Ll}/u.test(text)) return true;
  if (paragraph.size < body.size * 0.93) return false;
  if (/[.,;:!]$/.test(text) || /^\p{Ll}/u.test(text) || paragraph.lines.some((line) => line.gaps > 1)) return false;
  if (paragraph.lines.some((line) => line.font !== paragraph.font)) return false;
  const distinct = paragraph.font !== body.font;
  if (paragraph.size > body.size * 1.08) return distinct && /\p{L}{3}/u.test(text);
  return distinct && text.length < 100 && (NUMBERED.test(text) || fonts.has(paragraph.font));
}

/** A heading by its number or its words; by its looks alone it may as well head the column of a table. */
function isCertain(text: string): boolean {
  return NUMBERED.test(text) || kindOfHeading(text) !== null;
}

function opensProse(next: Paragraph | undefined, body: BodyStyle): boolean {
  return next !== undefined && !isCaption(textOf(next)) && !isScrap(next, textOf(next), body);
}

/** Labels inside figures, rows of tables, lone formulas: no sentence, so nothing that could be evidence. */
function isScrap(paragraph: Paragraph, text: string, body: BodyStyle): boolean {
  const words = text.match(/\p{L}{3,}/gu)?.length ?? 0;
  const tokens = text.split(/\s+/).length;
  if (words < 2) return true;
  const tabular = paragraph.lines.filter((line) => line.gaps >= 2).length;
  if (tabular > paragraph.lines.length / 2 && !/[.!?]$/.test(text)) return true;
  if (words < tokens * 0.3) return true;
  const stacked =
    paragraph.lines.length > 1 && paragraph.lines.every((line) => line.right - line.x < body.width * 0.9) && !/[.!?:;]$/.test(text);
  if (stacked && paragraph.size <= body.size * 1.08) return true;
  const closed = /[.!?:;][”"’)\]]*$/.test(text);
  if (!closed && words < 5 && paragraph.font !== body.font) return true;
  return !closed && paragraph.size < body.size * 0.93 && (tokens < 8 || paragraph.lines.some((line) => line.gaps > 0));
}

function textOf(paragraph: Paragraph): string {
  return paragraph.lines.map((line) => line.text).join(" ");
}
