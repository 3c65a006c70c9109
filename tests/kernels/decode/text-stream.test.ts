// Streaming text: no broken characters, no part of a stop string, nothing lost.

import fc from "fast-check";
import { expect, test } from "vitest";
import { TextStream } from "#kernels/decode/text-stream.ts";

const utf8 = new TextEncoder();
function stream(pieces: readonly Uint8Array[], stops: readonly string[]): { texts: string[]; stopped: boolean } {
  const output = new TextStream(stops);
  const texts: string[] = [];
  for (const piece of pieces) {
    const step = output.push(piece);
    texts.push(step.text);
    if (step.stopped) return { texts, stopped: true };
  }
  const last = output.finish();
  return { texts: [...texts, last.text], stopped: last.stopped };
}
const bytewise = (text: string) => [...utf8.encode(text)].map((byte) => Uint8Array.of(byte));

test("a character of several bytes appears whole with its last byte", () => {
  expect(stream(bytewise("é🙂"), []).texts).toEqual(["", "é", "", "", "", "🙂", ""]);
});

test("an end in the middle of a character becomes U+FFFD", () => {
  expect(stream([utf8.encode("a"), Uint8Array.of(0xf0, 0x9f)], []).texts).toEqual(["a", "", "\uFFFD"]);
});

test("a byte-order mark is text", () => {
  expect(stream([utf8.encode("\uFEFFa")], []).texts.join("")).toBe("\uFEFFa");
});

test("what may become a stop string is held, and given when it does not", () => {
  expect(stream(bytewise("a#b##c"), ["##"])).toEqual({ texts: ["a", "", "#b", "", ""], stopped: true });
  expect(stream(bytewise("a#"), ["##"]).texts).toEqual(["a", "", "#"]);
});

test("the earliest of several stop strings counts, also inside one piece; empty ones do not", () => {
  expect(stream([utf8.encode("one END two STOP")], ["STOP", "END", ""])).toEqual({ texts: ["one "], stopped: true });
});

test("for any text, cut and stops: the joined text is the text before the first stop", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "é", "🙂"), maxLength: 30 });
  fc.assert(
    fc.property(
      letters,
      fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 3 }), { maxLength: 3 }),
      (text, stops) => {
        const found = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
        const { texts, stopped } = stream(bytewise(text), stops);
        const joined = texts.join("");
        expect(stopped).toBe(found.length > 0);
        if (!stopped) expect(joined).toBe(text);
        else {
          expect(text.startsWith(joined)).toBe(true);
          for (const stop of stops) expect(joined).not.toContain(stop);
          expect(stops.some((stop) => text.startsWith(stop, joined.length))).toBe(true);
        }
      },
    ),
  );
});
