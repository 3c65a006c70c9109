// What an answer can be held to: keywords refused by name, and finished texts that do or do not hold.

import { expect, test } from "vitest";
import { z } from "zod";
import { checkSchemaRequest, finishUnder } from "#kernels/decode/json-schema.ts";
import type { JsonSchema } from "#kernels/language-model.ts";

const holds = (schema: JsonSchema, ...texts: string[]) => texts.map((text) => finishUnder(schema, text, "stop") === "stop");
const refusal = (schema: unknown): Error => {
  try {
    checkSchemaRequest({ schema: schema as JsonSchema });
  } catch (thrown) {
    return thrown as Error;
  }
  throw new Error(`not refused: ${JSON.stringify(schema)}`);
};

test.each([
  [{ type: "number", minimum: 0, maximum: 1 }, ["0", "1", "0.5"], ["1.247278", "-0.1", '"0.5"', "0.5."]],
  [{ type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 }, ["0.5"], ["0", "1"]],
  [{ type: "number", multipleOf: 0.1 }, ["0.3", "7"], ["0.35"]],
  [{ type: "integer" }, ["1", "-3", "1.0"], ["1.5", "true"]],
  [{ type: "array", items: { type: "integer" }, uniqueItems: true }, ["[]", "[1, 2]"], ["[1, 1]", '["a"]']],
  [{ type: "array", uniqueItems: true }, ['[{"a": 1}, {"a": 2}]'], ['[{"a": 1, "b": 2}, {"b": 2, "a": 1}]']],
  [{ type: "array", minItems: 1, maxItems: 2 }, ["[1]", "[1, 2]"], ["[]", "[1, 2, 3]"]],
  [{ type: "array", prefixItems: [{ type: "integer" }], items: { type: "string" } }, ["[]", '[1, "a"]'], ['["a"]', "[1, 2]"]],
  [{ type: "array", prefixItems: [{ type: "integer" }], items: false }, ["[1]"], ["[1, 2]"]],
  [{ type: "object", required: ["k"], additionalProperties: false }, [], ["{}", '{"k": 1}']],
  [{ type: "object", properties: { k: { type: "integer" } }, required: ["k"] }, ['{"k": 1, "l": "x"}'], ["{}", '{"k": "x"}']],
  [{ type: "object", properties: { k: { type: "integer" } } }, ["{}"], ['{"k": 1, "k": "x"}']],
  [{ type: "object", additionalProperties: { type: "string" }, minProperties: 1, maxProperties: 1 }, ['{"a": "b"}'], ["{}", '{"a": 1}']],
  [{ type: "object", required: ["toString"] }, ['{"toString": 1}'], ["{}"]],
  [{ type: "string", minLength: 2, maxLength: 3 }, ['"ab"', '"😀😀😀"'], ['"a"', '"abcd"', "12"]],
  [{ type: "string", pattern: "^a+$", maxLength: 2 }, ['"a"'], ['"aaa"', '"b"']],
  [{ enum: ["a", 1, null, { b: [1] }] }, ['"a"', "1", "null", '{ "b": [1] }'], ['"b"', "{}", "[1]"]],
  [{ type: "string", enum: ["a", 1] }, ['"a"'], ["1"]],
  [{ const: { a: 1 } }, ['{"a": 1}'], ['{"a": 2}']],
  [{ type: ["string", "null"] }, ['"a"', "null"], ["1"]],
  [{ anyOf: [{ type: "integer" }, { type: "string" }] }, ["1", '"a"'], ["true"]],
  [{ oneOf: [{ type: "integer" }, { type: "number" }] }, ["1.5"], ["1", '"a"']],
  [{ $ref: "#/$defs/a", $defs: { a: { type: "array", items: { $ref: "#/$defs/a" } } } }, ["[]", "[[], [[]]]"], ["[1]"]],
] as [JsonSchema, string[], string[]][])("%j", (schema, good, bad) => {
  checkSchemaRequest({ schema });
  expect([holds(schema, ...good), holds(schema, ...bad)]).toEqual([good.map(() => true), bad.map(() => false)]);
});

test("a text that is no JSON, is cut or has more after it does not hold; a limit stays a limit", () => {
  expect(holds({ type: "object" }, "{", "", "{} {}", "Sure: {}")).toEqual([false, false, false, false]);
  expect(finishUnder({ type: "object" }, "{", "grammar-limit")).toBe("grammar-limit");
  expect(finishUnder(undefined, "{", "stop")).toBe("stop");
});

test.each([
  "allOf",
  "not",
  "if",
  "contains",
  "patternProperties",
  "propertyNames",
  "dependentRequired",
  "unevaluatedProperties",
  "wibble",
  "constructor",
])("%s is refused by name, also deep inside", (keyword) => {
  expect(refusal({ type: "integer", [keyword]: {} })).toMatchObject({ code: "input.invalid", facts: { keyword, at: "#" } });
  const deep = { type: "array", items: { anyOf: [{ type: "object", properties: { a: { [keyword]: [] } } }] } };
  expect(refusal(deep)).toMatchObject({ facts: { keyword, at: "#/items/anyOf/0/properties/a" } });
});

test.each([
  [false],
  [true],
  [null],
  ["object"],
  [{ required: ["a"] }],
  [{ type: "string", minimum: 3 }],
  [{ type: "nonsense" }],
  [{ type: [] }],
  [{ type: "object", required: "a" }],
  [{ type: "object", properties: { a: 1 } }],
  [{ type: "array", items: [{ type: "integer" }] }],
  [{ type: "string", minLength: -1 }],
  [{ type: "string", pattern: "(" }],
  [{ anyOf: {} }],
  [{ anyOf: [] }],
])("no answer can be held to %j", (schema) => {
  expect(refusal(schema)).toMatchObject({ code: "input.invalid" });
});

test("stop strings and a schema exclude each other; a schema that refers to itself without end is refused", () => {
  const both = () => checkSchemaRequest({ schema: { type: "object" }, stop: ['"a"'] });
  expect(both).toThrow(expect.objectContaining({ code: "input.invalid" }));
  checkSchemaRequest({ schema: { type: "object" }, stop: [] });
  expect(refusal({ type: "array", items: { $ref: "#/items" } })).toMatchObject({ code: "input.invalid" });
  expect(refusal({ anyOf: [{ $ref: "#" }, { type: "null" }] })).toMatchObject({ code: "input.invalid" });
  expect(refusal({ $ref: "#/$defs/nowhere" })).toMatchObject({ facts: { reference: "#/$defs/nowhere" } });
});

test("what zod writes for its own types is taken, and agrees with zod", () => {
  const shape = z.object({
    kind: z.enum(["a", "b"]),
    share: z.number().min(0).max(1).nullable(),
    tags: z.array(z.string().min(1)).max(2).optional(),
    year: z.int().min(1900),
  });
  const schema = z.toJSONSchema(shape) as JsonSchema;
  checkSchemaRequest({ schema });
  const base = { kind: "a", share: 0.5, tags: ["x"], year: 2000 };
  for (const change of [
    {},
    { kind: "c" },
    { share: null },
    { share: 2 },
    { tags: [""] },
    { tags: ["a", "b", "c"] },
    { year: 1.5 },
    { more: 1 },
  ]) {
    const value = { ...base, ...change };
    expect(holds(schema, JSON.stringify(value))).toEqual([z.strictObject(shape.shape).safeParse(value).success]);
  }
});
