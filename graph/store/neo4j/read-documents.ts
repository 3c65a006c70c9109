// Reads documents and what their readings say. Nothing here writes.

import { compareCodePoints } from "#graph/code-points.ts";
import type {
  ConceptId,
  Conjecture,
  ConjectureId,
  Document,
  DocumentId,
  Reading,
  ResolutionEdit,
  Term,
  TermKey,
  TermLink,
} from "#graph/model.ts";
import { decodeDocument, decodeReading } from "#graph/store/body-codec.ts";
import type { Definition, DocumentRow, DocumentSummary, GraphStore, LocatedClaim, Posting, Spread } from "#graph/store/graph-store.ts";
import { distinct, forRows, once } from "#graph/store/neo4j/batches.ts";
import type { Neo4jTransaction } from "#graph/store/neo4j/driver.ts";
import { BLOCK_PLACES } from "#graph/store/neo4j/schema.ts";
import { unpackClaim } from "#graph/store/neo4j/spans.ts";
import { blob } from "#graph/store/neo4j/write-documents.ts";
import { readTerms } from "#graph/store/neo4j/write-terms.ts";
import { compareClaims } from "#graph/store/orders.ts";

type Tx = Neo4jTransaction;

/** Sorts by fields in code-point order, the first that differs. */
function by<Row>(...fields: readonly ((row: Row) => string)[]): (x: Row, y: Row) => number {
  return (x, y) => {
    for (const field of fields) {
      const order = compareCodePoints(field(x), field(y));
      if (order !== 0) return order;
    }
    return 0;
  };
}

export async function documentSummaries(tx: Tx, ids?: readonly DocumentId[]): Promise<DocumentSummary[]> {
  const returned = "RETURN d.summary AS summary";
  const rows =
    ids === undefined
      ? await tx.run<{ summary: string }>({ cypher: `MATCH (d:Document) ${returned}` })
      : await forRows<{ summary: string }>(tx, `UNWIND $rows AS id MATCH (d:Document {id: id}) ${returned}`, distinct(ids));
  return rows.map(({ summary }) => JSON.parse(summary) as DocumentSummary).sort(by(({ id }) => id));
}

type PageOptions = Parameters<GraphStore["documentPage"]>[0];
type PageRow = Pick<DocumentRow, "sentences" | "mentions" | "claims"> & { readonly summary: string };

/** The words are looked for in what the nodes say, a document's authors and year among it; no text is read. */
export async function documentPage(tx: Tx, { words, offset, limit }: PageOptions): ReturnType<GraphStore["documentPage"]> {
  const matching = `
    MATCH (d:Document)
    WHERE all(word IN $words WHERE toLower(d.title + " " + reduce(all = "", name IN d.authors | all + " " + name) + " " +
      coalesce(toString(d.year), "") + " " + d.id) CONTAINS word)`;
  const parameters = { words: words.map((word) => word.toLowerCase()), offset, limit };
  const [found] = await tx.run<{ total: number }>({
    cypher: `${words.length === 0 ? "MATCH (d:Document)" : matching} RETURN count(d) AS total`,
    parameters,
  });
  const rows = await tx.run<PageRow>({
    cypher: `${words.length === 0 ? "MATCH (d:Document)" : matching} WITH d ORDER BY d.id SKIP $offset LIMIT $limit
      RETURN d.summary AS summary, d.sentences AS sentences, d.mentions AS mentions, d.claims AS claims`,
    parameters,
  });
  const documents = rows.map(({ summary, ...counts }) => ({ ...(JSON.parse(summary) as DocumentSummary), ...counts }));
  return { total: found!.total, documents };
}

/** What was asked for one by one in the same turn of the event loop is one question: who cites several spans asks for each document. */
export class DocumentReader {
  readonly #tx: Tx;
  #next: { readonly ids: Set<DocumentId>; readonly found: Promise<ReadonlyMap<DocumentId, Packed>> } | null = null;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  async document(id: DocumentId): Promise<Document | null> {
    this.#next ??= this.#begun();
    this.#next.ids.add(id);
    const packed = (await this.#next.found).get(id);
    return packed === undefined ? null : decodeDocument(blob(packed));
  }

