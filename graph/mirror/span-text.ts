// Reads the text of evidence spans and checks it against its hash. It keeps the documents read last, up to a bound, and no more.

import { sha256 } from "#graph/documents/text.ts";
import type { DocumentId, EvidenceSpan } from "#graph/model.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

type Span = Pick<EvidenceSpan, "document" | "start" | "end" | "sha256">;

/** UTF-16 units: 64 MB. */
const KEPT_UNITS = 32 * 1024 * 1024;

export class SpanTexts {
  readonly #store: Pick<GraphStore, "document">;
  readonly #texts = new Map<DocumentId, string>();
  #units = 0;

  constructor(store: Pick<GraphStore, "document">) {
    this.#store = store;
  }

  /** @throws `graph.corrupt` when the document is gone or the text is another than the one that was hashed */
  async read(span: Span): Promise<string> {
    const text = await this.find(span);
    if (text !== null) return text;
    throw new HortusError(
      "graph.corrupt",
      `The evidence at ${span.start}–${span.end} of ${span.document} no longer matches its document; run "npx hortus verify", then mirror again.`,
      { document: span.document, start: span.start, end: span.end },
    );
  }

  /** The span's text; null when it is not there any more. */
  async find(span: Span): Promise<string | null> {
    const text = (await this.#documentText(span.document))?.slice(span.start, span.end) ?? null;
    return text !== null && sha256(text) === span.sha256 ? text : null;
  }

  async #documentText(id: DocumentId): Promise<string | null> {
    const kept = this.#texts.get(id);
    const text = kept ?? (await this.#store.document(id))?.text ?? null;
    if (text === null) return null;
    this.#texts.delete(id);
    this.#texts.set(id, text);
    if (kept === undefined) this.#units += text.length;
    for (const [oldest, dropped] of this.#texts) {
      if (this.#units <= KEPT_UNITS || oldest === id) break;
      this.#texts.delete(oldest);
      this.#units -= dropped.length;
    }
    return text;
  }
}
