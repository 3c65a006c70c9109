// MEDLINE records (.nbib): tagged lines, folded with six spaces. One document a record.

import { HortusError } from "#kernels/errors.ts";
import type { Draft } from "../draft.ts";
import { decodeText } from "../file.ts";
import { parseDoi, parseYear } from "../identity.ts";
import type { Source } from "../sources.ts";
import { entryContent } from "./entry-content.ts";

/** A record's values by tag, in the order written. */
type MedlineRecord = ReadonlyMap<string, readonly string[]>;

/** @throws `document.empty` when there is no record */
export function readNbib(bytes: Uint8Array, source: Source): readonly Draft[] {
  const records = parseRecords(decodeText(bytes));
  if (records.length === 0) {
    throw new HortusError("document.empty", `${source.path} holds no MEDLINE record. Export it again from PubMed ("Citation manager").`);
  }
  return records.map((record, index) => draftOf(record, record.get("PMID")?.[0] ?? String(index + 1), source));
}

function parseRecords(text: string): readonly MedlineRecord[] {
  const records: Map<string, string[]>[] = [];
  let values: string[] | null = null;
  for (const line of text.split(/\r\n?|\n/)) {
    const match = /^([A-Z]{2,4}) {0,3}- (.*)$/.exec(line);
    if (match === null) {
      if (values !== null && /^ {4,}\S/.test(line)) values.push(`${values.pop() ?? ""} ${line.trim()}`);
      continue;
    }
    const [, tag = "", value = ""] = match;
    if (tag === "PMID" || records.length === 0) records.push(new Map());
    const record = records.at(-1)!;
    values = record.get(tag) ?? [];
    values.push(value.trim());
    record.set(tag, values);
  }
  return records.filter((record) => record.has("TI") || record.has("BTI") || record.has("AB"));
}

function draftOf(record: MedlineRecord, row: string, source: Source): Draft {
  const first = (...tags: readonly string[]): string => tags.map((tag) => record.get(tag)?.[0] ?? "").find((value) => value !== "") ?? "";
  const title = first("TI", "BTI");
  const doi = [...(record.get("AID") ?? []), ...(record.get("LID") ?? [])].find((value) => value.endsWith("[doi]"));
  return {
    title,
    authors: (record.get("FAU") ?? record.get("AU") ?? []).map(givenFirst),
    year: parseYear(first("DP"), first("DEP")),
    doi: parseDoi(doi?.replace(/\s*\[doi\]$/, "")),
    venue: first("JT", "TA"),
    row,
    otherwise: `${source.path}#${row}`,
    content: entryContent(title, first("AB")),
  };
}

/** `Casbon, James A` is James A Casbon. */
function givenFirst(name: string): string {
  const comma = name.indexOf(", ");
  return comma === -1 ? name : `${name.slice(comma + 2)} ${name.slice(0, comma)}`;
}
