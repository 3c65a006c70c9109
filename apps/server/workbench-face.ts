// What the server needs from the wiring: a structural type, so that the server knows no configuration and no child process.

import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Past } from "#apps/history/past.ts";
import type { Garden } from "#graph/garden.ts";
import type { GrowResult } from "#graph/growth/grow.ts";
import type { LanguageModel } from "#kernels/language-model.ts";

export interface GrowProgress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly label?: string;
  /** Stored so far, where the stage stores. */
  readonly documents?: number;
  readonly sentences?: number;
  readonly sentencesPerSecond?: number | null;
  readonly secondsLeft?: number | null;
}

export interface Workbench {
  readonly garden: Garden;
  readonly ledger: Ledger;
  /** The language model, loaded on first use; null when none is configured. */
  model(): Promise<LanguageModel | null>;
  /** Its id without loading it, or `none`. */
  readonly modelId: string;
  /** The folder where verdicts about models are kept; the ledger when not given. */
  readonly probes?: string;
  /** Who judges on the page; `person` when not given. */
  readonly annotator?: string;
  readonly clock: () => Date;
  /** Works on the garden's past, outside the event loop. */
  readonly past: Past;
  /** The same garden on another of its branches; whoever opened it closes its garden. @throws `input.invalid` when there is none */
  openBranch(branch: string): Promise<Workbench>;
  /** Ingests outside the event loop (a worker or a child process). */
  grow(
    paths: readonly string[],
    options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: GrowProgress) => void },
  ): Promise<GrowResult>;
}
