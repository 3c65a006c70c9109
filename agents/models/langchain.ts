// The only door to LangChain: any of its chat models as a LanguageModel, and its arXiv retriever as a look-up. Keys come from the
// environment it is given, never from the process; they never reach a message or a fact.

import { setTimeout as sleep } from "node:timers/promises";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { AIMessageChunk } from "@langchain/core/messages";
import { initChatModel } from "langchain/chat_models/universal";
import { sha256 } from "#graph/documents/text.ts";
import { checkSchemaRequest, finishUnder } from "#kernels/decode/json-schema.ts";
import { asHortusError, HortusError } from "#kernels/errors.ts";
import type { Answer, AnswerRequest, LanguageModel } from "#kernels/language-model.ts";

export interface ChatSettings {
  readonly temperature: number;
  readonly maxTokens: number;
  readonly topP?: number;
}

export interface LangChainOptions {
  /** `provider:name`, as LangChain's initChatModel takes it; `ollama:` goes to a local OpenAI-compatible server. */
  readonly id: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly contextTokens?: number;
  /** Seconds before the second, third and fourth attempt. */
  readonly backoffSeconds?: readonly number[];
  readonly wait?: (seconds: number) => Promise<void>;
  /** In place of initChatModel: what a test puts in. */
  readonly createChat?: (settings: ChatSettings) => Promise<BaseChatModel>;
}

const CONTEXT = 32_768;
const BACKOFF = [1, 4, 15];
/** Characters a token stands for, roughly: providers' tokenisers are not here, and fetching them would need the network. */
const CHARACTERS_PER_TOKEN = 4;

/** @throws `model.provider` when the provider's key is not in the environment or its package is not installed */
export async function createLangChainModel(options: LangChainOptions): Promise<LanguageModel> {
  const create = options.createChat ?? (await chatFactory(options));
  const chats = new Map<string, Promise<BaseChatModel>>();
  const chatFor = (settings: ChatSettings): Promise<BaseChatModel> => {
    const key = JSON.stringify(settings);
    const chat = chats.get(key) ?? create(settings);
    chats.set(key, chat);
    return chat;
  };
  const id = modelId(options);
  return {
    id,
    contextTokens: options.contextTokens ?? CONTEXT,
    answer: (request) => withRetries(options, request.signal, () => answer(id, chatFor, request)),
    async score() {
      throw new HortusError("model.unsupported", `${options.id} shows no probabilities of given texts.`, { model: options.id });
    },
    count: async (text) => Math.ceil(text.length / CHARACTERS_PER_TOKEN),
    async [Symbol.asyncDispose]() {},
  };
}

/**
 * The name given, and `@` with 8 digits of a hash of the address where that is not the provider's own: behind another address may be another
 * model of the same name, and verdicts about models are kept by id.
 */
function modelId({ id, environment }: LangChainOptions): string {
  const base = baseUrl(id.slice(0, id.indexOf(":")), environment);
  if (base === undefined) return id;
  const address = URL.canParse(base) ? Object.assign(new URL(base), { username: "", password: "" }).href : base;
  return `${id}@${sha256(address.replace(/\/+$/, "")).slice(0, 8)}`;
}

async function answer(id: string, chatFor: (settings: ChatSettings) => Promise<BaseChatModel>, request: AnswerRequest): Promise<Answer> {
  checkSchemaRequest(request);
  const { temperature, maxTokens, topP } = request;
  const chat = await chatFor({ temperature, maxTokens, ...(topP !== undefined && { topP }) });
  const call = { ...(request.signal && { signal: request.signal }), ...(request.stop && { stop: [...request.stop] }), seed: request.seed };
  const messages = request.messages.map(({ role, content }) => [role, content] as [string, string]);
  if (request.schema !== undefined) {
    const structured = chat.withStructuredOutput(request.schema as Record<string, unknown>, { includeRaw: true });
    const { raw, parsed } = (await structured.invoke(messages, call)) as { raw: AIMessageChunk; parsed: unknown };
    const text = parsed === null || parsed === undefined ? raw.text : JSON.stringify(parsed);
    request.onToken?.(unmeasured(text, 0));
    return finished(id, request, text, raw);
  }
  let whole: AIMessageChunk | null = null;
  let index = 0;
  for await (const chunk of await chat.stream(messages, call)) {
    if (chunk.text !== "") request.onToken?.(unmeasured(chunk.text, index++));
    whole = whole === null ? chunk : (whole.concat(chunk) as AIMessageChunk);
  }
  return finished(id, request, whole?.text ?? "", whole);
}

/** A provider says what it counted, or we estimate; a text it cut off itself has finish `length`. */
function finished(id: string, request: AnswerRequest, said: string, message: AIMessageChunk | null): Answer {
  const prefix = request.prefix ?? "";
  const text = said.startsWith(prefix) ? said : `${prefix}${said}`;
  const usage = message?.usage_metadata as { input_tokens?: number; output_tokens?: number } | undefined;
  const read = request.messages.reduce((sum, { content }) => sum + Math.ceil(content.length / CHARACTERS_PER_TOKEN), 0);
  const tokens = { in: usage?.input_tokens ?? read, out: usage?.output_tokens ?? Math.ceil(said.length / CHARACTERS_PER_TOKEN) };
  const cut = (message?.response_metadata as { finish_reason?: string } | undefined)?.finish_reason === "length";
  const finish = !cut ? "stop" : request.schema === undefined ? "length" : "grammar-limit";
  return { text, finish: finishUnder(request.schema, text, finish), tokens, trace: [], model: id };
}

