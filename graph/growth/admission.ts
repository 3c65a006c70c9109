// Decides of each document that was read whether it is new, unchanged, an update, or one of several that are one work.

import { compareCodePoints } from "#graph/code-points.ts";
import type { ReadFailure } from "#graph/documents/read-source.ts";
import { fingerprint, richestFirst, sourceKey, sourceName } from "#graph/growth/candidates.ts";
import { fileState } from "#graph/growth/file-memo.ts";
import type { ReadBody, ReadFile } from "#graph/growth/reading-pool.ts";
import { isOneWork, keysOf, Works } from "#graph/growth/works.ts";
import type { Document, DocumentId, Sha256 } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export type Admitted = "added" | "updated" | "unchanged";

/** What replaces what, once everything is read. */
export interface Settled extends ReadFile {
  /** Documents the garden holds that are poorer versions of a work, or another version of the same source. */
  readonly superseded: readonly DocumentId[];
}

/**
 * New works land at once. Everything else with another text or other metadata than the garden's waits until all files are read, because only
 * then is it known which sources are versions of the work: the richest of them lands, whatever the order, and the others are reported.
 */
export class Admission {
  readonly #store: GraphStore;
  readonly #seen = new Map<DocumentId, Sha256>();
  readonly #waiting = new Map<DocumentId, Document[]>();
  readonly #outcomes = new Map<DocumentId, Admitted>();
  /** What the garden held before this call, and what it was given in it. */
  #known: Works | null = null;

  constructor(store: GraphStore) {
    this.#store = store;
  }

