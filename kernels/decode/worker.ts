// Inside the language model's worker thread: opens the weights, answers, scores, counts. local-model.ts is the other end.

import { type ChatEncoder, createChatEncoder } from "#kernels/decode/chat-prompt.ts";
import { Decoder } from "#kernels/decode/decoder.ts";
import { decoderShape } from "#kernels/decode/decoder-shape.ts";
import { generate } from "#kernels/decode/generate.ts";
import { GrammarEngine } from "#kernels/decode/grammar.ts";
import { checkSchemaRequest, finishUnder } from "#kernels/decode/json-schema.ts";
import type { Precision } from "#kernels/decode/packed-weights.ts";
import { prepareGraph } from "#kernels/decode/prepared-graph.ts";
import { checkSampling } from "#kernels/decode/sampling.ts";
import { scoreContinuations } from "#kernels/decode/score.ts";
import { limitedContinuations, limitedMessages } from "#kernels/decode/score-limits.ts";
import { createVocabulary, type Vocabulary } from "#kernels/decode/vocabulary.ts";
import { HortusError } from "#kernels/errors.ts";
import { readGguf } from "#kernels/gguf/gguf-file.ts";
import type { AnswerRequest, Message, ScoreLimits } from "#kernels/language-model.ts";
import { openSession } from "#kernels/onnx/runtime.ts";
import { sha256OfFile } from "#kernels/weights/wheel.ts";
import { type CallContext, serve } from "#kernels/worker/worker-server.ts";

export interface OpenModel {
  readonly model: string;
  readonly cacheFolder: string;
  readonly threads: number;
  readonly spinning: boolean;
  readonly precision: Precision;
  /** Positions wanted at most. */
  readonly contextTokens: number;
}

export interface OpenedModel {
  readonly sha256: string;
  readonly contextTokens: number;
}

/** A request without what cannot cross to a thread. */
export type PlainRequest = Omit<AnswerRequest, "signal" | "onToken">;

interface Model {
  readonly decoder: Decoder;
  readonly vocabulary: Vocabulary;
  readonly chat: ChatEncoder;
  readonly grammars: GrammarEngine;
  readonly contextTokens: number;
}

let opened: Model | null = null;

async function open(options: OpenModel): Promise<OpenedModel> {
  const file = await readGguf(options.model);
  const shape = decoderShape(file);
  const vocabulary = createVocabulary(file);
  const contextTokens = Math.min(options.contextTokens, shape.positions);
  const sha256 = await sha256OfFile(options.model);
  const { cacheFolder, precision, threads, spinning } = options;
  const graph = await prepareGraph(file, shape, { cacheFolder, precision, positions: contextTokens, sha256 });
  const session = await openSession(graph.path, { threads, spinning });
  opened = {
    decoder: new Decoder(session, shape),
    vocabulary,
    chat: createChatEncoder(vocabulary),
    grammars: new GrammarEngine(cacheFolder, vocabulary, shape.vocabulary),
    contextTokens,
  };
  return { sha256, contextTokens };
}

async function answer(request: PlainRequest, context: CallContext) {
  const { decoder, vocabulary, chat, grammars, contextTokens } = model();
  checkSampling(request);
  checkSchemaRequest(request);
  if (!(Number.isInteger(request.maxTokens) && request.maxTokens >= 0)) {
    throw new HortusError("input.invalid", "maxTokens must be a whole number of at least 0.", { maxTokens: request.maxTokens });
  }
  const prefix = request.prefix ?? "";
  const prompt = fitting(chat(request.messages, prefix), 1, contextTokens);
  const maxTokens = Math.min(request.maxTokens, contextTokens - prompt.length);
  const constraint = request.schema !== undefined ? await grammars.constrain(request.schema, prefix) : null;
  try {
    const generation = { ...request, prompt, maxTokens, stop: request.stop ?? [], constraint };
    const { text, finish, trace } = await generate(decoder, vocabulary, generation, { between: context.checkpoint, emit: context.emit });
    const whole = prefix + text;
    return { text: whole, finish: finishUnder(request.schema, whole, finish), trace, tokens: { in: prompt.length, out: trace.length } };
  } finally {
    constraint?.[Symbol.dispose]();
  }
}

interface ScoreRequest {
  readonly messages: readonly Message[];
  readonly continuations: readonly string[];
  readonly limits: ScoreLimits;
}

async function score({ messages, continuations, limits }: ScoreRequest, context: CallContext) {
  const { decoder, vocabulary, chat, contextTokens } = model();
  const tokens = limitedContinuations(vocabulary, continuations, limits);
  const longest = tokens.reduce((most, { length }) => Math.max(most, length), 0);
  const prompt = chat(limitedMessages(vocabulary, messages, limits), "");
  return scoreContinuations(decoder, fitting(prompt, longest, contextTokens), tokens, context.checkpoint);
}

async function count(text: string): Promise<number> {
  return model().vocabulary.encode(text).length;
}

function model(): Model {
  if (opened === null) throw new HortusError("internal", "The model was not opened.");
  return opened;
}

function fitting(prompt: readonly number[], more: number, contextTokens: number): readonly number[] {
  if (prompt.length + more <= contextTokens) return prompt;
  throw new HortusError(
    "model.context_overflow",
    `The prompt has ${prompt.length} tokens and the model's context ${contextTokens}; shorten the prompt.`,
    { promptTokens: prompt.length, contextTokens },
  );
}

serve({ open, answer, score, count }, async () => opened?.decoder.release());
