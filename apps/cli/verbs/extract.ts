// extract: texts in, claims out, no garden. The row format is INTERFACES.md's: head and tail index entities, offsets are UTF-16.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { checkDifferent, checkInput, writeOutput } from "#apps/cli/output-file.ts";
import type { Action } from "#apps/cli/verb.ts";
import { documentOfText } from "#apps/text-document.ts";
import { conceptClass } from "#graph/extraction/concept-class.ts";
import { createExtractor, type Extractor } from "#graph/extraction/extract.ts";
import type { Reading } from "#graph/model.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";

interface Row {
  readonly id: string;
  readonly text: string;
}

export const extract: Action<{ input: string; output: string }> = async ({ terminal, signal }, _args, { input, output }) => {
  await checkInput(input);
  await checkDifferent(input, output);
  const extractor = createExtractor();
  const started = performance.now();
  const progress = terminal.progress("extracting");
  const totals = { texts: 0, entities: 0, relations: 0 };
  const rows = async function* (): AsyncGenerator<string> {
    for await (const row of readRows(input)) {
      const line = extractRow(extractor, row);
      totals.texts += 1;
      totals.entities += line.entities.length;
      totals.relations += line.relations.length;
      progress.update(totals.texts, 0, "texts");
      yield `${JSON.stringify(line)}\n`;
    }
  };
  await writeOutput(output, rows(), signal).finally(() => progress.end());
  const seconds = (performance.now() - started) / 1000;
  await terminal.result({ ...totals, output, seconds }, [
    `${totals.texts} texts, ${totals.entities} entities, ${totals.relations} relations → ${output}`,
  ]);
  return EXIT.done;
};

async function* readRows(path: string): AsyncGenerator<Row> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === "") continue;
    yield parseRow(line, `${path}:${number}`);
  }
}

function parseRow(line: string, place: string): Row {
  try {
    const { id, text } = JSON.parse(line) as Partial<Row>;
    if (typeof text === "string") return { id: String(id ?? place), text };
  } catch {}
  throw new HortusError("input.invalid", `${place} is not a JSON object with a "text"; write one {"id", "text"} on each line.`, { place });
}

function extractRow(extractor: Extractor, row: Row) {
  const reading = extractor.extract(documentOfText(row));
  return {
    id: row.id,
    entities: reading.mentions.map(({ start, end, term, kind }) => {
      const text = row.text.slice(start, end);
      return { start, end, text, type: conceptClass(text, kind), concept: term };
    }),
    relations: reading.claims.map((claim) => relationOf(claim, reading)),
  };
}

function relationOf(claim: Reading["claims"][number], reading: Reading) {
  const sentence = reading.sentences[claim.sentence]!;
  const { head, tail, type, phrase, polarity, hedged } = claim;
  return { head, tail, type, phrase, polarity, hedged, confidence: claim.confidence / 1000, evidence: [[sentence.start, sentence.end]] };
}
