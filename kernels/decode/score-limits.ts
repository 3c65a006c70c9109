// Cuts what is scored to so many tokens, before anything is computed.

import type { Vocabulary } from "#kernels/decode/vocabulary.ts";
import type { Message, ScoreLimits } from "#kernels/language-model.ts";

/** The tokens of each continuation that count. */
export function limitedContinuations(
  vocabulary: Pick<Vocabulary, "encode">,
  continuations: readonly string[],
  { tokens, alike = false }: ScoreLimits,
): readonly (readonly number[])[] {
  const encoded = continuations.map((text) => vocabulary.encode(text).slice(0, tokens));
  const shortest = alike ? Math.min(...encoded.map(({ length }) => length)) : undefined;
  return encoded.map((ids) => ids.slice(0, shortest));
}

/** The messages with the end of the last one only; a character that the cut would go through is left out. */
export function limitedMessages(
  vocabulary: Pick<Vocabulary, "encode" | "bytes">,
  messages: readonly Message[],
  { promptTokens }: ScoreLimits,
): readonly Message[] {
  const last = messages.at(-1);
  if (promptTokens === undefined || last === undefined) return messages;
  const ids = vocabulary.encode(last.content);
  if (ids.length <= promptTokens) return messages;
  const bytes = ids.slice(ids.length - promptTokens).flatMap((id) => [...vocabulary.bytes(id)]);
  const start = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
  const content = start < 0 ? "" : new TextDecoder().decode(Uint8Array.from(bytes.slice(start)));
  return [...messages.slice(0, -1), { ...last, content }];
}
