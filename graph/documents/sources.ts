// Which files a list of paths stands for. Looks at names and links only; opens no document.

import { readdir, realpath, stat } from "node:fs/promises";
import { basename, extname, join, resolve } from "node:path";
import type { DocumentFormat } from "#graph/model.ts";
import { fileErrorCode, fileFailure, type ReadFailure } from "./failure.ts";

export interface Source {
  readonly absolute: string;
  /** Relative to the folder grown, with forward slashes, NFC; for a single file its name. */
  readonly path: string;
  readonly format: DocumentFormat;
  /** Size when it was listed. */
  readonly bytes: number;
}

export interface Listing {
  /** Code-point order of path. */
  readonly sources: readonly Source[];
  /** Inside a folder: unsupported types, and files about the folder. Folders whose name starts with a dot are not entered. */
  readonly skipped: readonly string[];
  /** Named paths that do not exist or are unsupported; links that lead nowhere; folders that may not be read. */
  readonly failed: readonly ReadFailure[];
}

const FORMATS: Readonly<Record<string, DocumentFormat>> = {
  ".txt": "txt",
  ".text": "txt",
  ".md": "md",
  ".markdown": "md",
  ".html": "html",
  ".htm": "html",
  ".xhtml": "html",
  ".pdf": "pdf",
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
  ".nxml": "jats",
  ".xml": "jats",
  ".docx": "docx",
  ".bib": "bib",
  ".ris": "ris",
  ".nbib": "nbib",
};

/** The format a name promises; null for a type that is not read. */
export function formatOf(name: string): DocumentFormat | null {
  return FORMATS[extname(name).toLowerCase()] ?? null;
}

/** README, LICENSE and the like say what a folder is, not what its papers say: grown only when named. */
export function isAboutFolder(name: string): boolean {
  return /^(?:readme(?:[-_.][a-z]{2,5})?|(?:licen[cs]e|copying)(?:[-_.](?:mit|apache|bsd|gpl|lgpl|cc|text)[\w.-]*)?|changelog|contributing|code[-_]of[-_]conduct)\.(?:md|markdown|txt|text|html?)$/i.test(
    name,
  );
}

/** Every readable file under the paths, each once. Never rejects because of a path. */
export async function listSources(paths: readonly string[]): Promise<Listing> {
  const walk: Walk = { sources: new Map(), skipped: new Set(), failed: [] };
  for (const path of paths) await listNamed(path, walk);
  return {
    sources: [...walk.sources.values()].sort((a, b) => byCodePoint(a.path, b.path) || byCodePoint(a.absolute, b.absolute)),
    skipped: [...walk.skipped].sort(byCodePoint),
    failed: walk.failed.sort((a, b) => byCodePoint(a.path, b.path)),
  };
}

interface Walk {
  /** By absolute path: a file reached twice keeps its longer, folder-relative path. */
  readonly sources: Map<string, Source>;
  readonly skipped: Set<string>;
  readonly failed: ReadFailure[];
}

async function listNamed(path: string, walk: Walk): Promise<void> {
  const absolute = resolve(path);
  try {
    const found = await stat(absolute);
    if (found.isDirectory()) return await listTree(absolute, walk);
    const format = formatOf(absolute);
    if (found.isFile() && format !== null) addSource(walk, { absolute, path: nfc(basename(absolute)), format, bytes: found.size });
    else walk.failed.push(unsupported(path));
  } catch (thrown) {
    walk.failed.push(fileFailure(path, fileErrorCode(thrown) ?? "EIO"));
  }
}

interface Folder {
  readonly absolute: string;
  readonly prefix: string;
}

/** Real folders first, links to folders after them: what can be reached without a link is listed under its own name. */
async function listTree(absolute: string, walk: Walk): Promise<void> {
  const linked: Folder[] = [];
  const seen = new Set<string>();
  const waiting: Folder[] = [{ absolute, prefix: "" }];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop() ?? linked.shift()) {
    try {
      const real = await realpath(folder.absolute);
      if (seen.has(real)) continue;
      seen.add(real);
      await listFolder(folder, walk, { waiting, linked });
    } catch (thrown) {
      const path = folder.prefix === "" ? folder.absolute : folder.prefix.slice(0, -1);
      walk.failed.push(fileFailure(path, fileErrorCode(thrown) ?? "EIO"));
    }
  }
}

async function listFolder(folder: Folder, walk: Walk, queues: { readonly waiting: Folder[]; readonly linked: Folder[] }): Promise<void> {
  const entries = await readdir(folder.absolute, { withFileTypes: true });
  entries.sort((a, b) => byCodePoint(a.name, b.name));
  for (const entry of entries) {
    const path = nfc(folder.prefix + entry.name);
    const absolute = join(folder.absolute, entry.name);
    const format = formatOf(entry.name);
    if (entry.name.startsWith(".")) {
      if (format !== null) walk.skipped.add(path);
      continue;
    }
    try {
      const found = await stat(absolute);
      if (found.isDirectory()) queues[entry.isSymbolicLink() ? "linked" : "waiting"].push({ absolute, prefix: `${path}/` });
      else if (found.isFile() && format !== null && !isAboutFolder(entry.name))
        addSource(walk, { absolute, path, format, bytes: found.size });
      else walk.skipped.add(path);
    } catch (thrown) {
      walk.failed.push(fileFailure(path, fileErrorCode(thrown) ?? "EIO"));
    }
  }
}

function addSource(walk: Walk, source: Source): void {
  const known = walk.sources.get(source.absolute);
  if (known === undefined || source.path.length > known.path.length) walk.sources.set(source.absolute, source);
}

function unsupported(path: string): ReadFailure {
  const known = Object.keys(FORMATS).join(" ");
  return { path, code: "document.unsupported", message: `${path} is of a type that is not read. Convert it to one of: ${known}.` };
}

function nfc(path: string): string {
  return path.normalize("NFC");
}

/** Order of UTF-8 bytes, which is the order of code points. */
function byCodePoint(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}
