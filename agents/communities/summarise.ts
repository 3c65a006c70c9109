// Communities of the garden with a name and a summary in which every sentence cites the one it rests on. The composer restates sentences; a model
// that may answer questions can write instead, and only what its sentences bear out is kept.

import { numbered } from "#agents/answering/answer-order.ts";
import { checkClaims } from "#agents/answering/support.ts";
import { shortHash } from "#agents/canonical.ts";
import { communityMaterial, MOST, type SaidRelation } from "#agents/communities/material.ts";
import { restated } from "#agents/composer/claims.ts";
import type { AgentContext } from "#agents/context.ts";
import { withMark } from "#agents/evidence/citation-marks.ts";
import type { Citation } from "#agents/model.ts";
import { probeModel } from "#agents/probe.ts";
import { answerer } from "#agents/roles/answerer.ts";
import { renderRole } from "#agents/roles/role.ts";
import { repetition } from "#agents/swarm/checks.ts";
import { COMPOSER } from "#agents/swarm/speaker.ts";
import { answerAfterThinking } from "#agents/thinking/parse.ts";
import { compareCodePoints } from "#graph/code-points.ts";
import { type Community, type CommunityHierarchy, communityHierarchy } from "#graph/communities/hierarchy.ts";
import { lineageOf } from "#graph/history/lineage.ts";
import { classesOf } from "#graph/ontology/classify.ts";
import { type Ontology, ontologyOf } from "#graph/ontology/ontology.ts";
import { type ConceptGraph, loadConceptGraph } from "#graph/paths/concept-graph.ts";
import { HortusError } from "#kernels/errors.ts";
import type { LanguageModel } from "#kernels/language-model.ts";

export interface SummarySentence {
  /** With its marks: [n] leads to `sources[n − 1]`. */
  readonly text: string;
  readonly evidence: readonly Citation[];
}

export interface SummarisedCommunity {
  readonly id: string;
  readonly level: number;
  readonly parent: string | null;
  readonly name: string;
  readonly size: number;
  readonly links: number;
  /** 0–1: of the links of its concepts those that stay inside. */
  readonly inside: number;
  /** The most central ones. */
  readonly concepts: readonly { readonly id: string; readonly label: string }[];
  /** Classes of the ontology that most of its concepts are in. */
  readonly classes: readonly { readonly name: string; readonly concepts: number }[];
  /** Three to six, where so many sentences hold. */
  readonly summary: readonly SummarySentence[];
  readonly sources: readonly Citation[];
  /** A model's id, or `composer`. */
  readonly writtenBy: string;
  /** Why the model that was there did not write it. */
  readonly composedBecause?: string;
}

export interface CommunitiesResult {
  readonly version: number;
  readonly level: number;
  /** How many communities each level has, and how many of at least `least` concepts. */
  readonly levels: readonly { readonly level: number; readonly count: number; readonly listable: number; readonly modularity: number }[];
  readonly isolated: number;
  readonly communities: readonly SummarisedCommunity[];
}

export interface CommunitiesRequest {
  readonly level: number;
  readonly limit: number;
  readonly seed: number;
}

/** Concepts of a community that is listed. */
export const LEAST = 3;
const CONCEPTS = 12;
const CLASSES = 4;
/** Sentences of a model's that must be left for its summary to stand. */
const FEWEST = 3;

/**
 * The communities of one level, the largest first. The same version and request are answered from what was made the first time.
 * @throws `input.invalid` for a level that there is not; `interrupted`
 */
export async function summariseCommunities(context: AgentContext, request: CommunitiesRequest): Promise<CommunitiesResult> {
  const { garden, ledger, model } = context;
  const place = `communities/${garden.branch}/${request.level}/${request.limit}/${model?.id ?? "none"}`;
  const key = await keyOf(context, request);
  const kept = ledger.fact(place) as { readonly key: string; readonly result: CommunitiesResult } | null;
  if (kept?.key === key) return kept.result;
  const result = await summarise(context, request);
  ledger.putFact(place, { key, result });
  return result;
}

/** Raised when summaries are made differently. */
const MADE = 2;

/** What the answer depends on. A version number alone is not enough: branches count on from where they parted. */
async function keyOf({ garden, model }: AgentContext, request: CommunitiesRequest): Promise<string> {
  const [last] = await garden.store.history({ limit: 1 });
  const { id } = await lineageOf(garden.store);
  const state = [id, last?.version ?? 0, last?.time ?? null, last?.reason ?? null];
  return shortHash([MADE, state, { ...request }, model?.id ?? null], 24);
}

