// Preference pairs as training frameworks read them: JSONL, one row a line, provenance in columns of its own.

import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Pair } from "#agents/model.ts";
import { HortusError } from "#kernels/errors.ts";
import type { Message } from "#kernels/language-model.ts";

export const PAIR_FORMATS = ["trl", "trl-implicit", "kto", "axolotl", "llamafactory", "verl"] as const;
export type PairFormat = (typeof PAIR_FORMATS)[number];

/**
 * The ledger's standing pairs in a format, each line ending with a newline.
 * - trl: explicit and conversational, `prompt`, `chosen` and `rejected` are lists of {role, content} (DPO, ORPO)
 * - trl-implicit: `chosen` and `rejected` hold the whole conversation (reward models)
 * - kto: unpaired {prompt, completion, label}; all chosen first, then all rejected, each text once
 * - axolotl: chat_template.default for DPO: `messages`, `chosen`, `rejected`
 * - llamafactory: ShareGPT preference: `conversations`, `chosen`, `rejected`
 * - verl: rows for reward training: `prompt`, `chosen`, `rejected`, `data_source`, `extra_info`
 */
export async function* exportPairs(ledger: Pick<Ledger, "pairs">, format: PairFormat): AsyncIterable<string> {
  const pairs = ledger.pairs();
  if (format === "kto") {
    yield* ktoLines(pairs);
    return;
  }
  const write = ROWS[format];
  if (write === undefined)
    throw new HortusError("usage.invalid", `Pairs come as ${PAIR_FORMATS.join(", ")}, not as "${format}".`, { format });
  for (const pair of pairs) yield line(write(pair));
}

const ROWS: Readonly<Record<Exclude<PairFormat, "kto">, (pair: Pair) => object>> = {
  trl: (pair) => ({ prompt: pair.prompt, chosen: [assistant(pair.chosen)], rejected: [assistant(pair.rejected)], ...provenance(pair) }),
  "trl-implicit": (pair) => ({
    chosen: [...pair.prompt, assistant(pair.chosen)],
    rejected: [...pair.prompt, assistant(pair.rejected)],
    ...provenance(pair),
  }),
  axolotl: (pair) => ({ messages: pair.prompt, chosen: assistant(pair.chosen), rejected: assistant(pair.rejected), ...provenance(pair) }),
  llamafactory: (pair) => ({
    conversations: pair.prompt.map(({ role, content }) => ({ from: SPEAKERS[role], value: content })),
    chosen: { from: "gpt", value: pair.chosen },
    rejected: { from: "gpt", value: pair.rejected },
    ...provenance(pair),
  }),
  verl: (pair) => ({
    data_source: "hortus",
    prompt: pair.prompt,
    chosen: [assistant(pair.chosen)],
    rejected: [assistant(pair.rejected)],
    extra_info: provenance(pair),
  }),
};

const SPEAKERS = { system: "system", user: "human", assistant: "gpt" } as const;

function assistant(content: string): Message {
  return { role: "assistant", content };
}

/** Where a row comes from. Strings and numbers only, so that every loader infers the same columns. */
function provenance(pair: Pair) {
  return {
    pair_id: pair.id,
    source: pair.source,
    run: pair.run ?? "",
    judgement: pair.judgement ?? "",
    judged_by: pair.by,
    chosen_by: pair.chosenBy,
    rejected_by: pair.rejectedBy,
    confidence: pair.confidence,
    reason: pair.reason,
  };
}

/** Each (prompt, text) once; a text that is chosen somewhere and rejected elsewhere has no label and is left out. */
function* ktoLines(pairs: readonly Pair[]): Generator<string> {
  const key = (pair: Pair, text: string) => JSON.stringify([pair.prompt, text]);
  const chosen = new Map(pairs.map((pair) => [key(pair, pair.chosen), pair] as const));
  const rejected = new Map(pairs.map((pair) => [key(pair, pair.rejected), pair] as const));
  for (const [own, pair] of chosen) if (!rejected.has(own)) yield line(unpaired(pair, pair.chosen, true));
  for (const [own, pair] of rejected) if (!chosen.has(own)) yield line(unpaired(pair, pair.rejected, false));
}

function unpaired(pair: Pair, completion: string, label: boolean): object {
  return { prompt: pair.prompt, completion: [assistant(completion)], label, ...provenance(pair) };
}

function line(row: object): string {
  return `${JSON.stringify(row)}\n`;
}
