// Reads the header of a .safetensors file: which tensor lies where. Bytes of tensors are read by whoever needs them.
// Format: https://huggingface.co/docs/safetensors (8-byte little-endian header length, JSON, data).

import { open } from "node:fs/promises";
import { HortusError } from "#kernels/errors.ts";

export interface SafetensorsEntry {
  /** As written in the file: `F32`, `F16`, `BF16`, `I64`, … */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** From the start of the file, bytes. */
  readonly offset: number;
  readonly length: number;
}

const MAX_HEADER_BYTES = 100_000_000;

/** @throws `kernel.format` when the header is cut off, not JSON, or points outside the file */
export async function readSafetensorsHeader(path: string): Promise<ReadonlyMap<string, SafetensorsEntry>> {
  const refuse = (why: string, cause?: unknown): never => {
    throw new HortusError("kernel.format", `${path} is not a whole safetensors file: ${why}.`, { path }, cause);
  };
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const prefix = Buffer.alloc(8);
    if ((await file.read(prefix, 0, 8, 0)).bytesRead < 8) refuse("it is shorter than 8 bytes");
    const headerBytes = Number(prefix.readBigUInt64LE());
    if (headerBytes > MAX_HEADER_BYTES || 8 + headerBytes > size) refuse("its header is cut off");
    const text = Buffer.alloc(headerBytes);
    await file.read(text, 0, headerBytes, 8);
    return entriesOf(parse(text, refuse), 8 + headerBytes, size, refuse);
  } finally {
    await file.close();
  }
}

type Refuse = (why: string, cause?: unknown) => never;

function parse(text: Buffer, refuse: Refuse): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text.toString("utf8"));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  } catch (error) {
    refuse("its header is not JSON", error);
  }
  return refuse("its header is not an object");
}

function entriesOf(header: Record<string, unknown>, base: number, size: number, refuse: Refuse): ReadonlyMap<string, SafetensorsEntry> {
  const entries = new Map<string, SafetensorsEntry>();
  for (const [name, value] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const { dtype, shape, data_offsets: range } = value as { dtype: string; shape: number[]; data_offsets: [number, number] };
    if (!Array.isArray(range) || !Array.isArray(shape)) return refuse(`tensor ${name} has no place`);
    if (!(range[0] >= 0 && range[0] <= range[1]) || base + range[1] > size) return refuse(`tensor ${name} lies outside the file`);
    entries.set(name, { dtype, shape, offset: base + range[0], length: range[1] - range[0] });
  }
  return entries;
}
