// The nouns of the agents layer: runs, steps, hypotheses, judgements, pairs, and the one union of what a run says.

import type { QueryAnswer, TriedQuery } from "#agents/query/query-answer.ts";
import type { Within } from "#graph/store/graph-store.ts";
import type { Answer, Message, TokenTrace } from "#kernels/language-model.ts";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type RunId = Branded<"RunId">;
/** `run/role/n`: the same step of the same run has the same id after a restart. */
export type StepId = Branded<"StepId">;
/** `hypothesis:` + 12 digits of a hash of (from, type, to). */
export type HypothesisId = Branded<"HypothesisId">;
export type JudgementId = Branded<"JudgementId">;

export const SECTION_NAMES = [
  "hypothesis",
  "outcome",
  "mechanisms",
  "design_principles",
  "unexpected_properties",
  "comparison",
  "novelty",
  "falsification",
] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

/** A citation a reader can check: the words, and where they stand. */
export interface Citation {
  readonly document: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly sha256: string;
}

export interface HypothesisClaim {
  readonly text: string;
  readonly kind: "observed" | "conjecture";
  /** At least one for `observed`; for `conjecture` what it rests on. */
  readonly evidence: readonly Citation[];
}

export interface PathStep {
  readonly from: string;
  readonly fromLabel: string;
  readonly type: string;
  readonly to: string;
  readonly toLabel: string;
  /** Whether the relation is walked from its head to its tail. */
  readonly direction: "forward" | "backward";
  readonly conjecture: boolean;
  readonly evidence: readonly Citation[];
}

export interface HypothesisScores {
  /** 0–1: share and strength of the path's evidence. */
  readonly support: number;
  /** 0–1, or null when nothing comparable was found: unknown, never novel. */
  readonly novelty: number | null;
  readonly plausibility: number;
  readonly testability: number;
  /** Bradley–Terry strength from duels, 0–1; equals the mean of the others before any duel. */
  readonly rank: number;
  /** 95 % interval of `rank`. */
  readonly interval: readonly [number, number];
}

export interface NearestPrior {
  readonly citation: Citation;
  readonly similarity: number;
}

export interface CritiquePoint {
  readonly section: SectionName | "path" | "whole";
  readonly problem: string;
  readonly suggestion: string;
  readonly severity: "note" | "weakness" | "fatal";
  readonly by: string;
}

export interface Revision {
  readonly section: SectionName;
  readonly before: string;
  readonly after: string;
  readonly because: string;
  readonly by: string;
}

export interface Hypothesis {
  readonly id: HypothesisId;
  readonly title: string;
  readonly statement: string;
  readonly from: string;
  readonly to: string;
  readonly path: readonly PathStep[];
  readonly conjecture: { readonly from: string; readonly type: string; readonly to: string };
  readonly sections: Readonly<Record<SectionName, string>>;
  readonly claims: readonly HypothesisClaim[];
  readonly scores: HypothesisScores;
  readonly nearestPrior: readonly NearestPrior[];
  readonly critique: readonly CritiquePoint[];
  readonly revisions: readonly Revision[];
  /** Who wrote each section: a model id, or `composer`. */
  readonly writtenBy: Readonly<Record<SectionName, string>>;
  readonly seed: number;
  /** Why a section that a model was asked for is the composer's all the same. */
  readonly composedBecause?: Readonly<Partial<Record<SectionName, string>>>;
}

/** What a model thought, parsed; `null` parts were not there or were unusable, and `problems` says why. */
export interface Thinking {
  readonly raw: string;
  readonly brainstorm: string | null;
  readonly graph: {
    readonly nodes: readonly string[];
    readonly edges: readonly { readonly source: string; readonly relation: string; readonly target: string }[];
  } | null;
  readonly pattern: string | null;
  readonly synthesis: string | null;
  readonly steps: readonly string[];
  readonly reflections: readonly string[];
  readonly problems: readonly string[];
  /** `strict`: valid JSON as written; `repaired`: read after mending, so perhaps partial; `unusable`: there, but not readable. */
  readonly graphForm: "strict" | "repaired" | "unusable" | "absent";
  /** Edges left out because an endpoint is no declared node. */
  readonly danglingEdges: number;
}

export type RunVerb = "hypothesize" | "ask" | "query";

/** Rounds where none are asked for, on the command line, over HTTP and on the page. */
export const DEFAULT_ROUNDS: Readonly<Record<RunVerb, number>> = { hypothesize: 1, ask: 2, query: 0 };

export interface RunRequest {
  readonly verb: RunVerb;
  readonly from?: string;
  readonly to?: string;
  readonly question?: string;
  readonly count: number;
  readonly rounds: number;
  readonly seed: number;
  /** Model id, or `none`. */
  readonly model: string;
  readonly budgetTokens: number | null;
  /** Also look for prior work outside the garden (arXiv). Off unless asked for: it goes to the network. */
  readonly outside?: boolean;
  /** Of a query: rows at most, and milliseconds for each. */
  readonly rows?: number;
  readonly timeoutMs?: number;
  /** The Neo4j database that is asked instead of the garden itself. */
  readonly mirror?: string;
  /** Read the garden as it was at this version: nothing that came later has a part in the run. */
  readonly asOf?: number;
  /** Answer from sentences of these documents and years only. */
  readonly within?: Within;
}

