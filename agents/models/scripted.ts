// A model that answers by rule: for tests and demos. It draws nothing by chance and can be slow on purpose.

import { setTimeout as sleep } from "node:timers/promises";
import { checkSchemaRequest, finishUnder } from "#kernels/decode/json-schema.ts";
import { HortusError } from "#kernels/errors.ts";
import type { Answer, AnswerRequest, ContinuationScore, LanguageModel, Message } from "#kernels/language-model.ts";

export interface ScriptedOptions {
  readonly id?: string;
  /** The whole answer to a request. */
  readonly answer: (request: AnswerRequest) => string;
  /** Log-probability of a continuation, nats; without it `score` rejects with `model.unsupported`. */
  readonly score?: (messages: readonly Message[], continuation: string) => number;
  /** Milliseconds before each answer. */
  readonly delayMs?: number;
  readonly contextTokens?: number;
  /** Called with each request before it is answered: what a test counts. */
  readonly onAsk?: (request: AnswerRequest) => void;
}

/** A token is a word with the white space before it. */
const TOKEN = /\s*\S+|\s+$/g;

export function createScriptedModel(options: ScriptedOptions): LanguageModel {
  const contextTokens = options.contextTokens ?? 8192;
  const id = options.id ?? "scripted";
  return {
    id,
    contextTokens,
    answer: (request) => answer(options, id, contextTokens, request),
    async score(messages, continuations, _signal, limits = {}): Promise<readonly ContinuationScore[]> {
      const { score } = options;
      if (score === undefined) throw new HortusError("model.unsupported", `${id} does not score texts.`, { model: id });
      if (options.delayMs !== undefined) await sleep(options.delayMs);
      const cut = continuations.map((text) => tokensOf(text).slice(0, limits.tokens));
      const shortest = limits.alike === true ? Math.min(...cut.map(({ length }) => length)) : Number.POSITIVE_INFINITY;
      const read = messages.map((message, at) => (at === messages.length - 1 ? lastTokens(message, limits.promptTokens) : message));
      return cut
        .map((tokens) => tokens.slice(0, shortest))
        .map((tokens) => ({ logprob: tokens.length === 0 ? 0 : score(read, tokens.join("")), tokens: tokens.length }));
    },
    count: async (text) => tokensOf(text).length,
    async [Symbol.asyncDispose]() {},
  };
}

async function answer(options: ScriptedOptions, id: string, contextTokens: number, request: AnswerRequest): Promise<Answer> {
  stopIfAborted(request.signal);
  checkSchemaRequest(request);
  const read = request.messages.reduce((sum, { content }) => sum + tokensOf(content).length, 0);
  if (read + request.maxTokens > contextTokens) {
    throw new HortusError(
      "model.context_overflow",
      `The prompt of ${read} tokens and ${request.maxTokens} new ones do not fit ${id} (${contextTokens}).`,
      { model: id },
    );
  }
  options.onAsk?.(request);
  if (options.delayMs !== undefined) await sleep(options.delayMs);
  const whole = tokensOf(options.answer(request));
  const drawn = whole.slice(0, request.maxTokens);
  const trace = drawn.map((text, index) => ({ id: index, text, logprob: -0.1, entropy: 0.2 }));
  for (const token of trace) {
    stopIfAborted(request.signal);
    request.onToken?.(token);
  }
  const cut = drawn.length < whole.length;
  const finish = !cut ? "stop" : request.schema === undefined ? "length" : "grammar-limit";
  const text = `${request.prefix ?? ""}${drawn.join("")}`;
  return { text, finish: finishUnder(request.schema, text, finish), tokens: { in: read, out: drawn.length }, trace, model: id };
}

function lastTokens({ role, content }: Message, most: number | undefined): Message {
  return { role, content: most === undefined ? content : tokensOf(content).slice(-most).join("") };
}

function tokensOf(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new HortusError("interrupted", "Interrupted.", {});
}
