import { cp, readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalHash } from "#graph/export/canonical.ts";
import { grow } from "#graph/growth/grow.ts";
import { removeDocument } from "#graph/growth/remove.ts";
import { verifyGarden } from "#graph/verify/verify.ts";
import { canonical, testGarden } from "#tests/graph/growth/test-garden.ts";

const SENTENCES = [
  "Spider silk contains beta sheet crystals.",
  "Water weakens spider silk.",
  "Conditional random fields (CRF) improve named entity recognition.",
  "A case report form (CRF) contains the patient data set.",
  "The CRF improves relation extraction.",
  "Pre-training improves relation extraction on each dataset.",
  "Pretraining does not improve spider silk.",
  "Collagen is part of bone.",
  "Hydroxyapatite strengthens collagen in bone.",
  "High pressure increases collagen degradation.",
  "Low pressure reduces collagen degradation.",
  "Contextual embeddings improve named-entity recognition.",
  "Contextualized embeddings outperform the data set.",
];

async function refused(promise: Promise<unknown>): Promise<{ code: string; facts: Record<string, unknown> }> {
  return promise.then(
    () => expect.fail("was not refused"),
    (thrown) => thrown,
  );
}

function rows(...texts: readonly (readonly [id: string, title: string, text: string, year?: number])[]): string {
  return texts.map(([id, title, text, year = 2020]) => JSON.stringify({ id, title, abstract: text, year })).join("\n");
}

