// What relations in a row suggest: each pattern by hand, and what must suggest nothing.
import { describe, expect, test } from "vitest";
import { type ComposedStep, composeRelations } from "#agents/composition/patterns.ts";
import { oriented } from "#agents/evidence/orientation.ts";
import { RELATION_TYPES } from "#graph/extraction/relation-types.ts";
import type { ConceptId } from "#graph/model.ts";
import type { FoundPath, PathRelation } from "#graph/paths/found-path.ts";

const to = (type: string, negated = false): ComposedStep => ({ type, direction: "forward", negated });
const from = (type: string, negated = false): ComposedStep => ({ type, direction: "backward", negated });
const typeOf = (steps: readonly ComposedStep[], last = "entity") => composeRelations(steps, { first: "material", last }).type;
const patternOf = (...steps: ComposedStep[]) => composeRelations(steps, { first: "material", last: "material" }).pattern;

describe("chains", () => {
  test("signs multiply: two inhibitions make a furthering", () => {
    expect(typeOf([to("increases"), to("increases")], "property")).toBe("increases");
    expect(typeOf([to("inhibits"), to("increases")], "property")).toBe("decreases");
    expect(typeOf([to("inhibits"), to("increases")], "material")).toBe("inhibits");
    expect(typeOf([to("inhibits"), to("inhibits")], "process")).toBe("increases");
    expect(typeOf([to("hydrolyze"), to("inhibits")], "process")).toBe("increases");
    expect(typeOf([to("increases"), to("stabilizes")], "structure")).toBe("stabilizes");
    expect(typeOf([to("increases"), to("toughens")], "material")).toBe("toughens");
    expect(typeOf([to("inhibits"), to("strengthens")], "material")).toBe("inhibits");
  });

  test("an unsigned step, a denied one and a contact leave only that there is an effect", () => {
    expect(typeOf([to("increases"), to("affects")], "property")).toBe("affects");
    expect(typeOf([to("increases", true), to("increases")], "property")).toBe("affects");
    expect(typeOf([from("binds"), to("increases")], "property")).toBe("affects");
    expect(typeOf([to("replaces"), to("forms")], "structure")).toBe("affects");
  });

  test("a whole acts through its part, and a part may be what its whole owes its effect to", () => {
    expect(typeOf([to("consists-of"), to("increases")], "property")).toBe("increases");
    expect(typeOf([from("consists-of"), to("increases")], "property")).toBe("increases");
    expect(typeOf([to("increases"), from("consists-of")], "property")).toBe("affects");
  });

  test("what comes from what, what is in what, what serves what", () => {
    expect(typeOf([to("forms"), to("forms")], "material")).toBe("forms");
    expect(typeOf([to("consists-of"), to("consists-of")])).toBe("consists-of");
    expect(typeOf([to("consists-of"), to("forms")], "structure")).toBe("consists-of");
    expect(typeOf([to("is-a"), to("has-property")])).toBe("has-property");
    expect(typeOf([to("used-for"), to("increases")])).toBe("used-for");
  });

  test("what a thing needs acts on it", () => {
    expect(typeOf([to("increases"), from("requires")], "process")).toBe("increases");
    expect(typeOf([to("inhibits"), from("requires")], "process")).toBe("inhibits");
  });
});

describe("other patterns", () => {
  test.each([
    ["sequestration", [to("binds"), from("requires")]],
    ["competition", [to("binds"), from("binds")]],
    ["combination", [to("increases"), from("increases")]],
    ["opposition", [to("increases"), from("inhibits")]],
    ["substitution", [to("provides"), from("provides")]],
    ["common-cause", [from("increases"), to("increases")]],
    ["shared-trait", [to("has-property"), from("has-property")]],
    ["co-parts", [from("consists-of"), to("consists-of")]],
  ] as const)("%s", (pattern, steps) => expect(patternOf(...steps)).toBe(pattern));

  test("what is bound up is missing where it is needed: the conjecture says so", () => {
    expect(composeRelations([to("binds"), from("requires")])).toMatchObject({ type: "inhibits", pivot: 1 });
  });

  test("things of different classes do not stand in for each other", () => {
    expect(composeRelations([to("provides"), from("provides")], { first: "process", last: "material" }).pattern).toBe("combination");
  });

  test("a collider of chains meets where the direction turns", () => {
    expect(composeRelations([to("increases"), to("increases"), from("inhibits")])).toMatchObject({ pattern: "opposition", pivot: 2 });
  });
});

describe("nothing follows", () => {
  test.each([
    ["from a verb outside the table", [to("position-in"), to("increases")]],
    ["from evidence", [to("reveals"), to("increases")]],
    ["from association", [to("associated-with"), to("increases")]],
    ["from two effects of unsaid sign on one thing", [to("affects"), from("affects")]],
    ["from a path that turns twice", [to("increases"), from("increases"), to("increases")]],
    ["from a denied contact", [to("binds", true), from("binds")]],
    ["from a single step", [to("increases")]],
    ["from no step", []],
  ] as const)("%s", (_, steps) => {
    expect(composeRelations(steps)).toMatchObject({ pattern: "tie", type: "associated-with" });
  });

  test("every type of the table has an arrow, and a coherence from 0 to 1", () => {
    for (const { type } of RELATION_TYPES) {
      const { coherence } = composeRelations([to(type), to("increases")]);
      expect(coherence, type).toBeGreaterThan(0);
      expect(coherence, type).toBeLessThanOrEqual(0.81);
    }
  });
});

test("coherence by hand: two effects 0.9², a denial × 0.3, a combination × 0.7, a tie × 0.2; nothing at all is 0", () => {
  expect(composeRelations([to("causes"), to("causes")]).coherence).toBeCloseTo(0.81, 9);
  expect(composeRelations([to("causes", true), to("causes")]).coherence).toBeCloseTo(0.243, 9);
  expect(composeRelations([to("increases"), from("increases")]).coherence).toBeCloseTo(0.81 * 0.7, 9);
  expect(composeRelations([to("causes"), to("reveals")]).coherence).toBeCloseTo(0.9 * 0.35 * 0.2, 9);
  expect(composeRelations([]).coherence).toBe(0);
});

test("a path is told from cause to effect", () => {
  const step = (a: string, type: string, b: string, direction: "forward" | "backward"): PathRelation => ({
    ...{ from: a as ConceptId, fromLabel: a, type, to: b as ConceptId, toLabel: b, direction },
    ...{ polarity: "affirmed", conjecture: false, confidence: 800, documents: 1, evidence: [] },
  });
  const path: FoundPath = {
    concepts: ["c", "m", "a"] as ConceptId[],
    labels: ["c", "m", "a"],
    relations: [step("c", "increases", "m", "backward"), step("m", "increases", "a", "backward")],
    score: 1,
  };
  expect(oriented(path).labels).toEqual(["a", "m", "c"]);
  expect(oriented(oriented(path))).toEqual(oriented(path));
});
