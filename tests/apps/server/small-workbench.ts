// A real workbench for tests: a garden in a folder, a ledger, no models. It grows in this process, as a test has nothing else to answer.

import { mkdir } from "node:fs/promises";
import { type Ledger, openLedger } from "#agents/ledger/ledger.ts";
import { pastOf } from "#apps/history/past.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import type { Garden } from "#graph/garden.ts";
import { grow } from "#graph/growth/grow.ts";
import { openGarden } from "#graph/open-garden.ts";
import type { LanguageModel } from "#kernels/language-model.ts";

export interface SmallWorkbench extends Workbench, AsyncDisposable {
  readonly ledger: Ledger;
}

export async function openSmallWorkbench(folder: string, model: LanguageModel | null = null): Promise<SmallWorkbench> {
  await mkdir(folder, { recursive: true });
  const garden = await openGarden({ folder, embedder: null, create: true });
  const ledger = await openLedger(folder);
  return {
    ...faceOf(garden, ledger, model),
    ledger,
    async [Symbol.asyncDispose]() {
      await ledger[Symbol.asyncDispose]();
      await garden[Symbol.asyncDispose]();
    },
  };
}

function faceOf(garden: Garden, ledger: Ledger, model: LanguageModel | null): Workbench {
  const { folder } = garden;
  const clock = () => new Date();
  return {
    garden,
    ledger,
    modelId: model?.id ?? "none",
    model: async () => model,
    clock,
    past: pastOf(garden, clock),
    openBranch: async (branch) => faceOf(await openGarden({ folder, embedder: null, create: false, branch }), ledger, model),
    grow: (paths, { signal, onProgress }) =>
      grow(garden, paths, { signal, onProgress: ({ phase, ...progress }) => onProgress?.({ ...progress, stage: phase }) }),
  };
}
