// Opens the model that a user named: none, the local one, a GGUF file, or any LangChain chat model as `provider:name`.

import { cpus } from "node:os";
import { createLocalModel } from "#kernels/decode/local-model.ts";
import { HortusError } from "#kernels/errors.ts";
import type { LanguageModel } from "#kernels/language-model.ts";
import { DEFAULT_LANGUAGE_MODEL, findWeights } from "#kernels/weights/registry.ts";
import { type EnsureOptions, ensureWeights } from "#kernels/weights/weights.ts";

export interface OpenModelOptions {
  readonly cacheFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly threads?: number;
  readonly contextTokens?: number;
  readonly signal?: AbortSignal;
  /** Weights from a file or folder instead of the network. */
  readonly from?: string;
  readonly onProgress?: EnsureOptions["onProgress"];
}

/**
 * `none` is null; `local` the default weights; an id of kernels/weights or a path ending in .gguf other local weights; `provider:name`
 * a LangChain chat model.
 * @throws `model.missing` for a name nobody knows, `model.fetch_failed`, `model.unsupported`, `model.provider`
 */
export async function openModel(id: string, options: OpenModelOptions): Promise<LanguageModel | null> {
  if (id === "none") return null;
  if (id === "local" || id.endsWith(".gguf") || findWeights(id) !== undefined) return openLocal(id, options);
  if (/^[a-z0-9_-]+:.+/.test(id)) {
    const { createLangChainModel } = await import("#agents/models/langchain.ts");
    const { environment, contextTokens } = options;
    return createLangChainModel({ id, environment, ...(contextTokens !== undefined && { contextTokens }) });
  }
  throw new HortusError(
    "model.missing",
    `There is no model "${id}": use none, local, a .gguf file, or provider:name such as openai:gpt-4o.`,
    { model: id },
  );
}

async function openLocal(id: string, options: OpenModelOptions): Promise<LanguageModel> {
  const { cacheFolder, signal, onProgress, from, contextTokens } = options;
  const name = id === "local" ? DEFAULT_LANGUAGE_MODEL : id;
  const weights = await ensureWeights(name, { cacheFolder, signal, onProgress, from });
  const threads = options.threads ?? Math.max(1, Math.min(8, cpus().length));
  return createLocalModel({ weights, cacheFolder, threads, contextTokens, signal });
}
