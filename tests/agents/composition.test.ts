// What two relations in a row suggest: the table by hand, and its extremes.
import { expect, test } from "vitest";
import { type ComposedStep, composeRelations } from "#agents/composition.ts";

const step = (type: string, direction: ComposedStep["direction"] = "forward", negated = false): ComposedStep => ({
  type,
  direction,
  negated,
});
const typeOf = (steps: readonly ComposedStep[], last = "entity") => composeRelations(steps, last).type;

test("signs multiply: two inhibitions make an enabling", () => {
  expect(typeOf([step("increases"), step("increases")], "property")).toBe("increases");
  expect(typeOf([step("inhibits"), step("increases")], "property")).toBe("decreases");
  expect(typeOf([step("inhibits"), step("inhibits")], "process")).toBe("enables");
  expect(typeOf([step("hydrolyze"), step("inhibits")], "process")).toBe("enables");
});

test("an unsigned or a denied step leaves only that there is an effect", () => {
  expect(typeOf([step("increases"), step("affects")], "property")).toBe("affects");
  expect(typeOf([step("increases", "forward", true), step("increases")], "property")).toBe("affects");
});

test("what comes from what: forming and containing", () => {
  expect(typeOf([step("forms"), step("forms")], "material")).toBe("forms");
  expect(typeOf([step("consists-of"), step("forms")], "structure")).toBe("consists-of");
  expect(typeOf([step("consists-of"), step("consists-of")])).toBe("consists-of");
});

test("a common cause only ties its effects together; a shared trait makes them alike", () => {
  expect(typeOf([step("increases", "backward"), step("increases")], "property")).toBe("associated-with");
  expect(typeOf([step("has-property"), step("has-property", "backward")])).toBe("similar-to");
});

test("coherence by hand: cause forward 0.9, backward 0.55, a denial × 0.4; nothing at all is 0", () => {
  expect(composeRelations([step("causes"), step("causes")]).coherence).toBeCloseTo(0.81, 9);
  expect(composeRelations([step("causes"), step("causes", "backward")]).coherence).toBeCloseTo(0.495, 9);
  expect(composeRelations([step("causes", "forward", true)]).coherence).toBeCloseTo(0.36, 9);
  expect(composeRelations([])).toEqual({ type: "associated-with", coherence: 0 });
});
