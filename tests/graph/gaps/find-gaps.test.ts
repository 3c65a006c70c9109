// Gaps on gardens written for the purpose: what counts as a gap, what does not, order, spread, seed; candidates against all pairs.

import fc from "fast-check";
import { expect, test } from "vitest";
import { findGaps } from "#graph/gaps/find-gaps.ts";
import { gapCandidates } from "#graph/gaps/gap-candidates.ts";
import { conceptWorth, linkWorth, nameDistance } from "#graph/gaps/interest.ts";
import type { Concept } from "#graph/model.ts";
import { degree } from "#kernels/compact-graph/compact-graph.ts";
import { undirected } from "#kernels/compact-graph/undirected.ts";
import { groupEmbedder, writtenGarden } from "#tests/graph/search/written-garden.ts";
import { edgeLists, graphOf, rowOf } from "#tests/kernels/compact-graph/random-graph.ts";

const pairs = (gaps: Awaited<ReturnType<typeof findGaps>>) => gaps.map(({ from, to }) => `${from.id} ~ ${to.id}`);
const OPTIONS = { count: 10, seed: 1 };

test("two concepts with a common neighbour and nothing said of both are a gap, with its reasons and its path", async () => {
  await using garden = await writtenGarden({ one: ["silk binds calcium"], two: ["calcium hardens bone"] });
  const [gap, ...rest] = await findGaps(garden, OPTIONS);
  expect(rest).toEqual([]);
  expect([gap!.from.id, gap!.to.id]).toEqual(["bone", "silk"]);
  expect(gap!.why).toMatchObject({ commonNeighbours: ["calcium"], semantic: null, neverTogether: true, sharedDocuments: 0 });
  expect(gap!.why.resourceAllocation).toBeCloseTo(1 / 2, 12);
  expect(gap!.why.pathStrength).toBeCloseTo(0.8 * 0.8 * 0.25 * 2 ** -0.4, 6);
  expect(gap!.path.concepts).toEqual(["bone", "calcium", "silk"]);
  expect(gap!.path.relations.every(({ evidence }) => evidence.length === 1)).toBe(true);
});

test("no gap: a relation in the other direction, a denied relation, one sentence that names both, a negated bridge", async () => {
  const bridge = ["silk binds calcium", "calcium hardens bone"];
  for (const said of ["bone touches silk", "silk not touches bone", ": silk, bone"]) {
    await using garden = await writtenGarden({ one: bridge, two: [said] });
    expect(pairs(await findGaps(garden, OPTIONS)), said).not.toContain("bone ~ silk");
  }
  await using denied = await writtenGarden({ one: ["silk not binds calcium", "calcium hardens bone"] });
  expect(await findGaps(denied, OPTIONS)).toEqual([]);
});

test("naming both in one document, in different sentences, is still a gap and is counted", async () => {
  await using garden = await writtenGarden({ one: ["silk binds calcium", "calcium hardens bone"] });
  expect((await findGaps(garden, OPTIONS))[0]!.why.sharedDocuments).toBe(1);
});

test("a pair of two documents comes before an equal pair of one", async () => {
  await using garden = await writtenGarden({
    one: ["silk binds calcium", "calcium hardens bone"],
    two: ["resin binds zinc"],
    six: ["zinc hardens nacre"],
  });
  expect(pairs(await findGaps(garden, OPTIONS))).toEqual(["nacre ~ resin", "bone ~ silk"]);
});

test("near-synonyms and generic concepts are no gap", async () => {
  const bridge = { one: ["silk binds calcium"], two: ["calcium hardens method"] };
  await using generic = await writtenGarden(bridge);
  expect(await findGaps(generic, OPTIONS)).toEqual([]);
  await using alike = await writtenGarden({ one: ["silk binds calcium"], two: ["calcium hardens silks_silk"] }, groupEmbedder([]));
  expect(pairs(await findGaps(alike, OPTIONS))).toEqual([]);
});

test("better supported gaps come first; a hub in between counts little", async () => {
  const crowd = Array.from("abcdefghijkl", (letter) => `hub feeds ${letter.repeat(4)}`);
  await using garden = await writtenGarden({
    one: ["silk binds calcium@900", "hub feeds nacre@900", ...crowd],
    two: ["calcium binds bone@900", "hub feeds chitin@900"],
  });
  const found = pairs(await findGaps(garden, { ...OPTIONS, count: 3 }));
  expect(found[0]).toBe("bone ~ silk");
});

