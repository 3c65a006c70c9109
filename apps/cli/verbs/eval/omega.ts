// eval omega: tasks over a made-up graph, a graph file, or the garden's own relations.

import type { VerbContext } from "#apps/cli/verb.ts";
import { evaluateOmega } from "#apps/evaluation/omega.ts";
import { type Fact, madeUpGraph, omegaTasks } from "#apps/evaluation/omega-tasks.ts";
import { readGraphFile } from "#graph/import/read-graph-file.ts";
import { loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { HortusError } from "#kernels/errors.ts";
import { namedModel } from "../../named-model.ts";
import { measured } from "./measured.ts";

interface OmegaFlags {
  readonly count: number;
  readonly gold?: string;
  readonly fromGarden?: boolean;
}

export const omega = measured<OmegaFlags>("tasks", async (flags, options, context) => {
  const tasks = omegaTasks(await factsOf(flags, context), flags.count, options.seed);
  if (tasks.length === 0) throw new HortusError("input.invalid", "This graph is too small for tasks: leave it out for a made-up one.");
  await using model = await namedModel(context, "ask");
  return await evaluateOmega(tasks, { ...options, model });
});

/** Longer relation texts are sentences. */
const LONGEST_TYPE = 40;

async function factsOf({ gold, fromGarden = false }: OmegaFlags, context: VerbContext): Promise<readonly Fact[]> {
  if (fromGarden) return gardenFacts(context);
  if (gold === undefined) return madeUpGraph(context.config.seed);
  const { edges } = await readGraphFile(gold, { signal: context.signal });
  const plain = edges.filter(({ relation, negated }) => !negated && relation !== "" && relation.length <= LONGEST_TYPE);
  return plain.map(({ from, relation, to }) => ({ from: from.name, type: relation, to: to.name }));
}

/** Observed relations that are affirmed, by label. */
async function gardenFacts({ workbench }: VerbContext): Promise<readonly Fact[]> {
  const { garden } = await workbench({ create: false, embeddings: false });
  const { concepts, edges, typeNames } = await loadConceptGraph(garden.store);
  const facts: Fact[] = [];
  for (let edge = 0; edge < edges.from.length; edge++) {
    if (edges.negated[edge] === 1) continue;
    const [from, to] = [concepts[edges.from[edge]!]!.label, concepts[edges.to[edge]!]!.label];
    facts.push({ from, type: typeNames[edges.type[edge]!]!, to });
  }
  return facts;
}
