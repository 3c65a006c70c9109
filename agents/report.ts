// A run as Markdown, in SciAgents' document order, with every citation numbered once through the whole report.

import { citationsOf } from "#agents/composer/claims.ts";
import { sentenceCase } from "#agents/composer/wording.ts";
import { renumbered } from "#agents/evidence/citation-marks.ts";
import { quotable } from "#agents/evidence/quotation.ts";
import type { Ledger } from "#agents/ledger/ledger.ts";
import {
  type AnswerRefusal,
  type AskResult,
  type Citation,
  type Hypothesis,
  type Run,
  type RunId,
  type RunRequest,
  SECTION_NAMES,
  type SectionName,
} from "#agents/model.ts";
import type { QueryAnswer } from "#agents/query/query-answer.ts";
import { queryBlocks } from "#agents/query/query-report.ts";
import { describeWithin } from "#graph/search/filters.ts";
import { HortusError } from "#kernels/errors.ts";

export interface ReportOptions {
  /** Title and year of a document, for the list of sources; its id stands in where this does not know. */
  readonly titleOf?: (document: string) => { readonly title: string; readonly year: number | null } | null;
}

/**
 * The report of a run: hypotheses in order of rank, or the answer. It has no times, so that the same run gives the same report.
 * @throws `run.not_found`
 */
export function reportRun(ledger: Pick<Ledger, "run" | "hypotheses" | "result" | "steps">, id: RunId, options: ReportOptions = {}): string {
  const run = ledger.run(id);
  if (run === null) throw new HortusError("run.not_found", `There is no run ${id}.`, { run: id });
  const sources = new Sources();
  const result = ledger.result(id);
  const body = bodyBlocks(ledger, run, sources);
  const head = [
    `# ${run.request.verb === "hypothesize" ? "Hypotheses" : (run.request.question ?? "Answer")}`,
    settings(run.request, run.gardenVersion, run.status),
  ];
  const notices = (result?.notices ?? []).map((notice) => `> ${notice}`);
  const cited = run.request.verb === "query" ? [] : ["## Sources", sources.list(options)];
  return `${[...head, ...notices, ...body, ...cited].join("\n\n")}\n`;
}

function bodyBlocks(ledger: Pick<Ledger, "hypotheses" | "result" | "steps">, { id, request }: Run, sources: Sources): readonly string[] {
  if (request.verb === "hypothesize") {
    return ledger
      .hypotheses(id)
      .flatMap((hypothesis, index) => hypothesisBlocks(hypothesis, index + 1, definitionsOf(ledger, id, hypothesis), sources));
  }
  const result = ledger.result(id);
  if (result === null) return ["The run has no answer yet."];
  return request.verb === "query" ? queryBlocks(result as QueryAnswer) : answerBlocks(result as AskResult, sources);
}

function settings(request: RunRequest, version: number, status: string): string {
  const read = [
    ...(request.asOf === undefined ? [] : ["read as it was then"]),
    ...(request.within === undefined ? [] : [describeWithin(request.within)]),
  ];
  return `Garden version ${version}${read.length === 0 ? "" : ` (${read.join("; ")})`}; model ${request.model}; seed ${request.seed}; rounds of critique ${request.rounds}; run ${status}.`;
}

const HEADINGS: Readonly<Record<SectionName, string>> = {
  hypothesis: "Hypothesis",
  outcome: "Expected outcome",
  mechanisms: "Mechanisms",
  design_principles: "Design principles",
  unexpected_properties: "Unexpected properties",
  comparison: "Comparison",
  novelty: "Novelty",
  falsification: "How to prove it wrong",
};

function hypothesisBlocks(hypothesis: Hypothesis, number: number, definitions: readonly string[], sources: Sources): readonly string[] {
  const own = citationsOf(hypothesis.claims);
  const marked = (text: string) => sources.renumber(text, own);
  return [
    `## ${number}. ${hypothesis.title}`,
    `${hypothesis.statement} (${hypothesis.id}; a conjecture, not a finding)`,
    "### Path",
    hypothesis.path
      .map(
        (step) =>
          `- ${step.fromLabel} ${step.direction === "forward" ? `—${step.type}→` : `←${step.type}—`} ${step.toLabel}${sources.marks(step.evidence)}`,
      )
      .join("\n"),
    ...(definitions.length > 0 ? ["### Definitions", definitions.map((text) => `- ${marked(text)}`).join("\n")] : []),
    ...SECTION_NAMES.flatMap((name) => [
      `### ${HEADINGS[name]}`,
      `${marked(hypothesis.sections[name])}\n\n*Written by ${hypothesis.writtenBy[name]}.*`,
    ]),
    "### Claims",
    hypothesis.claims
      .map((claim) => `- ${claim.kind === "observed" ? "Observed" : "**Conjecture**"}: ${claim.text}${sources.marks(claim.evidence)}`)
      .join("\n"),
    "### Review",
    hypothesis.critique.length === 0
      ? "No weakness was raised."
      : hypothesis.critique
          .map((point) => `- ${sentenceCase(point.severity)} (${point.section}, ${point.by}): ${point.problem} ${point.suggestion}`)
          .join("\n"),
    ...(hypothesis.revisions.length > 0
      ? [
          "### Revisions",
          hypothesis.revisions
            .map((revision) => `- ${HEADINGS[revision.section]}, by ${revision.by}, because: ${revision.because}`)
            .join("\n"),
        ]
      : []),
    "### Scores",
    scoreTable(hypothesis),
  ];
}

