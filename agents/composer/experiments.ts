// The experiment that could refute a hypothesis, and what it would show otherwise: one design for each pattern of inference. Designs and
// sample sizes are conventions (two-sided α = 0.05, power 80 %; Cohen 1988), never findings.

import { measurementOf, variationOf } from "#agents/composer/measurements.ts";
import { between, endsOf, pivotOf } from "#agents/composer/statement.ts";
import { are, does, isPlural, listed } from "#agents/composer/wording.ts";
import type { Material } from "#agents/evidence/material.ts";

/** What is seen if the conjecture holds. */
export function composeOutcome(material: Material): string {
  return DESIGNS[designOf(material)].outcome(material);
}

/** How to test it, and what would refute it. */
export function composeFalsification(material: Material): string {
  return DESIGNS[designOf(material)].test(material);
}

interface Design {
  readonly outcome: (material: Material) => string;
  readonly test: (material: Material) => string;
}

type DesignName = "levels" | "detection" | "rescue" | "binding" | "factorial" | "replacement" | "correlation" | "transfer";

/** Patterns whose design does not depend on what is conjectured. */
const OF_PATTERN: Readonly<Partial<Record<Material["pattern"], DesignName>>> = {
  sequestration: "rescue",
  competition: "binding",
  combination: "factorial",
  opposition: "factorial",
  substitution: "replacement",
  "shared-trait": "transfer",
};

function designOf({ pattern, conjecture }: Material): DesignName {
  if (pattern !== "chain") return OF_PATTERN[pattern] ?? "correlation";
  if (STATES.has(conjecture.type)) return "detection";
  return conjecture.type === "associated-with" ? "correlation" : "levels";
}

/** What is there or not, rather than what acts. */
const STATES = new Set(["consists-of", "combines", "is-a", "has-property", "has"]);

const DESIGNS: Readonly<Record<DesignName, Design>> = {
  levels: { outcome: levelsOutcome, test: levelsTest },
  detection: { outcome: detectionOutcome, test: detectionTest },
  rescue: { outcome: rescueOutcome, test: rescueTest },
  binding: { outcome: bindingOutcome, test: bindingTest },
  factorial: { outcome: factorialOutcome, test: factorialTest },
  replacement: { outcome: replacementOutcome, test: replacementTest },
  correlation: { outcome: correlationOutcome, test: correlationTest },
  transfer: { outcome: transferOutcome, test: transferTest },
};

/** Fixed in advance: a difference that was not found is not a difference that is not there. */
const SIZE =
  "Fix beforehand the smallest difference worth knowing and take as many samples as it needs: 26 in each group show one of 0.8 standard deviations with 80 % power (two-sided α = 0.05), 394 one of 0.2.";
const UNDECIDED = "A 95 % interval that holds both zero and that smallest difference decides nothing.";
const NO_SIZE = "How large it is cannot be told from the cited sentences: none of them gives a number for this pair.";

type Change = "rise" | "fall" | "change";

function changeOf({ conjecture }: Material): Change {
  if (["decreases", "inhibits"].includes(conjecture.type)) return "fall";
  return conjecture.type === "affects" ? "change" : "rise";
}

const EXPECTED: Readonly<Record<Change, string>> = {
  rise: "a rise is expected",
  fall: "a fall is expected",
  change: "a change is expected, in a direction the sources do not settle",
};

function levelsOutcome(material: Material): string {
  const [from, to] = endsOf(material);
  const via = between(material)[0]!;
  return [
    `If the conjecture holds, varying ${from.label} shows in ${to.label} (read as ${measurementOf(to)}): ${EXPECTED[changeOf(material)]}.`,
    `The change should go together with a change in ${via}; where ${via} ${are(via)} held fixed, it should vanish or shrink.`,
    NO_SIZE,
  ].join(" ");
}

function levelsTest(material: Material): string {
  const [from, to] = endsOf(material);
  const via = between(material)[0]!;
  return [
    `Test: compare ${variationOf(from)}. For ${to.label} measure ${measurementOf(to)}, blind to the condition.`,
    SIZE,
    `The hypothesis is refuted if the ${changeOf(material)} of ${to.label} from the lowest to the highest level is shown to be smaller than that${changeOf(material) === "change" ? "" : ", or to go the other way"}. ${UNDECIDED}`,
    `The mechanism is refuted if the effect stays when ${via} ${are(via)} removed or held constant.`,
  ].join(" ");
}

function detectionOutcome(material: Material): string {
  const [from, to] = endsOf(material);
  return `If the conjecture holds, ${to.label} (read as ${measurementOf(to)}) can be found in ${from.label} itself, and not only in ${listed(between(material))} elsewhere.`;
}

function detectionTest(material: Material): string {
  const [from, to] = endsOf(material);
  const via = between(material)[0]!;
  return [
    `Test: look for ${to.label} in at least 20 independent specimens of ${from.label} by ${measurementOf(to)}, with ${via} known to show it as positive control and a specimen known to lack it as negative control, blind to which is which.`,
    "State the detection limit first.",
    `The hypothesis is refuted if ${to.label} ${are(to.label)} found in none of them above the detection limit while the positive control shows it: with 20 specimens the true share is then below 14 % (95 % confidence).`,
  ].join(" ");
}

function rescueOutcome(material: Material): string {
  const [from, to] = endsOf(material);
  const m = pivotOf(material).label;
  return [
    `If the conjecture holds, more ${from.label} means less ${to.label} (read as ${measurementOf(to)}) as long as ${m} ${are(m)} scarce.`,
    `An excess of ${m} should restore it: that is what tells taking up from any other way to hinder.`,
    NO_SIZE,
  ].join(" ");
}

