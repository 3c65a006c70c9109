// One answer, token by token: logits, measurement, grammar, draw, text. The only loop that turns chance into words.

import type { Decoder } from "#kernels/decode/decoder.ts";
import { distributionOf } from "#kernels/decode/distribution.ts";
import type { Constraint } from "#kernels/decode/grammar.ts";
import { drawToken, penalise, type SamplingOptions, uniformAt } from "#kernels/decode/sampling.ts";
import { TextStream } from "#kernels/decode/text-stream.ts";
import type { Vocabulary } from "#kernels/decode/vocabulary.ts";
import type { Answer, TokenTrace } from "#kernels/language-model.ts";

export interface Generation extends SamplingOptions {
  readonly prompt: readonly number[];
  readonly maxTokens: number;
  readonly seed: number;
  readonly stop: readonly string[];
  readonly constraint: Constraint | null;
}

export interface Generated {
  readonly text: string;
  readonly finish: Answer["finish"];
  readonly trace: readonly TokenTrace[];
}

export interface GenerationHooks {
  /** Called before every step; what it throws ends the generation. */
  readonly between: () => Promise<void>;
  /** Called once for each token, in order; one token late, because the last one also gets what was held back. */
  readonly emit: (token: TokenTrace) => void;
}

export async function generate(decoder: Decoder, vocabulary: Vocabulary, request: Generation, hooks: GenerationHooks): Promise<Generated> {
  const output = new Output(request.stop, hooks.emit);
  const ids: number[] = [];
  let finish: Answer["finish"] = request.constraint ? "grammar-limit" : "length";
  let logits = request.maxTokens > 0 ? await decoder.prompt(request.prompt, hooks.between) : new Float32Array(0);
  while (ids.length < request.maxTokens) {
    await hooks.between();
    const { id, logprob, entropy } = await draw(logits, request, ids);
    if (vocabulary.stopIds.has(id)) {
      finish = "stop";
      break;
    }
    request.constraint?.accept(id);
    ids.push(id);
    if (output.add({ id, logprob, entropy }, vocabulary.bytes(id))) {
      finish = "stop";
      break;
    }
    if (ids.length < request.maxTokens) logits = await decoder.feed([id], [0]);
  }
  return { ...output.finish(), finish };
}

async function draw(logits: Float32Array, request: Generation, ids: readonly number[]): Promise<Omit<TokenTrace, "text">> {
  const { logSum, entropy } = distributionOf(logits);
  const changed = logits.slice();
  if (request.repetitionPenalty !== undefined) penalise(changed, ids, request.repetitionPenalty);
  await request.constraint?.mask(changed);
  const id = drawToken(changed, request, uniformAt(request.seed, ids.length));
  return { id, logprob: logits[id]! - logSum, entropy };
}

/** Collects text and traces; the newest token waits for text that was held back. */
class Output {
  readonly #stream: TextStream;
  readonly #emit: (token: TokenTrace) => void;
  readonly #trace: TokenTrace[] = [];
  #newest: TokenTrace | null = null;
  #stopped = false;

  constructor(stops: readonly string[], emit: (token: TokenTrace) => void) {
    this.#stream = new TextStream(stops);
    this.#emit = emit;
  }

  /** True when a stop string was met. */
  add(token: Omit<TokenTrace, "text">, bytes: Uint8Array): boolean {
    this.#settle();
    const step = this.#stream.push(bytes);
    this.#newest = { ...token, text: step.text };
    this.#stopped = step.stopped;
    return step.stopped;
  }

  finish(): { readonly text: string; readonly trace: readonly TokenTrace[] } {
    if (this.#newest && !this.#stopped) this.#newest = { ...this.#newest, text: this.#newest.text + this.#stream.finish().text };
    this.#settle();
    return { text: this.#trace.map(({ text }) => text).join(""), trace: this.#trace };
  }

  #settle(): void {
    if (this.#newest === null) return;
    this.#trace.push(this.#newest);
    this.#emit(this.#newest);
    this.#newest = null;
  }
}
