// Markdown as prose: headings on lines of their own, links by their words; code blocks, images and tables left out.

import type { Nodes, Root, RootContent } from "mdast";
import type { SectionKind } from "#graph/model.ts";
import { type Block, HeadingStack } from "../blocks.ts";
import type { Draft } from "../draft.ts";
import { decodeText } from "../file.ts";
import { kindOfHeading } from "../headings.ts";
import { parseArxiv, parseAuthors, parseDoi, parseYear } from "../identity.ts";
import { oneLine, stringOf } from "../text.ts";

/** A front matter longer than this is none; characters. */
const FRONT_MATTER_LIMIT = 20_000;

export async function readMarkdown(bytes: Uint8Array): Promise<Draft> {
  const { front, body } = await splitFrontMatter(decodeText(bytes).replace(/\r\n?/g, "\n"));
  const blocks = await blocksOfMarkdown(body);
  const title = stringOf(front.title) || titleOf(blocks);
  return {
    title: title ?? null,
    authors: parseAuthors(front.authors ?? front.author),
    year: parseYear(front.year, front.date),
    doi: parseDoi(front.doi),
    arxiv: parseArxiv(front.arxiv),
    venue: stringOf(front.venue) || stringOf(front.journal),
    content: blocks,
  };
}

function titleOf(blocks: readonly Block[]): string | null {
  for (const block of blocks) if (block.type === "aside" && block.kind === "title") return block.text;
  return null;
}

type FrontMatter = Readonly<Record<string, unknown>>;

/** YAML between two `---` lines at the very start. What does not parse as a mapping stays part of the text. */
async function splitFrontMatter(text: string): Promise<{ readonly front: FrontMatter; readonly body: string }> {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const match = text.startsWith("---\n", start)
    ? /\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text.slice(start + 3, start + FRONT_MATTER_LIMIT))
    : null;
  if (match === null) return { front: {}, body: text };
  const { parse } = await import("yaml");
  try {
    const front: unknown = parse(text.slice(start + 3, start + 3 + match.index), { maxAliasCount: 10 });
    const body = text.slice(start + 3 + match.index + match[0].length);
    if (front === null) return { front: {}, body };
    if (typeof front === "object" && !Array.isArray(front)) return { front: front as FrontMatter, body };
  } catch {
    // Not YAML after all: a thematic break and some text.
  }
  return { front: {}, body: text };
}

/** Blocks of Markdown source. The first heading of level 1 is the title. */
export async function blocksOfMarkdown(source: string): Promise<readonly Block[]> {
  const [{ fromMarkdown }, { gfm }, { gfmFromMarkdown }] = await Promise.all([
    import("mdast-util-from-markdown"),
    import("micromark-extension-gfm"),
    import("mdast-util-gfm"),
  ]);
  const root: Root = fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const blocks: Block[] = [];
  const stack = new HeadingStack();
  const firstHeading = root.children.find((node) => node.type === "heading");
  for (const node of root.children) pushBlocks(node, blocks, { stack, title: firstHeading?.depth === 1 ? firstHeading : null });
  return blocks;
}

interface Place {
  readonly stack: HeadingStack;
  readonly title: RootContent | null;
}

function pushBlocks(node: RootContent, blocks: Block[], place: Place): void {
  switch (node.type) {
    case "heading":
      pushHeading(node.depth, oneLine(proseOf(node)), node === place.title, blocks, place.stack);
      break;
    case "paragraph":
      blocks.push({ type: "text", text: oneLine(proseOf(node)) });
      break;
    case "html":
      blocks.push({ type: "text", text: oneLine(withoutTags(node.value)) });
      break;
    case "code":
    case "table":
    case "thematicBreak":
    case "definition":
      break;
    default:
      if ("children" in node) for (const child of node.children) pushBlocks(child as RootContent, blocks, place);
  }
}

function pushHeading(level: number, text: string, isTitle: boolean, blocks: Block[], stack: HeadingStack): void {
  if (text === "") return;
  const kind: SectionKind = isTitle ? "title" : stack.open(level, kindOfHeading(text));
  blocks.push(isTitle ? { type: "aside", kind, text } : { type: "heading", kind, text });
}

/** The words of a node: what a reader of the rendered page would say aloud. */
function proseOf(node: Nodes): string {
  switch (node.type) {
    case "text":
    case "inlineCode":
      return node.value;
    case "break":
      return " ";
    case "image":
    case "imageReference":
    case "footnoteReference":
    case "html":
      return "";
    default:
      return "children" in node ? node.children.map(proseOf).join("") : "";
  }
}

/** Text of a block of raw HTML: comments, scripts and tags gone. */
function withoutTags(html: string): string {
  const parts = html.replace(/<!--[\s\S]*?(?:-->|$)/g, " ").replace(/<(script|style|table|pre)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, " ");
  return parts.replace(/<[^<>]*>/g, " ");
}
