import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { commit } from "#graph/growth/commit.ts";
import type { Relation } from "#graph/model.ts";
import { openGarden } from "#graph/open-garden.ts";
import { type Blob, decodeDocument } from "#graph/store/body-codec.ts";
import { citationOf, isSound, verifyGarden } from "#graph/verify/verify.ts";
import { bodyOf } from "#tests/conformance/bodies.ts";
import { all } from "#tests/conformance/grown-store.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

const BODY = bodyOf("silk", [
  { text: "Spider silk contains crystals.", claims: [["Spider silk", "contains", "crystals"]] },
  { text: "Water weakens spider silk.", claims: [["Water", "weakens", "spider silk"]] },
]);

async function silkGarden(folder: string) {
  const garden = await openGarden({ folder, embedder: null, create: true });
  await commit(garden, { author: "t", reason: "t", operations: [{ op: "put-document", ...BODY }] });
  return garden;
}

/** Changes the stored text behind the garden's back. */
function tamper(folder: string, change: (text: string) => string): void {
  using database = new DatabaseSync(`${folder}/garden.db`);
  const row = database.prepare("SELECT id, document FROM body").get() as { id: number; document: Blob };
  const document = decodeDocument(row.document);
  database.prepare("UPDATE body SET document = ? WHERE id = ?").run(JSON.stringify({ ...document, text: change(document.text) }), row.id);
}

test("a text that changed puts the edges that rest on it in quarantine, and only those; put right, they come back", async () => {
  await using folder = await temporaryFolder();
  await using garden = await silkGarden(folder.path);
  expect(await verifyGarden(garden.store)).toEqual({ relations: 2, spans: 2, verified: 2, quarantined: 0, conjectures: 0 });
  tamper(folder.path, (text) => text.replace("Water weakens", "Water mellows"));
  expect(await verifyGarden(garden.store)).toEqual({ relations: 2, spans: 2, verified: 1, quarantined: 1, conjectures: 0 });
  expect((await all(garden.store.allRelations())).map((relation) => relation.type)).toEqual(["contains"]);
  expect(await garden.store.counts()).toMatchObject({ relations: 1, quarantined: 1 });
  expect(await garden.store.relationsOf(["water"] as never)).toEqual([]);
  tamper(folder.path, (text) => text.replace("Water mellows", "Water weakens"));
  expect(await verifyGarden(garden.store)).toMatchObject({ verified: 2, quarantined: 0 });
  expect(await all(garden.store.allRelations())).toHaveLength(2);
});

test("a citation is checked when it is read", async () => {
  await using folder = await temporaryFolder();
  await using garden = await silkGarden(folder.path);
  const relation = (await all(garden.store.allRelations()))[1]!;
  const [span] = relation.evidence;
  expect(await citationOf(garden.store, relation, span!)).toMatchObject({ document: "silk", text: "Water weakens spider silk." });
  tamper(folder.path, (text) => text.replace("spider silk.", "spider mite."));
  expect(await citationOf(garden.store, relation, span!)).toBeNull();
  expect(await all(garden.store.allRelations())).toHaveLength(1);
});

test("evidence must name both ends inside the span", async () => {
  await using folder = await temporaryFolder();
  await using garden = await silkGarden(folder.path);
  const relation: Relation = (await all(garden.store.allRelations()))[1]!;
  const [from, to] = await Promise.all([relation.from, relation.to].map(async (id) => (await garden.store.concepts([id]))[0]!));
  const span = relation.evidence[0]!;
  const sound = (changed: Partial<typeof span>): boolean => isSound({ ...span, ...changed }, BODY.document, from, to);
  expect(sound({})).toBe(true);
  expect(sound({ head: [0, 11] })).toBe(false);
  expect(sound({ head: [span.head[0], span.head[1] - 1] })).toBe(false);
  expect(sound({ tail: span.head })).toBe(false);
  expect(sound({ end: span.end + 1 })).toBe(false);
  expect(sound({ sha256: "0".repeat(64) as never })).toBe(false);
  expect(isSound(span, null, from, to)).toBe(false);
});