async function summarise(context: AgentContext, { level, limit, seed }: CommunitiesRequest): Promise<CommunitiesResult> {
  const { store } = context.garden;
  const graph = await loadConceptGraph(store);
  const hierarchy = await communityHierarchy(graph, seed);
  const all = levelOf(hierarchy, level);
  const listed = all.filter(({ nodes }) => nodes.length >= LEAST).slice(0, limit);
  const [material, ontology] = [await communityMaterial(store, graph, listed), await ontologyOf(store)];
  const writer = await modelWriter(context);
  const communities: SummarisedCommunity[] = [];
  for (const [place, community] of listed.entries()) {
    if (context.signal?.aborted) throw new HortusError("interrupted", "Interrupted while summarising: run the same command again.");
    const composed = composedSummary(material[place]!);
    const written = writer.model === null ? null : await writer.write(community.name, composed.sources);
    communities.push({ ...described(graph, ontology, community), ...(written ?? composed), ...(written === null ? writer.because : {}) });
  }
  const levels = hierarchy.levels.map(({ level: number, modularity, communities: found }) => ({
    level: number,
    count: found.length,
    listable: found.filter(({ nodes }) => nodes.length >= LEAST).length,
    modularity,
  }));
  return { version: graph.version, level, levels, isolated: hierarchy.isolated, communities };
}

function levelOf({ levels }: CommunityHierarchy, level: number): readonly Community[] {
  if (levels.length === 0) return [];
  const found = levels[level];
  if (found !== undefined) return found.communities;
  throw new HortusError("input.invalid", `There is no level ${level}: the garden's communities have levels 0 to ${levels.length - 1}.`, {
    level,
    levels: levels.length,
  });
}

function described(graph: ConceptGraph, ontology: Ontology, community: Community) {
  const { id, level, parent, name, nodes, links, inside } = community;
  const counts = new Map<string, number>();
  for (const node of nodes) for (const one of classesOf(ontology, graph.concepts[node]!)) counts.set(one, (counts.get(one) ?? 0) + 1);
  const classes = [...counts].sort(([a, m], [b, n]) => n - m || compareCodePoints(a, b)).slice(0, CLASSES);
  return {
    ...{ id, level, parent, name, size: nodes.length, links, inside: Math.round(1000 * inside) / 1000 },
    concepts: nodes.slice(0, CONCEPTS).map((node) => ({ id: graph.concepts[node]!.id, label: graph.concepts[node]!.label })),
    classes: classes.map(([one, concepts]) => ({ name: one, concepts })),
  };
}

type Written = Pick<SummarisedCommunity, "summary" | "sources" | "writtenBy">;

function composedSummary(told: readonly SaidRelation[]): Written {
  const sources = told.map(({ citation }) => citation);
  const summary = told.map(({ from, to, citation }, place) => ({
    text: withMark(restated(citation.text, [from.label, to.label]), place + 1),
    evidence: [citation],
  }));
  return { summary, sources, writtenBy: COMPOSER };
}

interface Writer {
  readonly model: LanguageModel | null;
  readonly because: { readonly composedBecause?: string };
  /** Null when what it wrote cannot be used. */
  write(name: string, sources: readonly Citation[]): Promise<Written | null>;
}

/** The model as a writer of summaries, if the probe let it answer questions. */
async function modelWriter(context: AgentContext): Promise<Writer> {
  const { model, ledger, signal, clock } = context;
  const none = { write: async () => null };
  if (model === null) return { model: null, because: {}, ...none };
  const capabilities = await probeModel(model, context.probes ?? ledger, { clock, ...(signal && { signal }) });
  if (!capabilities.roles.answerer) {
    return { model: null, because: { composedBecause: `${model.id} did not pass the probe for the role answerer` }, ...none };
  }
  const because = { composedBecause: `${model.id} wrote fewer than ${FEWEST} sentences that their sources bear out` };
  return { model, because, write: (name, sources) => writtenSummary(context, model, name, sources) };
}

async function writtenSummary(
  { ledger, signal }: AgentContext,
  model: LanguageModel,
  name: string,
  sources: readonly Citation[],
): Promise<Written | null> {
  if (sources.length < FEWEST) return null;
  const input = { question: `What do these sentences say of ${name}?`, evidence: numbered(sources), thinking: "" };
  const messages = renderRole(answerer, input);
  const place = `summary/${model.id}/${shortHash(messages, 24)}`;
  const known = ledger.fact(place) as { readonly text: string } | null;
  const asked = { messages, maxTokens: answerer.maxTokens, temperature: 0, seed: 1, ...(signal && { signal }) };
  const text = known?.text ?? (await model.answer(asked)).text;
  if (known === null) ledger.putFact(place, { messages, text });
  return supportedOnly(answerAfterThinking(text), sources, model.id);
}

/** The statements that their sentences bear out, their sources numbered anew in the order cited. */
function supportedOnly(text: string, sources: readonly Citation[], by: string): Written | null {
  if (repetition(text) !== null) return null;
  const borne = checkClaims(text, sources).filter(({ supported }) => supported);
  if (borne.length < FEWEST) return null;
  const kept = borne.slice(0, MOST);
  const cited = [...new Set(kept.flatMap(({ evidence }) => evidence))];
  const summary = kept.map(({ text: statement, evidence }) => {
    const numbers = evidence.map((citation) => cited.indexOf(citation) + 1);
    return { text: numbers.reduce(withMark, statement), evidence };
  });
  return { summary, sources: cited, writtenBy: by };
}