  /** Each identity counts once, however many sources claim it. */
  counts(): Readonly<Record<Admitted, number>> {
    const counts = { added: 0, updated: 0, unchanged: 0 };
    for (const outcome of this.#outcomes.values()) counts[outcome]++;
    return counts;
  }

  /** Whether the document is to be stored now. */
  async admit(document: Document): Promise<boolean> {
    const print = fingerprint(document);
    const seen = this.#seen.get(document.id);
    if (seen === print) return false;
    if (seen === undefined) {
      this.#seen.set(document.id, print);
      const known = await this.#works();
      const stored = known.has(document.id) ? await this.#store.document(document.id) : null;
      const keys = keysOf(document);
      const alone = known.othersOf(document, keys).length === 0;
      if (alone && stored === null) {
        known.add(document, keys);
        this.#outcomes.set(document.id, "added");
        return true;
      }
      if (alone && fingerprint(stored!) === print) {
        this.#outcomes.set(document.id, "unchanged");
        return false;
      }
    }
    this.#waiting.set(document.id, [...(this.#waiting.get(document.id) ?? []), document]);
    return false;
  }

  /** Counts a document that was not even read, if the garden still holds it as remembered and it came from this file. */
  async admitRemembered(id: DocumentId, print: Sha256, absolute: string): Promise<boolean> {
    if (this.#seen.has(id)) return false;
    const stored = await this.#store.document(id);
    if (stored === null || stored.source.absolute !== absolute || fingerprint(stored) !== print) return false;
    this.#seen.set(id, print);
    this.#outcomes.set(id, "unchanged");
    return true;
  }

  isWaiting(id: DocumentId): boolean {
    return this.#waiting.has(id);
  }

  /** After everything else is stored: which of the waiting documents replace what the garden holds. */
  async settle(extract: (document: Document) => Promise<ReadBody>): Promise<Settled> {
    const bodies: ReadBody[] = [];
    const failures: ReadFailure[] = [];
    const superseded: DocumentId[] = [];
    for (const { ids, waiting } of await this.#contests()) {
      const held = (await Promise.all(ids.map((id) => this.#store.document(id)))).filter((document) => document !== null);
      const moved = await movedAway(held, waiting);
      const { winner, losers } = this.#decide(
        held.filter((document) => !moved.has(document)),
        waiting,
      );
      for (const loser of losers) failures.push(collision(loser, winner));
      const kept = held.some((document) => document.id === winner.id && fingerprint(document) === fingerprint(winner));
      if (!kept) bodies.push(await extract(winner));
      superseded.push(...held.filter(({ id }) => id !== winner.id).map(({ id }) => id));
      this.#count(ids, winner.id, kept, held);
    }
    return { bodies, failures, superseded };
  }

  /** A work counts once: as new when the garden held no version of it before this call. */
  #count(ids: readonly DocumentId[], winner: DocumentId, kept: boolean, held: readonly Document[]): void {
    const before = held.some(({ id }) => this.#outcomes.get(id) !== "added");
    for (const id of ids) this.#outcomes.delete(id);
    this.#outcomes.set(winner, !before ? "added" : kept ? "unchanged" : "updated");
  }

  /** The richest; what a source says now stands for what it said before. */
  #decide(held: readonly Document[], waiting: readonly Document[]): { winner: Document; losers: Document[] } {
    const reread = new Set(waiting.map(sourceKey));
    const current = held.filter((document) => !reread.has(sourceKey(document)) || fingerprint(document) === this.#seen.get(document.id));
    const candidates = new Map([...current, ...waiting].map((document) => [fingerprint(document), document]));
    const [winner, ...losers] = [...candidates.values()].sort(richestFirst);
    return { winner: winner!, losers };
  }

  /** Waiting documents with all that are the same work, directly or by way of another. */
  async #contests(): Promise<readonly { readonly ids: readonly DocumentId[]; readonly waiting: readonly Document[] }[]> {
    const all = [...this.#waiting.values()].flat();
    if (all.length === 0) return [];
    const works = await this.#works();
    for (const document of all) works.add(document);
    const left = new Set(this.#waiting.keys());
    const contests = [];
    for (const start of [...left].sort(compareCodePoints)) {
      if (!left.has(start)) continue;
      const ids = new Set([start]);
      for (const id of ids) for (const document of await this.#versions(id)) for (const other of works.othersOf(document)) ids.add(other);
      for (const id of ids) left.delete(id);
      const sorted = [...ids].sort(compareCodePoints);
      contests.push({ ids: sorted, waiting: sorted.flatMap((id) => this.#waiting.get(id) ?? []) });
    }
    return contests;
  }

  async #versions(id: DocumentId): Promise<readonly Document[]> {
    const stored = await this.#store.document(id);
    return [...(stored === null ? [] : [stored]), ...(this.#waiting.get(id) ?? [])];
  }

  async #works(): Promise<Works> {
    if (this.#known === null) {
      const known = new Works();
      for (const document of await this.#store.documents()) known.add(document);
      this.#known ??= known;
    }
    return this.#known;
  }
}

/** Documents known by their path alone whose file is gone: another file has their name now. */
async function movedAway(held: readonly Document[], waiting: readonly Document[]): Promise<ReadonlySet<Document>> {
  const moved = new Set<Document>();
  for (const document of held) {
    const { id, source } = document;
    if (source.row !== null || id !== source.path || !waiting.some((other) => other.id === id)) continue;
    if ((await fileState(source)) === null) moved.add(document);
  }
  return moved;
}

function collision(loser: Document, winner: Document): ReadFailure {
  const path = sourceName(loser);
  const same = loser.id === winner.id ? `the same identity (${loser.id}) as` : "the same work as";
  const what =
    loser.id !== winner.id && isOneWork(loser, winner) && loser.version === winner.version
      ? "which has the same text"
      : "whose text is richer";
  const message = `${placeOf(loser)} is ${same === "the same work as" ? same : `a document with ${same}`} ${placeOf(winner)}, ${what}: give one of them another id, or leave it out.`;
  return { path, code: "document.collision", message };
}

/** The whole path, since names alone may be equal. */
function placeOf({ source }: Document): string {
  return source.row === null ? source.absolute : `${source.absolute}#${source.row}`;
}
