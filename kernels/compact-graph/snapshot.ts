// A compact graph as bytes and back: one header, then its arrays as they lie in memory, so that opening it copies and sorts nothing.

import { crc32 } from "node:zlib";
import type { Adjacency, CompactGraph } from "#kernels/compact-graph/compact-graph.ts";
import { HortusError } from "#kernels/errors.ts";

/** Little-endian words: "HCSR", version, nodes, edges, CRC-32 of the words before it and of all parts, 0. */
const HEADER_WORDS = 6;
const SUM_WORD = 4;
const MAGIC = 0x52534348;
const VERSION = 1;

/** Words of each part, in their order: heads, tails, strength, then out and in as offsets, targets, edges, strength. */
const wordsOf = (nodes: number, edges: number): number => HEADER_WORDS + 9 * edges + 2 * (nodes + 1);

/** 24 + 36·m + 8·(n+1) bytes. The same graph gives the same bytes. */
export function encodeGraph(graph: CompactGraph): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(wordsOf(graph.nodes, graph.edges));
  let at = HEADER_WORDS;
  const rowsOf = ({ offsets, targets, edges, strength }: Adjacency) => [offsets, targets, edges, strength];
  for (const part of [graph.heads, graph.tails, graph.strength, ...rowsOf(graph.out), ...rowsOf(graph.in)]) {
    words.set(new Uint32Array(part.buffer, part.byteOffset, part.length), at);
    at += part.length;
  }
  const bytes = new Uint8Array(words.buffer);
  words.set([MAGIC, VERSION, graph.nodes, graph.edges]);
  words[SUM_WORD] = checksum(bytes);
  return bytes;
}

/**
 * The graph whose arrays are these bytes; they are kept, not copied, unless they begin off a word.
 * @throws `kernel.format` when they are no snapshot, of another version, cut short, longer than they say, or changed
 */
export function decodeGraph(bytes: Uint8Array): CompactGraph {
  const buffer = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const [nodes, edges] = checkHeader(buffer);
  let at = buffer.byteOffset + 4 * HEADER_WORDS;
  const take = <Part>(Kind: new (from: ArrayBufferLike, at: number, length: number) => Part, length: number): Part => {
    const part = new Kind(buffer.buffer, at, length);
    at += 4 * length;
    return part;
  };
  const ends = { heads: take(Uint32Array, edges), tails: take(Uint32Array, edges), strength: take(Float32Array, edges) };
  const rows = (): Adjacency => ({
    offsets: take(Uint32Array, nodes + 1),
    targets: take(Uint32Array, edges),
    edges: take(Uint32Array, edges),
    strength: take(Float32Array, edges),
  });
  return { nodes, edges, ...ends, out: rows(), in: rows() };
}

function checkHeader(bytes: Uint8Array): [nodes: number, edges: number] {
  const refuse = (why: string): never => {
    throw new HortusError("kernel.format", `The graph snapshot ${why}; build it again.`, { bytes: bytes.length });
  };
  if (bytes.length < 4 * HEADER_WORDS) refuse("is cut short");
  const header = new DataView(bytes.buffer, bytes.byteOffset, 4 * HEADER_WORDS);
  const word = (place: number): number => header.getUint32(4 * place, true);
  const [nodes, edges] = [word(2), word(3)];
  if (word(0) !== MAGIC) refuse("is none");
  if (word(1) !== VERSION) refuse(`has version ${word(1)}, not ${VERSION}`);
  if (bytes.length !== 4 * wordsOf(nodes, edges)) refuse("has another length than it says");
  if (checksum(bytes) !== word(SUM_WORD)) refuse("was changed");
  return [nodes, edges];
}

/** A wrong count of nodes and edges may give the right length, so the header is in it too. */
function checksum(bytes: Uint8Array): number {
  return crc32(bytes.subarray(4 * HEADER_WORDS), crc32(bytes.subarray(0, 4 * SUM_WORD)));
}
