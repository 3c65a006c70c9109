// The form of a backup: one SQLite file that holds other files in deflated pieces, and a manifest of their sizes and hashes. It knows no gardens.

import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { openSqlite, type Sqlite } from "#graph/store/sqlite.ts";
import { diskError } from "#graph/whole-files.ts";
import { HortusError } from "#kernels/errors.ts";

/** `HRTS`, where SQLite files say of which application they are. */
const APPLICATION = 0x48525453;
/** Raised when an older Hortus can no longer read what is written. */
const FORMAT = 1;
/** Bytes of a file in one row. */
const PIECE = 1 << 20;

const deflate = promisify<Uint8Array, { level: number }, Buffer>(deflateRaw);
const inflate = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflateRaw);

export interface PackedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly pieces: number;
}

export interface Progress {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

export interface PackWriter extends Disposable {
  add(name: string, path: string, progress?: Progress): Promise<PackedFile>;
  /** Last: a pack without a manifest is none. */
  finish(manifest: object): void;
}

/** Writes a new pack. Whoever calls flushes it to the disk and puts it in place: until then it is worth nothing, and keeps no journal. */
export function writePack(path: string): PackWriter {
  const database = openSqlite(path);
  database.exec(`PRAGMA journal_mode=DELETE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA application_id=${APPLICATION}; PRAGMA user_version=${FORMAT};
    CREATE TABLE manifest(data TEXT NOT NULL, sha256 TEXT NOT NULL); CREATE TABLE piece(id INTEGER PRIMARY KEY, data BLOB NOT NULL);`);
  return {
    async add(name, file, progress = {}) {
      const hash = createHash("sha256");
      let [bytes, pieces] = [0, 0];
      for await (const piece of piecesOf(file, progress)) {
        hash.update(piece);
        database.run("INSERT INTO piece(data) VALUES(?)", await deflate(piece, { level: 1 }));
        bytes += piece.length;
        pieces++;
      }
      return { name, bytes, sha256: hash.digest("hex"), pieces };
    },
    finish(manifest) {
      const data = JSON.stringify(manifest);
      database.run("INSERT INTO manifest(data, sha256) VALUES(?, ?)", data, hashOf(data));
    },
    [Symbol.dispose]: () => database.close(),
  };
}

async function* piecesOf(path: string, { signal, onBytes }: Progress): AsyncGenerator<Uint8Array> {
  await using file = await open(path, "r");
  for (;;) {
    refuseAborted(signal);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(PIECE), 0, PIECE);
    if (bytesRead === 0) return;
    onBytes?.(bytesRead);
    yield buffer.subarray(0, bytesRead);
  }
}

export function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new HortusError("interrupted", "Interrupted; nothing was changed. Run the same command again.");
}

/** Whether a file says of itself that it is a pack, damaged or not. */
export function isPack(path: string): boolean {
  return headerOf(path).application === APPLICATION;
}

/** @throws `input.invalid` for a file that is no pack, `graph.too_new`, `graph.corrupt` for a damaged one */
export function openPack(path: string): Sqlite {
  const { application, format } = headerOf(path);
  if (application !== APPLICATION) {
    throw new HortusError("input.invalid", `${path} is no backup of a garden: name a file that “hortus backup” wrote.`, { path });
  }
  if (format > FORMAT) {
    const message = `${path} was written by a newer Hortus (backup format ${format}, this one knows ${FORMAT}): update Hortus to restore it.`;
    throw new HortusError("graph.too_new", message, { path, found: format, known: FORMAT });
  }
  try {
    const database = openSqlite(path, { readOnly: true });
    if (bytesOf(database) === statSync(path).size) return database;
    database.close();
  } catch (thrown) {
    throw asDamage(thrown, path);
  }
  throw damaged(path);
}

/** How long the database says it is. */
function bytesOf(database: Sqlite): number {
  const { page_count: pages } = database.get<{ page_count: number }>("PRAGMA page_count")!;
  const { page_size: size } = database.get<{ page_size: number }>("PRAGMA page_size")!;
  return pages * size;
}

/** Where SQLite's file format has `user_version` and `application_id`: read by hand, since they stand in a file that is cut off too. */
const FORMAT_AT = 60;
const APPLICATION_AT = 68;
const HEADER_BYTES = 100;

function headerOf(path: string): { readonly application: number; readonly format: number } {
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, "r");
  try {
    readSync(file, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(file);
  }
  return { application: header.readUInt32BE(APPLICATION_AT), format: header.readUInt32BE(FORMAT_AT) };
}

export function readManifest(database: Sqlite): unknown {
  try {
    const row = database.get<{ data: string; sha256: string }>("SELECT data, sha256 FROM manifest");
    if (row === undefined || hashOf(row.data) !== row.sha256) throw damaged(database.path);
    return JSON.parse(row.data);
  } catch (thrown) {
    throw asDamage(thrown, database.path);
  }
}

/** Writes one of the packed files out; `before` is the number of pieces of those that come before it. @throws `graph.corrupt` when its hash is another */
export async function unpackFile(
  database: Sqlite,
  file: PackedFile,
  before: number,
  to: string,
  { signal, onBytes }: Progress = {},
): Promise<void> {
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    await using target = await open(to, "wx");
    for (let piece = before + 1; piece <= before + file.pieces; piece++) {
      refuseAborted(signal);
      const row = database.get<{ data: Uint8Array }>("SELECT data FROM piece WHERE id = ?", piece);
      if (row === undefined) throw damaged(database.path);
      const data = await inflate(row.data, { maxOutputLength: PIECE });
      hash.update(data);
      bytes += data.length;
      await target.write(data);
      onBytes?.(data.length);
    }
    await target.sync();
  } catch (thrown) {
    throw asDamage(diskError(thrown, to), database.path);
  }
  if (bytes !== file.bytes || hash.digest("hex") !== file.sha256) throw damaged(database.path);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function damaged(path: string, cause?: unknown): HortusError {
  const message = `${path} is damaged: part of it is missing or is not what was written. Nothing was restored; use another backup.`;
  return new HortusError("graph.corrupt", message, { path }, cause);
}

/** Whatever SQLite, zlib or a parser makes of bytes that were not written so. */
function asDamage(thrown: unknown, path: string): unknown {
  if (thrown instanceof HortusError) return thrown.code === "graph.corrupt" ? damaged(path, thrown) : thrown;
  const { code = "" } = thrown as NodeJS.ErrnoException;
  const ofBytes =
    thrown instanceof SyntaxError || code.startsWith("Z_") || code.startsWith("ERR_SQLITE") || code === "ERR_BUFFER_TOO_LARGE";
  return ofBytes ? damaged(path, thrown) : thrown;
}
