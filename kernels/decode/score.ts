// How likely given continuations are after one prompt. The prompt is computed once and shared.

import { CHUNK, type Decoder } from "#kernels/decode/decoder.ts";
import { distributionOf } from "#kernels/decode/distribution.ts";
import type { ContinuationScore } from "#kernels/language-model.ts";

/**
 * @param prompt         at least one token
 * @param continuations  tokens of each; an empty one scores 0 over 0 tokens
 * @param between        called between runs; what it throws ends the call
 * @returns Σ log p of each continuation's tokens, nats
 */
export async function scoreContinuations(
  decoder: Decoder,
  prompt: readonly number[],
  continuations: readonly (readonly number[])[],
  between: () => Promise<void>,
): Promise<readonly ContinuationScore[]> {
  const first = await decoder.prompt(prompt, between);
  const scores: ContinuationScore[] = [];
  for (const tokens of continuations) {
    decoder.rewind(prompt.length);
    scores.push({ logprob: await scoreOne(decoder, first, tokens, between), tokens: tokens.length });
  }
  return scores;
}

async function scoreOne(decoder: Decoder, first: Float32Array, tokens: readonly number[], between: () => Promise<void>): Promise<number> {
  if (tokens.length === 0) return 0;
  const { vocabulary } = decoder.shape;
  let logprob = first[tokens[0]!]! - distributionOf(first).logSum;
  for (let start = 0; start < tokens.length - 1; start += CHUNK) {
    await between();
    const chunk = tokens.slice(start, Math.min(start + CHUNK, tokens.length - 1));
    const logits = await decoder.feed(
      chunk,
      chunk.map((_, row) => row),
    );
    for (let row = 0; row < chunk.length; row++) {
      const next = logits.subarray(row * vocabulary, (row + 1) * vocabulary);
      logprob += next[tokens[start + row + 1]!]! - distributionOf(next).logSum;
    }
  }
  return logprob;
}
