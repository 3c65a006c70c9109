// Decides of each document that was read whether it is new, unchanged, an update, or one of several that claim one identity.

import { compareCodePoints } from "#graph/code-points.ts";
import type { ReadFailure } from "#graph/documents/read-source.ts";
import { fingerprint, richestFirst, sourceKey, sourceName } from "#graph/growth/candidates.ts";
import type { ReadBody, ReadFile } from "#graph/growth/reading-pool.ts";
import type { Document, DocumentId, Sha256 } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export type Admitted = "added" | "updated" | "unchanged";

/**
 * New documents land at once. Everything else with another text or other metadata than the garden's waits until all files are read, because only
 * then is it known which sources claim the identity: the richest of them lands, whatever the order, and the others are reported.
 */
export class Admission {
  readonly #store: GraphStore;
  readonly #seen = new Map<DocumentId, Sha256>();
  readonly #waiting = new Map<DocumentId, Document[]>();
  readonly #outcomes = new Map<DocumentId, Admitted>();

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
      const stored = await this.#store.document(document.id);
      if (stored === null) {
        this.#outcomes.set(document.id, "added");
        return true;
      }
      if (fingerprint(stored) === print) {
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
  async settle(extract: (document: Document) => Promise<ReadBody>): Promise<ReadFile> {
    const bodies: ReadBody[] = [];
    const failures: ReadFailure[] = [];
    for (const id of [...this.#waiting.keys()].sort(compareCodePoints)) {
      const { winner, losers, stored } = await this.#contest(id, this.#waiting.get(id)!);
      for (const loser of losers) failures.push(collision(loser, winner));
      const kept = stored !== null && fingerprint(stored) === fingerprint(winner);
      if (!kept) bodies.push(await extract(winner));
      if (!this.#outcomes.has(id)) this.#outcomes.set(id, kept ? "unchanged" : "updated");
      else if (!kept && this.#outcomes.get(id) === "unchanged") this.#outcomes.set(id, "updated");
    }
    return { bodies, failures };
  }

  async #contest(id: DocumentId, waiting: readonly Document[]): Promise<{ winner: Document; losers: Document[]; stored: Document | null }> {
    const stored = await this.#store.document(id);
    const reread = stored !== null && waiting.some((document) => sourceKey(document) === sourceKey(stored));
    const current = stored !== null && (!reread || fingerprint(stored) === this.#seen.get(id));
    const candidates = new Map((current ? [stored, ...waiting] : waiting).map((document) => [fingerprint(document), document]));
    const [winner, ...losers] = [...candidates.values()].sort(richestFirst);
    return { winner: winner!, losers, stored };
  }
}

function collision(loser: Document, winner: Document): ReadFailure {
  const path = sourceName(loser);
  const message = `${path} has the same identity (${loser.id}) as ${sourceName(winner)}, whose text is richer: give one of them another id, or leave it out.`;
  return { path, code: "document.collision", message };
}
