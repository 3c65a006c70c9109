// The nouns of the agents layer: runs, steps, hypotheses, judgements, pairs, and the one union of what a run says.

import type { Answer, Message, TokenTrace } from "#kernels/language-model.ts";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type RunId = Branded<"RunId">;
/** `run/role/n`: the same step of the same run has the same id after a restart. */
export type StepId = Branded<"StepId">;
/** `hypothesis:` + 12 digits of a hash of (from, type, to, seed). */
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

export type RunVerb = "hypothesize" | "ask";

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
}

export type RunStatus = "running" | "done" | "failed" | "interrupted" | "over-budget";

export interface Run {
  readonly id: RunId;
  readonly request: RunRequest;
  readonly gardenVersion: number;
  readonly status: RunStatus;
  readonly started: string;
  readonly finished: string | null;
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
}

export interface Judgement {
  readonly id: JudgementId;
  readonly run: RunId | null;
  /** The two things compared, in the order first shown. */
  readonly a: string;
  readonly b: string;
  readonly verdict: "a" | "b" | "tie" | "undecided";
  /** A model id, `composer`, or `person`. */
  readonly by: string;
  /** Verdicts in both orders, as given for (a, b): they disagree when the judge only likes the first. */
  readonly orders: readonly ("a" | "b" | "tie")[];
  readonly reason: string;
  readonly confidence: number;
}

/** Two things worth a person's judgement: which is the better one? */
export interface Comparison {
  /** `comparison:` + 16 digits of a hash of (kind, a, b), whatever their order. */
  readonly id: string;
  readonly kind: "hypotheses" | "answers";
  readonly run: RunId;
  /** What both sides answer. */
  readonly prompt: readonly Message[];
  /** Hypothesis ids, or `run#round`. */
  readonly a: string;
  readonly b: string;
  readonly aTitle: string;
  readonly bTitle: string;
  readonly aText: string;
  readonly bText: string;
  readonly aBy: string;
  readonly bBy: string;
  /** The judges' verdicts so far, none of them a person's. */
  readonly judgements: readonly Judgement[];
  /** Why it is shown: `the judge contradicted itself`, `the scores are too close to tell`, … */
  readonly why: string;
}

export type PairSource = "revision" | "duel" | "person" | "reflection" | "edit";

/** One preference: prompt, the better and the worse answer, and where it all comes from. */
export interface Pair {
  readonly id: string;
  readonly prompt: readonly Message[];
  readonly chosen: string;
  readonly rejected: string;
  readonly source: PairSource;
  readonly run: RunId | null;
  readonly judgement: JudgementId | null;
  readonly by: string;
  readonly chosenBy: string;
  readonly rejectedBy: string;
  readonly confidence: number;
  readonly reason: string;
}

/**
 * Everything a run says. The dashboard, the CLI and the log read this one stream with an exhaustive switch.
 * `tokens` events are passed on as they come and not stored: they carry the number of the stored event before them, and whoever
 * missed them finds the whole text in `step-finished`.
 */
export type RunEvent =
  | { readonly kind: "run-started"; readonly run: RunId; readonly request: RunRequest; readonly gardenVersion: number }
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
  | {
      readonly kind: "run-finished";
      readonly run: RunId;
      readonly status: RunStatus;
      readonly tokens: Answer["tokens"];
      readonly seconds: number;
    }
  | { readonly kind: "run-failed"; readonly run: RunId; readonly code: string; readonly message: string };

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

/** What a role is; see agents/roles. */
export type RoleName = "ontologist" | "proposer" | "critic" | "reviser" | "novelty" | "judge" | "thinker" | "answerer";

/** What a model was seen to do, and so which roles it may fill. */
export interface Capabilities {
  readonly model: string;
  readonly probeVersion: number;
  readonly tasks: readonly { readonly name: string; readonly role: RoleName; readonly passed: boolean; readonly detail: string }[];
  readonly roles: Readonly<Record<RoleName, boolean>>;
  readonly seconds: number;
}
