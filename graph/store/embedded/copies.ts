// Copies of a garden's file that stand at an earlier version. It copies tables and forgets entries; what follows from them others derive.

import { MIGRATIONS } from "#graph/store/embedded/schema.ts";
import { migrate, openSqlite } from "#graph/store/sqlite.ts";

/**
 * A new file with the history up to `version` and nothing that follows from it, so that it can be replayed: its bodies, settings, and the
 * vectors of terms, on which concepts depend.
 */
export function copyHistory(from: string, to: string, version: number): void {
  using database = openSqlite(to);
  migrate(database, MIGRATIONS);
  database.run("ATTACH ? AS source", from);
  database.transaction(() => {
    database.run("INSERT INTO change SELECT * FROM source.change WHERE version <= ?", version);
    database.exec(`
      INSERT INTO body SELECT * FROM source.body WHERE id IN (
        SELECT named.value ->> 'body' FROM change, json_each(change.operations) AS named
        UNION SELECT named.value ->> 'body' FROM change, json_each(change.inverse) AS named);
      INSERT INTO setting SELECT * FROM source.setting;
      INSERT INTO vector_model SELECT * FROM source.vector_model;
      INSERT INTO vector SELECT * FROM source.vector WHERE kind = 'term';`);
  });
  database.exec("DETACH source");
}

/** Takes the entries after `version` out of history: what led there and back again is no part of a garden that stands there. */
export function forgetAfter(file: string, version: number): void {
  using database = openSqlite(file);
  database.run("DELETE FROM change WHERE version > ?", version);
}
