import { expect, test } from "vitest";
import { exportCanonical } from "#graph/export/canonical.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import { embedSentences, embedTerms } from "#graph/growth/embed.ts";
import type { Conjecture } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import type { Embedder } from "#kernels/language-model.ts";
import { bodyOf } from "#tests/conformance/bodies.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

/** Points by length of the text; counts what it was asked. */
function lengthEmbedder(): Embedder & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    id: "length/2",
    dimensions: 2,
    asked,
    async embed(texts) {
      asked.push(...texts);
      return texts.map((text) => Float32Array.of(Math.cos(text.length), Math.sin(text.length)));
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** Keys of the vectors there are, in order. */
const embedded = async ({ store }: Garden, kind: "term" | "sentence") =>
  (await store.nearestVectors("length/2", kind, Float32Array.of(1, 0), 100)).map(({ key }) => key).sort();

const put = (id: string, ...texts: string[]) =>
  ({
    op: "put-document",
    ...bodyOf(
      id,
      texts.map((text) => ({ text: `The ${text} contains water.`, claims: [[text, "contains", "water"]] as const })),
    ),
  }) as const;

test("vectors are made once, for concepts and sentences, and those of a sentence go with its document", async () => {
  await using folder = await temporaryFolder();
  const embedder = lengthEmbedder();
  await using garden = await openGarden({ folder: folder.path, embedder, create: true });
  await commit(garden, { author: "t", reason: "t", operations: [put("a", "bone", "silk"), put("b", "wood")] });
  await embedTerms(garden);
  await embedSentences(garden);
  expect(await embedded(garden, "term")).toEqual(["bone", "silk", "water", "wood"]);
  expect(await embedded(garden, "sentence")).toEqual(["a#0", "a#1", "b#0"]);
  const asked = embedder.asked.length;
  await embedTerms(garden);
  await embedSentences(garden);
  expect(embedder.asked.length).toBe(asked);
  await commit(garden, { author: "t", reason: "t", operations: [put("a", "nacre")] });
  expect(await embedded(garden, "sentence")).toEqual(["b#0"]);
  const aborted = embedSentences(garden, { signal: AbortSignal.abort() });
  await expect(aborted).rejects.toMatchObject({ code: "interrupted" });
  await embedSentences(garden);
  expect(embedder.asked.slice(-1)).toEqual(["The nacre contains water."]);
});

test("two writers at once lose nothing", async () => {
  await using folder = await temporaryFolder();
  await using one = await openGarden({ folder: folder.path, embedder: null, create: true });
  await using two = await openGarden({ folder: folder.path, embedder: null, create: true });
  const names = Array.from({ length: 12 }, (_, index) => `d${index}`);
  await Promise.all(names.map((id, index) => commit(index % 2 ? one : two, { author: "t", reason: "t", operations: [put(id, "bone")] })));
  expect(await one.store.version()).toBe(12);
  expect(await two.store.counts()).toMatchObject({ documents: 12, claims: 12, relations: 1 });
  const [relation] = await one.store.relationsOf(["bone"] as never);
  expect(relation?.evidence.map((span) => span.document)).toEqual([...names].sort());
});

test("the canonical export has no paths, and conjectures only when asked for", async () => {
  await using folder = await temporaryFolder();
  await using garden = await openGarden({ folder: folder.path, embedder: null, create: true });
  const conjecture = { id: "conjecture:1", from: "bone", type: "needs", to: "silk", origin: "hypothesis", rationale: "", restsOn: [] };
  const operations = [put("a", "bone"), { op: "put-conjecture", conjecture: conjecture as unknown as Conjecture } as const];
  await commit(garden, { author: "t", reason: "t", operations });
  const lines = async (layer: "observed" | "all") => {
    const records: Record<string, unknown>[] = [];
    for await (const line of exportCanonical(garden.store, { layer })) records.push(JSON.parse(line));
    return records;
  };
  const observed = await lines("observed");
  expect(observed.map((record) => record.kind)).toEqual(["document", "concept", "concept", "relation"]);
  expect(JSON.stringify(observed)).not.toContain("/papers/");
  expect((await lines("all")).slice(-1)).toEqual([{ kind: "conjecture", ...conjecture }]);
});
