import { describe, expect, test } from "vitest";
import type { TermKey } from "#graph/model.ts";
import { blocksOf } from "#graph/resolution/blocks.ts";
import { joinTerms } from "#graph/resolution/components.ts";
import { differentExpansions } from "#graph/resolution/expansions.ts";
import { contradict } from "#graph/resolution/guards.ts";
import { quantise, similarity } from "#graph/resolution/quantised-vector.ts";
import { sameSpelling } from "#graph/resolution/spelling.ts";
import { linkOf, NEAR } from "#graph/resolution/term-links.ts";
import { sameWordsInOtherForms } from "#graph/resolution/word-forms.ts";

const pairs = (text: string): (readonly [TermKey, TermKey])[] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((term) => term.trim()) as unknown as readonly [TermKey, TermKey]);

describe("spelling", () => {
  test.each(
    pairs(`
    data set | dataset
    pre trained language model | pretrained language model
    multi lingual embedding | multilingual embedding
    auto encoder | autoencoder
    labelled datum | labeled datum
    occurrence matrix | occurence matrix
    recogintion system | recognition system
    BiLSTM | biLSTM
    F1 score | f1 score
    WordNet enhanced attention network | Wordnet enhanced attention network`),
  )("%s is %s", (a, b) => {
    expect(sameSpelling(a, b)).toBe(true);
    expect(sameSpelling(b, a)).toBe(true);
    expect(blocksOf(a).some((block) => blocksOf(b).includes(block))).toBe(true);
    expect(contradict(a, b)).toBe(false);
  });

  test.each(
    pairs(`
    methyl | ethyl
    sulfate | sulfite
    causal model | casual model
    layer 12 | layer 1 2
    CO | Co
    record | ReCoRD
    news | NEWS
    drop | DROP
    GPT 2 | GPT 3
    conversation | conservation
    unclear | nuclear`),
  )("%s is not %s", (a, b) => {
    expect(sameSpelling(a, b)).toBe(false);
    expect(sameSpelling(b, a)).toBe(false);
  });
});

describe("contradiction", () => {
  test.each(
    pairs(`
    high pressure | low pressure
    hydrophilic surface | hydrophobic surface
    supervised learning | unsupervised learning
    intracellular matrix | extracellular matrix
    nanofiber | microfiber
    inhibition | disinhibition
    alpha helix | beta helix
    monomer | polymer
    type 1 collagen | type 2 collagen
    type I collagen | type II collagen
    SemEval 2018 task | SemEval 2019 task
    encoder layer | decoder layer
    large corpus | larger corpus
    generated text | generating text
    extractive summary | abstractive summary
    non extractive model | extractive model`),
  )("%s and %s stay apart", (a, b) => {
    expect(contradict(a, b)).toBe(true);
    expect(contradict(b, a)).toBe(true);
    const same = quantise(Float32Array.of(1, 0));
    expect(linkOf(a, b, { decision: null, abbreviation: false, vectors: [same, same] })).toBeNull();
  });
});

describe("near in meaning", () => {
  const facts = (cosine: number) => ({
    decision: null,
    abbreviation: false,
    vectors: [quantise(Float32Array.of(1, 0)), quantise(Float32Array.of(cosine, Math.sqrt(1 - cosine * cosine)))] as const,
  });

  test("joins forms of the same words from the threshold on, and nothing else however near", () => {
    const [a, b] = ["contextual embedding", "contextualized embedding"] as TermKey[];
    expect(linkOf(a!, b!, facts(0.99))).toMatchObject({ a, b, reason: "embedding", similarity: expect.closeTo(990, -1) });
    expect(linkOf(a!, b!, facts(NEAR / 1000 - 0.02))).toBeNull();
    expect(linkOf("entity typing model" as TermKey, "entity linking model" as TermKey, facts(0.99))).toBeNull();
    expect(linkOf("relation extraction" as TermKey, "relation extraction system" as TermKey, facts(0.99))).toBeNull();
    expect(linkOf(a!, b!, { ...facts(0.99), decision: "different" })).toBeNull();
    expect(linkOf(a!, "entity" as TermKey, { ...facts(0), decision: "same" })).toMatchObject({ reason: "person" });
  });

  test("every pair of forms shares a block", () => {
    for (const [a, b] of pairs("bias mitigation technique | bias mitigation method\nname entity recognition | named entity recognition")) {
      expect(sameWordsInOtherForms(a, b)).toBe(true);
      expect(blocksOf(a).some((block) => blocksOf(b).includes(block))).toBe(true);
    }
  });

  test("similarity is the cosine in thousandths: by hand, and at its extremes", () => {
    const of = (...values: number[]) => quantise(Float32Array.from(values));
    // (127, 95)·(127, 0) with 95 = round(0.75 · 127): 16129 / √((16129 + 9025) · 16129) = 0.80076
    expect(similarity(of(4, 3), of(1, 0))).toBe(800);
    expect(similarity(of(1, 0), of(1, 0))).toBe(1000);
    expect(similarity(of(1, 0), of(-1, 0))).toBe(0);
    expect(similarity(of(0, 0), of(1, 0))).toBe(0);
  });
});

test("expansions that differ in form or by a word more are no contradiction", () => {
  for (const [a, b] of pairs("language model | language modeling\ngraph convolutional network | graph convolutional neural network")) {
    expect(differentExpansions(a, b)).toBe(false);
  }
  for (const [a, b] of pairs("conditional random field | case report form\nrelation extraction | regular expression")) {
    expect(differentExpansions(a, b)).toBe(true);
  }
});

test("a component is cut along its weakest link, whatever the order of links and terms", () => {
  const terms = ["a", "b", "c", "d", "e"] as TermKey[];
  const link = (a: string, b: string, similarity: number) => ({ a, b, similarity, reason: "embedding" }) as never;
  const links = [link("a", "b", 990), link("b", "c", 950), link("c", "d", 980), link("a", "d", 940)];
  const apart = (x: string, y: string): boolean => [x, y].sort().join() === "a,c";
  const expected = [["a", "b"], ["c", "d"], ["e"]];
  expect(joinTerms(terms, links, apart)).toEqual(expected);
  expect(joinTerms([...terms].reverse(), [...links].reverse(), apart)).toEqual(expected);
  expect(joinTerms(terms, links, () => false)).toEqual([["a", "b", "c", "d"], ["e"]]);
  expect(joinTerms([], [], apart)).toEqual([]);
});
