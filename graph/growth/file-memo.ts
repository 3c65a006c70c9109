// Remembers which files were read to which documents, so that an unchanged PDF is not parsed again. A cache: losing it costs time only.

import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Source } from "#graph/documents/sources.ts";
import { EXTRACTOR_VERSION } from "#graph/extraction/extract.ts";
import { MEMO_FILE } from "#graph/garden-folder.ts";
import type { DocumentId, Sha256 } from "#graph/model.ts";
import { migrate, openSqlite, type Sqlite } from "#graph/store/sqlite.ts";

/** To be raised when documents are read differently from the same bytes. */
const READER = "1";
/** A file changed less than this before it was remembered may change again within the clock's grain: it is not remembered. */
const SETTLED_MS = 2_000;

export interface RememberedDocument {
  readonly id: DocumentId;
  readonly fingerprint: Sha256;
}

export class FileMemo implements Disposable {
  readonly #database: Sqlite;

  constructor(folder: string) {
    this.#database = openSqlite(join(folder, MEMO_FILE), { synchronous: "NORMAL" });
    migrate(this.#database, ["CREATE TABLE file(key TEXT PRIMARY KEY, state TEXT NOT NULL, documents TEXT NOT NULL) WITHOUT ROWID;"]);
  }

  /** What a file held when it was last read, if it has not changed since; else null. */
  async recall(source: Source): Promise<readonly RememberedDocument[] | null> {
    const row = this.#database.get<{ state: string; documents: string }>("SELECT state, documents FROM file WHERE key = ?", keyOf(source));
    if (row === undefined || row.state !== (await fileState(source))?.state) return null;
    return JSON.parse(row.documents) as RememberedDocument[];
  }

  /** `state` was taken before the file was read, so a change while reading is noticed next time. */
  remember(source: Source, state: string, documents: readonly RememberedDocument[]): void {
    this.#database.run(
      "INSERT INTO file(key, state, documents) VALUES(?, ?, ?) ON CONFLICT(key) DO UPDATE SET state = excluded.state, documents = excluded.documents",
      keyOf(source),
      state,
      JSON.stringify(documents),
    );
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

/** What must be equal for a file to count as unchanged; null when it is gone. `settled` is false for a file changed just now. */
export async function fileState(
  source: Pick<Source, "absolute">,
  now?: number,
): Promise<{ readonly state: string; readonly settled: boolean } | null> {
  const found = await stat(source.absolute).catch(() => null);
  if (found === null) return null;
  const state = [READER, EXTRACTOR_VERSION, found.ino, found.size, found.mtimeMs, found.ctimeMs].join(" ");
  return { state, settled: now !== undefined && now - Math.max(found.mtimeMs, found.ctimeMs) > SETTLED_MS };
}

/** The name relative to the folder grown decides a document's identity, so it belongs to the key. */
function keyOf(source: Source): string {
  return `${source.absolute}\n${source.path}`;
}
