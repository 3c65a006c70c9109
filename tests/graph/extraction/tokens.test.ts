// The quick way to tokens against the pattern alone, and offsets.

import fc from "fast-check";
import { expect, test } from "vitest";
import { tokenise, tokensByPattern } from "#graph/extraction/tokens.ts";

const piece = fc.constantFrom(
  ..."the A a I silk Nacre MUC5AC e.g. no. Fig. al. Ltd. 3.5 12 CaCO3 Ca10(PO4)6(OH)2 poly(lactic) β-sheet p53 don't Wang's it’s http://a.b/c x@y.org and/or -".split(
    " ",
  ),
  "\n",
  "\n\n",
  "\u00a0",
  "\u2003",
  "é",
  "e\u0301",
  "水",
  "😀",
  "\ud800",
  ",",
  ";",
  ")",
  "(",
  ".",
  "·",
  "+",
  "_",
  "@",
  ":",
);
const text = fc.array(fc.tuple(piece, fc.constantFrom("", " ", "  ", "\n")), { maxLength: 40 }).map((parts) => parts.flat().join(""));

test("plain words are cut as the pattern cuts them, whatever stands around", () => {
  fc.assert(
    fc.property(text, fc.nat(20), (written, from) => {
      const start = Math.min(from, written.length);
      expect(tokenise(written, start, written.length)).toEqual(tokensByPattern(written, start, written.length));
    }),
    { numRuns: 2000 },
  );
});

test("a token is the text between its offsets", () => {
  fc.assert(
    fc.property(text, (written) => {
      let cursor = 0;
      for (const { start, end, text: token } of tokenise(written, 0, written.length)) {
        expect(start).toBeGreaterThanOrEqual(cursor);
        expect(written.slice(start, end)).toBe(token);
        cursor = end;
      }
      expect(written.slice(cursor).trim()).toBe("");
    }),
  );
});

test("tokens of one word share what is known of it", () => {
  const [first, , , second] = tokenise("silk binds spider silk", 0, 22);
  expect(first!.word).toBe(second!.word);
});
