// Wraps a model so that no request is answered twice: answers are kept under (model, request) and given again, tokens and all. What
// makes a run replayable with a model that draws by chance, and spares a paid one.

import { canonicalJson } from "#agents/canonical.ts";
import type { Ledger } from "#agents/ledger/ledger.ts";
import { sha256 } from "#graph/documents/text.ts";
import { HortusError } from "#kernels/errors.ts";
import type { AnswerRequest, LanguageModel } from "#kernels/language-model.ts";

export type AnswerBook = Pick<Ledger, "recordedAnswer" | "putRecordedAnswer" | "fact" | "putFact">;

export interface RecordedOptions {
  /** Answers only what is recorded; anything else rejects with `model.missing`. */
  readonly replayOnly?: boolean;
}

/** `answer/<model>/<sha256 of the canonical request>`: everything that shapes the answer, nothing that does not. */
export function requestKey(model: string, request: AnswerRequest): string {
  const { signal: _signal, onToken: _onToken, ...shaping } = request;
  return `answer/${model}/${sha256(canonicalJson(shaping))}`;
}

export function createRecordedModel(model: LanguageModel, book: AnswerBook, options: RecordedOptions = {}): LanguageModel {
  const refuse = (key: string) => {
    if (options.replayOnly !== true) return;
    throw new HortusError("model.missing", `${model.id} has no recorded answer for this request, and only recorded ones are wanted.`, {
      model: model.id,
      key,
    });
  };
  return {
    id: model.id,
    contextTokens: model.contextTokens,
    async answer(request) {
      const key = requestKey(model.id, request);
      const known = book.recordedAnswer(key);
      if (known !== null) {
        for (const token of known.trace) request.onToken?.(token);
        return known;
      }
      refuse(key);
      const answer = await model.answer(request);
      book.putRecordedAnswer(key, answer);
      return answer;
    },
    async score(messages, continuations, signal) {
      const key = `score/${model.id}/${sha256(canonicalJson({ messages, continuations }))}`;
      const known = book.fact(key) as Awaited<ReturnType<LanguageModel["score"]>> | null;
      if (known !== null) return known;
      refuse(key);
      const scores = await model.score(messages, continuations, signal);
      book.putFact(key, scores);
      return scores;
    },
    count: (text) => model.count(text),
    [Symbol.asyncDispose]: () => model[Symbol.asyncDispose](),
  };
}
