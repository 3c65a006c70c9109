// Documents with readings for tests, written as sentences and what they say: every offset is found in the text, none is made up.

import { sha256 } from "#graph/documents/text.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import type { Claim, Document, DocumentId, Mention, MentionKind, Reading, TermKey } from "#graph/model.ts";

export interface SentenceSketch {
  readonly text: string;
  /** Surfaces named beside those of claims. */
  readonly mentions?: readonly string[];
  /** [head surface, relation type, tail surface]; a leading `!` of the type negates. */
  readonly claims?: readonly (readonly [string, string, string])[];
  /** [short, long]: defined here; from here on the short form's mentions mean the long form. */
  readonly defines?: readonly (readonly [string, string])[];
}

export interface TestBody {
  readonly document: Document;
  readonly reading: Reading;
}

export function bodyOf(id: string, sketches: readonly SentenceSketch[], fields: Partial<Document> = {}): TestBody {
  const text = sketches.map((sketch) => sketch.text).join(" ");
  const meanings = new Map(sketches.flatMap((sketch) => sketch.defines ?? []).map(([short, long]) => [short, long] as const));
  const sentences: { start: number; end: number; section: "body" }[] = [];
  const mentions: Mention[] = [];
  const claims: Claim[] = [];
  let start = 0;
  sketches.forEach((sketch, sentence) => {
    sentences.push({ start, end: start + sketch.text.length, section: "body" });
    const mention = (surface: string): number => {
      const at = start + sketch.text.indexOf(surface);
      if (at < start) throw new Error(`“${surface}” is not in “${sketch.text}”`);
      const term: TermKey = normalForm(meanings.get(surface) ?? surface);
      const kind: MentionKind = /^[A-Z]{2,}$/.test(surface) ? "abbreviation" : "phrase";
      const known = mentions.findIndex((other) => other.start === at && other.end === at + surface.length);
      if (known >= 0) return known;
      return mentions.push({ start: at, end: at + surface.length, sentence, term, kind }) - 1;
    };
    for (const surface of sketch.mentions ?? []) mention(surface);
    for (const [head, type, tail] of sketch.claims ?? []) {
      claims.push({
        sentence,
        head: mention(head),
        tail: mention(tail),
        phrase: type.replace("!", "not "),
        type: type.replace("!", ""),
        polarity: type.startsWith("!") ? "negated" : "affirmed",
        hedged: false,
        confidence: 700 + ((head.length * 7 + tail.length) % 200),
        by: "grammar",
      });
    }
    start += sketch.text.length + 1;
  });
  const document: Document = {
    id: id as DocumentId,
    version: sha256(text),
    title: id,
    authors: [],
    year: 2020,
    doi: null,
    arxiv: null,
    venue: null,
    source: { path: `${id}.txt`, absolute: `/papers/${id}.txt`, format: "txt", row: null },
    text,
    sections: [],
    ...fields,
  };
  const abbreviations = [...meanings].map(([short, long]) => ({ short: normalForm(short), long: normalForm(long) }));
  return { document, reading: { document: document.id, version: document.version, sentences, mentions, claims, abbreviations } };
}
