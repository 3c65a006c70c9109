// Web pages: the main content and the metadata of their head. Navigation, code and tables are left out; nothing is fetched or run.

import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";
import type { Block } from "../blocks.ts";
import type { Draft } from "../draft.ts";
import { decodeText } from "../file.ts";
import { parseArxiv, parseDoi, parseYear } from "../identity.ts";
import { htmlBlocks } from "./html-blocks.ts";

/** Main content with fewer characters than this was not found: the body's text is taken. */
const ENOUGH_CHARACTERS = 250;

const DEPTH_LIMIT = 200;
const NODE_LIMIT = 200_000;

export function readHtml(bytes: Uint8Array): Draft {
  const source = wholePage(decodeText(bytes, declaredEncoding(bytes)));
  const { document } = parseHTML(source);
  const meta = metadataOf(document);
  const title = meta("citation_title", "dc.title") || headTitle(document) || meta("og:title");
  return {
    title,
    authors: metaAll(document, "citation_author", "dc.creator"),
    year: parseYear(meta("citation_publication_date", "citation_date", "citation_online_date", "dc.date", "article:published_time")),
    doi: parseDoi(meta("citation_doi", "dc.identifier", "prism.doi")),
    arxiv: parseArxiv(meta("citation_arxiv_id")),
    venue: meta("citation_journal_title", "citation_conference_title"),
    content: withTitle(title, mainContent(source, document)),
  };
}

/** The parser takes the first element for the whole document, so a fragment gets a page around it. */
function wholePage(source: string): string {
  return /<html[\s>]/i.test(source) ? source : `<!doctype html><html><body>${source.replace(/<!doctype[^>]*>/i, "")}</body></html>`;
}

/** The page's title; its first heading where the title only adds the site's name to it. */
function headTitle(document: Document): string {
  const title = (document.querySelector("title")?.textContent ?? "").trim();
  const heading = (document.querySelector("h1")?.textContent ?? "").trim();
  return heading !== "" && (title === "" || title.startsWith(heading)) ? heading : title;
}

/** What Readability finds; where it finds next to nothing, the whole body without its furniture. */
function mainContent(source: string, whole: Document): readonly Block[] {
  const found = isOrdinary(whole) ? articleOf(source) : null;
  if (found !== null && characters(found) >= ENOUGH_CHARACTERS) return found;
  for (const furniture of whole.querySelectorAll("nav, header, footer, aside, form, [role=navigation], [role=banner], [role=contentinfo]"))
    furniture.remove();
  const body = whole.body === null || whole.body.childNodes.length === 0 ? whole.documentElement : whole.body;
  const rest = body === null ? [] : htmlBlocks(body);
  return found !== null && characters(found) >= characters(rest) ? found : rest;
}

/** Readability asks every ancestor for its text again and again: minutes on a page that is nested or chopped up without reason. */
function isOrdinary(document: Document): boolean {
  let nodes = 0;
  let depth = 0;
  for (let node: Node | null = document.documentElement; node !== null; ) {
    if (++nodes > NODE_LIMIT || depth > DEPTH_LIMIT) return false;
    if (node.firstChild !== null) {
      node = node.firstChild;
      depth++;
      continue;
    }
    while (node !== null && node.nextSibling === null) {
      node = node.parentNode;
      depth--;
    }
    node = node?.nextSibling ?? null;
  }
  return true;
}

/** Readability takes its document apart, so it gets one of its own. */
function articleOf(source: string): readonly Block[] | null {
  const { document } = parseHTML(source);
  freeHeadings(document);
  try {
    const article = new Readability(document as unknown as Document, {
      serializer: (node) => node,
      charThreshold: 200,
      keepClasses: true,
    }).parse();
    return article?.content === undefined || article.content === null ? null : htmlBlocks(article.content as Element);
  } catch {
    // A page it cannot make sense of: the body's text is the answer.
    return null;
  }
}

/**
 * Readability drops short boxes full of links, and a heading in a box with its "edit" link is one. Headings lose their box and
 * their links before it looks.
 */
function freeHeadings(document: Document): void {
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    for (const link of heading.querySelectorAll(".mw-editsection, .headerlink, .anchor-link")) link.remove();
    const box = heading.parentElement;
    const others =
      box === null ? [] : [...box.children].filter((child) => child !== heading && !/editsection/.test(child.getAttribute("class") ?? ""));
    if (box !== null && /^(DIV|HEADER)$/.test(box.tagName) && others.length === 0) box.replaceWith(heading);
  }
}

function withTitle(title: string, blocks: readonly Block[]): readonly Block[] {
  const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const first = blocks.find((block) => block.type !== "close");
  const repeated = first !== undefined && bare(first.text) !== "" && bare(title).startsWith(bare(first.text));
  if (title.trim() === "" || !repeated) return blocks;
  return blocks.map((block) => (block === first ? { type: "aside", kind: "title", text: first.text } : block));
}

function characters(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + (block.type === "close" ? 0 : block.text.length), 0);
}

/** The first non-empty value of these names, `name` or `property`, whatever their case. */
function metadataOf(document: Document): (...names: readonly string[]) => string {
  return (...names) => names.flatMap((name) => metaAll(document, name))[0] ?? "";
}

function metaAll(document: Document, ...names: readonly string[]): readonly string[] {
  return [...document.querySelectorAll("meta")]
    .filter((tag) => names.includes((tag.getAttribute("name") ?? tag.getAttribute("property") ?? "").toLowerCase()))
    .map((tag) => (tag.getAttribute("content") ?? "").trim())
    .filter((value) => value !== "");
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096)).toString("latin1");
  return /<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(start)?.[1];
}
