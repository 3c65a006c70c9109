// The door of csv-parse: RFC 4180 records with the line each begins on. It knows no column.

import { CsvError, type Options, parse } from "csv-parse";
import { parse as parseAtOnce } from "csv-parse/sync";
import { piped } from "#graph/import/piped.ts";
import type { TextFile } from "#graph/import/text-file.ts";
import { HortusError } from "#kernels/errors.ts";

export interface CsvRecord {
  readonly fields: readonly string[];
  readonly line: number;
}

const MAX_RECORD = 8_000_000;

/** @throws `document.corrupt` where a quote is not closed, `document.too_large` */
export async function* csvRecords(file: TextFile, delimiter: string): AsyncGenerator<CsvRecord> {
  const options: Options = { ...common(delimiter), info: true, max_record_size: MAX_RECORD };
  try {
    const records = piped(file.pieces("\n\r"), parse(options)) as AsyncIterable<{
      readonly record: string[];
      readonly info: { readonly lines: number };
    }>;
    for await (const { record, info } of records) yield { fields: record, line: info.lines };
  } catch (thrown) {
    throw thrown instanceof CsvError ? refused(file, thrown) : thrown;
  }
}

/** The fields of one line. */
export function csvLine(line: string, delimiter: string): readonly string[] {
  try {
    return (parseAtOnce(line, { ...common(delimiter), to: 1 }) as string[][])[0] ?? [];
  } catch {
    return [];
  }
}

function common(delimiter: string): Options {
  return { delimiter, bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true };
}

function refused({ path }: TextFile, error: CsvError): HortusError {
  const line = Number(error.lines ?? 0);
  if (error.code === "CSV_MAX_RECORD_SIZE") {
    return new HortusError(
      "document.too_large",
      `${path} has a record of more than 8 MB at line ${line}: look for a quote that is not closed.`,
      { path, line },
    );
  }
  const message = `${path} is not well-formed CSV at line ${line} (${error.message.slice(0, 160)}): quote fields that hold a quote, and double it.`;
  return new HortusError("document.corrupt", message, { path, line });
}
