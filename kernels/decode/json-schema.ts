// The part of JSON Schema (draft 2020-12) that an answer can be held to: refuses every other keyword by name, and checks a finished text.
// A grammar bounds what can be drawn; this decides whether the promise was kept. Not a general validator: no formats, no remote references.

import { HortusError } from "#kernels/errors.ts";
import type { Answer, AnswerRequest, JsonSchema } from "#kernels/language-model.ts";

type Form = (value: unknown) => boolean;
const anything: Form = () => true;
const count: Form = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const number: Form = (value) => typeof value === "number";
const list: Form = (value) => Array.isArray(value) && value.length > 0;
const names: Form = (value) => Array.isArray(value) && value.every((one) => typeof one === "string");
const schema: Form = (value) => typeof value === "boolean" || isObject(value);

/** Say nothing about what is valid. `format` is an annotation in the draft too. */
const ANNOTATIONS = ["$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "format"];
const TYPES = ["object", "array", "string", "number", "integer", "boolean", "null"];

/** Keywords for a value of any type, and the form of what they say. */
const OF_ANY: Readonly<Record<string, Form>> = {
  ...Object.fromEntries(ANNOTATIONS.map((name) => [name, anything])),
  ...{ $defs: isObject, definitions: isObject, $ref: (value) => typeof value === "string" },
  ...{ enum: list, const: anything, anyOf: list, oneOf: list },
  type: (value) => [value].flat().length > 0 && [value].flat().every((one) => TYPES.includes(one as string)),
};

/** Keywords that say something about one type only; without that type beside them the grammar ignores them. */
const OF_TYPE: Readonly<Record<string, Readonly<Record<string, Form>>>> = {
  object: { properties: isObject, required: names, additionalProperties: schema, minProperties: count, maxProperties: count },
  array: { items: schema, prefixItems: list, minItems: count, maxItems: count, uniqueItems: (value) => typeof value === "boolean" },
  string: { minLength: count, maxLength: count, pattern: isPattern },
  number: {
    ...{ minimum: number, maximum: number, exclusiveMinimum: number, exclusiveMaximum: number },
    multipleOf: (value) => number(value) && (value as number) > 0,
  },
};

/** References followed on the way to one value; a schema that needs more refers to itself without end. */
const DEEPEST = 500;
/** 0.3 is three times 0.1, whatever doubles say. */
const ROUNDING = 1e-9;
const LONGEST_PLACE = 2000;

/**
 * @throws `input.invalid` for what no answer can be held to: a schema that is not an object, a keyword we do not keep (named), a keyword
 *   without its type, or a schema together with stop strings, which would cut the value
 */
export function checkSchemaRequest({ schema, stop }: Pick<AnswerRequest, "schema" | "stop">): void {
  if (schema === undefined) return;
  if ((stop ?? []).some((text) => text !== "")) refuse("Stop strings would cut a value under a schema; give one or the other.", {});
  if (!isObject(schema)) refuse("The JSON schema must be an object with a type.", {});
  checkSchema(schema, "#", schema);
}

/** What became of an answer under a schema: `schema-unmet` when the text ended but is not one JSON value that holds. */
export function finishUnder(schema: JsonSchema | undefined, text: string, finish: Answer["finish"]): Answer["finish"] {
  if (schema === undefined || finish !== "stop") return finish;
  try {
    return isValid(schema, JSON.parse(text), schema, 0) ? finish : "schema-unmet";
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return "schema-unmet";
    throw thrown;
  }
}

function checkSchema(schema: JsonSchema, at: string, root: JsonSchema): void {
  const types = typesOf(schema);
  for (const [keyword, value] of Object.entries(schema)) {
    const [type, forms] = Object.entries(OF_TYPE).find(([, keywords]) => Object.hasOwn(keywords, keyword)) ?? [null, OF_ANY];
    const form = Object.hasOwn(forms, keyword) ? forms[keyword] : undefined;
    const facts = { keyword, at };
    if (form === undefined) refuse(`The JSON schema says ${keyword} at ${at}, which an answer cannot be held to; leave it out.`, facts);
    if (!form(value)) refuse(`The JSON schema's ${keyword} at ${at} is not what that keyword takes: ${shown(value)}.`, facts);
    const typed = type === null || types?.some((one) => one === type || (type === "number" && one === "integer"));
    if (typed !== true) refuse(`The JSON schema says ${keyword} at ${at} without "type": "${type}"; add it.`, facts);
  }
  for (const [place, part] of partsOf(schema)) {
    if (typeof part === "boolean") continue;
    if (!isObject(part)) refuse(`There is no schema at ${at}/${place} of the JSON schema, but ${shown(part)}.`, { at: `${at}/${place}` });
    if (at.length > LONGEST_PLACE) refuse(`The JSON schema is nested too deep at ${at.slice(0, 80)}…`, {});
    checkSchema(part, `${at}/${place}`, root);
  }
  // Any value shows whether references can be followed to an end.
  isValid(schema, null, root, 0);
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 60);
}

