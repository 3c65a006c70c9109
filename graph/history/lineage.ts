// Where a branch left which other: kept in the branch's own settings, so that it stays true whatever becomes of the others.

import { MAIN } from "#graph/garden-folder.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

/** A stretch of shared history: the branch that wrote it, and the last version of it that is shared. */
interface Stretch {
  /** Tells a branch from another of the same name. */
  readonly id: string;
  readonly name: string;
  readonly at: number;
}

export interface Lineage {
  readonly id: string;
  /** Oldest first: empty for `main`. */
  readonly stretches: readonly Stretch[];
}

const SETTING = "branch";
const FIRST: Lineage = { id: MAIN, stretches: [] };

export async function lineageOf(store: GraphStore): Promise<Lineage> {
  const kept = await store.setting(SETTING);
  return kept === null ? FIRST : (JSON.parse(kept) as Lineage);
}

export async function putLineage(store: GraphStore, lineage: Lineage): Promise<void> {
  await store.putSetting(SETTING, JSON.stringify(lineage));
}

/** The lineage of what leaves `parent` (called `name`) at a version, which may lie before the parent itself began. */
export function leaving(parent: Lineage, name: string, at: number, id: string): Lineage {
  const within = parent.stretches.findIndex((stretch) => at <= stretch.at);
  if (within < 0) return { id, stretches: [...parent.stretches, { id: parent.id, name, at }] };
  return { id, stretches: [...parent.stretches.slice(0, within), { ...parent.stretches[within]!, at }] };
}

/** The last version that both have in common. */
export function commonVersion(a: Lineage, b: Lineage): number {
  const [left, right] = [course(a), course(b)];
  let common = 0;
  for (let place = 0; place < Math.min(left.length, right.length); place++) {
    const [x, y] = [left[place]!, right[place]!];
    if (x.id !== y.id) break;
    common = Math.min(x.at, y.at);
    if (x.at !== y.at) break;
  }
  return common;
}

function course({ id, stretches }: Lineage): readonly Pick<Stretch, "id" | "at">[] {
  return [...stretches, { id, at: Number.MAX_SAFE_INTEGER }];
}