export type RunStatus = "running" | "done" | "failed" | "interrupted" | "over-budget";

export interface Run {
  readonly id: RunId;
  readonly request: RunRequest;
  readonly gardenVersion: number;
  /** The garden's branch; absent: main. */
  readonly branch?: string;
  readonly status: RunStatus;
  /** 1 for the first start, one more each time the run is taken up again. */
  readonly attempt: number;
  readonly started: string;
  readonly finished: string | null;
}

/** How a model was asked, beside the messages: what is needed to ask the same again. Null where the setting was not sent. */
export interface StepRequest {
  readonly maxTokens: number;
  readonly topP: number | null;
  readonly topK: number | null;
  readonly repetitionPenalty: number | null;
  /** 16 digits of a hash of the JSON schema that the answer had to obey. */
  readonly schema: string | null;
  /** The options of a choice. */
  readonly options: readonly string[] | null;
}

/** One question put to a model (or the composer) and its answer, as recorded. */
export interface Step {
  readonly id: StepId;
  readonly run: RunId;
  readonly role: string;
  /** What it was about: a hypothesis id, or empty. */
  readonly subject: string;
  readonly messages: readonly Message[];
  readonly text: string;
  readonly model: string;
  readonly adapter: string | null;
  readonly seed: number;
  readonly temperature: number;
  readonly tokens: Answer["tokens"];
  readonly finish: Answer["finish"] | "composed";
  readonly trace: readonly TokenTrace[];
  readonly evidenceSeen: readonly Citation[];
  readonly seconds: number;
  /** Null for the composer's steps, and for steps recorded before it was kept. */
  readonly request: StepRequest | null;
  /** Of a choice: the log-probability of each option, in nats, and its tokens; null where the model shows none. */
  readonly scores: readonly OptionScore[] | null;
}

export interface OptionScore {
  readonly option: string;
  readonly logprob: number;
  readonly tokens: number;
}

export type Verdict = "a" | "b" | "tie";
/** Who judges: a person, a language model, or a rule that measures something. */
export type JudgeKind = "person" | "model" | "rule";

/** What one judge says of one comparison, about its sides as they are kept there. */
export interface Judgement {
  readonly id: JudgementId;
  /** The comparison judged: exactly the texts that were shown. */
  readonly comparison: string;
  readonly run: RunId | null;
  /** What the sides are, as in the comparison. */
  readonly a: string;
  readonly b: string;
  readonly verdict: Verdict | "undecided";
  readonly kind: JudgeKind;
  /** A model id, `composer` for a rule, or the person's name (`person` when none was given). */
  readonly by: string;
  /** The verdicts for (a, b), one for each order in which the two were shown, a first and then b first; null for a rule, which sees no order. */
  readonly orders: readonly Verdict[] | null;
  /** True in either order of the two: it says "the better one", never "a". A person's words stand as they are. */
  readonly reason: string;
  readonly confidence: number;
}

/** One of two texts to choose from. */
export interface ComparisonSide {
  /** A hypothesis id, `hypothesis#section/before` or `/after`, or `run#round`. */
  readonly about: string;
  readonly title: string;
  readonly text: string;
  /** Everyone who wrote part of the text: model ids and `composer`. */
  readonly by: readonly string[];
  /** Ids of the steps that wrote it. */
  readonly steps: readonly StepId[];
}

/** Two answers to one task, and what was said about them: what a judge sees is what a pair holds. */
export interface Comparison {
  /** `comparison:` + 16 digits of a hash of the prompt and both texts, whatever their order. */
  readonly id: string;
  readonly kind: "hypotheses" | "answers" | "revisions" | "queries";
  readonly run: RunId;
  /** The task that both sides answer, with the sentences they may cite, numbered. */
  readonly prompt: readonly Message[];
  /** Number n of a citation mark in either text stands at index n − 1. */
  readonly evidence: readonly Citation[];
  /** What the run was asked, if anything. */
  readonly question: string | null;
  /** What it is about (hypothesis ids, or the question): comparisons that share one belong on one side of a split. */
  readonly subjects: readonly string[];
  /** The side shown first; the run's seed chose which one that is. */
  readonly a: ComparisonSide;
  readonly b: ComparisonSide;
  /** False when a side has nothing to do with the question: then it is no preference about an answer to it. */
  readonly onQuestion: boolean;
  /** The standing judgements, in the order given. */
  readonly judgements: readonly Judgement[];
}

/** A comparison in which a machine decided is a `revision`, a `reflection`, a `query` or a `duel` by its kind; one that a person decided is `person`. */
export const PAIR_SOURCES = ["person", "revision", "reflection", "query", "duel"] as const;
export type PairSource = (typeof PAIR_SOURCES)[number];

