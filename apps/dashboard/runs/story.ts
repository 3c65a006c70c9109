// A run as its events tell it so far: a pure fold, the same after a reload as while it was watched.

import type { AskResult, Hypothesis, RunEvent, RunRequest, RunStatus, StoredEvent, Thinking } from "#agents/model.ts";
import type { QueryAnswer, TriedQuery } from "#agents/query/query-answer.ts";

export interface Speech {
  readonly id: string;
  readonly role: string;
  readonly subject: string;
  readonly thinking: string;
  readonly text: string;
  readonly parsed: Thinking | null;
  /** Model id or `composer`; null while it speaks. */
  readonly by: string | null;
  readonly tokensOut: number;
  readonly meanEntropy: number | null;
  readonly seconds: number | null;
  /** Came from the record instead of being asked again. */
  readonly recorded: boolean;
}

export interface Story {
  readonly request: RunRequest | null;
  readonly gardenVersion: number | null;
  readonly status: RunStatus | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly progress: { readonly done: number; readonly total: number; readonly label: string } | null;
  readonly speeches: readonly Speech[];
  readonly hypotheses: readonly Hypothesis[];
  readonly judgements: number;
  readonly answer: AskResult | null;
  readonly queries: readonly TriedQuery[];
  readonly rows: QueryAnswer | null;
  readonly tokens: { readonly in: number; readonly out: number };
  /** Times of the first and the newest event, ISO 8601. */
  readonly started: string | null;
  readonly latest: string | null;
  readonly seconds: number | null;
}

export const EMPTY_STORY: Story = {
  request: null,
  gardenVersion: null,
  status: null,
  failure: null,
  progress: null,
  speeches: [],
  hypotheses: [],
  judgements: 0,
  answer: null,
  queries: [],
  rows: null,
  tokens: { in: 0, out: 0 },
  started: null,
  latest: null,
  seconds: null,
};

export function tell(story: Story, { event, time }: StoredEvent): Story {
  return { ...after(goingOn(story, event), event), started: story.started ?? time, latest: time };
}

/** A run that was interrupted and says more has been taken up again. */
function goingOn(story: Story, event: RunEvent): Story {
  const ends = event.kind === "run-finished" || event.kind === "run-failed";
  if (ends || story.status === null || story.status === "running") return story;
  return { ...story, status: "running", failure: null, seconds: null };
}

function after(story: Story, event: RunEvent): Story {
  switch (event.kind) {
    case "run-started":
      return { ...story, request: event.request, gardenVersion: event.gardenVersion, status: "running", failure: null };
    case "run-resumed":
      return { ...story, status: "running", failure: null, seconds: null };
    case "progress":
      return { ...story, progress: { done: event.done, total: event.total, label: event.label } };
    case "step-started":
      return {
        ...story,
        speeches: [...story.speeches.filter(({ id }) => id !== event.step), silent(event.step, event.role, event.subject)],
      };
    case "tokens":
      return { ...story, speeches: story.speeches.map((speech) => (speech.id === event.step ? heard(speech, event) : speech)) };
    case "step-finished":
      return finished(story, event);
    case "hypothesis":
      return { ...story, hypotheses: [...story.hypotheses.filter(({ id }) => id !== event.hypothesis.id), event.hypothesis] };
    case "judgement":
      return { ...story, judgements: story.judgements + 1 };
    case "answer":
      return { ...story, answer: event.result };
    case "query":
      return { ...story, queries: [...story.queries.filter(({ n }) => n !== event.tried.n), event.tried] };
    case "rows":
      return { ...story, rows: event.result };
    case "run-finished":
      return { ...story, status: event.status, seconds: event.seconds, tokens: event.tokens };
    case "run-failed":
      return { ...story, status: "failed", failure: { code: event.code, message: event.message } };
  }
}

function silent(id: string, role: string, subject: string): Speech {
  return {
    id,
    role,
    subject,
    thinking: "",
    text: "",
    parsed: null,
    by: null,
    tokensOut: 0,
    meanEntropy: null,
    seconds: null,
    recorded: false,
  };
}

/** Tokens are not stored: some may have been missed, and what comes after the end is in the finished text already. */
function heard(speech: Speech, event: RunEvent & { kind: "tokens" }): Speech {
  if (speech.by !== null) return speech;
  const grown = event.phase === "thinking" ? { thinking: speech.thinking + event.text } : { text: speech.text + event.text };
  return { ...speech, ...grown, tokensOut: speech.tokensOut + 1 };
}

function finished(story: Story, event: RunEvent & { kind: "step-finished" }): Story {
  const before = story.speeches.find(({ id }) => id === event.step) ?? silent(event.step, event.role, event.subject);
  const speech: Speech = {
    ...before,
    text: event.text,
    thinking: event.thinking?.raw ?? before.thinking,
    parsed: event.thinking,
    by: event.by,
    tokensOut: event.tokens.out,
    meanEntropy: event.meanEntropy,
    seconds: event.seconds,
    recorded: event.recorded,
  };
  const speeches = story.speeches.some(({ id }) => id === event.step)
    ? story.speeches.map((other) => (other.id === event.step ? speech : other))
    : [...story.speeches, speech];
  return { ...story, speeches, tokens: { in: story.tokens.in + event.tokens.in, out: story.tokens.out + event.tokens.out } };
}
