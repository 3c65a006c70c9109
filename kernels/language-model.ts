// What can answer, score a text and count tokens; and what can embed. Contracts only: implementations are kernels/decode,
// kernels/embedding and agents/models. Every implementation passes tests/conformance/language-model.ts or embedder.ts.

export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** A JSON schema object, as zod's `z.toJSONSchema` makes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One generated token, as measured when it was drawn. */
export interface TokenTrace {
  readonly id: number;
  /** Text this token completed; empty while a UTF-8 sequence is incomplete. */
  readonly text: string;
  /** Natural-log probability of the drawn token, before temperature and before the grammar mask; NaN where a provider hides it. */
  readonly logprob: number;
  /** Shannon entropy of the same distribution, nats; NaN where a provider hides it. */
  readonly entropy: number;
}

export interface AnswerRequest {
  readonly messages: readonly Message[];
  /** Upper bound of new tokens. */
  readonly maxTokens: number;
  /** 0 is greedy. */
  readonly temperature: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly repetitionPenalty?: number;
  /** A whole number. The draw at a position depends on (seed, position) only. */
  readonly seed: number;
  /** Generation ends before the first of these; it is not part of the text. */
  readonly stop?: readonly string[];
  /**
   * The answer is one JSON value valid under this schema: an object of the keywords of kernels/decode/json-schema.ts, any other is refused
   * by name. Not together with `stop`.
   */
  readonly schema?: JsonSchema;
  /** The answer starts with this text; it is part of the text and costs no sampling. */
  readonly prefix?: string;
  readonly signal?: AbortSignal;
  readonly onToken?: (token: TokenTrace) => void;
}

export interface TokenCounts {
  readonly in: number;
  readonly out: number;
}

export interface Answer {
  readonly text: string;
  /**
   * `grammar-limit`: the token limit was reached inside a schema, so the text is not complete JSON. `schema-unmet`: the text ended, but
   * is not valid under the schema (a grammar cannot hold, say, the bounds of a fraction).
   */
  readonly finish: "stop" | "length" | "grammar-limit" | "schema-unmet";
  readonly tokens: TokenCounts;
  readonly trace: readonly TokenTrace[];
  readonly model: string;
}

export interface ContinuationScore {
  /** Σ log p(token | prompt, earlier tokens), nats. */
  readonly logprob: number;
  /** Number of tokens of the continuation. */
  readonly tokens: number;
}

/** What is scored of long texts, counted in the model's own tokens. */
export interface ScoreLimits {
  /** The last message keeps its last so many. */
  readonly promptTokens?: number;
  /** Each continuation keeps its first so many. */
  readonly tokens?: number;
  /** All continuations are cut to the shortest of them. */
  readonly alike?: boolean;
}

/** What can answer, score and count. */
export interface LanguageModel extends AsyncDisposable {
  /** Stable name of weights and quantisation; recorded answers are keyed by it. */
  readonly id: string;
  readonly contextTokens: number;
  /**
   * [L1] The same request gives the same text (local and scripted models).
   * [L2] A prompt that does not fit rejects with `model.context_overflow`, before any token is drawn.
   * [L3] An aborted signal rejects with `interrupted` before the next token.
   * [L4] With a schema and finish `stop` the text parses and validates; a schema that cannot be kept rejects with `input.invalid`.
   * [L5] The concatenated `onToken` texts are the generated text, without the prefix.
   */
  answer(request: AnswerRequest): Promise<Answer>;
  /**
   * Log-probability of each continuation after the same messages.
   * [L6] A model that cannot do this rejects with `model.unsupported`.
   * [L7] With limits, no more is read of the last message and of each continuation than they say.
   */
  score(
    messages: readonly Message[],
    continuations: readonly string[],
    signal?: AbortSignal,
    limits?: ScoreLimits,
  ): Promise<readonly ContinuationScore[]>;
  /** Number of tokens of plain text, special tokens not parsed. */
  count(text: string): Promise<number>;
}

/** What turns text into a unit vector. */
export interface Embedder extends AsyncDisposable {
  /** Stable name of weights, pooling and precision; cached vectors are keyed by it. */
  readonly id: string;
  readonly dimensions: number;
  /**
   * [E1] One vector of length 1 (±1e-5) for each text, in order.
   * [E2] The vector of a text has the same bits whatever else is in the call and whatever was embedded before.
   * [E3] Empty text is embedded as if it were a single space, not refused.
   */
  embed(
    texts: readonly string[],
    options?: { readonly signal?: AbortSignal; readonly onProgress?: (done: number) => void },
  ): Promise<readonly Float32Array[]>;
}
