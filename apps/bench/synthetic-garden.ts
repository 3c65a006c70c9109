// A made-up garden of any size, put through the store as growing does: for measuring, where no corpus is large enough.

import { chanceFor } from "#graph/chance.ts";
import { sha256 } from "#graph/documents/text.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import type { Claim, Document, DocumentId, Mention, Operation, Reading, Sentence, TermKey } from "#graph/model.ts";

const TYPES = ["inhibits", "activates", "binds", "contains", "increases", "decreases", "causes", "weakens"];
const SENTENCES_IN_DOCUMENT = 20;
const DOCUMENTS_IN_CHANGE = 200;

/** `concepts` concepts with four relations each on average, some of them hubs; two runs make the same garden. */
export async function fillGarden(garden: Garden, concepts: number, signal: AbortSignal): Promise<void> {
  const chance = chanceFor(1, "synthetic garden");
  /** Squared, so that the first are named most. */
  const some = () => nameOf(Math.floor(concepts * chance() ** 2));
  const documents = Math.ceil((concepts * 4) / SENTENCES_IN_DOCUMENT);
  let operations: Operation[] = [];
  for (let number = 0; number < documents; number++) {
    signal.throwIfAborted();
    const pairs = Array.from({ length: SENTENCES_IN_DOCUMENT }, (_, sentence) => {
      const head = nameOf((number * SENTENCES_IN_DOCUMENT + sentence) % concepts);
      return [head, TYPES[Math.floor(chance() * TYPES.length)]!, some()] as const;
    });
    operations.push(
      paper(
        number,
        pairs.filter(([head, , tail]) => head !== tail),
      ),
    );
    if (operations.length < DOCUMENTS_IN_CHANGE && number < documents - 1) continue;
    await commit(garden, { author: "bench", reason: "Synthetic papers", operations });
    operations = [];
  }
}

const SYLLABLES = ["ka", "lo", "mi", "ter", "vu", "sen", "dra", "pho", "gly", "zin", "oxa", "ben"];

/** A name of its own for each number, in made-up words. */
export function nameOf(number: number): string {
  let word = "";
  for (let rest = number + SYLLABLES.length ** 2; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return `${word} fibril`;
}

function paper(number: number, said: readonly (readonly [head: string, type: string, tail: string])[]): Operation {
  const sentences: Sentence[] = [];
  const mentions: Mention[] = [];
  const claims: Claim[] = [];
  let text = "";
  for (const [head, type, tail] of said) {
    const start = text.length;
    const [first, second] = [mentions.length, mentions.length + 1];
    const sentence = sentences.length;
    text += `${head} ${type} `;
    mentions.push(mention(start, head, sentence), mention(text.length, tail, sentence));
    text += `${tail}.`;
    sentences.push({ start, end: text.length, section: "body" });
    text += "\n";
    const certainty = { polarity: "affirmed", hedged: false, confidence: 700, by: "grammar" } as const;
    claims.push({ sentence, head: first, tail: second, phrase: type, type, ...certainty });
  }
  const id = `paper-${number}.txt` as DocumentId;
  const source = { path: id, absolute: `/${id}`, format: "txt", row: null } as const;
  const bibliography = { title: `Paper ${number}`, authors: [], year: 2000 + (number % 25), doi: null, arxiv: null, venue: null };
  const document: Document = { id, version: sha256(text), ...bibliography, source, text, sections: [] };
  const reading: Reading = { document: id, version: document.version, sentences, mentions, claims, abbreviations: [] };
  return { op: "put-document", document, reading };
}

function mention(start: number, name: string, sentence: number): Mention {
  return { start, end: start + name.length, sentence, term: name as TermKey, kind: "phrase" };
}
