// The running text of an XML article, JATS or Elsevier: sections, paragraphs, captions. Tables, graphics and references are left out.

import type { SectionKind } from "#graph/model.ts";
import { type Block, HeadingStack } from "../blocks.ts";
import { kindOfHeading } from "../headings.ts";
import { oneLine } from "../text.ts";
import { mathText, texText } from "./math.ts";
import { type Element, textOf } from "./tree.ts";

/** What an element is for, in both vocabularies; an element that is not named here is looked through. */
const ROLES: Readonly<Record<string, "section" | "paragraph" | "float" | "list" | "skip">> = {
  sec: "section",
  section: "section",
  app: "section",
  appendix: "section",
  p: "paragraph",
  para: "paragraph",
  "simple-para": "paragraph",
  "note-para": "skip",
  fig: "float",
  figure: "float",
  "table-wrap": "float",
  table: "float",
  textbox: "section",
  "boxed-text": "section",
  list: "list",
  "def-list": "list",
  title: "skip",
  "section-title": "skip",
  label: "skip",
  graphic: "skip",
  media: "skip",
  object: "skip",
  "ref-list": "skip",
  bibliography: "skip",
  "further-reading": "skip",
  "fn-group": "skip",
  footnote: "skip",
  ack: "skip",
  acknowledgment: "skip",
  glossary: "skip",
  keywords: "skip",
  "supplementary-material": "skip",
  "e-component": "skip",
  "article-footnote": "skip",
};

/** Elements whose content is not part of a sentence. */
const SILENT = new Set([
  "graphic",
  "inline-graphic",
  "label",
  "fn",
  "footnote",
  "table",

  "link",
  "float-anchor",
  "object-id",
  "pub-id",
  "anchor",
  "index-term",
]);
/** Formulas on lines of their own. */
const FORMULAS = new Set(["disp-formula", "formula", "display"]);
const SPACES = new Set(["hsp", "vsp", "break", "br", "x"]);

const SECTION_TYPES: readonly (readonly [RegExp, SectionKind])[] = [
  [/method|material|subjects|cases/, "methods"],
  [/result/, "results"],
  [/discussion|conclusion/, "discussion"],
];

/** Blocks of everything below `root`; its first section has the kind given. */
export function articleBlocks(root: Element, stack: HeadingStack = new HeadingStack(), level = 1): readonly Block[] {
  const blocks: Block[] = [];
  walk(root, { blocks, stack, level });
  return blocks;
}

interface Place {
  readonly blocks: Block[];
  readonly stack: HeadingStack;
  readonly level: number;
}

function walk(element: Element, place: Place): void {
  for (const child of element.children) {
    if (typeof child === "string") continue;
    switch (ROLES[child.name]) {
      case "section":
        pushSection(child, place);
        break;
      case "paragraph":
        pushParagraph(child, place);
        break;
      case "float":
        pushCaption(child, place);
        break;
      case "list":
        pushList(child, place);
        break;
      case "skip":
        break;
      default:
        if (FORMULAS.has(child.name)) pushParagraph(child, place);
        else walk(child, place);
    }
  }
}

function pushSection(section: Element, place: Place): void {
  const title = section.children.find(
    (child): child is Element => typeof child !== "string" && (child.name === "title" || child.name === "section-title"),
  );
  const heading = title === undefined ? "" : proseOf(title);
  const declared = section.attributes.get("sec-type") ?? section.attributes.get("role") ?? "";
  const own = kindOfHeading(heading) ?? SECTION_TYPES.find(([pattern]) => pattern.test(declared))?.[1] ?? null;
  const kind = place.stack.open(place.level, own);
  if (kind === "references") return;
  if (heading !== "") place.blocks.push({ type: "heading", text: heading, kind });
  walk(section, { ...place, level: place.level + 1 });
}

/** A paragraph's own words first, then the captions and lists that stand inside it. */
function pushParagraph(paragraph: Element, place: Place): void {
  const text = proseOf(paragraph);
  if (text !== "") place.blocks.push({ type: "text", text });
  pushInner(paragraph, place);
}

function pushInner(element: Element, place: Place): void {
  for (const child of element.children) {
    if (typeof child === "string") continue;
    const role = ROLES[child.name];
    if (role === "float") pushCaption(child, place);
    else if (role === "list") pushList(child, place);
    else if (role === undefined) pushInner(child, place);
  }
}

function pushList(list: Element, place: Place): void {
  for (const child of list.children) {
    if (typeof child === "string" || ROLES[child.name] === "skip") continue;
    const own = proseOf(child);
    if (own !== "") place.blocks.push({ type: "text", text: own });
    else walk(child, place);
    if (own !== "") pushInner(child, place);
  }
}

function pushCaption(float: Element, place: Place): void {
  const caption = float.children.find((child): child is Element => typeof child !== "string" && child.name === "caption");
  if (caption === undefined) {
    for (const child of float.children) if (typeof child !== "string" && ROLES[child.name] === "float") pushCaption(child, place);
    return;
  }
  const label = float.children.find((child): child is Element => typeof child !== "string" && child.name === "label");
  const parts = caption.children.filter((child): child is Element => typeof child !== "string").map(proseOf);
  const text = parts
    .filter((part) => part !== "")
    .map(closed)
    .join(" ");
  if (text === "") return;
  const name = label === undefined ? "" : `${closed(oneLine(textOf(label)))} `;
  place.blocks.push({ type: "aside", kind: "caption", text: name + text });
}

function closed(part: string): string {
  return /[.!?:;]$/.test(part) ? part : `${part}.`;
}

/** An element as running text on one line: formulas readable, reference marks in superscript dropped, floats and lists left out. */
export function proseOf(element: Element): string {
  return oneLine(inline(element, ""));
}

function inline(element: Element, before: string): string {
  let text = "";
  for (const child of element.children) text += typeof child === "string" ? child : inlineElement(child, before + text);
  return text;
}

function inlineElement(element: Element, before: string): string {
  const { name } = element;
  if (SPACES.has(name)) return " ";
  if (SILENT.has(name)) return "";
  if (ROLES[name] === "float" || ROLES[name] === "list" || ROLES[name] === "skip") return "";
  if (ROLES[name] === "paragraph" || FORMULAS.has(name)) return ` ${inline(element, before)} `;
  if (name === "alternatives") return inlineAlternatives(element, before);
  if (name === "math") return ` ${mathText(element)} `;
  if (name === "tex-math") return ` ${texText(element)} `;
  if (name === "sup") return superscript(element, before);
  return inline(element, before);
}

/** One of several forms of the same formula: MathML, else TeX. */
function inlineAlternatives(element: Element, before: string): string {
  const forms = element.children.filter((child): child is Element => typeof child !== "string");
  const best = forms.find((form) => form.name === "math") ?? forms.find((form) => form.name === "tex-math") ?? forms[0];
  return best === undefined ? "" : inlineElement(best, before);
}

/** `10<sup>3</sup>` must not read as 103, and `growth<sup>12</sup>` cites reference 12. */
function superscript(element: Element, before: string): string {
  const text = inline(element, before);
  if (element.children.some((child) => typeof child !== "string" && /^(xref|cross-refs?)$/.test(child.name))) return "";
  return /\d$/.test(before) && /^\s*[-−–+]?\d/.test(text) ? `^${text.trim()}` : text;
}
