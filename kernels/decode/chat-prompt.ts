// Messages to prompt tokens through the model's own chat template. Special tokens count in the template, never in what messages say.

import { Template } from "@huggingface/jinja";
import { splitSpecials, type Vocabulary } from "#kernels/decode/vocabulary.ts";
import { HortusError } from "#kernels/errors.ts";
import type { Message } from "#kernels/language-model.ts";

/** For files without a template: each turn between role markers, as ChatML. */
const CHATML =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

export type ChatEncoder = (messages: readonly Message[], prefix: string) => readonly number[];

/**
 * Encodes messages, the opening of the assistant's turn, and the beginning of its answer.
 * @throws `input.invalid` from the encoder when the template refuses these messages
 */
export function createChatEncoder(vocabulary: Vocabulary): ChatEncoder {
  const template = new Template(vocabulary.chatTemplate ?? CHATML);
  return (messages, prefix) => {
    const gap = unusedCharacter([...messages.map(({ content }) => content), prefix]);
    const disarm = (text: string) => disarmSpecials(text, vocabulary.specials, gap);
    const safe = messages.map(({ role, content }) => ({ role, content: disarm(content) }));
    const text = render(template, safe) + disarm(prefix);
    const known = new Set(vocabulary.specials);
    const pieces = splitSpecials(text, vocabulary.specials);
    return pieces.flatMap((piece) => (known.has(piece) ? vocabulary.encodeOwn(piece) : vocabulary.encode(piece.replaceAll(gap, ""))));
  };
}

function render(template: Template, messages: readonly Message[]): string {
  try {
    return template.render({ messages, add_generation_prompt: true });
  } catch (error) {
    throw new HortusError("input.invalid", `The model's chat template refuses these messages: ${(error as Error).message}`, {}, error);
  }
}

/** Puts a character inside everything that looks like a special token, so that the template's own are the only ones left. */
function disarmSpecials(text: string, specials: readonly string[], gap: string): string {
  const pieces = splitSpecials(text, specials);
  const known = new Set(specials);
  return pieces.map((piece) => (known.has(piece) ? piece[0] + gap + piece.slice(1) : piece)).join("");
}

/** A private-use character that none of the texts has. */
function unusedCharacter(texts: readonly string[]): string {
  for (let code = 0xe000; code <= 0xf8ff; code++) {
    const character = String.fromCharCode(code);
    if (!texts.some((text) => text.includes(character))) return character;
  }
  throw new HortusError("input.invalid", "The messages use every private character there is; remove some.");
}
