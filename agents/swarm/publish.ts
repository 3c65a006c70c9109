// What the agents imagined joins the garden as conjectures: the direct link of each hypothesis, and what a model drew in its thinking.
// A conjecture's id is a hash of its content, so that publishing twice publishes once.

import type { AgentContext } from "#agents/context.ts";
import type { Hypothesis, HypothesisId, Run } from "#agents/model.ts";
import { parseThinking } from "#agents/thinking/parse.ts";
import { conjectureId } from "#graph/conjecture-id.ts";
import { kebab } from "#graph/extraction/relation-types.ts";
import { commit } from "#graph/growth/commit.ts";
import type { Concept, Conjecture, DocumentId, Sha256, TermKey } from "#graph/model.ts";
import { guardOf } from "#graph/ontology/guard.ts";
import { findConcept } from "#graph/search/find-concept.ts";
import { HortusError } from "#kernels/errors.ts";

/** Writes the run's conjectures in one change; those that are there already stay as they are. */
export async function publish(context: AgentContext, run: Run, ids: readonly HypothesisId[], thoughts: readonly string[]): Promise<void> {
  const hypotheses = context.ledger.hypotheses(run.id).filter(({ id }) => ids.includes(id));
  const conjectures = [...hypotheses.map(ofHypothesis), ...(await ofThoughts(context, thoughts))];
  conjectures.sort((a, b) => (a.id < b.id ? -1 : 1));
  await putConjectures(context, conjectures);
}

async function putConjectures({ garden: read, present: garden = read }: AgentContext, conjectures: readonly Conjecture[]): Promise<void> {
  const byId = new Map(conjectures.map((conjecture) => [conjecture.id, conjecture]));
  for (const { id } of await garden.store.conjectures([...byId.keys()])) byId.delete(id);
  if (byId.size === 0) return;
  const operations = [...byId.values()].map((conjecture) => ({ op: "put-conjecture", conjecture }) as const);
  await commit(garden, { author: "agents", reason: "hypotheses proposed", operations });
}

function ofHypothesis(hypothesis: Hypothesis): Conjecture {
  const { from, type, to } = hypothesis.conjecture;
  const evidence = hypothesis.path.flatMap((step) => step.evidence.slice(0, 1));
  return {
    id: conjectureId(from, type, to),
    from: from as TermKey,
    fromLabel: hypothesis.from,
    type,
    to: to as TermKey,
    toLabel: hypothesis.to,
    origin: "hypothesis",
    rationale: hypothesis.statement,
    restsOn: evidence.map(({ document, start, end, sha256: hash }) => ({
      document: document as DocumentId,
      start,
      end,
      sha256: hash as Sha256,
    })),
  };
}

/** Edges drawn in thinking whose both ends the garden knows by name and does not join yet, and which its ontology does not refuse. */
async function ofThoughts(context: AgentContext, thoughts: readonly string[]): Promise<readonly Conjecture[]> {
  const found: Conjecture[] = [];
  const guard = await guardOf(context.garden.store);
  for (const thought of thoughts) {
    for (const edge of parseThinking(thought).graph?.edges ?? []) {
      const [from, to] = [await known(context, edge.source), await known(context, edge.target)];
      if (from === null || to === null || from.id === to.id || (await joined(context, from, to))) continue;
      const type = kebab(edge.relation) || "associated-with";
      if (guard.enforce === "refuse" && guard.judge(from, type, to) !== null) continue;
      found.push({
        id: conjectureId(from.id, type, to.id),
        from: from.id as unknown as TermKey,
        fromLabel: from.label,
        type,
        to: to.id as unknown as TermKey,
        toLabel: to.label,
        origin: "thinking",
        rationale: `Drawn while thinking: ${edge.source} ${edge.relation} ${edge.target}`.replace(/\s+/g, " ").slice(0, 300),
        restsOn: [],
      });
    }
  }
  return found;
}

/** The concept that goes by exactly this name, or null. */
async function known(context: AgentContext, name: string): Promise<Concept | null> {
  try {
    const found = await findConcept(context.garden, name);
    return found.exact ? found.concept : null;
  } catch (thrown) {
    if (thrown instanceof HortusError && thrown.code === "concept.not_found") return null;
    throw thrown;
  }
}

async function joined(context: AgentContext, from: Concept, to: Concept): Promise<boolean> {
  const relations = await context.garden.store.relationsOf([from.id]);
  return relations.some((relation) => relation.from === to.id || relation.to === to.id);
}