  #begun() {
    const ids = new Set<DocumentId>();
    const found = Promise.resolve().then(() => {
      this.#next = null;
      return packedDocuments(this.#tx, [...ids]);
    });
    return { ids, found };
  }
}

type Packed = string | Int8Array;

async function packedDocuments(tx: Tx, ids: readonly DocumentId[]): Promise<ReadonlyMap<DocumentId, Packed>> {
  const rows = await forRows<{ id: DocumentId; document: Packed }>(
    tx,
    "UNWIND $rows AS id MATCH (d:Document {id: id}) MATCH (b:HortusBody {hash: d.body}) RETURN id, b.document AS document",
    ids,
  );
  return new Map(rows.map(({ id, document }) => [id, document]));
}

export async function readingsOf(tx: Tx, ids: readonly DocumentId[]): Promise<Reading[]> {
  const rows = await forRows<{ id: DocumentId; version: Document["version"]; reading: string | Int8Array }>(
    tx,
    `UNWIND $rows AS id MATCH (d:Document {id: id}) MATCH (b:HortusBody {hash: d.body})
     RETURN id, d.version AS version, b.reading AS reading`,
    distinct(ids),
  );
  return rows.sort(by(({ id }) => id)).map(({ id, version, reading }) => decodeReading(blob(reading), { id, version }));
}

export async function termsOf(tx: Tx, keys: readonly TermKey[]): Promise<Term[]> {
  const found = await readTerms(tx, distinct(keys));
  const terms = [...found.values()].map(({ key, documents, mentions, claims, definitions, kind, kinds, surfaces }) => {
    return { key, documents, mentions, claims, definitions, kind, kinds: JSON.parse(kinds), surfaces: JSON.parse(surfaces) } as Term;
  });
  return terms.sort(by(({ key }) => key));
}

export async function termsInBlocks(tx: Tx, blocks: readonly string[]): Promise<{ block: string; term: TermKey }[]> {
  const each = BLOCK_PLACES.map((place) => `MATCH (t:HortusTerm {${place}: block}) RETURN t.key AS term`).join(" UNION ALL ");
  const asked = `UNWIND $rows AS block CALL (block) { ${each} } RETURN block, term`;
  const rows = await forRows<{ block: string; term: TermKey }>(tx, asked, distinct(blocks));
  return rows.sort(
    by(
      ({ block }) => block,
      ({ term }) => term,
    ),
  );
}

export async function linksOf(tx: Tx, keys: readonly TermKey[]): Promise<TermLink[]> {
  const rows = await forRows<TermLink>(
    tx,
    `UNWIND $rows AS key MATCH (t:HortusTerm {key: key})-[l:LINKED]-()
     WITH DISTINCT l RETURN startNode(l).key AS a, endNode(l).key AS b, l.reason AS reason, l.similarity AS similarity`,
    distinct(keys),
  );
  return once(rows, ({ a, b }) => `${a}\n${b}`).sort(
    by(
      ({ a }) => a,
      ({ b }) => b,
    ),
  );
}

export async function editsOf(tx: Tx, keys?: readonly TermKey[]): Promise<ResolutionEdit[]> {
  const returned = "RETURN e.a AS a, e.b AS b, e.decision AS decision";
  const all = "MATCH (e:HortusEdit)";
  if (keys === undefined) return (await tx.run<ResolutionEdit>({ cypher: `${all} ${returned}` })).sort(byEnds);
  // Most gardens have none, and are asked about many thousand terms.
  if ((await tx.run({ cypher: `${all} RETURN 1 LIMIT 1` })).length === 0) return [];
  const rows = await forRows<ResolutionEdit>(
    tx,
    `UNWIND $rows AS key CALL (key) { MATCH (e:HortusEdit {a: key}) RETURN e UNION MATCH (e:HortusEdit {b: key}) RETURN e } ${returned}`,
    distinct(keys),
  );
  return once(rows, ({ a, b }) => `${a}\n${b}`).sort(byEnds);
}

const byEnds = by<ResolutionEdit>(
  ({ a }) => a,
  ({ b }) => b,
);

