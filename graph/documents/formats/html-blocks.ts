// Blocks out of a DOM: what a person reads on the page, in order. Used for web pages and for Word files.

import { type Block, HeadingStack } from "../blocks.ts";
import { kindOfHeading } from "../headings.ts";
import { oneLine } from "../text.ts";

const LEFT_OUT = new Set([
  "SCRIPT",
  "STYLE",
  "NOSCRIPT",
  "TEMPLATE",
  "TABLE",
  "NAV",
  "FORM",
  "BUTTON",
  "SELECT",
  "TEXTAREA",
  "INPUT",
  "SVG",
  "CANVAS",
  "IFRAME",
  "OBJECT",
  "VIDEO",
  "AUDIO",
  "IMG",
  "HEAD",
  "TITLE",
]);
const BLOCKS = new Set([
  "P",
  "DIV",
  "SECTION",
  "ARTICLE",
  "MAIN",
  "LI",
  "UL",
  "OL",
  "DL",
  "DT",
  "DD",
  "BLOCKQUOTE",
  "FIGURE",
  "FIGCAPTION",
  "ADDRESS",
  "DETAILS",
  "SUMMARY",
  "HEADER",
  "FOOTER",
  "ASIDE",
  "BODY",
  "HTML",
  "HR",
  "CENTER",
]);

/** Marks of the page that are no words of its author: citation numbers, edit links, permalinks, text for screen readers. */
const FURNITURE =
  /(^|\s)(mw-editsection|noprint|reference|navbox|catlinks|toc|anchor-link|headerlink|sr-only|visually-hidden|reference-backlink|mw-cite-backlink|hatnote|shortdescription|mw-empty-elt|jp-InputPrompt|jp-OutputPrompt|prompt)(\s|$)/;
const REFERENCES = /(^|\s)(references|reflist|citation-list|ref-list|bibliography)(\s|$)/;

const CODE = /(^|[\s-])(highlight|code|source|prettyprint|lang|language)([\s-]|$)/;
/** Share of letters and white space above which preformatted text is taken for prose. */
const PROSE_SHARE = 0.75;

const HEADING_LIMIT = 200;

export function htmlBlocks(root: Element): readonly Block[] {
  const walk: Walk = { blocks: [], stack: new HeadingStack(), line: "" };
  visit(root, walk);
  flush(walk);
  return walk.blocks;
}

interface Walk {
  readonly blocks: Block[];
  readonly stack: HeadingStack;
  /** Inline text gathered since the last block edge. */
  line: string;
}

function visit(node: Node, walk: Walk): void {
  if (node.nodeType === 3) {
    walk.line += node.textContent ?? "";
    return;
  }
  if (node.nodeType !== 1 && node.nodeType !== 11) return;
  const element = node as Element;
  const tag = element.tagName?.toUpperCase() ?? "";
  if (isFurniture(element, tag)) return;
  if (/^H[1-6]$/.test(tag)) {
    pushHeading(element, Number(tag[1]), walk);
  } else if (tag === "MATH") {
    walk.line += ` ${element.getAttribute("alttext") ?? element.textContent ?? ""} `;
  } else if (tag === "PRE") {
    pushPreformatted(element, walk);
  } else if (tag === "BR") {
    walk.line += " ";
  } else if (tag === "FIGCAPTION") {
    flush(walk);
    walk.blocks.push({ type: "aside", kind: "caption", text: oneLine(wordsOf(element)) });
  } else if (BLOCKS.has(tag)) {
    flush(walk);
    openReferences(element, walk);
    for (const child of element.childNodes) visit(child, walk);
    flush(walk);
  } else {
    for (const child of element.childNodes) visit(child, walk);
  }
}

/** Preformatted prose (a notebook's printed answer, a mail archive) is text; code is not. */
function pushPreformatted(element: Element, walk: Walk): void {
  flush(walk);
  const text = element.textContent ?? "";
  const marked =
    element.querySelector("code") !== null ||
    CODE.test(element.parentElement?.getAttribute("class") ?? "") ||
    CODE.test(element.getAttribute("class") ?? "");
  if (marked || (text.match(/[\p{L}\s]/gu)?.length ?? 0) < text.length * PROSE_SHARE) return;
  for (const paragraph of text.split(/\n[ \t]*\n/)) walk.blocks.push({ type: "text", text: paragraph });
}

function isFurniture(element: Element, tag: string): boolean {
  if (LEFT_OUT.has(tag)) return true;
  if (element.getAttribute?.("aria-hidden") === "true" || element.hasAttribute?.("hidden")) return true;
  return FURNITURE.test(element.getAttribute?.("class") ?? "");
}

function pushHeading(element: Element, level: number, walk: Walk): void {
  flush(walk);
  const text = oneLine(wordsOf(element)).replace(/\s*(¶|\[edit\])$/, "");
  // Some authors set whole paragraphs in a heading's style.
  if (text.length > HEADING_LIMIT) walk.blocks.push({ type: "text", text });
  else if (text !== "") walk.blocks.push({ type: "heading", text, kind: walk.stack.open(level, kindOfHeading(text)) });
}

/** A list that its class calls references is one, whatever the heading above it says. */
function openReferences(element: Element, walk: Walk): void {
  if (!/^(OL|UL)$/.test(element.tagName.toUpperCase()) || !REFERENCES.test(element.getAttribute("class") ?? "")) return;
  const last = walk.blocks.at(-1);
  if (last?.type === "heading") walk.blocks[walk.blocks.length - 1] = { ...last, kind: "references" };
}

function wordsOf(element: Element): string {
  let words = "";
  for (const child of element.childNodes) {
    if (child.nodeType === 3) words += child.textContent ?? "";
    else if (child.nodeType === 1 && !isFurniture(child as Element, (child as Element).tagName.toUpperCase()))
      words += wordsOf(child as Element);
  }
  return words;
}

function flush(walk: Walk): void {
  const text = oneLine(walk.line);
  walk.line = "";
  if (text !== "") walk.blocks.push({ type: "text", text });
}
