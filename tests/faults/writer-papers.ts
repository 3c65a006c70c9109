// The papers of processes that write at once: all speak of the same things, so that every change touches what the others touch.

import type { Operation } from "#graph/model.ts";
import { put } from "#tests/conformance/grown-store.ts";

/** Far from each other in spelling, so that no two are joined. */
const ANIMALS =
  "badger camel dolphin eagle falcon giraffe hedgehog iguana jackal kangaroo lobster mammoth narwhal octopus penguin quail raccoon salmon tortoise urchin vulture walrus yak zebra otter".split(
    " ",
  );
const VERBS = ["contains", "weakens", "inhibits"] as const;

export function thread(name: string, n: number): string {
  return `${name} ${ANIMALS[n]} thread`;
}

export function writerPaper(name: string, n: number): Operation {
  const [own, verb] = [thread(name, n), VERBS[n % VERBS.length]!];
  return put(`${name}-${n}`, [
    { text: `The ${own} contains spider silk.`, claims: [[own, "contains", "spider silk"]] },
    { text: `The spider silk ${verb} water.`, claims: [["spider silk", verb, "water"]] },
  ]);
}
