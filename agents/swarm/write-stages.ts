// The stages in which one hypothesis is thought, written, criticised and revised. Each reads a draft and answers the next one; each is
// safe to run twice, because a question asked before is answered from the ledger.

import { remedied, ruledPoints } from "#agents/composer/critique.ts";
import { composeDefinition } from "#agents/composer/definition.ts";
import { composeSection } from "#agents/composer/sections.ts";
import { composeStatement } from "#agents/composer/statement.ts";
import { composeThinking } from "#agents/composer/thinking.ts";
import { type Material, numberedCitations } from "#agents/evidence/material.ts";
import { type CritiquePoint, SECTION_NAMES, type SectionName } from "#agents/model.ts";
import { critic } from "#agents/roles/critic.ts";
import { ontologist } from "#agents/roles/ontologist.ts";
import { proposer, SECTION_TASKS } from "#agents/roles/proposer.ts";
import { reviser } from "#agents/roles/reviser.ts";
import { renderRole } from "#agents/roles/role.ts";
import { thinker } from "#agents/roles/thinker.ts";
import { type SectionRules, sectionProblem } from "#agents/swarm/checks.ts";
import { type Draft, evidenceText, type OpenPoint, pathText } from "#agents/swarm/draft.ts";
import { COMPOSER, type Speaker } from "#agents/swarm/speaker.ts";
import { parseThinking } from "#agents/thinking/parse.ts";
import type { Message } from "#kernels/language-model.ts";

/** Points answered in one round: a revision that changes everything shows nothing. */
const POINTS_A_ROUND = 3;

/** Defines the concepts on the path and thinks about it. */
export async function think(speaker: Speaker, draft: Draft): Promise<Draft> {
  const { material } = draft;
  const evidence = numberedCitations(material);
  const definitions: Record<string, string> = {};
  for (const [index, concept] of material.concepts.entries()) {
    const said = await speaker.say({
      role: ontologist,
      label: `${draft.id}/${index + 1}`,
      subject: draft.id,
      input: { path: pathText(material), evidence: evidenceText(material), concept: concept.label },
      evidence,
      check: (text) => sectionProblem(text, { ...rules(material, []), mustName: [concept.label], atLeast: 1 }),
      compose: () => composeDefinition(concept, material),
    });
    definitions[concept.label] = said.text;
  }
  const thought = await speaker.say({
    role: thinker,
    label: draft.id,
    subject: draft.id,
    input: {
      question: `How may ${material.concepts[0]!.label} and ${material.concepts.at(-1)!.label} be linked?`,
      concepts: material.concepts.map(({ label }) => label).join(", "),
      evidence: evidenceText(material),
    },
    evidence,
    check: thinkingProblem,
    compose: () => composeThinking(material),
  });
  return { ...draft, definitions, thinking: { text: thought.text, by: thought.by } };
}

function thinkingProblem(text: string): string | null {
  const { graph, problems } = parseThinking(text);
  return graph === null || graph.edges.length === 0 ? `thought without a usable graph (${problems[0] ?? "no edges"})` : null;
}

/** Writes the eight sections, each by name. */
export async function propose(speaker: Speaker, draft: Draft): Promise<Draft> {
  const sections: Partial<Record<SectionName, string>> = {};
  const writtenBy: Partial<Record<SectionName, string>> = {};
  const composedBecause: Partial<Record<SectionName, string>> = {};
  for (const name of SECTION_NAMES) {
    const input = proposerInput(draft, name);
    const said = await speaker.say({
      role: proposer,
      label: `${draft.id}/${name}`,
      subject: draft.id,
      input,
      evidence: numberedCitations(draft.material),
      check: (text) => sectionProblem(text, sectionRules(draft.material, name, renderRole(proposer, input))),
      compose: () => composeSection(name, draft.material, draft.prior),
    });
    sections[name] = name === "novelty" && draft.outside !== null ? `${said.text.trim()} ${draft.outside}` : said.text.trim();
    writtenBy[name] = said.by;
    if (said.because !== null) composedBecause[name] = said.because;
  }
  return { ...draft, sections, writtenBy, composedBecause };
}

/** What the proposer is asked for a section: also the prompt of the preference pairs that come of it. */
export function proposerInput(draft: Draft, section: SectionName) {
  const { material } = draft;
  return {
    path: pathText(material),
    conjecture: composeStatement(material),
    evidence: evidenceText(material),
    definitions: Object.values(draft.definitions).join("\n"),
    section,
    task: SECTION_TASKS[section],
  };
}

