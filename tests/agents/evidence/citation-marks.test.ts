// Hortus's own marks: found, renumbered, taken out, and told apart from names in brackets.
import { expect, test } from "vitest";
import { citationMarks, markedPieces, marksBeforeStops, renumbered, withoutMarks } from "#agents/evidence/citation-marks.ts";

const TEXT = "Silk is strong [2][1]; [60]fullerene is not [7].";

test("marks are read in the order of the text; a name in brackets is none", () => {
  expect(citationMarks(TEXT)).toEqual([2, 1, 7]);
});

test("a mark gets its new number, goes with its space, or stays", () => {
  expect(renumbered(TEXT, (n) => (n === 7 ? null : n + 10))).toBe("Silk is strong [12][11]; [60]fullerene is not.");
  expect(renumbered(TEXT, () => undefined)).toBe(TEXT);
});

test("a text without its marks, with them before the stops, and in pieces", () => {
  expect(withoutMarks(TEXT)).toBe("Silk is strong; [60]fullerene is not.");
  expect(marksBeforeStops("Silk is strong. [1][2] Bone heals.")).toBe("Silk is strong [1][2]. Bone heals.");
  expect(markedPieces(TEXT)).toEqual(["Silk is strong ", 2, "", 1, "; [60]fullerene is not ", 7, "."]);
});