/** One preference: a decided comparison with its better and its worse side. Made anew from the ledger at each export. */
export interface Pair {
  /** `pair:` + 16 digits of a hash of prompt, chosen and rejected. */
  readonly id: string;
  readonly comparison: Comparison;
  readonly chosen: ComparisonSide;
  readonly rejected: ComparisonSide;
  readonly source: PairSource;
  readonly confidence: number;
  /** Who decided it, agreeing. */
  readonly judgements: readonly Judgement[];
  /** Pairs of one group share a question or a hypothesis; a split between groups parts none of them. */
  readonly group: string;
}

/**
 * Everything a run says. The dashboard, the CLI and the log read this one stream with an exhaustive switch.
 * `tokens` events are passed on as they come and not stored: they carry the number of the stored event before them, and whoever
 * missed them finds the whole text in `step-finished`.
 */
export type RunEvent =
  | { readonly kind: "run-started"; readonly run: RunId; readonly request: RunRequest; readonly gardenVersion: number }
  /** Taken up again after an interruption or a failure; the events after it belong to this attempt. */
  | { readonly kind: "run-resumed"; readonly run: RunId; readonly attempt: number }
  | { readonly kind: "progress"; readonly run: RunId; readonly done: number; readonly total: number; readonly label: string }
  | { readonly kind: "step-started"; readonly run: RunId; readonly step: StepId; readonly role: string; readonly subject: string }
  | { readonly kind: "tokens"; readonly run: RunId; readonly step: StepId; readonly text: string; readonly phase: "thinking" | "answer" }
  | {
      readonly kind: "step-finished";
      readonly run: RunId;
      readonly step: StepId;
      readonly role: string;
      readonly subject: string;
      readonly text: string;
      readonly thinking: Thinking | null;
      readonly by: string;
      readonly tokens: Answer["tokens"];
      readonly meanEntropy: number | null;
      readonly seconds: number;
      readonly recorded: boolean;
    }
  | { readonly kind: "hypothesis"; readonly run: RunId; readonly hypothesis: Hypothesis }
  | { readonly kind: "judgement"; readonly run: RunId; readonly judgement: Judgement }
  | { readonly kind: "answer"; readonly run: RunId; readonly result: AskResult }
  | { readonly kind: "query"; readonly run: RunId; readonly tried: TriedQuery }
  | { readonly kind: "rows"; readonly run: RunId; readonly result: QueryAnswer }
  | {
      readonly kind: "run-finished";
      readonly run: RunId;
      readonly attempt: number;
      readonly status: RunStatus;
      readonly tokens: Answer["tokens"];
      readonly seconds: number;
    }
  | { readonly kind: "run-failed"; readonly run: RunId; readonly attempt: number; readonly code: string; readonly message: string };

/** An event as stored: numbered from 1 within its run, so that a reader can go on after the last one it saw. */
export interface StoredEvent {
  readonly seq: number;
  readonly time: string;
  readonly event: RunEvent;
}

export interface AskResult {
  readonly run: RunId;
  readonly question: string;
  readonly answer: string;
  readonly thinking: { readonly graph: Thinking["graph"]; readonly pattern: string | null; readonly steps: readonly string[] };
  readonly claims: readonly { readonly text: string; readonly evidence: readonly Citation[]; readonly supported: boolean }[];
  readonly rounds: readonly { readonly answer: string; readonly critique: string; readonly by: string }[];
  readonly writtenBy: string;
  /** Number n of every text of this result is sources[n − 1]: first the `cited` ones of the answer, then those only earlier rounds used. */
  readonly sources?: readonly Citation[];
  readonly cited?: number;
  /** Words of the question, as written, that no cited sentence has. */
  readonly uncovered?: readonly string[];
  /** There when nothing was answered; `answer` then says why, and `claims` is empty. */
  readonly refusal?: AnswerRefusal;
  /** What the reader should know: a role the model could not fill, nothing found, the budget spent. */
  readonly notices?: readonly string[];
}

/** Why a question was not answered, and what the garden has instead. */
export interface AnswerRefusal {
  readonly because: string;
  /** What the question names and no document has. */
  readonly unknown: readonly string[];
  /** Sentences that lie nearest to the question; they do not answer it. */
  readonly nearest: readonly Citation[];
  /** Labels of the nearest concepts. */
  readonly concepts: readonly string[];
}

export interface HypothesizeResult {
  readonly run: RunId;
  readonly hypotheses: readonly Hypothesis[];
  readonly notices?: readonly string[];
}

/** What a run of any verb comes to. */
export type RunResult = HypothesizeResult | AskResult | QueryAnswer;

/** What a role is; see agents/roles. */
export type RoleName = "ontologist" | "proposer" | "critic" | "reviser" | "novelty" | "judge" | "thinker" | "answerer" | "querier";

/** What a model was seen to do, and so which roles it may fill. */
export interface Capabilities {
  readonly model: string;
  readonly probeVersion: number;
  readonly tasks: readonly { readonly name: string; readonly role: RoleName; readonly passed: boolean; readonly detail: string }[];
  readonly roles: Readonly<Record<RoleName, boolean>>;
  readonly seconds: number;
}
