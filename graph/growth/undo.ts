// Taking changes back, and back again. History only grows: an undo is a change of its own, and its reason says of which version.

import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { changesDown } from "#graph/history/changes-down.ts";
import type { Applied, ChangeSummary } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";

export interface TakenBack extends Applied {
  /** The version that was undone or redone; null when there was nothing left. */
  readonly of: number | null;
}

/**
 * Takes a version back; without one the newest that still stands. Undos, redos and what is undone already are passed over.
 * @throws `input.invalid` when there is no such version, when it is undone already, or when it is itself an undo
 */
export async function undo(garden: Garden, version?: number, author = "hortus"): Promise<TakenBack> {
  const undone = new Set<number>();
  const redone = new Set<number>();
  if (version !== undefined) await change(garden, version);
  for await (const entry of changesDown(garden.store, undefined, PAGE)) {
    const turn = turnOf(entry);
    if (turn !== null) {
      if (entry.version === version)
        throw invalid(
          `Version ${version} ${turn.verb === "undo" ? "takes back" : "brings back"} version ${turn.of}: name that one.`,
          version,
        );
      if (!undone.has(turn.of) && !redone.has(turn.of)) (turn.verb === "undo" ? undone : redone).add(turn.of);
      continue;
    }
    if (version !== undefined && entry.version !== version) continue;
    if (!undone.has(entry.version)) return turned(garden, author, "Undo", entry.version, entry, entry.reason);
    if (version !== undefined) throw invalid(`Version ${version} is taken back already; “hortus redo ${version}” brings it back.`, version);
  }
  return nothing(garden);
}

/**
 * Brings back what was undone; without a version the one undone last.
 * @throws `input.invalid` when that version does not exist or was not undone
 */
export async function redo(garden: Garden, version?: number, author = "hortus"): Promise<TakenBack> {
  const settled = new Set<number>();
  if (version !== undefined) await change(garden, version);
  for await (const entry of changesDown(garden.store, undefined, PAGE)) {
    const turn = turnOf(entry);
    if (turn === null || settled.has(turn.of)) continue;
    settled.add(turn.of);
    if (version !== undefined && turn.of !== version) continue;
    if (turn.verb === "undo") return turned(garden, author, "Redo", turn.of, entry, turn.reason);
  }
  if (version !== undefined) throw invalid(`Version ${version} stands: there is nothing to redo.`, version);
  return nothing(garden);
}

export interface StandingChange extends ChangeSummary {
  readonly standing: Standing;
}

/**
 * Changes newest first, with what has become of each: it stands, was taken back, or is itself an undo or a redo.
 * @param limit   of what is answered
 * @param before  only versions below this one; what came later is walked too, since it decides
 */
export async function standings(garden: Garden, limit: number, before = Number.MAX_SAFE_INTEGER): Promise<readonly StandingChange[]> {
  const settled = new Map<number, Standing>();
  const found: StandingChange[] = [];
  if (limit === 0) return found;
  for await (const entry of changesDown(garden.store)) {
    const turn = turnOf(entry);
    if (turn !== null && !settled.has(turn.of)) settled.set(turn.of, turn.verb === "undo" ? "undone" : "stands");
    if (entry.version < before) found.push({ ...entry, standing: turn?.verb ?? settled.get(entry.version) ?? "stands" });
    if (found.length === limit) break;
  }
  return found;
}

export type Standing = "stands" | "undone" | "undo" | "redo";

/** Applies the inverse of an entry: of the change itself for an undo, of its undo for a redo. */
async function turned(garden: Garden, author: string, verb: "Undo" | "Redo", of: number, entry: ChangeSummary, reason: string) {
  const { inverse } = (await garden.store.change(entry.version))!;
  return { ...(await commit(garden, { author, reason: `${verb} version ${of}: ${reason}`, operations: inverse })), of };
}

async function nothing(garden: Garden): Promise<TakenBack> {
  return { version: await garden.store.version(), changed: false, of: null };
}

/** What an entry does to another, as its reason says. */
function turnOf({ reason }: ChangeSummary): { readonly verb: "undo" | "redo"; readonly of: number; readonly reason: string } | null {
  const [, verb, of, rest = ""] = /^(Undo|Redo) version (\d+): ([\s\S]*)$/.exec(reason) ?? [];
  return verb === undefined ? null : { verb: verb === "Undo" ? "undo" : "redo", of: Number(of), reason: rest };
}

/** What is undone is near the newest, as a rule. */
const PAGE = 64;

async function change(garden: Garden, version: number): Promise<void> {
  const [found] = await garden.store.history({ limit: 1, before: version + 1 });
  if (found?.version !== version) throw invalid(`The garden has no version ${version}: “hortus history” lists them.`, version);
}

function invalid(message: string, version: number): HortusError {
  return new HortusError("input.invalid", message, { version });
}