/** Every schema right inside this one, with its place. */
function partsOf(schema: JsonSchema): [string, unknown][] {
  const named = ["properties", "$defs", "definitions"].flatMap((group) =>
    Object.entries((schema[group] ?? {}) as object).map(([name, part]): [string, unknown] => [`${group}/${name}`, part]),
  );
  const listed = ["anyOf", "oneOf", "prefixItems"].flatMap((group) =>
    ((schema[group] ?? []) as unknown[]).map((part, index): [string, unknown] => [`${group}/${index}`, part]),
  );
  const single = ["items", "additionalProperties"].filter((name) => schema[name] !== undefined);
  return [...named, ...listed, ...single.map((name): [string, unknown] => [name, schema[name]])];
}

function isPattern(value: unknown): boolean {
  try {
    return typeof value === "string" && new RegExp(value, "u").global === false;
  } catch {
    return false;
  }
}

function isValid(schema: unknown, value: unknown, root: JsonSchema, depth: number): boolean {
  if (typeof schema === "boolean") return schema;
  if (depth > DEEPEST) refuse("The JSON schema refers to itself without end.", {});
  const rules = schema as JsonSchema;
  const holds = (part: unknown, inner: unknown): boolean => isValid(part, inner, root, depth + 1);
  const options = (name: string) => rules[name] as readonly unknown[] | undefined;
  const types = typesOf(rules);
  if (types !== null && !types.some((type) => isOfType(type, value))) return false;
  if (rules.enum !== undefined && !options("enum")!.some((one) => isSame(one, value))) return false;
  if (rules.const !== undefined && !isSame(rules.const, value)) return false;
  if (rules.$ref !== undefined && !holds(resolve(root, String(rules.$ref)), value)) return false;
  if (rules.anyOf !== undefined && !options("anyOf")!.some((one) => holds(one, value))) return false;
  if (rules.oneOf !== undefined && options("oneOf")!.filter((one) => holds(one, value)).length !== 1) return false;
  if (typeof value === "number") return holdsNumber(rules, value);
  if (typeof value === "string") return holdsString(rules, value);
  if (Array.isArray(value)) return holdsArray(rules, value, holds);
  return isObject(value) ? holdsObject(rules, value, holds) : true;
}

type Holds = (schema: unknown, value: unknown) => boolean;

function holdsNumber(rules: JsonSchema, value: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = rules as Readonly<Record<string, number | undefined>>;
  if (minimum !== undefined && value < minimum) return false;
  if (maximum !== undefined && value > maximum) return false;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return false;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return false;
  return multipleOf === undefined || Math.abs(value / multipleOf - Math.round(value / multipleOf)) < ROUNDING;
}

/** Lengths count characters (code points), as the draft says. */
function holdsString(rules: JsonSchema, value: string): boolean {
  if (!isCountWithin(rules, "Length", [...value].length)) return false;
  return rules.pattern === undefined || new RegExp(String(rules.pattern), "u").test(value);
}

function holdsArray(rules: JsonSchema, value: readonly unknown[], holds: Holds): boolean {
  const first = (rules.prefixItems ?? []) as readonly unknown[];
  if (!isCountWithin(rules, "Items", value.length)) return false;
  if (rules.uniqueItems === true && value.some((one, index) => value.slice(0, index).some((other) => isSame(one, other)))) return false;
  return value.every((one, index) => holds(index < first.length ? first[index] : (rules.items ?? true), one));
}

function holdsObject(rules: JsonSchema, value: Readonly<Record<string, unknown>>, holds: Holds): boolean {
  const properties = (rules.properties ?? {}) as JsonSchema;
  if (!isCountWithin(rules, "Properties", Object.keys(value).length)) return false;
  if (((rules.required ?? []) as readonly string[]).some((name) => !Object.hasOwn(value, name))) return false;
  return Object.entries(value).every(([name, one]) =>
    holds(Object.hasOwn(properties, name) ? properties[name] : (rules.additionalProperties ?? true), one),
  );
}

function isCountWithin(rules: JsonSchema, of: "Length" | "Items" | "Properties", count: number): boolean {
  const [least, most] = [rules[`min${of}`], rules[`max${of}`]] as (number | undefined)[];
  return count >= (least ?? 0) && count <= (most ?? Number.POSITIVE_INFINITY);
}

function typesOf(schema: JsonSchema): readonly string[] | null {
  return schema.type === undefined ? null : ([schema.type].flat() as string[]);
}

function isOfType(type: string, value: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  return type === "object" ? isObject(value) : type === typeof value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Equal as JSON values: the order of an object's names does not matter. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => isSame(one, b[index]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]));
}

/** A JSON pointer within the schema: `#`, `#/$defs/name`. */
function resolve(root: JsonSchema, reference: string): unknown {
  const steps = reference.split("/").slice(1);
  let found: unknown = root;
  for (const step of steps) found = isObject(found) ? found[step.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  if (!reference.startsWith("#") || found === undefined)
    refuse(`The JSON schema refers to ${reference}, which it does not have.`, { reference });
  return found;
}

function refuse(message: string, facts: Readonly<Record<string, string>>): never {
  throw new HortusError("input.invalid", message, facts);
}
