// An ontology in a file: YAML, or JSON-LD by its name. One file is the whole of it.

import { extname } from "node:path";
import { openTextFile, wholeText } from "#graph/import/text-file.ts";
import type { OntologyEntry } from "#graph/model.ts";
import { readOntologyJsonLd, writeOntologyJsonLd } from "#graph/ontology/ontology-json-ld.ts";
import { readOntologyYaml, writeOntologyYaml } from "#graph/ontology/ontology-yaml.ts";
import { HortusError } from "#kernels/errors.ts";

export type OntologyFormat = "yaml" | "jsonld";

const BY_NAME: Readonly<Record<string, OntologyFormat>> = { ".yaml": "yaml", ".yml": "yaml", ".jsonld": "jsonld" };

/** @throws `usage.invalid` for another ending */
export function ontologyFormat(path: string): OntologyFormat {
  const format = BY_NAME[extname(path).toLowerCase()];
  if (format !== undefined) return format;
  throw new HortusError("usage.invalid", `${path} is neither .yaml nor .jsonld: name a file with one of these endings.`, { path });
}

export function ontologyText(entries: readonly OntologyEntry[], format: OntologyFormat): Promise<string> {
  return format === "yaml" ? Promise.resolve(writeOntologyYaml(entries)) : writeOntologyJsonLd(entries);
}

/** @throws `ontology.invalid` with the place in the file; what reading a file throws */
export async function readOntologyFile(path: string): Promise<readonly OntologyEntry[]> {
  const format = ontologyFormat(path);
  const file = await openTextFile(path);
  return format === "yaml" ? readOntologyYaml(path, await wholeText(file)) : readOntologyJsonLd(file);
}
