// XML text as a plain tree of elements and strings. Expands no entity that the document itself declares, and fetches nothing.

import { decodeHTMLStrict } from "entities";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { HortusError } from "#kernels/errors.ts";
import { decodeText } from "../file.ts";

export interface Element {
  /** Local name: `ce:para` is `para`. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (Element | string)[];
}

/** Deeper nesting than any article has; it bounds the recursion of everything that walks the tree. */
const MAX_DEPTH = 400;

/**
 * The document as one element named `#document`.
 * @throws `document.corrupt` when it is not well-formed or nested too deeply
 */
export function parseXml(bytes: Uint8Array, path: string): Element {
  const text = decodeText(bytes, declaredEncoding(bytes));
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const where = `line ${valid.err.line}: ${valid.err.msg}`.slice(0, 200);
    throw new HortusError("document.corrupt", `${path} is not well-formed XML (${where}). Fetch it again.`);
  }
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    cdataPropName: "#cdata",
    ignorePiTags: true,
    maxNestedTags: MAX_DEPTH,
  });
  return { name: "#document", attributes: new Map(), children: childrenOf(parser.parse(text)) };
}

/** Elements of this name anywhere below, in document order; not searched inside one that was found. */
export function descendants(element: Element, name: string): readonly Element[] {
  const found: Element[] = [];
  for (const child of element.children) {
    if (typeof child === "string") continue;
    if (child.name === name) found.push(child);
    else found.push(...descendants(child, name));
  }
  return found;
}

/** The first element reached by going down these names, each a direct child of the one before. */
export function at(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  let here = element;
  for (const name of path) here = childNamed(here, name);
  return here;
}

export function childrenNamed(element: Element | undefined, name: string): readonly Element[] {
  return element === undefined
    ? []
    : element.children.filter((child): child is Element => typeof child !== "string" && child.name === name);
}

/** All characters below, tags gone. */
export function textOf(element: Element | undefined): string {
  if (element === undefined) return "";
  return element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
}

function childNamed(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child): child is Element => typeof child !== "string" && child.name === name);
}

/** What fast-xml-parser answers in `preserveOrder` mode: one key with the children, and `:@` with the attributes. */
function childrenOf(nodes: unknown): readonly (Element | string)[] {
  if (!Array.isArray(nodes)) return [];
  const children: (Element | string)[] = [];
  for (const node of nodes as readonly Readonly<Record<string, unknown>>[]) {
    for (const tag of Object.keys(node)) {
      const value = node[tag];
      if (tag === ":@" || tag.startsWith("?")) continue;
      if (tag === "#text") children.push(decodeHTMLStrict(String(value)));
      else if (tag === "#cdata") children.push(cdataOf(value));
      else children.push({ name: localName(tag), attributes: attributesOf(node[":@"]), children: childrenOf(value) });
    }
  }
  return children;
}

function cdataOf(value: unknown): string {
  if (typeof value === "string") return value;
  return Array.isArray(value)
    ? value.map((part: unknown) => String((part as Readonly<Record<string, unknown>>)?.["#text"] ?? "")).join("")
    : "";
}

function attributesOf(raw: unknown): ReadonlyMap<string, string> {
  if (typeof raw !== "object" || raw === null) return new Map();
  return new Map(Object.entries(raw).map(([name, value]) => [localName(name), decodeHTMLStrict(String(value))]));
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 200)).toString("latin1");
  return /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start)?.[1];
}