function scoreTable({ scores }: Hypothesis): string {
  const novelty = scores.novelty === null ? "unknown" : scores.novelty.toFixed(2);
  const [low, high] = scores.interval;
  const rank = `${scores.rank.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
  return `| support | novelty | plausibility | testability | rank |\n| --- | --- | --- | --- | --- |\n| ${scores.support.toFixed(2)} | ${novelty} | ${scores.plausibility.toFixed(2)} | ${scores.testability.toFixed(2)} | ${rank} |`;
}

/** What the ontologist wrote about this hypothesis' concepts; a composed step counts over a model's that failed its check. */
function definitionsOf(ledger: Pick<Ledger, "steps">, run: RunId, hypothesis: Hypothesis): readonly string[] {
  const steps = ledger.steps(run).filter(({ role, subject }) => role === "ontologist" && subject === hypothesis.id);
  const byConcept = new Map(steps.map((step) => [step.id.replace(/\/composed$/, ""), step.text] as const));
  return [...byConcept.values()];
}

function answerBlocks(result: AskResult, sources: Sources): readonly string[] {
  if (result.refusal !== undefined) return refusalBlocks(result.refusal, sources);
  const own = result.sources ?? [];
  for (const citation of own.slice(0, result.cited)) sources.number(citation);
  const claims = result.claims.map(
    (claim) => `- ${claim.supported ? "Borne out" : "**Not borne out by what it cites**"}: ${claim.text}${sources.marks(claim.evidence)}`,
  );
  const rounds = result.rounds.map(
    (round, index) =>
      `${index + 1}. (${round.by}) ${sources.renumber(round.answer, own)}\n   Critique: ${sources.renumber(round.critique, own)}`,
  );
  const open = result.uncovered ?? [];
  return [
    sources.renumber(result.answer, own),
    ...(open.length === 0 ? [] : [`No quoted sentence has: ${open.join(", ")}.`]),
    `*Written by ${result.writtenBy}.*`,
    "## Statements",
    claims.join("\n"),
    "## Rounds of reflection",
    rounds.join("\n"),
  ];
}

function refusalBlocks({ because, nearest, concepts }: AnswerRefusal, sources: Sources): readonly string[] {
  return [
    because,
    ...(nearest.length === 0
      ? []
      : [
          "Nearest sentences, which do not answer it:",
          nearest.map((near) => `- ${quotable(near.text)}${sources.marks([near])}`).join("\n"),
        ]),
    ...(concepts.length === 0 ? [] : [`Nearest concepts: ${concepts.join(", ")}.`]),
  ];
}

/** One numbering for the whole report. */
class Sources {
  readonly #cited: Citation[] = [];
  readonly #numbers = new Map<string, number>();

  number(citation: Citation): number {
    const key = `${citation.document}#${citation.start}-${citation.end}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#cited.push(citation);
    this.#numbers.set(key, this.#cited.length);
    return this.#cited.length;
  }

  marks(citations: readonly Citation[]): string {
    return citations.length === 0 ? "" : ` ${citations.map((citation) => `[${this.number(citation)}]`).join("")}`;
  }

  /** A hypothesis' own numbers turned into the report's. */
  renumber(text: string, own: readonly Citation[]): string {
    return renumbered(text, (n) => (own[n - 1] === undefined ? undefined : this.number(own[n - 1]!)));
  }

  list({ titleOf }: ReportOptions): string {
    if (this.#cited.length === 0) return "None.";
    return this.#cited
      .map((citation, index) => {
        const known = titleOf?.(citation.document) ?? null;
        const title =
          known === null ? citation.document : `${known.title}${known.year === null ? "" : ` (${known.year})`}, ${citation.document}`;
        return `${index + 1}. ${title}, characters ${citation.start}–${citation.end}: “${citation.text.replace(/\s+/g, " ").trim()}”`;
      })
      .join("\n");
  }
}
