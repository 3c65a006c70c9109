// Bodies as bytes: nothing lost, short ones plain, long ones deflated, and gardens of before still read.

import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Document } from "#graph/model.ts";
import { readingOf, textOf } from "#graph/packed-reading.ts";
import { decodeDocument, decodeReading, encodeBody } from "#graph/store/body-codec.ts";
import { bodyOf } from "#tests/conformance/bodies.ts";

const SHORT = bodyOf("silk", [
  { text: "Spider silk contains crystals \u0000 \ud800 😀.", claims: [["Spider silk", "contains", "crystals"]] },
]);
const LONG = bodyOf(
  "wood",
  Array.from({ length: 200 }, (_, at) => ({ text: `Lignin ${at} stiffens wood.`, claims: [["Lignin", "stiffens", "wood"]] as const })),
);

describe("a body", () => {
  test.each([
    ["short", SHORT, "string"],
    ["long", LONG, "object"],
  ] as const)("that is %s comes back as it was", (_, { document, reading }, stored) => {
    const blobs = encodeBody(document, reading).blobs();
    expect([typeof blobs.document, typeof blobs.reading]).toEqual([stored, stored]);
    expect(decodeDocument(blobs.document)).toEqual(document);
    expect(decodeReading(blobs.reading, document)).toEqual(reading);
  });

  test("has the hash of its content, however it is stored", () => {
    const hash = ({ document, reading }: typeof SHORT): string => Buffer.from(encodeBody(document, reading).hash).toString("hex");
    expect(hash(SHORT)).toBe(hash(structuredClone(SHORT)));
    expect(hash(SHORT)).not.toBe(hash({ ...SHORT, document: { ...SHORT.document, year: 1999 } }));
  });

  test("that a thread packed is the same, byte by byte, as one packed here", () => {
    const sent = { document: LONG.document, reading: readingOf(textOf(LONG.reading), LONG.document) };
    expect(sent.reading).toEqual(LONG.reading);
    expect(textOf(sent.reading)).toBe(textOf(structuredClone(sent.reading)));
    expect(encodeBody(sent.document, sent.reading)).toMatchObject({ hash: encodeBody(LONG.document, LONG.reading).hash });
  });

  test("that an earlier version deflated although it is short is read", () => {
    const blob = deflateRawSync(JSON.stringify(SHORT.document));
    expect(decodeDocument(blob)).toEqual(SHORT.document satisfies Document);
  });
});
