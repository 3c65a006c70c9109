import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normaliseText, sha256 } from "#graph/documents/text.ts";

describe("the normal form of text", () => {
  test.each([
    ["windows and old mac line ends", "a\r\nb\rc", "a\nb\nc"],
    ["runs of spaces, tabs, no-break and thin spaces", "a \t\u00a0\u2009b", "a b"],
    ["spaces before a line end", "a  \nb\t\n", "a\nb"],
    ["three blank lines become one", "a\n\n \n\nb", "a\n\nb"],
    ["zero-width characters, soft hyphen, byte-order mark", "\ufeffa\u200bb\u00adc\u2060d", "abcd"],
    ["control characters", "a\u0000b\u0007c\u0088", "abc"],
    ["decomposed accents are composed", "Schu\u0308tze", "Schütze"],
    ["composition across a zero-width character", "u\u200b\u0308", "ü"],
    ["page and line separators are line ends", "a\fb\u2028c\u0085d", "a\nb\nc\nd"],
    ["a lone surrogate becomes the replacement character", "a\ud800b", "a\ufffdb"],
    ["nothing", "", ""],
    ["white space only", " \n\t ", ""],
    ["markup and case stay", "<b>CO₂ ﬁne</b>", "<b>CO₂ ﬁne</b>"],
  ])("%s", (_, raw, expected) => {
    expect(normaliseText(raw)).toBe(expected);
  });

  test("is idempotent and keeps every letter and digit", () => {
    const anything = fc.string({
      unit: fc.oneof(
        fc.constantFrom(" ", "\t", "\n", "\r", "\u00a0", "\u200b", "\u0308", "\ud83d", "\u2000"),
        fc.string({ unit: "binary", maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(anything, (raw) => {
        const once = normaliseText(raw);
        expect(normaliseText(once)).toBe(once);
        const letters = (text: string): string =>
          text
            .toWellFormed()
            .replace(/[\u00ad\u200b-\u200f\u2060-\u206f\ufeff\u061c\u180e\u202a-\u202e]/g, "")
            .normalize("NFC")
            .replace(/[^\p{L}\p{N}]/gu, "");
        expect(letters(once)).toBe(letters(raw));
      }),
      { numRuns: 2000 },
    );
  });

  test("a million spaces on one line are one space, without going back over them", () => {
    expect(normaliseText(`a${" ".repeat(1_000_000)}b${"\n ".repeat(500_000)}c`)).toBe("a b\n\n c");
  });

  test("the hash is of the UTF-8 bytes", () => {
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256("ü")).toBe("607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f");
  });
});