describe("grow", () => {
  test("lands documents with evidence that verifies, reports what cannot be read, and answers the garden's totals", async () => {
    await using at = await testGarden();
    await at.write("silk.txt", SENTENCES.slice(0, 2).join(" "));
    await at.write("bone/bone.md", `# Bone\n\n${SENTENCES.slice(7, 9).join(" ")}`);
    await at.write("empty.txt", "  ");
    await at.write("photo.png", "nothing to read");
    const result = await grow(at.garden, [at.papers], { now: () => 1_000 });
    expect(result.documents).toMatchObject({
      added: 2,
      updated: 0,
      unchanged: 0,
      skipped: 1,
      failed: [{ path: "empty.txt", code: "document.empty" }],
    });
    expect(result).toMatchObject({ version: 1, quarantined: 0, seconds: 0, tokens: { in: 0, out: 0 } });
    expect(result.claims).toBeGreaterThanOrEqual(4);
    const verified = await verifyGarden(at.garden.store);
    expect(verified).toMatchObject({ relations: result.relations, quarantined: 0 });
    expect(verified.verified).toBe(verified.spans);
    expect(verified.spans).toBeGreaterThanOrEqual(4);
  });

  test("growing again changes nothing, from files and from rows, and keeps the version", async () => {
    await using at = await testGarden();
    await at.write("rows.jsonl", rows(["a", "Silk", SENTENCES[0]!], ["b", "Bone", SENTENCES[8]!]));
    const note = await at.write("note.txt", SENTENCES[1]!);
    await utimes(note, new Date(0), new Date(0));
    await grow(at.garden, [at.papers]);
    const before = await canonical(at.garden);
    const again = await grow(at.garden, [at.papers]);
    expect(again).toMatchObject({ version: 1, documents: { added: 0, updated: 0, unchanged: 3, failed: [] } });
    expect(await canonical(at.garden)).toBe(before);
  });

  test("a new text under the same identity updates, also when size and time of the file are the same", async () => {
    await using at = await testGarden();
    const path = await at.write("note.txt", "Water weakens spider silk.");
    await utimes(path, new Date(1e12), new Date(1e12));
    await grow(at.garden, [at.papers]);
    await grow(at.garden, [at.papers]);
    await at.write("note.txt", "Water weakens mussel silk.");
    await utimes(path, new Date(1e12), new Date(1e12));
    expect((await grow(at.garden, [at.papers])).documents).toMatchObject({ added: 0, updated: 1, unchanged: 0 });
    expect((await at.garden.store.document("note.txt" as never))?.text).toContain("mussel");
  });

  test("of two sources with one identity the richer lands, whatever the order, and the other is reported", async () => {
    const rich = rows(["same", "Silk", `${SENTENCES[0]} ${SENTENCES[1]}`]);
    const poor = rows(["same", "Silk", SENTENCES[1]!]);
    const exports: string[] = [];
    for (const order of [["1-rich", "2-poor"], ["2-rich", "1-poor"], ["rich"], ["poor", "rich"]]) {
      await using at = await testGarden();
      const paths: string[] = [];
      for (const name of order) paths.push(await at.write(`${name}.jsonl`, name.includes("rich") ? rich : poor));
      const results = [];
      if (order[0] === "poor") for (const path of paths) results.push(await grow(at.garden, [path]));
      else results.push(await grow(at.garden, paths));
      const failed = results.flatMap((result) => result.documents.failed);
      expect(failed.map(({ code, path }) => [code, path.includes("poor")])).toEqual(
        order.length === 1 ? [] : [["document.collision", true]],
      );
      const again = await grow(at.garden, paths);
      expect(again.documents).toMatchObject({ added: 0, updated: 0, unchanged: 1 });
      expect(again.version).toBe(results.at(-1)!.version);
      exports.push(await canonical(at.garden));
    }
    expect(new Set(exports).size).toBe(1);
  });

  test("two rows of one file with one id do not take turns", async () => {
    await using at = await testGarden();
    await at.write("rows.jsonl", rows(["x", "Silk", SENTENCES[1]!], ["x", "Silk", `${SENTENCES[0]} ${SENTENCES[1]}`]));
    const first = await grow(at.garden, [at.papers]);
    expect(first.documents.failed).toMatchObject([{ code: "document.collision" }]);
    const second = await grow(at.garden, [at.papers]);
    expect(second.version).toBe(first.version);
    expect(second.documents).toMatchObject({ added: 0, updated: 0, unchanged: 1, failed: [{ code: "document.collision" }] });
  });

  test("an aborted grow keeps what landed and goes on", async () => {
    await using at = await testGarden();
    await at.write("rows.jsonl", rows(...SENTENCES.map((text, index) => [`d${index}`, "Note", text] as const)));
    const controller = new AbortController();
    const options = {
      signal: controller.signal,
      batchDocuments: 4,
      onProgress: ({ documents }: { documents: number }) => documents > 0 && controller.abort(),
    };
    expect((await refused(grow(at.garden, [at.papers], options))).code).toBe("interrupted");
    expect((await at.garden.store.counts()).documents).toBe(4);
    const result = await grow(at.garden, [at.papers]);
    expect(result.documents).toMatchObject({ added: SENTENCES.length - 4, unchanged: 4 });
  });

  test("a garden grown with embeddings refuses to grow without", async () => {
    await using at = await testGarden();
    await at.write("a.txt", SENTENCES[0]!);
    await grow(at.garden, [at.papers]);
    expect(await at.garden.store.setting("embedding")).toBe("none");
    await at.garden.store.putSetting("embedding", "minilm");
    await at.write("b.txt", SENTENCES[1]!);
    expect((await refused(grow(at.garden, [at.papers]))).code).toBe("model.missing");
    expect((await at.garden.store.counts()).documents).toBe(1);
  });
});

