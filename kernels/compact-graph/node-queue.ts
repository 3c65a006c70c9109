// A priority queue of nodes: smallest priority first, smaller node among equals. A node offered again with another priority moves.

const ABSENT = -1;

/** Indexed binary heap over nodes 0 … n−1 in typed arrays; 16 bytes a node. */
export class NodeQueue {
  /** Nodes in heap order; only the first `size` count. */
  readonly #heap: Int32Array;
  /** (n,) place of each node in the heap, or −1. */
  readonly #place: Int32Array;
  /** (n,) */
  readonly #priority: Float64Array;
  #size = 0;

  constructor(nodes: number) {
    this.#heap = new Int32Array(nodes);
    this.#place = new Int32Array(nodes).fill(ABSENT);
    this.#priority = new Float64Array(nodes);
  }

  offer(node: number, priority: number): void {
    this.#priority[node] = priority;
    let at = this.#place[node]!;
    if (at === ABSENT) {
      at = this.#size++;
      this.#set(at, node);
    }
    this.#up(at);
    this.#down(this.#place[node]!);
  }

  /** The first node, or −1 when empty. */
  take(): number {
    if (this.#size === 0) return ABSENT;
    const first = this.#heap[0]!;
    const last = this.#heap[--this.#size]!;
    this.#place[first] = ABSENT;
    if (this.#size > 0) {
      this.#set(0, last);
      this.#down(0);
    }
    return first;
  }

  /** Costs what the queue holds. */
  clear(): void {
    for (let at = 0; at < this.#size; at++) this.#place[this.#heap[at]!] = ABSENT;
    this.#size = 0;
  }

  #up(from: number): void {
    const node = this.#heap[from]!;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.#heap[parent]!;
      if (!this.#before(node, above)) break;
      this.#set(at, above);
      at = parent;
    }
    this.#set(at, node);
  }

  #down(from: number): void {
    const node = this.#heap[from]!;
    let at = from;
    for (let child = 2 * at + 1; child < this.#size; child = 2 * at + 1) {
      if (child + 1 < this.#size && this.#before(this.#heap[child + 1]!, this.#heap[child]!)) child++;
      const below = this.#heap[child]!;
      if (!this.#before(below, node)) break;
      this.#set(at, below);
      at = child;
    }
    this.#set(at, node);
  }

  #before(a: number, b: number): boolean {
    const difference = this.#priority[a]! - this.#priority[b]!;
    return difference < 0 || (difference === 0 && a < b);
  }

  #set(at: number, node: number): void {
    this.#heap[at] = node;
    this.#place[node] = at;
  }
}
