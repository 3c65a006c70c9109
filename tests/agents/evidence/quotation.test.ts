// How a paper's sentence stands in a text of Hortus's: nothing in it can be taken for one of Hortus's citations.
import fc from "fast-check";
import { expect, test } from "vitest";
import { citationMarks } from "#agents/evidence/citation-marks.ts";
import { onOneLine, quotable } from "#agents/evidence/quotation.ts";

test.each([
  ["Johnsen et al. [10] ascertained it.", "Johnsen et al. (ref. 10) ascertained it."],
  ["Another advantage [5,6,8-10] is that", "Another advantage (refs. 5, 6, 8–10) is that"],
  ["in bcc metals [5–8], and [7, 16].", "in bcc metals (refs. 5–8), and (refs. 7, 16)."],
  ["recombination (from [43]) and more", "recombination (from ref. 43) and more"],
  ["see Ref. [12] and references [7,16]", "see Ref. 12 and references 7, 16"],
  ["as Smith [2013] found [3a]", "as Smith (2013) found (ref. 3a)"],
])("the paper's reference numbers in words: %s", (text, quoted) => {
  expect(quotable(text)).toBe(quoted);
});

test.each([
  ["grown along [110] on silicon", "grown along [1 1 0] on silicon"],
  ["the [111] direction and [001] planes", "the [1 1 1] direction and [0 0 1] planes"],
  ["[60]fullerene and [2]rotaxane, [110]-oriented", "[60]fullerene and [2]rotaxane, [110]-oriented"],
  ["scaled to [0, 1] and [-1, 1], [Fe(CN)6]", "scaled to [0, 1] and [-1, 1], [Fe(CN)6]"],
])("what is no reference stays what it is: %s", (text, quoted) => {
  expect(quotable(text)).toBe(quoted);
  expect(citationMarks(quoted)).toEqual([]);
});

test.each([
  ["• Oxygen precipitation reduces it.", "Oxygen precipitation reduces it."],
  ["• • Recombination is strong.", "Recombination is strong."],
  ["•\n•\nRecombination\nis strong.", "Recombination is strong."],
  ["2) Iron is present.", "Iron is present."],
  ["– 5 °C was enough.", "– 5 °C was enough."],
  ["It rose to 10\n- 20 in Fig.\n12. Then\n• it fell.", "It rose to 10 - 20 in Fig. 12. Then it fell."],
])("on one line and without its bullet: %j", (text, line) => {
  expect(onOneLine(text)).toBe(line);
});

test("no single reference number is left, and quoting twice is quoting once", () => {
  const piece = fc.constantFrom("[1]", "[10]", "[7,16]", "[5–8]", "(from ", ")", "Ref. ", " silk ", "•", "\n", "12. ", "[", "]", "3");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      const quoted = quotable(text);
      expect(quotable(quoted)).toBe(quoted);
      expect(citationMarks(quoted)).toEqual([]);
    }),
  );
});
