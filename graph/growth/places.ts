// Tells apart files that have one relative path: two folders may both hold "n.md". Decides names only; reads files where two have the same.

import { readFile } from "node:fs/promises";
import { compareCodePoints } from "#graph/code-points.ts";
import type { Source } from "#graph/documents/sources.ts";
import { sha256 } from "#graph/documents/text.ts";
import type { DocumentSummary, GraphStore } from "#graph/store/graph-store.ts";

/**
 * The sources with paths that name one file each. A path stays with the file that the garden knows by it, else with the first file in code-point
 * order; files with other contents take as many folders in front as it needs, and keep that name afterwards. Equal contents keep one path.
 */
export async function placed(sources: readonly Source[], store: GraphStore): Promise<readonly Source[]> {
  const files = sources.filter(({ format }) => format !== "jsonl");
  if (files.length === 0) return sources;
  const known = new Map<string, DocumentSummary>();
  const names = new Map<string, string>();
  for (const document of await store.documents()) {
    const { id, source } = document;
    if (source.row !== null || id !== source.path) continue;
    known.set(source.path, document);
    names.set(source.absolute, source.path);
  }
  const places = new Map<string, string>();
  for (const [path, group] of Map.groupBy(files, (source) => source.path)) {
    const holder = known.get(path)?.source.absolute ?? null;
    if (group.length === 1 && (holder === null || holder === group[0]!.absolute) && !isRenamed(names, group[0]!)) continue;
    for (const [absolute, place] of await apart(path, group, holder, names)) places.set(absolute, place);
  }
  return places.size === 0 ? sources : sources.map((source) => ({ ...source, path: places.get(source.absolute) ?? source.path }));
}

function isRenamed(names: ReadonlyMap<string, string>, { absolute, path }: Source): boolean {
  const name = names.get(absolute);
  return name !== undefined && name !== path && name.endsWith(`/${path}`);
}

/** New paths by absolute path, for files whose relative path is `path`; `holder` is the file that the garden knows by it. */
async function apart(
  path: string,
  group: readonly Source[],
  holder: string | null,
  names: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const places = new Map<string, string>();
  const byContent = new Map<string, string>();
  const absolutes = group.map(({ absolute }) => absolute).sort(compareCodePoints);
  const kept = holder === null ? null : await contentOf(holder);
  if (kept !== null) byContent.set(kept, path);
  const rivals = [...new Set([...absolutes, ...(kept === null ? [] : [holder!])])];
  for (const absolute of holder === null ? absolutes : absolutes.toSorted((a, b) => Number(b === holder) - Number(a === holder))) {
    const content = (await contentOf(absolute)) ?? absolute;
    const name = names.get(absolute);
    const free = kept === null ? byContent.size === 0 : absolute === holder;
    const place = name?.endsWith(`/${path}`) ? name : free ? path : (byContent.get(content) ?? longer(path, absolute, rivals));
    byContent.set(content, place);
    places.set(absolute, place);
  }
  return places;
}

/** Null when the file is gone: then whoever comes now may have its name. */
async function contentOf(absolute: string): Promise<string | null> {
  try {
    return sha256((await readFile(absolute)).toString("latin1"));
  } catch {
    return null;
  }
}

/** The shortest end of an absolute path, longer than `path`, that no rival ends in. */
function longer(path: string, absolute: string, rivals: readonly string[]): string {
  const parts = absolute.normalize("NFC").split(/[\\/]/u);
  for (let from = parts.length - path.split("/").length - 1; from >= 0; from--) {
    const end = parts.slice(from).join("/");
    if (end !== "" && !rivals.some((rival) => rival !== absolute && rival.normalize("NFC").endsWith(`/${end}`))) return end;
  }
  return absolute;
}
