// What the server needs from the wiring: a structural type, so that the server knows no configuration and no child process.

import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Garden } from "#graph/garden.ts";
import type { LanguageModel } from "#kernels/language-model.ts";

export interface GrowProgress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly label?: string;
}

export interface GrowResult {
  readonly version: number;
  readonly documents: {
    readonly added: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly failed: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  };
}

export interface Workbench {
  readonly garden: Garden;
  readonly ledger: Ledger;
  /** The language model, loaded on first use; null when none is configured. */
  model(): Promise<LanguageModel | null>;
  /** Its id without loading it, or `none`. */
  readonly modelId: string;
  readonly clock: () => Date;
  /** Ingests outside the event loop (a worker or a child process). */
  grow(
    paths: readonly string[],
    options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: GrowProgress) => void },
  ): Promise<GrowResult>;
}
