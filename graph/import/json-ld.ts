// The door of jsonld: JSON-LD as triples. A context that is somewhere else is refused, never fetched.

import jsonld from "jsonld";
import { type TextFile, wholeText } from "#graph/import/text-file.ts";
import { BASE_IRI, type Triple, tripleOf } from "#graph/import/triple.ts";
import { HortusError } from "#kernels/errors.ts";

type Quad = Parameters<typeof tripleOf>[0];

/** @throws `document.corrupt`, `document.too_large`; `input.invalid` for a context that would have to be fetched */
export async function* jsonLdTriples(file: TextFile): AsyncGenerator<Triple> {
  const text = await wholeText(file);
  let elsewhere: string | null = null;
  const documentLoader = async (url: string): Promise<never> => {
    elsewhere = url.slice(0, 200);
    throw new Error("not fetched");
  };
  try {
    const quads = (await jsonld.toRDF(JSON.parse(text) as jsonld.JsonLdDocument, { base: BASE_IRI, documentLoader })) as Iterable<Quad>;
    for (const quad of quads) yield tripleOf(quad);
  } catch (thrown) {
    throw elsewhere === null ? broken(file, thrown) : fetching(file, elsewhere);
  }
}

function fetching({ path }: TextFile, context: string): HortusError {
  const message = `${path} has its context at ${context}, which is not fetched: write the context into the file.`;
  return new HortusError("input.invalid", message, { path, context });
}

function broken({ path }: TextFile, thrown: unknown): HortusError {
  const why = thrown instanceof Error ? thrown.message.replace(/\s+/g, " ").replace(/\.$/, "").slice(0, 160) : "unknown";
  return new HortusError("document.corrupt", `${path} is not valid JSON-LD (${why}). Nothing was imported; export the graph again.`, {
    path,
  });
}
