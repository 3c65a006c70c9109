// A graph file written for one test, read as the importer reads it.

import { writeFile } from "node:fs/promises";
import type { ImportedGraph, ImportFormat } from "#graph/import/imported-graph.ts";
import { readGraphFile } from "#graph/import/read-graph-file.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

export async function readText(name: string, text: string | Uint8Array, format?: ImportFormat): Promise<ImportedGraph> {
  await using folder = await temporaryFolder();
  await writeFile(folder.file(name), text);
  return await readGraphFile(folder.file(name), { format });
}

/** Each edge as `from -relation→ to`, its ends by name, an undeclared one in brackets. */
export function drawn({ edges }: ImportedGraph): string[] {
  const end = ({ name, declared }: ImportedGraph["edges"][number]["from"]) => (declared ? name : `[${name}]`);
  return edges.map(({ from, relation, to, negated }) => `${end(from)} -${negated ? "not " : ""}${relation}→ ${end(to)}`);
}
