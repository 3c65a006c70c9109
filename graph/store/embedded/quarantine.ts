// Evidence that no longer matches its document: held back from reads, counted, and lifted again when it matches.

import type { ConceptId, DocumentId, Polarity } from "#graph/model.ts";
import { relationIds } from "#graph/store/embedded/keys.ts";
import type { EvidenceKey } from "#graph/store/graph-store.ts";
import type { Sqlite } from "#graph/store/sqlite.ts";

export function markEvidence(database: Sqlite, keys: readonly EvidenceKey[], quarantined: boolean): void {
  const ids = relationIds(
    database,
    keys.map((key) => key.relation),
  );
  for (const [index, { document, start, end }] of keys.entries()) {
    const id = ids[index];
    if (id === undefined) continue;
    database.run(
      "UPDATE evidence SET quarantined = ? WHERE relation = ? AND document = (SELECT id FROM document WHERE key = ?) AND start = ? AND end = ?",
      quarantined ? 1 : 0,
      id,
      document,
      start,
      end,
    );
    database.run(
      "UPDATE relation SET quarantined = (SELECT count(*) FROM evidence WHERE relation = ?1 AND quarantined = 1) WHERE id = ?1",
      id,
    );
  }
}

interface Row {
  readonly from: ConceptId;
  readonly type: string;
  readonly to: ConceptId;
  readonly polarity: Polarity;
  readonly document: DocumentId;
  readonly start: number;
  readonly end: number;
}

export function quarantinedEvidence(database: Sqlite): EvidenceKey[] {
  return database
    .all<Row>(
      `SELECT DISTINCT s.key AS "from", y.name AS type, t.key AS "to", r.polarity, d.key AS document, e.start, e.end
       FROM relation AS r JOIN evidence AS e ON e.relation = r.id AND e.quarantined = 1 JOIN document AS d ON d.id = e.document
       JOIN term AS s ON s.id = r.source JOIN term AS t ON t.id = r.target JOIN relation_type AS y ON y.id = r.type
       WHERE r.quarantined > 0 ORDER BY 1, 2, 3, 4, 5, 6, 7`,
    )
    .map(({ document, start, end, ...relation }) => ({ relation, document, start, end }));
}
