// A priority queue of nodes: smallest priority first, smaller node among equals. A node offered again with a smaller priority moves up.

/** Indexed binary heap over nodes 0 … n−1; the index is sparse, so that a local search costs no more than it touches. */
export class NodeQueue {
  readonly #nodes: number[] = [];
  readonly #priority = new Map<number, number>();
  readonly #place = new Map<number, number>();

  offer(node: number, priority: number): void {
    const place = this.#place.get(node);
    this.#priority.set(node, priority);
    if (place === undefined) {
      this.#nodes.push(node);
      this.#place.set(node, this.#nodes.length - 1);
      this.#up(this.#nodes.length - 1);
    } else {
      this.#up(place);
    }
  }

  /** The first node, or −1 when empty. */
  take(): number {
    const first = this.#nodes[0];
    const last = this.#nodes.pop();
    if (first === undefined || last === undefined) return -1;
    this.#place.delete(first);
    if (last !== first) {
      this.#nodes[0] = last;
      this.#place.set(last, 0);
      this.#down(0);
    }
    return first;
  }

  #before(x: number, y: number): boolean {
    const [a, b] = [this.#nodes[x]!, this.#nodes[y]!];
    const difference = this.#priority.get(a)! - this.#priority.get(b)!;
    return difference < 0 || (difference === 0 && a < b);
  }

  #up(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #down(from: number): void {
    for (let at = from; ; ) {
      let first = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < this.#nodes.length && this.#before(child, first)) first = child;
      if (first === at) return;
      this.#swap(at, first);
      at = first;
    }
  }

  #swap(x: number, y: number): void {
    [this.#nodes[x], this.#nodes[y]] = [this.#nodes[y]!, this.#nodes[x]!];
    this.#place.set(this.#nodes[x]!, x);
    this.#place.set(this.#nodes[y]!, y);
  }
}