test("no concept comes more often than spread allows, in between too, and the same seed gives the same gaps", async () => {
  const written = {
    one: Array.from("bcdfghjk", (letter) => `silk binds ${letter.repeat(4)}`),
    two: ["bbbb binds nacre", "cccc binds nacre", "dddd binds bone"],
  };
  await using garden = await writtenGarden(written);
  for (const spread of [1, 2, 3]) {
    const gaps = await findGaps(garden, { count: 20, seed: 3, spread });
    const times = Map.groupBy(
      gaps.flatMap(({ path }) => path.concepts),
      (id) => id,
    );
    const most = Math.max(...[...times.values()].map((list) => list.length));
    expect(most).toBeLessThanOrEqual(spread);
    if (spread < 3) expect(most).toBe(spread);
    expect(await findGaps(garden, { count: 20, seed: 3, spread })).toEqual(gaps);
    expect(gaps.map(({ score }) => score)).toEqual(gaps.map(({ score }) => score).toSorted((a, b) => b - a));
  }
});

test("an empty garden has no gaps", async () => {
  await using garden = await writtenGarden({});
  expect(await findGaps(garden, OPTIONS)).toEqual([]);
});

test("random graphs: the candidates are the pairs within three steps without a link, their two-step part as in the formula", async () => {
  await fc.assert(
    fc.asyncProperty(edgeLists(8), async (list) => {
      const rows = undirected(graphOf(list));
      const one = { worth: new Float64Array(list.nodes).fill(1), slotWorth: new Float64Array(rows.targets.length).fill(1) };
      const found = await gapCandidates(rows, { keep: 1000, mayBeEnd: () => true, ...one });
      const near = (node: number) => rowOf(rows, node);
      const expected = new Map<string, number>();
      for (let a = 0; a < list.nodes; a++) {
        const two = new Map<number, number>();
        const three = new Map<number, number>();
        const add = (into: Map<number, number>, node: number, value: number) => node !== a && into.set(node, (into.get(node) ?? 0) + value);
        for (const z of near(a)) for (const b of near(z.target)) add(two, b.target, (z.strength * b.strength) / degree(rows, z.target));
        for (const [z, resource] of two) for (const b of near(z)) add(three, b.target, (resource * b.strength) / degree(rows, z));
        for (let b = a + 1; b < list.nodes; b++) {
          const resource = (two.get(b) ?? 0) + 0.35 * (three.get(b) ?? 0);
          if (resource > 0 && near(a).every(({ target }) => target !== b))
            expected.set(`${a} ${b}`, resource / Math.sqrt(degree(rows, a) * degree(rows, b)));
        }
      }
      expect(new Set(found.map(({ a, b }) => `${a} ${b}`))).toEqual(new Set(expected.keys()));
      for (const { a, b, indirect } of found) expect(indirect).toBeCloseTo(expected.get(`${a} ${b}`)!, 6);
    }),
  );
});

test("worth by hand", () => {
  const concept = (label: string, kind: string, documents = 1) => ({ label, class: kind, documents }) as Concept;
  expect(conceptWorth(concept("new method", "method"), 100)).toBe(0);
  expect(conceptWorth(concept("95%", "quantity"), 100)).toBe(0);
  expect(conceptWorth(concept("silk", "material"), 100)).toBe(1);
  expect(conceptWorth(concept("silk", "material", 100), 100)).toBeCloseTo(0.3, 12);
  expect(conceptWorth(concept("silk method", "method"), 100)).toBeCloseTo(0.85 * 0.75, 12);
  const distance = (a: string, b: string) => nameDistance(concept(a, "process"), concept(b, "process"));
  expect([distance("fibril self-assembly", "self-assembly"), distance("silk gland", "silk fibroin"), distance("silk", "bone")]).toEqual([
    0, 0.5, 1,
  ]);
  expect([linkWorth("inhibits"), linkWorth("is-a"), linkWorth("made-up-verb")]).toEqual([1, 0.35, 0.6]);
});
