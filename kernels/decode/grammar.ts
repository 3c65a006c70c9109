// Holds generated text to a JSON schema, token by token. It guarantees syntax, not an end: a limit can fall inside the value.

import type { CompiledGrammar, GrammarCompiler, GrammarMatcher } from "@mlc-ai/web-xgrammar";
import type { Vocabulary } from "#kernels/decode/vocabulary.ts";
import { loadXGrammar, type XGrammar } from "#kernels/decode/xgrammar-module.ts";
import { HortusError } from "#kernels/errors.ts";
import type { JsonSchema } from "#kernels/language-model.ts";

/** Compiled schemas kept for the next answer. */
const KEPT = 16;
const LONGEST_REASON = 200;

export interface Constraint extends Disposable {
  /** Sets the logits of tokens that cannot come next to −Infinity. */
  mask(logits: Float32Array): Promise<void>;
  /** Moves on. @throws `internal` when the token was masked */
  accept(id: number): void;
}

interface Engine {
  readonly library: XGrammar;
  readonly compiler: GrammarCompiler;
  /** What the library printed since the last compilation began. */
  readonly printed: string[];
}

export class GrammarEngine {
  readonly #cacheFolder: string;
  readonly #vocabulary: Vocabulary;
  readonly #size: number;
  readonly #compiled = new Map<string, CompiledGrammar>();
  #engine: Promise<Engine> | null = null;

  /** @param size  length of the logits */
  constructor(cacheFolder: string, vocabulary: Vocabulary, size: number) {
    this.#cacheFolder = cacheFolder;
    this.#vocabulary = vocabulary;
    this.#size = size;
  }

  /**
   * A constraint at the start of a value under this schema, moved past `prefix`.
   * JSON is compact in one fixed spacing, so that no model can pad it with white space for ever.
   * @throws `input.invalid` when the schema cannot be compiled or the prefix cannot begin such a value
   */
  async constrain(schema: JsonSchema, prefix: string): Promise<Constraint> {
    this.#engine ??= this.#open();
    const engine = await this.#engine.catch((error: unknown) => this.#startOver(error));
    const compiled = await this.#compile(engine, JSON.stringify(schema));
    const matcher = await engine.library.GrammarMatcher.createGrammarMatcher(compiled);
    if (prefix !== "" && !matcher._acceptString(prefix)) {
      matcher.dispose();
      throw new HortusError("input.invalid", "The answer's prefix cannot begin a value under the schema.", { prefix: prefix.slice(0, 80) });
    }
    return new MatcherConstraint(matcher);
  }

  async #open(): Promise<Engine> {
    const printed: string[] = [];
    const library = await loadXGrammar(this.#cacheFolder, (line) => void printed.push(line));
    const { tokens, stopIds } = this.#vocabulary;
    const info = await library.TokenizerInfo.createTokenizerInfo([...tokens], "byte_level", false, this.#size, [...stopIds]);
    return { library, compiler: await library.GrammarCompiler.createGrammarCompiler(info), printed };
  }

  async #compile(engine: Engine, schema: string): Promise<CompiledGrammar> {
    const known = this.#compiled.get(schema);
    this.#compiled.delete(schema);
    const compiled = known ?? (await compileCompact(engine, schema).catch((error: unknown) => this.#startOver(error)));
    this.#compiled.set(schema, compiled);
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size > KEPT && oldest !== undefined) {
      this.#compiled.get(oldest)?.dispose();
      this.#compiled.delete(oldest);
    }
    return compiled;
  }

  /** The library aborts its WebAssembly on a bad schema, and may fail to load: the next answer gets a new instance either way. */
  #startOver(error: unknown): never {
    this.#engine = null;
    this.#compiled.clear();
    throw error;
  }
}

async function compileCompact({ compiler, printed }: Engine, schema: string): Promise<CompiledGrammar> {
  printed.length = 0;
  try {
    return await compiler.compileJSONSchema(schema, false, -1, [", ", ": "], true);
  } catch (error) {
    throw new HortusError("input.invalid", `The JSON schema cannot be compiled: ${reasonIn(printed)}`, {}, error);
  }
}

/** The library says why in a line `[FATAL] file.cc:851: reason` before it aborts; the error itself says nothing. */
function reasonIn(printed: readonly string[]): string {
  const line = printed.findLast((one) => one.startsWith("[FATAL]")) ?? "its grammar engine gives no reason";
  return line.replace(/^\[FATAL\] \S+\.cc:\d+: /, "").slice(0, LONGEST_REASON);
}

class MatcherConstraint implements Constraint {
  readonly #matcher: GrammarMatcher;

  constructor(matcher: GrammarMatcher) {
    this.#matcher = matcher;
  }

  async mask(logits: Float32Array): Promise<void> {
    const words = await this.#matcher.getNextTokenBitmask();
    for (let word = 0; word < words.length; word++) {
      const bits = words[word]!;
      if (bits === -1) continue;
      const start = word * 32;
      if (bits === 0) logits.fill(Number.NEGATIVE_INFINITY, start, start + 32);
      else for (let bit = 0; bit < 32; bit++) if ((bits & (1 << bit)) === 0) logits[start + bit] = Number.NEGATIVE_INFINITY;
    }
  }

  accept(id: number): void {
    if (!this.#matcher.acceptToken(id)) throw new HortusError("internal", `The grammar refused token ${id}, which it had allowed.`, { id });
  }

  [Symbol.dispose](): void {
    this.#matcher.dispose();
  }
}
