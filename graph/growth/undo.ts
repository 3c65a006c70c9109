// Taking changes back, and back again. History only grows: an undo is a change of its own, and its reason says of which version.

import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
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
  for await (const entry of newestFirst(garden)) {
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
  for await (const entry of newestFirst(garden)) {
    const turn = turnOf(entry);
    if (turn === null || settled.has(turn.of)) continue;
    settled.add(turn.of);
    if (version !== undefined && turn.of !== version) continue;
    if (turn.verb === "undo") return turned(garden, author, "Redo", turn.of, entry, turn.reason);
  }
  if (version !== undefined) throw invalid(`Version ${version} stands: there is nothing to redo.`, version);
  return nothing(garden);
}

/** What has become of each of the newest changes: it stands, was taken back, or is itself an undo or a redo. Newest first. */
export async function standings(
  garden: Garden,
  count: number,
): Promise<readonly { readonly version: number; readonly standing: Standing }[]> {
  const settled = new Map<number, Standing>();
  const found: { version: number; standing: Standing }[] = [];
  for await (const entry of newestFirst(garden)) {
    if (found.length >= count) break;
    const turn = turnOf(entry);
    if (turn !== null && !settled.has(turn.of)) settled.set(turn.of, turn.verb === "undo" ? "undone" : "stands");
    found.push({ version: entry.version, standing: turn?.verb ?? settled.get(entry.version) ?? "stands" });
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

const PAGE = 64;

async function* newestFirst(garden: Garden): AsyncGenerator<ChangeSummary> {
  let before = (await garden.store.version()) + 1;
  for (;;) {
    const page = await garden.store.history({ limit: PAGE, before });
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    before = last.version;
  }
}

async function change(garden: Garden, version: number): Promise<void> {
  const [found] = await garden.store.history({ limit: 1, before: version + 1 });
  if (found?.version !== version) throw invalid(`The garden has no version ${version}: “hortus history” lists them.`, version);
}

function invalid(message: string, version: number): HortusError {
  return new HortusError("input.invalid", message, { version });
}
