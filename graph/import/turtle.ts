// The door of n3: Turtle, TriG, N-Triples and N-Quads as triples.

import { StreamParser } from "n3";
import { piped } from "#graph/import/piped.ts";
import type { TextFile } from "#graph/import/text-file.ts";
import { BASE_IRI, type Triple, tripleOf } from "#graph/import/triple.ts";
import { HortusError } from "#kernels/errors.ts";

/** @throws `document.corrupt` with the line */
export async function* turtleTriples(file: TextFile): AsyncGenerator<Triple> {
  try {
    const quads = piped(file.pieces('"\n'), new StreamParser({ baseIRI: BASE_IRI }));
    for await (const quad of quads) yield tripleOf(quad as Parameters<typeof tripleOf>[0]);
  } catch (thrown) {
    throw thrown instanceof HortusError ? thrown : broken(file, thrown);
  }
}

function broken({ path }: TextFile, thrown: unknown): HortusError {
  const why = thrown instanceof Error ? thrown.message.replace(/\s+/g, " ").replace(/\.$/, "").slice(0, 160) : "unknown";
  return new HortusError("document.corrupt", `${path} is not valid Turtle (${why}). Nothing was imported; export the graph again.`, {
    path,
  });
}
