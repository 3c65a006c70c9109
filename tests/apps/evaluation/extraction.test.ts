// Extraction scored: a gold of two sentences written here, every figure worked out by hand.

import { writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { bootstrapOf } from "#apps/evaluation/bootstrap.ts";
import { f1, intervals, NONE, precision, recall } from "#apps/evaluation/evaluation.ts";
import { evaluateExtraction, readPeer } from "#apps/evaluation/extraction.ts";
import { goldDocument, readExtractionGold } from "#apps/evaluation/extraction-gold.ts";
import { type Extracted, scoreDocument } from "#apps/evaluation/extraction-scores.ts";
import { readAs } from "#apps/evaluation/gold-types.ts";
import { nounPhrases } from "#apps/evaluation/noun-phrases.ts";
import { loadTagger } from "#graph/extraction/wink.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";

/** 😀 is one code point and two units of UTF-16: everything behind it stands one further on in JavaScript. */
const TEXT = "😀 Alpha binds Beta. It is red. Gamma contains Delta and Beta.";
const SENTENCES = [
  [2, 19],
  [20, 30],
  [31, 61],
] as const;

const entity = (start: number, text: string, more: object = {}) => ({ start, end: start + text.length, text, ...more });
const ROW = {
  id: "one",
  text: TEXT,
  entities: [
    entity(2, "Alpha", { coref: 0 }),
    entity(14, "Beta", { coref: 1 }),
    entity(20, "It", { coref: 0 }),
    entity(31, "Gamma"),
    entity(46, "Delta"),
    entity(56, "Beta", { coref: 1 }),
    { start: null, end: null, text: "Epsilon" },
  ],
  relations: [
    { head: 2, tail: 1, type: "COMPARE", evidence: [SENTENCES[0], SENTENCES[1]] as [number, number][] },
    { head: 4, tail: 3, type: "PART-OF", evidence: [SENTENCES[2]] as [number, number][] },
    { head: 3, tail: 6, type: "USED-FOR" },
  ],
};
const GOLD = goldDocument(ROW);

/** UTF-16 places of what a system says. */
const at = (word: string, from = 0) => ({ start: TEXT.indexOf(word, from), end: TEXT.indexOf(word, from) + word.length });
const sentence = (index: 0 | 1 | 2) => ({ start: SENTENCES[index][0] + 1, end: SENTENCES[index][1] + 1 });
const relation = (head: number, tail: number, type: string, index: 0 | 1 | 2) => ({ head, tail, type, evidence: [sentence(index)] });

test("offsets in code points become offsets in UTF-16; what is not in the text is counted, not placed", () => {
  expect(GOLD.mentions.map(({ start, end }) => TEXT.slice(start, end))).toEqual(["Alpha", "Beta", "It", "Gamma", "Delta", "Beta"]);
  expect(GOLD.unlocated).toBe(1);
  expect(() => goldDocument({ ...ROW, entities: [entity(70, "far")], relations: [] })).toThrow(/offset outside its text/);
  expect(() => goldDocument({ ...ROW, relations: [{ head: 0, tail: 9, type: "PART-OF" }] })).toThrow(/no entity 9/);
});

test("mentions one to one: exact 2 of 4 said and 6 there, overlapping 3", () => {
  const mentions = [at("Alpha"), at("Beta."), at("Delta"), { start: TEXT.indexOf("Delta"), end: TEXT.indexOf("Delta") + 9 }];
  const scores = scoreDocument(GOLD, { mentions, relations: [] });
  // Exact: Alpha and Delta. "Beta." overlaps Beta. "Delta and" overlaps Delta too, but Delta is taken by the exact one.
  expect(scores.mentionsExact).toEqual({ right: 2, said: 4, gold: 6 });
  expect(scores.mentionsOverlap).toEqual({ right: 3, said: 4, gold: 6 });
  // P = 2/4, R = 2/6, F1 = 2·2/(4+6) = 0.4; overlapping F1 = 2·3/10 = 0.6.
  expect(precision(scores.mentionsExact)).toBe(0.5);
  expect(recall(scores.mentionsExact)).toBeCloseTo(1 / 3, 12);
  expect(f1(scores.mentionsExact)).toBeCloseTo(0.4, 12);
  expect(f1(scores.mentionsOverlap)).toBeCloseTo(0.6, 12);
  expect([f1(NONE), precision(NONE), recall(NONE)]).toEqual([0, 0, 0]);
});

test("a longer stretch never takes the gold mention that another matches exactly", () => {
  const entities = [entity(0, "silk fibre"), entity(11, "coats")];
  const gold = goldDocument({ id: "x", text: "silk fibre coats", entities, relations: [] });
  const mentions = [
    { start: 0, end: 16 },
    { start: 0, end: 10 },
  ];
  // All of it shares ten letters with "silk fibre" too, and comes first; it is left for "coats".
  expect(scoreDocument(gold, { mentions, relations: [] }).mentionsOverlap).toEqual({ right: 2, said: 2, gold: 2 });
});

test("relations: any mention of an entity, undirected COMPARE, part-of said from the other end, repeats once", () => {
  const mentions = [at("Alpha"), at("Beta"), at("Gamma"), at("Delta"), at("Beta", 50)];
  const found: Extracted = {
    mentions,
    relations: [
      // The gold says It–Beta; Alpha is It, COMPARE has no direction: right untyped, and "outperforms" is one of its types.
      relation(1, 0, "outperforms", 0),
      // The same pair from the other end: a repeat, neither right nor wrong again.
      relation(0, 1, "binds", 0),
      // "Gamma contains Delta" is Delta PART-OF Gamma: right, typed too.
      relation(2, 3, "consists-of", 2),
      // No such relation.
      relation(2, 4, "consists-of", 2),
    ],
  };
  const scores = scoreDocument(GOLD, found);
  // Right: COMPARE, PART-OF. Said: those two and Gamma–Beta = 3. Gold: 3 (Gamma USED-FOR Epsilon has no place and is missed).
  expect(scores.untyped).toEqual({ right: 2, said: 3, gold: 3 });
  expect(scores.anyDirection).toEqual({ right: 2, said: 3, gold: 3 });
  // Typed, "binds" is no COMPARE and counts as said.
  expect(scores.typed).toEqual({ right: 2, said: 4, gold: 3 });
  // (relation, sentence): gold 2 + 1 = 3. Said: COMPARE in the first, PART-OF in the last (both right), Gamma–Beta in the last.
  expect(scores.evidence).toEqual({ right: 2, said: 3, gold: 3 });
});

test("direction and type count; an end that is nothing in the gold is wrong", () => {
  const mentions = [at("Gamma"), at("Delta"), at("contains")];
  const scoresOf = (head: number, tail: number, type: string) =>
    scoreDocument(GOLD, { mentions, relations: [relation(head, tail, type, 2)] });
  // PART-OF is Delta → Gamma. "part-of" the wrong way round is wrong but for the pair.
  expect(scoresOf(0, 1, "part-of")).toMatchObject({ untyped: { right: 0 }, anyDirection: { right: 1 }, typed: { right: 0 } });
  expect(scoresOf(1, 0, "part-of")).toMatchObject({ untyped: { right: 1 }, typed: { right: 1 } });
  expect(scoresOf(1, 0, "causes")).toMatchObject({ untyped: { right: 1 }, typed: { right: 0 } });
  // COMPARE has no direction whatever we call the relation.
  const turned = { mentions: [at("Beta"), at("Alpha")], relations: [relation(0, 1, "causes", 0)] };
  expect(scoreDocument(GOLD, turned)).toMatchObject({ untyped: { right: 1, said: 1 }, typed: { right: 0, said: 1 } });
  expect(scoresOf(1, 2, "part-of")).toMatchObject({ untyped: { right: 0, said: 1 }, anyDirection: { right: 0 } });
});

test("evidence in another sentence is wrong, in one cut a little differently right; of relations without any it is not asked", () => {
  const mentions = [at("Delta"), at("Gamma"), at("Alpha"), at("Beta")];
  const said = (start: number, end: number) =>
    scoreDocument(GOLD, { mentions, relations: [{ head: 0, tail: 1, type: "part-of", evidence: [{ start, end }] }] }).evidence;
  const last = sentence(2);
  expect(said(last.start, last.end - 3)).toEqual({ right: 1, said: 1, gold: 3 });
  expect(said(sentence(0).start, sentence(0).end)).toEqual({ right: 0, said: 1, gold: 3 });
  // Gamma–Delta without sentences: a claim about it is neither right nor wrong here.
  const part = goldDocument({ ...ROW, relations: ROW.relations.map((one, index) => (index === 1 ? { ...one, evidence: [] } : one)) });
  const about = { mentions, relations: [{ head: 0, tail: 1, type: "part-of", evidence: [last] }] };
  expect(scoreDocument(part, about).evidence).toEqual({ right: 0, said: 0, gold: 2 });
  const bare = goldDocument({ ...ROW, relations: ROW.relations.map(({ head, tail, type }) => ({ head, tail, type })) });
  expect(scoreDocument(bare, { mentions, relations: [] }).evidence).toBeNull();
});

test("several ids on one stretch are several entities; a relation holds for the one it names", () => {
  const gold = goldDocument({
    id: "bio",
    text: "TSH and T3",
    entities: [entity(0, "TSH", { norm: "1,2" }), entity(8, "T3", { norm: "3" })],
    relations: [{ head: 0, tail: 1, type: "Association", head_norm: "2", tail_norm: 3 }],
  });
  expect(gold.relations[0]).toMatchObject({ head: "norm 2", tail: "norm 3", undirected: true });
  const found = {
    mentions: [
      { start: 8, end: 10 },
      { start: 0, end: 3 },
    ],
    relations: [{ head: 0, tail: 1, type: "affects", evidence: [] }],
  };
  expect(scoreDocument(gold, found)).toMatchObject({ untyped: { right: 1, said: 1, gold: 1 }, typed: { right: 1 } });
});

test("the table of types", () => {
  expect(readAs("consists-of", "PART-OF")).toEqual({ straight: false, turned: true });
  expect(readAs("is-a", "HYPONYM-OF")).toEqual({ straight: true, turned: false });
  expect(readAs("stronger-than", "COMPARE")).toEqual({ straight: true, turned: false });
  expect(readAs("causes", "PART-OF")).toBeNull();
});

test("the baseline: runs of adjectives and nouns, each related to the next of its sentence", () => {
  const text = "Strong silk binds water. Fish swim in deep lakes.";
  const { mentions, relations } = nounPhrases(text, loadTagger(), "T");
  expect(mentions.map(({ start, end }) => text.slice(start, end))).toEqual(["Strong silk", "water", "Fish", "deep lakes"]);
  expect(relations.map(({ head, tail }) => [head, tail])).toEqual([
    [0, 1],
    [2, 3],
  ]);
});

test("an interval draws whole documents: equal documents give a point, and two that differ the span between", () => {
  const [good, bad] = [
    { right: 1, said: 1, gold: 1 },
    { right: 0, said: 1, gold: 1 },
  ];
  const share = (drawn: readonly { right: number; gold: number }[]) =>
    drawn.reduce((sum, one) => sum + one.right, 0) / drawn.reduce((sum, one) => sum + one.gold, 0);
  expect(bootstrapOf([good, good], share, 1)).toEqual([1, 1]);
  // Of two documents a quarter of the draws is twice the bad one, a quarter twice the good one: more than 2.5 % each.
  expect(bootstrapOf([good, bad], share, 1)).toEqual([0, 1]);
  expect(bootstrapOf([good, bad], () => Number.NaN, 1)).toEqual([0, 0]);
  expect(intervals([good, bad], { share }, 1)).toEqual({ share: [0, 1] });
});

test("from a file: our grammar, the baseline and a peer side by side", async () => {
  await using folder = await temporaryFolder();
  const [file, peer] = [folder.file("gold.jsonl"), folder.file("peer.jsonl")];
  const text = "Copper contains tin.";
  const row = {
    id: "c",
    text,
    entities: [entity(0, "Copper"), entity(16, "tin")],
    relations: [{ head: 1, tail: 0, type: "PART-OF" }],
  };
  await writeFile(file, `${JSON.stringify(row)}\n`);
  const spoken = {
    id: "c",
    entities: [
      { start: 0, end: 6 },
      { start: 16, end: 19 },
    ],
    relations: [{ head: 0, tail: 1, type: "contain" }],
  };
  await writeFile(peer, `${JSON.stringify(spoken)}\n`);
  const signal = new AbortController().signal;
  const gold = await readExtractionGold(file);
  const result = await evaluateExtraction(gold, { seed: 1, signal, peer: await readPeer(peer) });
  expect(result).toMatchObject({ suite: "extraction", n: 1, metrics: { mentionF1Exact: 1, relationF1Typed: 1, evidenceF1: null } });
  expect(result.ci95.relationF1Untyped).toEqual([1, 1]);
  expect(result.ci95.evidenceF1).toBeUndefined();
  // The peer's "contain" is read by our table of verbs. The baseline says Copper PART-OF tin: the pair is right, its direction is not.
  expect(result.baseline.peer).toMatchObject({ mentionF1Exact: 1, relationF1Typed: 1 });
  expect(result.baseline.nounPhrases).toMatchObject({ mentionF1Exact: 1, relationF1Untyped: 0, relationF1AnyDirection: 1 });
  await expect(evaluateExtraction(gold, { seed: 1, signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
  await writeFile(peer, `${JSON.stringify({ ...spoken, id: "other" })}\n`);
  await expect(readPeer(peer).then((other) => evaluateExtraction(gold, { seed: 1, signal, peer: other }))).rejects.toThrow(/no document c/);
});