function rescueTest(material: Material): string {
  const [from, to] = endsOf(material);
  const m = pivotOf(material).label;
  return [
    `Test: compare ${variationOf(from)}, each once with ${m} at the usual level and once in excess. For ${to.label} measure ${measurementOf(to)}, blind to the condition.`,
    SIZE,
    `The hypothesis is refuted if the fall of ${to.label} from the lowest to the highest level of ${from.label}, at the usual ${m}, is shown to be smaller than that. ${UNDECIDED}`,
    `The mechanism is refuted if an excess of ${m} does not bring it back.`,
  ].join(" ");
}

function bindingOutcome(material: Material): string {
  const [from, to] = endsOf(material);
  const m = pivotOf(material).label;
  return `If the conjecture holds, the share of ${m} bound to ${to.label} falls when ${from.label} ${are(from.label)} added at constant ${m}, and the more so the scarcer ${m} ${are(m)}. Should it rise instead, the two help each other: the sources settle neither.`;
}

function bindingTest(material: Material): string {
  const [from, to] = endsOf(material);
  const m = pivotOf(material).label;
  return [
    `Test: at a fixed amount of ${m} and of ${to.label}, compare ${variationOf(from)}. Measure how much of ${m} is bound to ${to.label}, blind to the condition.`,
    SIZE,
    `The hypothesis is refuted if the fall of the bound share is shown to be smaller than that, or if it rises. ${UNDECIDED}`,
    `Competition for ${m} is refuted as the reason if the share stays low with ${m} in excess.`,
  ].join(" ");
}

function factorialOutcome(material: Material): string {
  const [from, to] = endsOf(material);
  const m = pivotOf(material);
  const expected =
    material.pattern === "opposition"
      ? `the effect of ${to.label} on ${m.label} (read as ${measurementOf(m)}) shrinks when ${from.label} ${are(from.label)} present`
      : `${m.label} (read as ${measurementOf(m)}) change${isPlural(m.label) ? "" : "s"} more with both than with either alone`;
  return `If the conjecture holds, ${expected}. Each of the two effects stands in a source; that they meet under one set of conditions is the conjecture. ${NO_SIZE}`;
}

function factorialTest(material: Material): string {
  const [from, to] = endsOf(material);
  const m = pivotOf(material);
  const refuted =
    material.pattern === "opposition"
      ? `the effect of ${to.label} is as large with ${from.label} as without`
      : `both together do no more than the better of the two alone`;
  return [
    `Test: a two-by-two design: neither, ${from.label} alone, ${to.label} alone, both. For ${m.label} measure ${measurementOf(m)}, blind to the group.`,
    `${SIZE} An interaction needs about four times as many as a difference of the same size.`,
    `The hypothesis is refuted if ${refuted}, to within that smallest difference. ${UNDECIDED}`,
  ].join(" ");
}

function replacementOutcome(material: Material): string {
  const [from, to] = endsOf(material);
  const m = pivotOf(material).label;
  return `If the conjecture holds, ${from.label} in place of ${to.label}, all else alike, keep${isPlural(from.label) ? "" : "s"} ${m}; without either, ${m} ${are(m)} lost or reduced. ${NO_SIZE}`;
}

function replacementTest(material: Material): string {
  const [from, to] = endsOf(material);
  const m = pivotOf(material);
  return [
    `Test: three groups, otherwise alike: with ${to.label}, with ${from.label} in its place, with neither. For ${m.label} measure ${measurementOf(m)}, blind to the group.`,
    SIZE,
    `The hypothesis is refuted if the group with ${from.label} is worse than the one with ${to.label} by more than that, or no better than the one with neither. ${UNDECIDED}`,
  ].join(" ");
}

function transferOutcome(material: Material): string {
  const [from, to] = endsOf(material);
  const m = pivotOf(material).label;
  return `If the conjecture holds, what ${from.label} ${does(from.label)} because of ${m} is also seen with ${to.label}. Where it is not, ${m} ${are(m)} not what it comes from.`;
}

function transferTest(material: Material): string {
  const [from, to] = endsOf(material);
  const m = pivotOf(material).label;
  return [
    `Test: fix beforehand one behaviour of ${from.label} (${measurementOf(from)}) and measure the same in ${to.label}, with and without ${m}, blind to the group.`,
    SIZE,
    `The hypothesis is refuted if ${to.label} with ${m} and without differ by less than that. ${UNDECIDED}`,
  ].join(" ");
}

function correlationOutcome(material: Material): string {
  const [from, to] = endsOf(material);
  const via = between(material);
  return [
    `If the conjecture holds, samples with more of the one show more (or regularly less) of the other: ${from.label}, read as ${measurementOf(from)}, against ${to.label}, read as ${measurementOf(to)}.`,
    `The tie should loosen where ${listed(via)} ${via.length > 1 ? "are" : are(via[0]!)} absent or held fixed.`,
    "The cited sentences give neither its direction nor its strength.",
  ].join(" ");
}

function correlationTest(material: Material): string {
  const [from, to] = endsOf(material);
  const via = between(material)[0]!;
  return [
    `Test: in at least 85 independent samples measure ${from.label} (${measurementOf(from)}) and ${to.label} (${measurementOf(to)}), each blind to the other.`,
    "With 85 samples a correlation of 0.3 is found with 80 % power (two-sided α = 0.05).",
    "The hypothesis is refuted if the 95 % interval of the correlation lies within ±0.3; an interval that holds both 0 and 0.3 decides nothing.",
    `The mechanism is refuted if the correlation stays when ${via} ${are(via)} held constant.`,
  ].join(" ");
}
