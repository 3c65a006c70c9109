// The composer of queries: writes SQL for questions of known shapes, with no model, and says so when a question is of none.

import { readQuestion } from "#agents/query/composing/asked.ts";
import { namesIn } from "#agents/query/composing/names.ts";
import { type Composition, SHAPES } from "#agents/query/composing/shapes.ts";
import type { Garden } from "#graph/garden.ts";
import { asHortusError } from "#kernels/errors.ts";

export type Composed = { readonly tries: Composition["tries"]; readonly notices: readonly string[] } | { readonly refusal: string };

/** Examples of the shapes, as a refusal shows them. */
const EXAMPLES = SHAPES.map(({ example }) => `“${example}”`).filter((_, at) => at % 3 === 1);

export async function composeQueries(garden: Garden, question: string): Promise<Composed> {
  const asked = readQuestion(question);
  let unknown: string | null = null;
  for (const shape of SHAPES) {
    const names = namesIn(garden);
    try {
      const composition = await shape.compose(asked, names);
      if (composition !== null) return { tries: composition.tries, notices: names.notices };
    } catch (thrown) {
      const error = asHortusError(thrown);
      if (error.code !== "concept.not_found") throw thrown;
      // Another shape may read the name otherwise.
      unknown ??= error.message;
    }
  }
  if (unknown !== null) return { refusal: unknown };
  return {
    refusal: `The composer, which knows only some shapes of questions, knows none for this one. It answers questions such as ${EXAMPLES.join(", ")}.`,
  };
}
