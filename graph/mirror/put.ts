// Streams a garden's records into the mirror, a batch for each transaction. It decides neither what a row looks like nor what is stale.

import { conjectureRow, evidenceRows } from "#graph/mirror/rows.ts";
import { SpanTexts } from "#graph/mirror/span-text.ts";
import * as cypher from "#graph/mirror/statements.ts";
import type { Conjecture, Relation } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import type { Statement } from "#graph/store/neo4j/driver.ts";
import { conceptRow, documentRow, type Row, relationRow } from "#graph/store/neo4j/form.ts";

/** One pass over a garden. */
export interface Pass {
  readonly store: GraphStore;
  /** Writes in one transaction; the stamp is added to the parameters. */
  readonly put: (...statements: readonly Statement[]) => Promise<void>;
  /** So many more records are in the database. */
  readonly progress: (records: number) => void;
}

const BATCH = 1000;

export async function putDocuments({ store, put, progress }: Pass): Promise<void> {
  for (const batch of batches(await store.documents())) {
    await put({ cypher: cypher.PUT_DOCUMENTS, parameters: { rows: batch.map(documentRow) } });
    progress(batch.length);
  }
}

export async function putConcepts({ store, put, progress }: Pass): Promise<void> {
  for await (const page of store.allConcepts()) {
    for (const batch of batches(page)) {
      await put({ cypher: cypher.PUT_CONCEPTS, parameters: { rows: batch.map(conceptRow) } });
      progress(batch.length);
    }
  }
}

/** Relations with their evidence: a relationship never lands without the sentences that say it. */
export async function putRelations({ store, put, progress }: Pass): Promise<void> {
  const texts = new SpanTexts(store);
  for await (const page of store.allRelations()) {
    for (const batch of batches(page)) {
      const evidence = await evidenceOf(batch, texts);
      const pieces = batches(evidence).map((rows): Statement => ({ cypher: cypher.PUT_EVIDENCE, parameters: { rows } }));
      await put({ cypher: cypher.PUT_RELATIONS, parameters: { rows: batch.map(relationRow) } }, ...pieces);
      progress(batch.length);
    }
  }
}

async function evidenceOf(relations: readonly Relation[], texts: SpanTexts): Promise<Row[]> {
  const rows: Row[] = [];
  for (const relation of relations) {
    const read = new Map<object, string>();
    for (const span of relation.evidence) read.set(span, await texts.read(span));
    rows.push(...evidenceRows(relation, (span) => read.get(span)!));
  }
  return rows;
}

export async function putConjectures({ store, put, progress }: Pass): Promise<void> {
  const texts = new SpanTexts(store);
  for (const batch of batches(await store.conjectures())) {
    const known = await store.conceptsOfTerms(batch.flatMap(({ from, to }) => [from, to]));
    const conceptOf = new Map(known.map(({ term, concept }) => [term, concept]));
    const rows: Row[] = [];
    for (const conjecture of batch) {
      const ends = { head: conceptOf.get(conjecture.from), tail: conceptOf.get(conjecture.to) };
      rows.push(conjectureRow(conjecture, ends, await goneOf(conjecture, texts)));
    }
    const parameters = { rows };
    await put({ cypher: cypher.LOOSEN_CONJECTURES, parameters }, { cypher: cypher.PUT_CONJECTURES, parameters });
    progress(batch.length);
  }
}

/** How many of the spans it rests on are no longer there. */
async function goneOf({ restsOn }: Conjecture, texts: SpanTexts): Promise<number> {
  let gone = 0;
  for (const span of restsOn) if ((await texts.find(span)) === null) gone += 1;
  return gone;
}

function batches<Item>(items: readonly Item[]): (readonly Item[])[] {
  const found: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; at += BATCH) found.push(items.slice(at, at + BATCH));
  return found;
}