interface ClaimRow {
  readonly document: DocumentId;
  readonly year: number | null;
  readonly data: string;
  readonly head: TermKey;
  readonly tail: TermKey;
}

export async function claimsOf(tx: Tx, keys: readonly TermKey[]): Promise<LocatedClaim[]> {
  const rows = await forRows<ClaimRow & { readonly element: string }>(
    tx,
    `UNWIND $rows AS key MATCH (:HortusTerm {key: key})-[c:CLAIMS]-()
     WITH DISTINCT c MATCH (d:Document {id: c.document})
     RETURN elementId(c) AS element, c.document AS document, d.year AS year, c.data AS data, startNode(c).key AS head, endNode(c).key AS tail`,
    distinct(keys),
  );
  const claims = once(rows, ({ element }) => element).map(({ document, year, data, head, tail }) => {
    return { document, year, ...unpackClaim(data, { head, tail }) };
  });
  return claims.sort(compareClaims);
}

export async function postingsOf(tx: Tx, keys: readonly TermKey[]): Promise<Posting[]> {
  const rows = await forRows<Posting>(
    tx,
    `UNWIND $rows AS key MATCH (:HortusTerm {key: key})-[m:MENTIONED_IN]->(d:Document)
     RETURN key AS term, d.id AS document, d.year AS year, m.mentions AS mentions`,
    distinct(keys),
  );
  return rows.sort(
    by(
      ({ term }) => term,
      ({ document }) => document,
    ),
  );
}

export async function spreadOf(tx: Tx, groups: readonly (readonly TermKey[])[], except: readonly DocumentId[]): Promise<Spread[]> {
  const asked = groups.map((terms, number) => ({ number, terms: distinct(terms) }));
  const rows = await tx.run<Spread & { readonly number: number }>({
    cypher: `UNWIND $groups AS row UNWIND row.terms AS key MATCH (:HortusTerm {key: key})-[:MENTIONED_IN]->(d:Document)
      WITH DISTINCT row.number AS number, d WHERE NOT d.id IN $except
      RETURN number, count(d) AS documents, min(d.year) AS firstYear, max(d.year) AS lastYear`,
    parameters: { groups: asked, except },
  });
  const found = new Map(rows.map(({ number, ...spread }) => [number, spread]));
  return groups.map((_, number) => found.get(number) ?? { documents: 0, firstYear: null, lastYear: null });
}

export async function definitionsOf(tx: Tx, keys: readonly TermKey[]): Promise<Definition[]> {
  const rows = await forRows<Definition>(
    tx,
    `UNWIND $rows AS key MATCH (:HortusTerm {key: key})-[a:ABBREVIATES]-()
     WITH DISTINCT a RETURN startNode(a).key AS short, endNode(a).key AS long, a.document AS document`,
    distinct(keys),
  );
  return once(rows, ({ short, long, document }) => `${short}\n${long}\n${document}`).sort(
    by(
      ({ short }) => short,
      ({ long }) => long,
      ({ document }) => document,
    ),
  );
}

export async function conceptsOfTerms(tx: Tx, keys: readonly TermKey[]): Promise<{ term: TermKey; concept: ConceptId }[]> {
  const rows = await forRows<{ term: TermKey; concept: ConceptId }>(
    tx,
    "UNWIND $rows AS key MATCH (t:HortusTerm {key: key}) WHERE t.concept IS NOT NULL RETURN key AS term, t.concept AS concept",
    distinct(keys),
  );
  return rows.sort(by(({ term }) => term));
}

export async function conjecturesOf(tx: Tx, ids?: readonly ConjectureId[]): Promise<Conjecture[]> {
  const rows =
    ids === undefined
      ? await tx.run<{ data: string }>({ cypher: "MATCH (c:Conjecture) RETURN c.data AS data" })
      : await forRows<{ data: string }>(tx, "UNWIND $rows AS id MATCH (c:Conjecture {id: id}) RETURN c.data AS data", distinct(ids));
  return rows.map(({ data }) => JSON.parse(data) as Conjecture).sort(by(({ id }) => id));
}
