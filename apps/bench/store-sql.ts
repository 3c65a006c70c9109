// The neighbourhood of a concept and the way between two, asked of the tables alone: what a process pays that does not want the whole graph.

import { cpuMsOfEach } from "#apps/bench/cpu-time.ts";
import { rowOfP95 } from "#apps/bench/rows.ts";
import type { StoreBench } from "#apps/bench/store.ts";
import { nameOf } from "#apps/bench/synthetic-garden.ts";
import { openSqlite, type Sqlite } from "#graph/store/sqlite.ts";

export async function sqlRows({ queries, open, some, add }: StoreBench): Promise<void> {
  await using garden = await open();
  using database = openSqlite(garden.file!, { readOnly: true });
  const numberOf = (concept: number) => database.get<{ id: number }>("SELECT id FROM term WHERE key = ?", nameOf(concept))!.id;
  const pairs = Array.from({ length: queries }, () => [numberOf(some()), numberOf(some())] as const);
  for (const [a] of pairs.slice(0, 20)) around(database, around(database, [a]));
  add(rowOfP95("two steps around a concept, SQL", "CPU ms", await cpuMsOfEach(pairs, ([a]) => around(database, around(database, [a])))));
  add(rowOfP95("fewest steps between two concepts, SQL", "CPU ms", await cpuMsOfEach(pairs, ([a, b]) => stepsBetween(database, a, b))));
}

/** What these concepts are linked to, whatever the direction, each once. */
function around(database: Sqlite, concepts: readonly number[]): number[] {
  const found: number[] = [];
  database.each<[number]>(
    `WITH wanted AS MATERIALIZED (SELECT value AS id FROM json_each(?))
     SELECT r.target FROM wanted AS w CROSS JOIN relation AS r ON r.source = w.id WHERE r.quarantined = 0
     UNION SELECT r.source FROM wanted AS w CROSS JOIN relation AS r ON r.target = w.id WHERE r.quarantined = 0`,
    [JSON.stringify(concepts)],
    ([id]) => found.push(id),
  );
  return found;
}

/** A circle at a time from both ends, that of fewer concepts first. Null where nothing leads across. */
function stepsBetween(database: Sqlite, from: number, to: number): number | null {
  if (from === to) return 0;
  const sides = [new Set([from]), new Set([to])] as const;
  const fronts: [number[], number[]] = [[from], [to]];
  for (let steps = 1; fronts[0].length > 0 && fronts[1].length > 0; steps++) {
    const side = fronts[0].length <= fronts[1].length ? 0 : 1;
    const reached = around(database, fronts[side]).filter((id) => !sides[side].has(id));
    if (reached.some((id) => sides[1 - side]!.has(id))) return steps;
    for (const id of reached) sides[side].add(id);
    fronts[side] = reached;
  }
  return null;
}
