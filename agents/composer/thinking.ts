// The composer's thinking, in Graph-PReFLexOR's form: graph, abstract pattern, synthesis. It goes through the same parser as a model's.

import { spokenStep } from "#agents/composer/sections.ts";
import { composeStatement, endsOf } from "#agents/composer/statement.ts";
import { sentenceCase, stopped, verbPhrase } from "#agents/composer/wording.ts";
import type { Material, StepEvidence } from "#agents/evidence/material.ts";

const GREEK = ["α", "β", "γ", "δ", "ε", "ζ", "η", "θ"];

/** Thinking text between `<|thinking|>` tokens. Its graph holds observed steps only; the conjecture is left to the synthesis. */
export function composeThinking(material: Material): string {
  const graph = {
    nodes: material.concepts.map((concept) => ({ id: concept.label })),
    edges: material.steps.filter((step) => !step.negated).map(edge),
  };
  const steps = material.steps.map((step, index) => `${index + 1}. ${stopped(sentenceCase(spokenStep(step)))}`);
  return [
    "<|thinking|>",
    ...steps,
    `<graph_json>${JSON.stringify(graph)}</graph_json>`,
    `<patterns>${pattern(material)}</patterns>`,
    `<synthesis>${composeStatement(material)}</synthesis>`,
    "<|/thinking|>",
  ].join("\n");
}

function edge(step: StepEvidence): { readonly source: string; readonly relation: string; readonly target: string } {
  const [source, target] = step.direction === "forward" ? [step.fromLabel, step.toLabel] : [step.toLabel, step.fromLabel];
  return { source, relation: step.type, target };
}

/** "α increases β; β forms γ; condition: β persists; rule: then α affects γ". */
function pattern(material: Material): string {
  const letter = new Map(material.concepts.map((concept, index) => [concept.id, GREEK[index] ?? `x${index}`]));
  const of = (id: string) => letter.get(id) ?? id;
  const links = material.steps.map((step) => {
    const [head, tail] = step.direction === "forward" ? [step.from, step.to] : [step.to, step.from];
    return `${of(head)} ${step.negated ? "does not " : ""}${verbPhrase(step.type, step.negated ? "bare" : "one")} ${of(tail)}`;
  });
  const between = material.concepts.slice(1, -1).map((concept) => of(concept.id));
  const { type } = material.conjecture;
  const [from, to] = endsOf(material).map(({ id }) => id) as [string, string];
  return `${links.join("; ")}; condition: ${between.join(", ") || of(from)} present; rule: then ${of(from)} may ${verbPhrase(type, "bare")} ${of(to)}`;
}
