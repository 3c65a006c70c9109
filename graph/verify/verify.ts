// Re-checks evidence: the text is still there, unchanged, and names both ends. What fails is held in quarantine; what matches again is let go.

import { sha256 } from "#graph/documents/text.ts";
import type { Concept, Document, DocumentId, EvidenceSpan, Relation } from "#graph/model.ts";
import type { EvidenceKey, GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

/** The JSON of `hortus verify`; `verified` and `quarantined` count spans. */
export interface VerifyResult {
  readonly relations: number;
  readonly spans: number;
  readonly verified: number;
  readonly quarantined: number;
  readonly conjectures: number;
}

export interface Citation {
  readonly document: DocumentId;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly sha256: string;
}

export async function verifyGarden(store: GraphStore, signal?: AbortSignal): Promise<VerifyResult> {
  const documents = new Documents(store);
  const held = new Set((await store.quarantined()).map(identity));
  const hold: EvidenceKey[] = [];
  const release: EvidenceKey[] = [];
  const tally = { relations: 0, spans: 0, verified: 0 };
  for await (const page of store.allRelations({ withQuarantined: true })) {
    if (signal?.aborted) throw new HortusError("interrupted", "Interrupted while verifying: run it again to check everything.");
    const ends = await endsOf(store, page);
    for (const relation of page) {
      tally.relations++;
      for (const span of relation.evidence) {
        tally.spans++;
        const sound = isSound(span, await documents.get(span.document), ends.get(relation.from), ends.get(relation.to));
        const key = { relation: keyOf(relation), document: span.document, start: span.start, end: span.end };
        if (sound) tally.verified++;
        if (sound && held.has(identity(key))) release.push(key);
        if (!sound && !held.has(identity(key))) hold.push(key);
      }
    }
  }
  await store.quarantine(hold, release);
  return { ...tally, quarantined: tally.spans - tally.verified, conjectures: (await store.counts()).conjectures };
}

/**
 * The words of an evidence span, read back from its document and checked.
 * @returns null when they are no longer what they were; the relation is then in quarantine
 */
export async function citationOf(store: GraphStore, relation: Relation, span: EvidenceSpan): Promise<Citation | null> {
  const [ends, document] = [await endsOf(store, [relation]), await store.document(span.document)];
  if (!isSound(span, document, ends.get(relation.from), ends.get(relation.to))) {
    await store.quarantine([{ relation: keyOf(relation), document: span.document, start: span.start, end: span.end }], []);
    return null;
  }
  const { document: id, start, end, sha256: hash } = span;
  return { document: id, start, end, text: document!.text.slice(start, end), sha256: hash };
}

/** Whether the span's words are there, unchanged, and name both ends inside them by a label or an alias. */
export function isSound(span: EvidenceSpan, document: Document | null, from: Concept | undefined, to: Concept | undefined): boolean {
  if (document === null || from === undefined || to === undefined) return false;
  if (span.start < 0 || span.end > document.text.length || sha256(document.text.slice(span.start, span.end)) !== span.sha256) return false;
  return names(document.text, span, span.head, from) && names(document.text, span, span.tail, to);
}

function names(text: string, span: EvidenceSpan, [start, end]: readonly [number, number], concept: Concept): boolean {
  if (start < span.start || end > span.end || start >= end) return false;
  const surface = text.slice(start, end);
  return surface === concept.label || concept.aliases.includes(surface);
}

async function endsOf(store: GraphStore, relations: readonly Relation[]): Promise<Map<string, Concept>> {
  const ids = new Set(relations.flatMap(({ from, to }) => [from, to]));
  return new Map((await store.concepts([...ids])).map((concept) => [concept.id, concept]));
}

function keyOf({ from, type, to, polarity }: Relation): EvidenceKey["relation"] {
  return { from, type, to, polarity };
}

function identity({ relation, document, start, end }: EvidenceKey): string {
  return [relation.from, relation.type, relation.to, relation.polarity, document, start, end].join("\n");
}

/** The last documents read: neighbouring relations share them. */
class Documents {
  readonly #store: GraphStore;
  readonly #kept = new Map<DocumentId, Document | null>();

  constructor(store: GraphStore) {
    this.#store = store;
  }

  async get(id: DocumentId): Promise<Document | null> {
    const known = this.#kept.get(id);
    if (known !== undefined) return known;
    const document = await this.#store.document(id);
    if (this.#kept.size >= 512) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(id, document);
    return document;
  }
}
