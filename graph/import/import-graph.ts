// Puts what a graph file says into a garden, as conjectures. The observed layer follows from documents alone: nothing here adds to it.

import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { alreadyThere } from "#graph/import/already-there.ts";
import { conjectureOf, type NamedEdge, namedEdge, type SkipReason } from "#graph/import/conjectures-of.ts";
import type { ImportedGraph, ImportFormat } from "#graph/import/imported-graph.ts";
import type { Conjecture, ConjectureId } from "#graph/model.ts";
import { saidOf } from "#graph/ontology/domain-range.ts";
import { type Guard, guardOf } from "#graph/ontology/guard.ts";
import { HortusError } from "#kernels/errors.ts";

export interface ImportOptions {
  readonly signal?: AbortSignal | undefined;
  /** Edges gone through, of all. */
  readonly onEdges?: ((done: number, total: number) => void) | undefined;
  /** Who imports, for history. */
  readonly author?: string;
  /** Operations in one change at most. */
  readonly batch?: number;
}

/** Each edge is in exactly one of the counts `added`, `unchanged`, `alreadyThere` and `skipped`. */
export interface ImportResult {
  readonly garden: string;
  readonly version: number;
  readonly format: ImportFormat;
  readonly nodes: number;
  readonly edges: number;
  /** `against`: how many of those added break a domain or range of the ontology; their rationale says which. */
  readonly conjectures: { readonly added: number; readonly unchanged: number; readonly against: number };
  /** Edges whose evidence the garden holds as an observed relation. */
  readonly alreadyThere: number;
  readonly skipped: readonly { readonly reason: SkipReason; readonly count: number }[];
}

const BATCH = 5000;

/**
 * Idempotent: a second time everything is there, and the version stays. A conjecture that is there already keeps its origin and rationale.
 * @throws `interrupted` (what landed stays), and what the store throws
 */
export async function importGraph(garden: Garden, graph: ImportedGraph, options: ImportOptions = {}): Promise<ImportResult> {
  const writer = new Writer(garden, graph, await guardOf(garden.store), options);
  for (let start = 0; start < graph.edges.length; start += writer.batch) {
    if (options.signal?.aborted) throw new HortusError("interrupted", "Interrupted: what was imported so far is kept.");
    await writer.add(start);
    options.onEdges?.(Math.min(graph.edges.length, start + writer.batch), graph.edges.length);
  }
  await writer.flush();
  return { garden: garden.name, version: await garden.store.version(), ...writer.result() };
}

class Writer {
  readonly batch: number;
  readonly #garden: Garden;
  readonly #graph: ImportedGraph;
  readonly #guard: Guard;
  readonly #options: ImportOptions;
  readonly #seen = new Set<ConjectureId>();
  readonly #skipped = new Map<SkipReason, number>();
  #waiting: Conjecture[] = [];
  #added = 0;
  #unchanged = 0;
  readonly #against = new Set<ConjectureId>();
  #againstAdded = 0;
  #alreadyThere = 0;
  #changes = 0;

  constructor(garden: Garden, graph: ImportedGraph, guard: Guard, options: ImportOptions) {
    this.batch = options.batch ?? BATCH;
    this.#garden = garden;
    this.#graph = graph;
    this.#guard = guard;
    this.#options = options;
    if (graph.unread > 0) this.#skipped.set("no-graph", graph.unread);
  }

  /** Sorts one batch of edges out; what is new waits until a change is full. */
  async add(start: number): Promise<void> {
    const edges = this.#graph.edges.slice(start, start + this.batch).flatMap((edge) => this.#kept(namedEdge(edge)));
    const { observed, conjectured } = await alreadyThere(this.#garden.store, edges);
    const unknown: Conjecture[] = [];
    for (const edge of edges) {
      if (observed.has(edge)) this.#alreadyThere += 1;
      else if (conjectured.has(edge)) this.#unchanged += 1;
      else unknown.push(...this.#kept(this.#conjecture(edge)));
    }
    const known = new Set((await this.#garden.store.conjectures(unknown.map(({ id }) => id))).map(({ id }) => id));
    this.#unchanged += known.size;
    for (const conjecture of unknown) {
      if (known.has(conjecture.id)) continue;
      this.#waiting.push(conjecture);
      if (this.#waiting.length === this.batch) await this.flush();
    }
  }

  async flush(): Promise<void> {
    const conjectures = this.#waiting.splice(0);
    if (conjectures.length === 0) return;
    this.#changes += 1;
    const part = this.#changes === 1 ? "" : `, part ${this.#changes}`;
    const reason = `Import ${this.#graph.file}${part}: ${conjectures.length} conjecture${conjectures.length === 1 ? "" : "s"}`;
    const operations = conjectures.map((conjecture) => ({ op: "put-conjecture", conjecture }) as const);
    await commit(this.#garden, { author: this.#options.author ?? "hortus", reason, operations });
    this.#againstAdded += conjectures.filter(({ id }) => this.#against.has(id)).length;
    this.#added += conjectures.length;
  }

  result() {
    const { format, nodes, edges } = this.#graph;
    const skipped = [...this.#skipped].map(([reason, count]) => ({ reason, count }));
    const conjectures = { added: this.#added, unchanged: this.#unchanged, against: this.#againstAdded };
    return { format, nodes, edges: edges.length, conjectures, alreadyThere: this.#alreadyThere, skipped };
  }

  #conjecture(edge: NamedEdge): Conjecture | SkipReason {
    const conjecture = conjectureOf(edge, this.#graph.file);
    if (typeof conjecture === "string") return conjecture;
    if (this.#seen.has(conjecture.id)) return "repeated";
    this.#seen.add(conjecture.id);
    return this.#judged(conjecture);
  }

  #judged(conjecture: Conjecture): Conjecture | SkipReason {
    const { from, fromLabel, type, to, toLabel } = conjecture;
    const breach = this.#guard.judge({ label: fromLabel, terms: [from] }, type, { label: toLabel, terms: [to] });
    if (breach === null) return conjecture;
    if (this.#guard.enforce === "refuse") return "against-ontology";
    this.#against.add(conjecture.id);
    return { ...conjecture, rationale: `${conjecture.rationale} Against the ontology: ${saidOf(breach)}.` };
  }

  /** Nothing, and one more of that reason, for what is skipped. */
  #kept<Kept>(found: Kept | SkipReason): readonly Kept[] {
    if (typeof found !== "string") return [found as Kept];
    this.#skipped.set(found as SkipReason, (this.#skipped.get(found as SkipReason) ?? 0) + 1);
    return [];
  }
}
