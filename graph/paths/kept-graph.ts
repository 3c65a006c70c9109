// The concept graph as bytes and back, so that the next process begins with it instead of reading a million rows. Bytes that are not of
// exactly this state of the garden, or not whole, are no graph: it is then built again, and nobody is told.

import { setImmediate } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { namingFingerprint } from "#graph/gaps/interest.ts";
import type { GraphOutline } from "#graph/store/graph-store.ts";
import type { Adjacency, CompactGraph } from "#kernels/compact-graph/compact-graph.ts";
import type { Costs } from "#kernels/compact-graph/shortest-path.ts";
import { decodeGraph, encodeGraph } from "#kernels/compact-graph/snapshot.ts";

/** All that a `ConceptGraph` is made of. */
export interface GraphParts extends GraphOutline {
  readonly csr: CompactGraph;
  readonly links: Adjacency;
  readonly costs: Costs;
}

/** Raise it whenever parts are made in another way than before: kept ones are then built again. */
const FORMAT = 1;
const MAGIC = 0x46524748;
/**
 * Words in the machine's own order, so that a file from another kind of machine is not of this format: magic, format, bytes of the graph and
 * of the names, CRC-32 of these and of all behind the graph, 0.
 */
const HEADER_WORDS = 6;
const SUM_WORD = 4;

type Column = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;
const KINDS = { Uint8Array, Uint16Array, Uint32Array, Float32Array, Float64Array } as const;
type Kind = keyof typeof KINDS;

interface Names extends Pick<GraphOutline, "version" | "state" | "ids" | "labels" | "classNames" | "typeNames"> {
  readonly fingerprint: number;
  /** Kind and length of each column, in the order in which they lie, widest first. */
  readonly columns: readonly (readonly [name: string, kind: Kind, length: number])[];
}

/** In pieces that follow one another; the columns are the graph's own. Others get their turn between the steps. */
export async function encodeParts(parts: GraphParts): Promise<readonly Uint8Array[]> {
  const { version, state, ids, labels, classNames, typeNames } = parts;
  const columns = Object.entries(columnsOf(parts)).sort(([, a], [, b]) => b.BYTES_PER_ELEMENT - a.BYTES_PER_ELEMENT);
  const described = columns.map(([name, column]) => [name, column.constructor.name as Kind, column.length] as const);
  const fingerprint = namingFingerprint();
  const names = padded(
    JSON.stringify({ version, state, ids, labels, classNames, typeNames, fingerprint, columns: described } satisfies Names),
  );
  await setImmediate();
  const graph = encodeGraph(parts.csr);
  const behind = [names, ...columns.map(([, column]) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength))];
  const header = new Uint32Array(HEADER_WORDS);
  header.set([MAGIC, FORMAT, graph.length, names.length]);
  const head = new Uint8Array(header.buffer);
  let sum = crc32(head.subarray(0, 4 * SUM_WORD));
  for (const piece of behind) {
    await setImmediate();
    sum = crc32(piece, sum);
  }
  header[SUM_WORD] = sum;
  return [head, graph, new Uint8Array(aligned(graph.length) - graph.length), ...behind];
}

/** Null for what is not the graph of this state. The arrays are views of the bytes. */
export function decodeParts(bytes: Uint8Array<ArrayBuffer>, state: string): GraphParts | null {
  if (bytes.length < 4 * HEADER_WORDS || bytes.byteOffset % 8 !== 0) return null;
  const [magic, format, graphBytes, nameBytes, sum] = new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER_WORDS);
  const first = 4 * HEADER_WORDS + aligned(graphBytes!) + nameBytes!;
  if (magic !== MAGIC || format !== FORMAT || first > bytes.length || checksum(bytes, graphBytes!) !== sum) return null;
  const names = JSON.parse(new TextDecoder().decode(bytes.subarray(first - nameBytes!, first))) as Names;
  if (names.state !== state || names.fingerprint !== namingFingerprint()) return null;
  try {
    const graph = decodeGraph(bytes.subarray(4 * HEADER_WORDS, 4 * HEADER_WORDS + graphBytes!));
    return partsOf(names, graph, bytes, first);
  } catch {
    return null;
  }
}

function columnsOf({ classes, documents, edges, links, costs }: GraphParts): Record<string, Column> {
  const { type, negated, confidence, documents: spread } = edges;
  const { offsets, targets, edges: linkEdges, strength } = links;
  return {
    classes,
    documents,
    type,
    negated,
    confidence,
    spread,
    offsets,
    targets,
    linkEdges,
    strength,
    slot: costs.slot,
    node: costs.node,
  };
}

function partsOf(names: Names, csr: CompactGraph, bytes: Uint8Array<ArrayBuffer>, first: number): GraphParts {
  const found: Record<string, Column> = {};
  let at = bytes.byteOffset + first;
  for (const [name, kind, length] of names.columns) {
    found[name] = new KINDS[kind](bytes.buffer, at, length);
    at += found[name].byteLength;
  }
  const column = found as { readonly [Name in string]: never };
  const { version, state, ids, labels, classNames, typeNames } = names;
  return {
    ...{ version, state, ids, labels, classNames, typeNames, csr },
    classes: column.classes!,
    documents: column.documents!,
    edges: {
      from: csr.heads,
      to: csr.tails,
      type: column.type!,
      negated: column.negated!,
      confidence: column.confidence!,
      documents: column.spread!,
    },
    links: { offsets: column.offsets!, targets: column.targets!, edges: column.linkEdges!, strength: column.strength! },
    costs: { slot: column.slot!, node: column.node! },
  };
}

/** The graph has a sum of its own. */
function checksum(bytes: Uint8Array, graphBytes: number): number {
  return crc32(bytes.subarray(4 * HEADER_WORDS + aligned(graphBytes)), crc32(bytes.subarray(0, 4 * SUM_WORD)));
}

const aligned = (length: number): number => Math.ceil(length / 8) * 8;

/** Text with spaces behind it up to a whole number of words. */
function padded(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const whole = new Uint8Array(aligned(bytes.length)).fill(0x20);
  whole.set(bytes);
  return whole;
}
