// Names that begin with a value: what is left of them, and whether that can rise and fall.
import { expect, test } from "vitest";
import { valued } from "#agents/evidence/value-words.ts";

test.each([
  ["low toughness", { rest: "toughness", low: true, kind: "graded" }],
  ["Inherently low toughness", { rest: "toughness", low: true, kind: "graded" }],
  ["improved adhesion", { rest: "adhesion", low: false, kind: "graded" }],
  ["higher molecular weight", { rest: "molecular weight", low: false, kind: "graded" }],
  ["small molecules", { rest: "molecules", low: true, kind: "name" }],
  ["reduced graphene oxide", { rest: "graphene oxide", low: true, kind: "name" }],
  ["improved solar cells", { rest: "solar cells", low: false, kind: "open" }],
  ["low voltage", { rest: "voltage", low: true, kind: "open" }],
])("%s", (label, value) => {
  expect(valued(label)).toEqual(value);
});

test.each(["toughness", "low-density polyethylene", "low", "high-entropy alloys", "highly porous bone"])(
  "%s is no value of anything",
  (label) => {
    expect(valued(label)).toBeNull();
  },
);
