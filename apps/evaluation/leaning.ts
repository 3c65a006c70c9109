// Which of two words a model leans to, and how much.

import { chooseOne } from "#agents/probe.ts";
import { asHortusError } from "#kernels/errors.ts";
import type { LanguageModel, Message } from "#kernels/language-model.ts";

/**
 * log p(first) − log p(second), nats per token; of a model that does not score texts 1 or −1, as it chooses.
 * @throws what the model throws, `interrupted`
 */
export async function leaning(
  model: LanguageModel,
  messages: readonly Message[],
  options: readonly [first: string, second: string],
  signal: AbortSignal,
): Promise<number> {
  try {
    const [first, second] = await model.score(messages, options, signal);
    return first!.logprob / Math.max(1, first!.tokens) - second!.logprob / Math.max(1, second!.tokens);
  } catch (thrown) {
    if (asHortusError(thrown).code !== "model.unsupported") throw thrown;
  }
  const { text } = await chooseOne(model, { messages, options }, signal);
  return text === options[0] ? 1 : text === options[1] ? -1 : 0;
}