describe("remove", () => {
  test("finds a document by id, path and row, and refuses what is ambiguous or unknown", async () => {
    await using at = await testGarden();
    await at.write("one/notes.txt", SENTENCES[0]!);
    await at.write("rows.jsonl", rows(["r1", "Silk", SENTENCES[1]!], ["r2", "Bone", SENTENCES[8]!]));
    await grow(at.garden, [at.papers]);
    const ambiguous = await refused(removeDocument(at.garden, "rows.jsonl"));
    expect([ambiguous.code, ambiguous.facts.matches]).toEqual(["document.ambiguous", ["r1", "r2"]]);
    expect((await refused(removeDocument(at.garden, "r3"))).code).toBe("document.not_found");
    const before = await at.garden.store.counts();
    const { removed, version } = await removeDocument(at.garden, "r2");
    expect(removed).toEqual({
      documents: 1,
      relations: before.relations - (await at.garden.store.counts()).relations,
      concepts: before.concepts - (await at.garden.store.counts()).concepts,
    });
    expect([version, removed.relations > 0]).toEqual([2, true]);
    await removeDocument(at.garden, "notes.txt", { from: join(at.papers, "one") });
    expect((await at.garden.store.documents()).map((document) => document.id)).toEqual(["r1"]);
  });

  test("leaves the garden as if the document had never been, for any documents, order, batches and threads", async () => {
    const documents = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom(..."abcdefgh"),
        sentences: fc.uniqueArray(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 5 }),
        year: fc.constantFrom(2001, 2010, 2024),
        stays: fc.boolean(),
      }),
      { minLength: 2, maxLength: 6, selector: (document) => document.name },
    );
    await fc.assert(
      fc.asyncProperty(documents, fc.constantFrom(1, 2, 400), fc.constantFrom(1, 3), async (all, batchDocuments, threads) => {
        const row = ({ name, sentences, year }: (typeof all)[number]) => [name, `Note ${name}`, sentences.join(" "), year] as const;
        await using step = await testGarden();
        // A file each, so that each is a call of its own and several threads read.
        for (const one of all) await step.write(`${one.name}.jsonl`, rows(row(one)));
        await grow(step.garden, [step.papers], { batchDocuments, threads, patience: 0 });
        for (const { name, stays } of all) if (!stays) await removeDocument(step.garden, name);
        await using fresh = await testGarden();
        const kept = all.filter((document) => document.stays).reverse();
        await fresh.write("rows.jsonl", rows(...kept.map(row)));
        await grow(fresh.garden, [fresh.papers], { threads: 1 });
        expect(await canonical(step.garden)).toBe(await canonical(fresh.garden));
      }),
      { numRuns: Number(process.env.HORTUS_TEST_RUNS ?? 8) },
    );
  });
});

test("progress is whole only when the last document is stored", async () => {
  await using at = await testGarden();
  const texts = Array.from({ length: 60 }, (_, at) => [`r${at}`, `Note ${at}`, SENTENCES[at % SENTENCES.length]!] as const);
  await at.write("rows.jsonl", rows(...texts));
  await at.write("note.txt", SENTENCES[0]!);
  const seen: { done: number; total: number; documents: number }[] = [];
  const onProgress = ({ done, total, documents }: (typeof seen)[number]): unknown => seen.push({ done, total, documents });
  await grow(at.garden, [at.papers], { batchDocuments: 20, onProgress });
  expect(seen.at(-1)).toMatchObject({ done: seen[0]!.total, documents: 61 });
  expect(seen.filter(({ done, total, documents }) => done === total && documents < 61)).toEqual([]);
  expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b));
  seen.length = 0;
  await grow(at.garden, [at.papers], { onProgress });
  expect(seen.at(-1)).toMatchObject({ done: seen[0]!.total, documents: 0 });
});

describe("the example garden", () => {
  test("grows with evidence that verifies, and the same from a copy elsewhere", async () => {
    await using at = await testGarden();
    const examples = new URL("../../../examples/materials", import.meta.url).pathname;
    const result = await grow(at.garden, [examples]);
    expect(result.documents.failed).toEqual([]);
    expect(result.relations).toBeGreaterThan(300);
    expect((await verifyGarden(at.garden.store)).quarantined).toBe(0);
    await using copy = await testGarden();
    await cp(examples, join(copy.papers, "materials"), { recursive: true });
    await grow(copy.garden, [join(copy.papers, "materials")], { batchDocuments: 7, threads: 3, patience: 0 });
    const options = { layer: "observed" } as const;
    expect(await canonicalHash(copy.garden.store, options)).toBe(await canonicalHash(at.garden.store, options));
    expect((await readFile(join(at.garden.folder, "garden.db"))).byteLength).toBeGreaterThan(0);
  });
});
