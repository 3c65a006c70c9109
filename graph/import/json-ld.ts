// The door of jsonld-streaming-parser: JSON-LD as triples. A context that is somewhere else is refused, never fetched.

import { JsonLdParser } from "jsonld-streaming-parser";
import { piped } from "#graph/import/piped.ts";
import type { TextFile } from "#graph/import/text-file.ts";
import { BASE_IRI, type Triple, tripleOf } from "#graph/import/triple.ts";
import { HortusError } from "#kernels/errors.ts";

/** @throws `document.corrupt`; `input.invalid` for a context that would have to be fetched */
export async function* jsonLdTriples(file: TextFile): AsyncGenerator<Triple> {
  const documentLoader = {
    load: (url: string): Promise<never> => Promise.reject(elsewhere(file, url)),
  };
  try {
    const quads = piped(file.pieces('"'), new JsonLdParser({ baseIRI: BASE_IRI, documentLoader }) as never);
    for await (const quad of quads) yield tripleOf(quad as Parameters<typeof tripleOf>[0]);
  } catch (thrown) {
    throw thrown instanceof HortusError ? thrown : broken(file, thrown);
  }
}

function elsewhere({ path }: TextFile, url: string): HortusError {
  const message = `${path} has its context at ${url.slice(0, 200)}, which is not fetched: write the context into the file.`;
  return new HortusError("input.invalid", message, { path, context: url.slice(0, 200) });
}

function broken({ path }: TextFile, thrown: unknown): HortusError {
  const why = thrown instanceof Error ? thrown.message.replace(/\s+/g, " ").replace(/\.$/, "").slice(0, 160) : "unknown";
  return new HortusError("document.corrupt", `${path} is not valid JSON-LD (${why}). Nothing was imported; export the graph again.`, {
    path,
  });
}
