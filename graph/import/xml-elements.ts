// The door of saxes: an XML file as elements that open and close, a piece at a time. Well-formed or refused; no entity is expanded but XML's own.

import { SaxesParser } from "saxes";
import type { TextFile } from "#graph/import/text-file.ts";
import { HortusError } from "#kernels/errors.ts";

export interface ElementHandler {
  /** Local name: `y:NodeLabel` is `NodeLabel`. */
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  /** With the text that stands in the element itself. */
  close(name: string, text: string): void;
}

/** Graphs in graphs go a few levels down; a hostile file goes a million. */
const MAX_DEPTH = 200;

/**
 * @param root local name of the file's outermost element
 * @throws `document.corrupt` with the line where it is not well-formed or ends too early; `document.mistyped` when it is another kind of file
 */
export async function readElements(file: TextFile, root: string, handler: ElementHandler): Promise<void> {
  const parser = new SaxesParser();
  const texts: string[] = [];
  parser.on("error", (error) => {
    throw broken(file, parser.line, error.message);
  });
  parser.on("opentag", ({ name, attributes }) => {
    const local = localName(name);
    if (texts.length === 0 && local !== root) throw mistyped(file, root, local);
    if (texts.length === MAX_DEPTH) throw broken(file, parser.line, `more than ${MAX_DEPTH} elements inside each other`);
    texts.push("");
    handler.open(local, attributes, parser.line);
  });
  const addText = (text: string): void => {
    if (texts.length > 0) texts[texts.length - 1] += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", ({ name }) => handler.close(localName(name), texts.pop() ?? ""));
  for await (const piece of file.pieces("<")) parser.write(piece);
  parser.close();
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function broken(file: TextFile, line: number, why: string): HortusError {
  const reason = why
    .replace(/^[\d:\s]+/, "")
    .replace(/[.\s]+$/, "")
    .slice(0, 160);
  const message = `${file.path} is not well-formed XML (line ${line}: ${reason}). Nothing was imported; export the graph again.`;
  return new HortusError("document.corrupt", message, { path: file.path, line });
}

function mistyped({ path }: TextFile, root: string, found: string): HortusError {
  const message = `${path} begins with <${found.slice(0, 40)}>, not <${root}>: name its --format, or convert it.`;
  return new HortusError("document.mistyped", message, { path, found: found.slice(0, 40) });
}
