// Graph and packed weights on the disk, under a name made from their content; a damaged or half-written one is built again.

import { createHash } from "node:crypto";
import { mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildDecoder, type PlacedArray } from "#kernels/decode/decoder-graph.ts";
import type { DecoderShape } from "#kernels/decode/decoder-shape.ts";
import { type Precision, packWeights } from "#kernels/decode/packed-weights.ts";
import type { GgufFile } from "#kernels/gguf/gguf-file.ts";
import { sha256OfFile } from "#kernels/weights/wheel.ts";

/** Raise when packing or the graph changes: older folders are then no longer used. */
const LAYOUT_VERSION = 1;
const ALIGNMENT = 4096;
const WEIGHTS = "weights.bin";
const GRAPH = "decoder.onnx";
const MARKER = "complete.json";

export interface PreparedGraph {
  readonly path: string;
  readonly built: boolean;
}

export interface PrepareOptions {
  readonly cacheFolder: string;
  readonly precision: Precision;
  readonly positions: number;
  /** Content hash of the GGUF file. */
  readonly sha256: string;
}

/** Path of a graph ready to open. Several processes may do this at once: the last whole folder wins, all are equal. */
export async function prepareGraph(file: GgufFile, shape: DecoderShape, options: PrepareOptions): Promise<PreparedGraph> {
  const key = JSON.stringify([LAYOUT_VERSION, options.sha256, options.precision, options.positions]);
  const name = createHash("sha256").update(key).digest("hex").slice(0, 24);
  const root = join(options.cacheFolder, "graphs");
  const folder = join(root, name);
  if (await isWhole(folder)) return { path: join(folder, GRAPH), built: false };
  await mkdir(root, { recursive: true });
  const work = await mkdtemp(join(root, ".build-"));
  try {
    const files = join(work, "files");
    await mkdir(files);
    await build(file, shape, options, files);
    await rename(folder, join(work, "replaced")).catch(() => undefined);
    await rename(files, folder).catch(async (error: Error) => {
      if (!(await isWhole(folder))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return { path: join(folder, GRAPH), built: true };
}

interface Marker {
  readonly weightsSha256: string;
  readonly graphSha256: string;
}

async function isWhole(folder: string): Promise<boolean> {
  try {
    const marker = JSON.parse(await readFile(join(folder, MARKER), "utf8")) as Marker;
    if ((await sha256OfFile(join(folder, GRAPH))) !== marker.graphSha256) return false;
    return (await sha256OfFile(join(folder, WEIGHTS))) === marker.weightsSha256;
  } catch {
    return false;
  }
}

async function build(file: GgufFile, shape: DecoderShape, options: PrepareOptions, folder: string): Promise<void> {
  const hash = createHash("sha256");
  const arrays = new Map<string, PlacedArray>();
  const out = await open(join(folder, WEIGHTS), "w");
  try {
    let offset = 0;
    const append = async (bytes: Uint8Array): Promise<void> => {
      hash.update(bytes);
      await out.writeFile(bytes);
      offset += bytes.length;
    };
    for await (const { name, type, shape: size, data } of packWeights(file, shape, options.positions, options.precision)) {
      await append(new Uint8Array((ALIGNMENT - (offset % ALIGNMENT)) % ALIGNMENT));
      arrays.set(name, { type, shape: size, file: WEIGHTS, offset, length: data.length });
      await append(data);
    }
    await out.sync();
  } finally {
    await out.close();
  }
  const graph = buildDecoder(shape, arrays);
  await writeFile(join(folder, GRAPH), graph);
  const marker: Marker = { weightsSha256: hash.digest("hex"), graphSha256: createHash("sha256").update(graph).digest("hex") };
  await writeFile(join(folder, MARKER), `${JSON.stringify(marker)}\n`);
}
