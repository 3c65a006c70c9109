// Gold as JSON lines, each checked: a line that is none is named.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { z } from "zod";
import { shuffled } from "#agents/chance.ts";
import { chanceFor } from "#graph/chance.ts";
import { HortusError } from "#kernels/errors.ts";

/**
 * @param what  what each line is, for the error: `a document: {"id", "text"}`
 * @param most  how many rows at most, from the first
 * @throws `document.not_found`; `input.invalid` naming the first line that is none, or a file without any
 */
export async function readGoldRows<Row>(
  file: string,
  schema: z.ZodType<Row>,
  what: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Row[]> {
  const rows: Row[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (line.trim() === "") continue;
      if (rows.length >= most) break;
      const parsed = schema.safeParse(asJson(line));
      if (!parsed.success) {
        throw new HortusError("input.invalid", `Line ${number} of ${file} is not ${what}.`, {
          file,
          line: number,
          where: parsed.error.issues[0]?.path.join(".") ?? "",
        });
      }
      rows.push(parsed.data);
    }
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT")
      throw new HortusError("document.not_found", `There is nothing at ${file}.`, { file });
    throw thrown;
  }
  if (rows.length === 0) throw new HortusError("input.invalid", `${file} has no rows; each line is ${what}.`, { file });
  return rows;
}

/** So many of the rows, drawn by the seed, in the order of the file; all of them without a number. */
export function drawnRows<Row>(rows: readonly Row[], most: number | undefined, seed: number): readonly Row[] {
  if (most === undefined || most >= rows.length) return rows;
  const places = new Set(shuffled(chanceFor(seed, "rows"), [...rows.keys()]).slice(0, most));
  return rows.filter((_, at) => places.has(at));
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
