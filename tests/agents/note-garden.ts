// A small real garden for the agents' tests: a few of the example notes, grown once for each test file, without embeddings.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AgentContext } from "#agents/context.ts";
import { type Ledger, openLedger } from "#agents/ledger/ledger.ts";
import type { RunRequest } from "#agents/model.ts";
import { PROBE_VERSION } from "#agents/probe.ts";
import type { FileGarden } from "#graph/garden.ts";
import { grow } from "#graph/growth/grow.ts";
import { openGarden } from "#graph/open-garden.ts";
import type { LanguageModel } from "#kernels/language-model.ts";

const NOTES = [
  "01-spider-dragline-silk",
  "03-silk-spinning",
  "05-beta-sheet-nanocrystals",
  "09-collagen-fibrils",
  "12-mineralised-collagen",
  "17-nacre",
  "18-biomineralisation",
  "28-mussel-byssus",
  "29-catechol-groups",
  "31-sacrificial-bonds",
  "43-self-assembling-peptides",
  "47-freeze-casting",
];

export const EXAMPLES = join(import.meta.dirname, "..", "..", "examples", "materials");

export interface NoteGarden extends AsyncDisposable {
  readonly folder: string;
  readonly garden: FileGarden;
  readonly ledger: Ledger;
}

export function openNoteGarden(): Promise<NoteGarden> {
  const notes = NOTES.map((name) => join(EXAMPLES, `${name}.md`));
  return openGrown(mkdtempSync(join(tmpdir(), "hortus-agents-")), notes);
}

/** A garden in this folder, gone when disposed, grown from these files without embeddings. */
export async function openGrown(folder: string, paths: readonly string[]): Promise<NoteGarden> {
  const garden = await openGarden({ folder, embedder: null, create: true });
  await grow(garden, paths, { threads: 1 });
  const ledger = await openLedger(folder);
  return {
    folder,
    garden,
    ledger,
    async [Symbol.asyncDispose]() {
      await ledger[Symbol.asyncDispose]();
      await garden[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A clock that moves one second with each look: times in a test are its own. */
export function tickingClock(): () => Date {
  let now = Date.parse("2026-01-01T00:00:00Z");
  return () => {
    now += 1000;
    return new Date(now);
  };
}

export function contextOf({ garden, ledger }: NoteGarden, model: LanguageModel | null, more: Partial<AgentContext> = {}): AgentContext {
  return { garden, ledger, model, clock: tickingClock(), ...more };
}

export function requestFor(part: Partial<RunRequest> = {}): RunRequest {
  return { verb: "hypothesize", count: 2, rounds: 1, seed: 1, model: "none", budgetTokens: null, ...part };
}

/** Lets a model into every role without trying it: the probe has a test of its own. */
export function trust(ledger: Ledger, model: LanguageModel, roles: readonly string[] = ALL_ROLES): void {
  const may = Object.fromEntries(ALL_ROLES.map((role) => [role, roles.includes(role)]));
  ledger.putFact(`probe/${PROBE_VERSION}/${model.id}`, { model: model.id, probeVersion: PROBE_VERSION, tasks: [], roles: may, seconds: 0 });
}

const ALL_ROLES = ["ontologist", "proposer", "critic", "reviser", "novelty", "judge", "thinker", "answerer", "querier"];
