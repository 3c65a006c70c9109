// Summaries of communities: every sentence cites one that holds, what no longer holds is not told, a model's statements stand only where they
// are borne out, and the second call is answered from the first.

import { afterAll, beforeAll, expect, test } from "vitest";
import { MOST } from "#agents/communities/material.ts";
import { LEAST, summariseCommunities } from "#agents/communities/summarise.ts";
import { citationMarks } from "#agents/evidence/citation-marks.ts";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { sha256 } from "#graph/documents/text.ts";
import type { DocumentId } from "#graph/model.ts";
import { applyOntology } from "#graph/ontology/edit-ontology.ts";
import { readOntologyYaml } from "#graph/ontology/ontology-yaml.ts";
import { contextOf, type NoteGarden, openNoteGarden, trust } from "#tests/agents/note-garden.ts";

let place: NoteGarden;
beforeAll(async () => {
  place = await openNoteGarden();
});
afterAll(() => place[Symbol.asyncDispose]());

const REQUEST = { level: 0, limit: 50, seed: 1 };

test("composed: up to six sentences, each with the mark of a source whose words and hash hold, none told twice", async () => {
  const result = await summariseCommunities(contextOf(place, null), REQUEST);
  expect(result.communities.length).toBeGreaterThan(3);
  for (const community of result.communities) {
    expect(community.size).toBeGreaterThanOrEqual(LEAST);
    expect(community.writtenBy).toBe("composer");
    expect(community.summary.length).toBeLessThanOrEqual(MOST);
    expect(new Set(community.summary.map(({ text }) => text)).size).toBe(community.summary.length);
    for (const [index, { text, evidence }] of community.summary.entries()) {
      expect(citationMarks(text)).toEqual([index + 1]);
      expect(evidence).toEqual([community.sources[index]]);
      const [{ document, start, end, text: said, sha256: hash }] = evidence as [(typeof evidence)[number]];
      const words = (await place.garden.store.document(document as DocumentId))!.text.slice(start, end);
      expect([words, sha256(words)]).toEqual([said, hash]);
    }
  }
  expect(result.communities.filter(({ summary }) => summary.length >= 3).length).toBeGreaterThan(2);
});

test("the second call is answered from the first, another level, seed or version is not", async () => {
  const context = contextOf(place, null);
  const first = await summariseCommunities(context, REQUEST);
  let reads = 0;
  const store = new Proxy(place.garden.store, {
    get: (target, name) => {
      if (name === "outline" || name === "relations") reads += 1;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const watched = { ...context, garden: { ...place.garden, store } };
  expect(await summariseCommunities(watched, REQUEST)).toEqual(first);
  expect(reads).toBe(0);
  await summariseCommunities(watched, { ...REQUEST, seed: 2 });
  expect(reads).toBeGreaterThan(0);
  await summariseCommunities(context, REQUEST);
  const classes = readOntologyYaml("o.yaml", "hortus: ontology/1\nclasses:\n  silk: {heads: [silk]}\n");
  await applyOntology(place.garden, classes, { author: "me", reason: "classes" });
  const later = await summariseCommunities(context, REQUEST);
  expect(later.version).toBe(first.version + 1);
  expect(later.communities.flatMap((community) => community.classes).find(({ name }) => name === "silk")).toBeDefined();
});

test("a level that there is not is refused", async () => {
  await expect(summariseCommunities(contextOf(place, null), { ...REQUEST, level: 99 })).rejects.toMatchObject({ code: "input.invalid" });
});

test("a model's statements stand where their sentences bear them out, and are numbered anew; its name is on them", async () => {
  let asked = 0;
  const model = createScriptedModel({
    id: "writer",
    onAsk: () => {
      asked += 1;
    },
    answer: ({ messages }) => {
      const sentences = [...messages.at(-1)!.content.matchAll(/^\[(\d+)\] (.+)$/gm)].map(([, number, text]) => ({ number, text: text! }));
      const told = sentences.slice(1, 4).map(({ number, text }) => `${text.slice(0, -1)} [${number}].`);
      return [`Unicorns purify all of it by magic [1].`, ...told].join(" ");
    },
  });
  trust(place.ledger, model);
  const request = { ...REQUEST, limit: 3 };
  const result = await summariseCommunities(contextOf(place, model), request);
  const written = result.communities.filter(({ writtenBy }) => writtenBy === "writer");
  expect(written.length).toBeGreaterThan(0);
  for (const { summary, sources } of written) {
    expect(summary.map(({ text }) => text).join(" ")).not.toMatch(/Unicorns/);
    expect(summary.flatMap(({ text }) => citationMarks(text))).toEqual(sources.map((_, index) => index + 1));
  }
  for (const { writtenBy, composedBecause } of result.communities)
    expect([writtenBy, composedBecause !== undefined]).toEqual([writtenBy, writtenBy === "composer"]);
  const before = asked;
  expect(before).toBeGreaterThan(0);
  await summariseCommunities(contextOf(place, model), { ...request, limit: 2 });
  expect(asked).toBe(before);
});

test("a model that makes everything up, or that nobody trusts, leaves the composer's words and the reason", async () => {
  const liar = createScriptedModel({ id: "liar", answer: () => "Dragons spin gold [1]. Dragons melt steel [2]. Dragons eat glass [3]." });
  trust(place.ledger, liar);
  const lied = await summariseCommunities(contextOf(place, liar), { ...REQUEST, limit: 2 });
  for (const community of lied.communities)
    expect(community).toMatchObject({ writtenBy: "composer", composedBecause: expect.stringContaining("liar wrote fewer than") });
});

test("a sentence whose document was tampered with is not told", async () => {
  const context = contextOf(place, null);
  const told = (await summariseCommunities(context, { ...REQUEST, seed: 5 })).communities.flatMap(({ sources }) => sources);
  const victim = told[0]!.document;
  const spoilt = new Proxy(place.garden.store, {
    get: (target, name) => {
      const value = Reflect.get(target, name) as unknown;
      if (name !== "document") return typeof value === "function" ? value.bind(target) : value;
      return async (id: DocumentId) => {
        const document = await target.document(id);
        return document === null || id !== victim ? document : { ...document, text: document.text.replaceAll("e", "x") };
      };
    },
  });
  const result = await summariseCommunities({ ...context, garden: { ...place.garden, store: spoilt } }, { ...REQUEST, seed: 6 });
  const sources = result.communities.flatMap((community) => community.sources);
  expect(sources.length).toBeGreaterThan(0);
  expect(sources.map(({ document }) => document)).not.toContain(victim);
});
