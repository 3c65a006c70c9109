// The tokenizer a GGUF file carries: text to ids and ids to bytes. Special tokens are parsed only where the caller says the text is ours.

import { Tokenizer } from "@huggingface/tokenizers";
import { HortusError } from "#kernels/errors.ts";
import type { GgufFile } from "#kernels/gguf/gguf-file.ts";

/** ggml's token types that stand for themselves and are never made by merging. */
const CONTROL = 3;
const USER_DEFINED = 4;

/** How each pre-tokenizer of llama.cpp that we know splits text before byte-level merging. */
const PRE_TOKENIZERS: Readonly<Record<string, readonly object[]>> = {
  // Not the library's `Digits`, which splits ASCII digits only.
  smollm: [
    { type: "Split", pattern: { Regex: "\\p{N}" }, behavior: "Isolated", invert: false },
    { type: "ByteLevel", add_prefix_space: false, use_regex: true },
  ],
  "gpt-2": [{ type: "ByteLevel", add_prefix_space: false, use_regex: true }],
};

export interface Vocabulary {
  /** Raw token strings in byte-level spelling, index = id. */
  readonly tokens: readonly string[];
  /** Tokens that end an answer. */
  readonly stopIds: ReadonlySet<number>;
  readonly chatTemplate: string | null;
  /** Text that may contain anything: special tokens in it are plain characters. */
  encode(text: string): readonly number[];
  /** Text in which special tokens count: our own, never a document's. */
  encodeOwn(text: string): readonly number[];
  /** UTF-8 bytes of a token; none for control tokens. */
  bytes(id: number): Uint8Array;
  /** Spellings of the special tokens, longest first. */
  readonly specials: readonly string[];
}

/** @throws `model.unsupported` for anything but a byte-level BPE with a pre-tokenizer we know */
export function createVocabulary(file: GgufFile): Vocabulary {
  const { metadata } = file;
  const pre = String(metadata["tokenizer.ggml.pre"] ?? "gpt-2");
  const tokens = metadata["tokenizer.ggml.tokens"] as string[] | undefined;
  const merges = metadata["tokenizer.ggml.merges"] as string[] | undefined;
  const steps = PRE_TOKENIZERS[pre];
  if (metadata["tokenizer.ggml.model"] !== "gpt2" || !steps || !tokens || !merges) {
    throw new HortusError(
      "model.unsupported",
      `The tokenizer of ${file.path} (${pre}) is not supported; use a model with smollm or gpt-2.`,
      { pre },
    );
  }
  const types = (metadata["tokenizer.ggml.token_type"] ?? []) as number[];
  const special = new Map<string, number>();
  for (const [id, type] of types.entries()) if (type === CONTROL || type === USER_DEFINED) special.set(tokens[id] ?? "", id);
  const encode = plainEncoder(tokens, merges, steps);
  const specials = [...special.keys()].sort((a, b) => b.length - a.length);
  return {
    tokens,
    specials,
    stopIds: stopTokens(metadata, special),
    chatTemplate: (metadata["tokenizer.chat_template"] as string | undefined) ?? null,
    encode,
    encodeOwn: (text) => splitSpecials(text, specials).flatMap((piece) => special.get(piece) ?? encode(piece)),
    bytes: tokenBytes(tokens, types),
  };
}

/** Cuts a text at special tokens; the pieces joined are the text. */
export function splitSpecials(text: string, specials: readonly string[]): readonly string[] {
  if (specials.length === 0) return text === "" ? [] : [text];
  const escaped = specials.map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text.split(new RegExp(`(${escaped.join("|")})`)).filter((piece) => piece !== "");
}

function plainEncoder(tokens: readonly string[], merges: readonly string[], steps: readonly object[]): (text: string) => readonly number[] {
  const tokenizer = new Tokenizer(
    {
      version: "1.0",
      added_tokens: [],
      normalizer: null,
      post_processor: null,
      pre_tokenizer: { type: "Sequence", pretokenizers: steps },
      decoder: { type: "ByteLevel" },
      model: {
        type: "BPE",
        vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
        merges,
        byte_fallback: false,
        ignore_merges: false,
      },
    },
    { tokenizer_class: "GPT2Tokenizer" },
  );
  return (text) => (text === "" ? [] : tokenizer.encode(text, { add_special_tokens: false }).ids);
}

function stopTokens(metadata: Readonly<Record<string, unknown>>, special: ReadonlyMap<string, number>): ReadonlySet<number> {
  const named = ["eos", "eot", "bos"].map((role) => metadata[`tokenizer.ggml.${role}_token_id`]);
  const ids = [...named, special.get("<|endoftext|>"), special.get("<|im_end|>")];
  return new Set(ids.filter((id) => id !== undefined).map(Number));
}

/** Byte-level spelling to bytes: the printable stand-ins of GPT-2, Radford et al. (2019), `bytes_to_unicode`. */
function tokenBytes(tokens: readonly string[], types: readonly number[]): (id: number) => Uint8Array {
  const byteOf = new Map<string, number>();
  let stand = 256;
  for (let byte = 0; byte < 256; byte++) {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    byteOf.set(String.fromCodePoint(printable ? byte : stand++), byte);
  }
  const utf8 = new TextEncoder();
  return (id) => {
    if (types[id] === CONTROL) return new Uint8Array(0);
    const token = tokens[id] ?? "";
    if (types[id] === USER_DEFINED) return utf8.encode(token);
    return Uint8Array.from([...token].flatMap((character) => byteOf.get(character) ?? [...utf8.encode(character)]));
  };
}