function unmeasured(text: string, id: number) {
  return { id, text, logprob: Number.NaN, entropy: Number.NaN };
}

/** Tries again after a rate limit, a server's fault or a lost connection; anything else, and the last failure, is `model.provider`. */
async function withRetries(options: LangChainOptions, signal: AbortSignal | undefined, work: () => Promise<Answer>): Promise<Answer> {
  const wait = options.wait ?? ((seconds: number) => sleep(seconds * 1000, undefined, signal && { signal }));
  const backoff = options.backoffSeconds ?? BACKOFF;
  for (let attempt = 0; ; attempt += 1) {
    if (isAborted(signal)) throw new HortusError("interrupted", "Interrupted.", {});
    try {
      return await work();
    } catch (thrown) {
      if (isAborted(signal) || asHortusError(thrown).code === "interrupted") throw new HortusError("interrupted", "Interrupted.", {});
      const status = statusOf(thrown);
      const seconds = backoff[attempt];
      if (seconds === undefined || !(status === null || status === 429 || status >= 500)) throw providerError(options.id, status, thrown);
      await wait(seconds);
    }
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function statusOf(thrown: unknown): number | null {
  const status =
    (thrown as { status?: unknown; statusCode?: unknown } | null)?.status ?? (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === "number" ? status : null;
}

/** Only the status and the kind of error are told: a provider's own message may repeat the request or the key. */
function providerError(id: string, status: number | null, thrown: unknown): HortusError {
  const kind = thrown instanceof Error ? thrown.name : "error";
  const hint = status === 401 || status === 403 ? "check the key in the environment" : "try again later, or use another --model";
  return new HortusError("model.provider", `${id} did not answer (${status === null ? kind : `HTTP ${status}`}): ${hint}.`, {
    model: id,
    status,
  });
}

/** Where each provider's key stands; a provider that is not here takes its key from LangChain's own configuration. */
const KEYS: Readonly<Record<string, string>> = {
  openai: "OPENAI_API_KEY",
  anthropic: "ANTHROPIC_API_KEY",
  mistralai: "MISTRAL_API_KEY",
  groq: "GROQ_API_KEY",
  deepseek: "DEEPSEEK_API_KEY",
};

async function chatFactory({ id, environment }: LangChainOptions): Promise<(settings: ChatSettings) => Promise<BaseChatModel>> {
  const at = id.indexOf(":");
  const [provider, name] = [id.slice(0, at), id.slice(at + 1)];
  const common = { maxRetries: 0, ...access(id, provider, environment) };
  const modelProvider = provider === "ollama" ? "openai" : provider;
  return async (settings) => {
    try {
      return (await initChatModel(name, { modelProvider, ...common, ...settings })) as unknown as BaseChatModel;
    } catch (thrown) {
      const message = `LangChain cannot open ${id}: is its package installed (npm install @langchain/${provider})?`;
      throw new HortusError("model.provider", message, { model: id }, thrown);
    }
  };
}

/** Address and key for a provider, out of the given environment. */
function access(id: string, provider: string, environment: LangChainOptions["environment"]): object {
  const base = baseUrl(provider, environment);
  if (provider === "ollama") return { apiKey: "ollama", configuration: { baseURL: base } };
  const variable = KEYS[provider];
  const keyless = provider === "openai" && base !== undefined ? "none" : undefined;
  const apiKey = variable === undefined ? undefined : (environment[variable] ?? keyless);
  if (variable !== undefined && apiKey === undefined) {
    throw new HortusError("model.provider", `${id} needs a key: put it into ${variable}, or use --model local.`, { model: id, variable });
  }
  const configuration = provider === "openai" && base !== undefined ? { configuration: { baseURL: base } } : {};
  return { ...(apiKey !== undefined && { apiKey }), ...configuration };
}

/** Where a provider is asked when that is not its own address; other providers' packages read theirs from PROVIDER_BASE_URL themselves. */
function baseUrl(provider: string, environment: LangChainOptions["environment"]): string | undefined {
  if (provider === "ollama") return `${(environment.OLLAMA_HOST ?? "http://127.0.0.1:11434").replace(/\/$/, "")}/v1`;
  return environment[`${provider.toUpperCase().replaceAll("-", "_")}_BASE_URL`] || undefined;
}

/** One paper found outside: what agents/novelty/outside.ts compares with. */
export interface OutsidePaper {
  readonly title: string;
  readonly abstract: string;
  readonly url: string;
}

/** Looks papers up on arXiv, at most `limit`. It goes to the network; whoever calls it decided that. */
export function createArxivLookUp(limit = 10): (query: string) => Promise<readonly OutsidePaper[]> {
  return async (query) => {
    // Loaded when it is used: the package is large, and few ask for it.
    const { ArxivRetriever } = await import("@langchain/community/retrievers/arxiv");
    const retriever = new ArxivRetriever({ getFullDocuments: false, maxSearchResults: limit });
    const found = await retriever.invoke(query);
    return found.map(({ pageContent, metadata }) => ({
      title: String(metadata.title ?? ""),
      abstract: pageContent,
      url: String(metadata.url ?? ""),
    }));
  };
}