/** What the composer can prove weak, and what the model adds to it. Points made before are not made again. */
export async function criticise(speaker: Speaker, draft: Draft): Promise<Draft> {
  const ruled = ruledPoints(draft.material, draft.prior).map((point): OpenPoint => ({ ...point, by: COMPOSER, answered: false }));
  const text = SECTION_NAMES.map((name) => `${name}: ${draft.sections[name] ?? ""}`).join("\n");
  const said = await speaker.say({
    role: critic,
    label: `${draft.id}/${draft.round}`,
    subject: draft.id,
    input: { draft: text, evidence: evidenceText(draft.material) },
    evidence: numberedCitations(draft.material),
    check: (answer) => (readPoints(answer, "") === null ? "its critique is not the JSON asked for" : null),
    compose: () =>
      JSON.stringify({ points: ruled.map(({ section, problem, suggestion, severity }) => ({ section, problem, suggestion, severity })) }),
  });
  const raised = said.by === COMPOSER ? [] : (readPoints(said.text, said.by) ?? []);
  const known = new Set(draft.points.map(({ problem }) => problem));
  return { ...draft, points: [...draft.points, ...[...ruled, ...raised].filter(({ problem }) => !known.has(problem))] };
}

function readPoints(text: string, by: string): readonly OpenPoint[] | null {
  try {
    const read = critic.writes.safeParse(JSON.parse(text));
    return read.success ? read.data.points.map((point) => ({ ...point, by, remedy: null, answered: false })) : null;
  } catch {
    return null;
  }
}

/** Points that a revision should answer now: weaknesses and worse, still open, the worst first. */
export function openPoints(draft: Draft): readonly OpenPoint[] {
  const order: readonly CritiquePoint["severity"][] = ["fatal", "weakness"];
  const open = draft.points.filter((point) => !point.answered && point.severity !== "note");
  return open.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)).slice(0, POINTS_A_ROUND);
}

/** Rewrites the sections that open points name, and keeps what was there before. */
export async function revise(speaker: Speaker, draft: Draft): Promise<Draft> {
  let next = draft;
  for (const point of openPoints(draft)) next = await reviseOne(speaker, next, point);
  return { ...next, round: draft.round + 1 };
}

async function reviseOne(speaker: Speaker, draft: Draft, point: OpenPoint): Promise<Draft> {
  const section: SectionName = point.section === "path" || point.section === "whole" ? "hypothesis" : point.section;
  const before = draft.sections[section] ?? "";
  const input = { section, before, problem: point.problem, suggestion: point.suggestion, evidence: evidenceText(draft.material) };
  const said = await speaker.say({
    role: reviser,
    label: `${draft.id}/${draft.round}/${draft.points.indexOf(point) + 1}`,
    subject: draft.id,
    input,
    evidence: numberedCitations(draft.material),
    check: (text) =>
      text.trim() === before.trim()
        ? "changed nothing"
        : sectionProblem(text, sectionRules(draft.material, section, renderRole(reviser, input))),
    compose: () => remedied(before, point.remedy ?? `Open point, raised by ${point.by}: ${point.problem}`),
  });
  const after = said.text.trim();
  const points = draft.points.map((other) => (other.problem === point.problem ? { ...other, answered: true } : other));
  if (after === before) return { ...draft, points };
  const revision = { section, before, after, because: point.problem, by: said.by };
  return {
    ...draft,
    points,
    sections: { ...draft.sections, [section]: after },
    writtenBy: { ...draft.writtenBy, [section]: authors(draft.writtenBy[section], said.by) },
    revisions: [...draft.revisions, revision],
  };
}

/** A section revised by another than its author has two: "smollm2 + composer". */
function authors(first: string | undefined, second: string): string {
  return first === undefined || first === second ? second : `${first} + ${second}`;
}

function sectionRules(material: Material, section: SectionName, messages: readonly Message[]): SectionRules {
  return { ...rules(material, messages), atLeast: section === "hypothesis" ? 2 : 1 };
}

function rules(material: Material, messages: readonly Message[]): SectionRules {
  return {
    mustName: [material.concepts[0]!.label, material.concepts.at(-1)!.label],
    atLeast: 1,
    prompt: messages.map(({ content }) => content).join("\n"),
    evidence: evidenceText(material),
    sources: numberedCitations(material).length,
    known: [...material.concepts.map(({ label }) => label), ...material.beside.flatMap((step) => [step.fromLabel, step.toLabel])],
  };
}
