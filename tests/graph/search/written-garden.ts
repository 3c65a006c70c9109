// A small garden for tests: relations said in plain sentences, put through the real store. The reading is made here, word by word, so that a
// test says exactly what its garden says; how claims are found in real text is tested with the extractor.

import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Garden } from "#graph/garden.ts";
import { embedSentences, embedTerms } from "#graph/growth/embed.ts";
import type { Conjecture, Document, DocumentId, Operation, Polarity, Projection, Reading, Sha256, TermKey } from "#graph/model.ts";
import { openSqlFace } from "#graph/query/sql-face.ts";
import { deriveProjection } from "#graph/resolution/derive.ts";
import { embeddedTerms, NO_VECTORS } from "#graph/resolution/term-vectors.ts";
import { openEmbeddedStore } from "#graph/store/embedded/embedded-store.ts";
import type { Embedder } from "#kernels/language-model.ts";

/** `head verb tail`, terms joined with underscores; `not` before the verb negates, `may` hedges; a sentence without a claim lists what it names after `:`. */
export type Sentence = string;
export type Written = Readonly<Record<string, readonly Sentence[]>>;
export type Years = Readonly<Record<string, number>>;

/**
 * A garden in a temporary folder, gone when disposed, from documents of sentences. A sentence "silk increases toughness" is the claim silk –increases→ toughness with
 * confidence 800, or "…@650" another; ": silk, bone" only names them. A document without a year in `years` has none.
 */
export async function writtenGarden(written: Written, embedder: Embedder | null = null, years: Years = {}): Promise<Garden> {
  const folder = await mkdtemp(join(tmpdir(), "hortus-written-"));
  const store = openEmbeddedStore(join(folder, "garden.db"), { now: () => new Date(0) });
  const operations = Object.entries(written).map(([id, sentences]) => put(id, sentences, years[id] ?? null));
  const vectors = embedder === null ? NO_VECTORS : embeddedTerms(store, embedder);
  const projection: Projection = await deriveProjection(store, operations, vectors);
  await store.apply({ author: "test", reason: "write", operations }, projection, { expectedVersion: await store.version() });
  const close = async () => {
    await store[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  };
  const garden = {
    name: "written",
    folder,
    branch: "main",
    file: join(folder, "garden.db"),
    store,
    openQueries: () => openSqlFace(join(folder, "garden.db")),
    embedder,
    [Symbol.asyncDispose]: close,
  };
  await embedTerms(garden);
  await embedSentences(garden);
  return garden;
}

function put(id: string, sentences: readonly Sentence[], year: number | null): Operation {
  const text: string[] = [];
  const reading = {
    sentences: [] as Reading["sentences"][number][],
    mentions: [] as Reading["mentions"][number][],
    claims: [] as Reading["claims"][number][],
  };
  let at = 0;
  for (const [index, sentence] of sentences.entries()) {
    const [said, confidence = "800"] = sentence.split("@");
    const words = said!.startsWith(":")
      ? said!
          .slice(1)
          .split(",")
          .map((word) => word.trim())
      : said!.split(" ");
    const shown = `${words.map((word) => word.replaceAll("_", " ")).join(" ")}.`;
    const starts = words.map((_, word) => at + words.slice(0, word).reduce((sum, before) => sum + before.length + 1, 0));
    const mention = (word: number) =>
      reading.mentions.push({
        start: starts[word]!,
        end: starts[word]! + words[word]!.length,
        sentence: index,
        term: words[word]!.replaceAll("_", " ").toLowerCase() as TermKey,
        kind: "phrase",
      }) - 1;
    if (said!.startsWith(":")) words.forEach((_, word) => void mention(word));
    else {
      const verb = words.length === 4 ? 2 : 1;
      const claim = { sentence: index, head: mention(0), tail: mention(words.length - 1), phrase: words[verb]!, type: words[verb]! };
      const polarity: Polarity = words[1] === "not" ? "negated" : "affirmed";
      reading.claims.push({ ...claim, polarity, hedged: words[1] === "may", confidence: Number(confidence), by: "test" });
    }
    reading.sentences.push({ start: at, end: at + shown.length, section: "body" });
    text.push(shown);
    at += shown.length + 1;
  }
  const document = { ...documentOf(id, text.join("\n")), year };
  return { op: "put-document", document, reading: { ...reading, document: document.id, version: document.version, abbreviations: [] } };
}

function documentOf(id: string, text: string): Document {
  const source = { path: `${id}.txt`, absolute: `/${id}.txt`, format: "txt", row: null } as const;
  const version = createHash("sha256").update(text).digest("hex") as Sha256;
  const blank = { authors: [], year: null, doi: null, arxiv: null, venue: null, sections: [] };
  return { id: id as DocumentId, version, title: id, source, text, ...blank };
}

/** Adds a conjecture between two terms. */
export async function imagine(garden: Garden, from: string, type: string, to: string, restsOn: Conjecture["restsOn"] = []): Promise<void> {
  const ends = { from: from as TermKey, fromLabel: from, to: to as TermKey, toLabel: to };
  const conjecture: Conjecture = {
    id: `conjecture:${from}-${to}` as Conjecture["id"],
    ...ends,
    type,
    origin: "hypothesis",
    rationale: 'why "not"?',
    restsOn,
  };
  const operations: Operation[] = [{ op: "put-conjecture", conjecture }];
  const nothing: Projection = {
    terms: { put: [], remove: [] },
    links: { put: [], remove: [] },
    concepts: { put: [], remove: [] },
    relations: { put: [], remove: [] },
  };
  await garden.store.apply({ author: "test", reason: "imagine", operations }, nothing, { expectedVersion: await garden.store.version() });
}

/** A stand-in for an embedding model: words of one group have the cosine 0.64, others 0 (up to their first letter), so that a test decides what is alike. */
export function groupEmbedder(groups: readonly (readonly string[])[]): Embedder {
  const dimensions = groups.length + 26;
  const embed = (text: string) => {
    const vector = new Float32Array(dimensions);
    for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? [" "]) {
      const group = groups.findIndex((words) => words.includes(word));
      if (group >= 0) vector[group]! += 0.8;
      vector[groups.length + (word.charCodeAt(0) % 26)]! += group >= 0 ? 0.6 : 1;
    }
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  return { id: "groups", dimensions, embed: async (texts) => texts.map(embed), [Symbol.asyncDispose]: async () => {} };
}
