// The part of the exam of every GraphStore that is about versions: what leads from one to another.

import { expect, test } from "vitest";
import type { DocumentId, OntologyEntry, OntologyEntryId, Operation, ResolutionEdit, TermKey } from "#graph/model.ts";
import { targetOf } from "#graph/operation-target.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";
import { all, BONE, CONJECTURE, changeOf, EMPTY, ENTRY, grow, put, records, SILK } from "./grown-store.ts";

/** Its terms hold the words of decisions: what is kept apart must not be taken apart at them. */
const EDIT: ResolutionEdit = { a: "a same b" as TermKey, b: "water" as TermKey, decision: "different" };
const OTHER: ResolutionEdit = { a: "collagen" as TermKey, b: "spider silk" as TermKey, decision: "same" };

const RULE: OntologyEntry = { id: "rule:enforce" as OntologyEntryId, kind: "rule", name: "enforce", value: "refuse" };

const STEPS: readonly (readonly Operation[])[] = [
  [put("a", SILK)],
  [put("b", BONE), { op: "put-edit", edit: EDIT }],
  [
    { op: "put-edit", edit: { ...EDIT, decision: "same" } },
    { op: "put-ontology-entry", entry: ENTRY },
    { op: "put-conjecture", conjecture: CONJECTURE },
  ],
  [put("a", BONE), { op: "remove-document", id: "b" as DocumentId }],
  [
    { op: "put-conjecture", conjecture: { ...CONJECTURE, rationale: "another" } },
    { op: "put-edit", edit: OTHER },
    { op: "put-ontology-entry", entry: RULE },
    { op: "put-ontology-entry", entry: { ...ENTRY, label: "Proteins" } },
  ],
  [{ op: "remove-ontology-entry", id: ENTRY.id }],
  [put("c", SILK), { op: "remove-edit", edit: EDIT }],
];

/** @param open opens the store under test, again and again the same one */
export function versionsConformance(open: () => Promise<GraphStore>): void {
  test("[S20] the operations between any two versions lead from the records of one to those of the other", async () => {
    const store = await open();
    const states = [await records(store)];
    for (const operations of STEPS) {
      await grow(store, ...operations);
      states.push(await records(store));
    }
    const newest = STEPS.length;
    const between = async (from: number, to: number) => all(store.operationsBetween(from, to));
    for (let version = 0; version <= newest; version++) {
      const back = await between(newest, version);
      expect(new Set(back.map(targetOf)).size).toBe(back.length);
      const verbs = back.map(({ op }) => op.split("-")[0]);
      expect(verbs).toEqual(verbs.toSorted().reverse());
      const forth = await between(version, newest);
      await grow(store, ...back);
      expect([version, await records(store)]).toEqual([version, states[version]]);
      await grow(store, ...forth);
      expect([version, await records(store)]).toEqual([version, states[newest]]);
    }
    expect(await between(3, 3)).toEqual([]);
    expect(await between(0, 2)).toEqual([...STEPS[0]!, ...STEPS[1]!]);
    const last = await store.version();
    await expect(between(0, last + 1)).rejects.toMatchObject({ code: "input.invalid" });
    await expect(between(-1, 1)).rejects.toMatchObject({ code: "input.invalid" });
  });

  test("[S21] decisions of people come ordered, those on some terms or all, whether or not the terms are there", async () => {
    const store = await open();
    expect(await store.editsOf()).toEqual([]);
    await grow(store, { op: "put-edit", edit: OTHER }, { op: "put-edit", edit: EDIT });
    expect(await store.editsOf()).toEqual([EDIT, OTHER]);
    expect(await store.editsOf(["spider silk" as TermKey, "water" as TermKey, "collagen" as TermKey])).toEqual([EDIT, OTHER]);
    expect(await store.editsOf(["water" as TermKey])).toEqual([EDIT]);
    expect(await store.editsOf([])).toEqual([]);
    await grow(store, { op: "remove-edit", edit: EDIT });
    expect(await store.editsOf()).toEqual([OTHER]);
  });

  test("[S22] the ontology comes back as it was put, ordered by id; putting it again changes nothing, and each change is undone", async () => {
    const store = await open();
    expect(await store.ontology()).toEqual([]);
    const puts = [RULE, ENTRY].map((entry) => ({ op: "put-ontology-entry", entry }) as const);
    const apply = async (...operations: readonly Operation[]) =>
      store.apply(changeOf(operations), EMPTY, { expectedVersion: await store.version() });
    expect(await apply(...puts)).toEqual({ version: 1, changed: true });
    expect(await apply(...puts)).toEqual({ version: 1, changed: false });
    expect(JSON.stringify(await store.ontology())).toBe(JSON.stringify([ENTRY, RULE]));
    const other = { ...ENTRY, parent: "molecule" };
    await apply({ op: "put-ontology-entry", entry: other }, { op: "remove-ontology-entry", id: RULE.id });
    expect(await store.ontology()).toEqual([other]);
    expect((await store.history({ limit: 1 }))[0]!.operations).toEqual([
      { op: "put-ontology-entry", id: ENTRY.id },
      { op: "remove-ontology-entry", id: RULE.id },
    ]);
    await apply(...(await store.change(2))!.inverse);
    expect(await store.ontology()).toEqual([ENTRY, RULE]);
    expect((await store.counts()).documents).toBe(0);
  });
}
