// Text to token ids for the embedding model: its own tokenizer.json, without its padding, cut at 256 tokens with [SEP] kept.

import { Tokenizer } from "@huggingface/tokenizers";
import { HortusError } from "#kernels/errors.ts";

/** The model was trained on texts of at most this many tokens, [CLS] and [SEP] included. */
export const MAX_TOKENS = 256;

/** @throws `kernel.format` when the tokenizer has no [SEP] */
export function createWordPiece(tokenizerJson: string): (text: string) => number[] {
  const settings = { ...JSON.parse(tokenizerJson), padding: null, truncation: null };
  const tokenizer = new Tokenizer(settings, { tokenizer_class: "BertTokenizer" });
  const separator = tokenizer.token_to_id("[SEP]");
  if (separator === undefined) throw new HortusError("kernel.format", "The embedding tokenizer has no [SEP] token.");
  return (text) => {
    const { ids } = tokenizer.encode(text === "" ? " " : text);
    return ids.length <= MAX_TOKENS ? ids : [...ids.slice(0, MAX_TOKENS - 1), separator];
  };
}
