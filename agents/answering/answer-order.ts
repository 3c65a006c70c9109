// The order of an answer: retrieve, think, answer; then for each round a critique of the thinking, better thinking, and an answer again
// (PRefLexOR's recursive reflection); at last all answers become one.

import { composeAnswer, composeAnswerThinking, composeCritique } from "#agents/answering/compose-answer.ts";
import { type Retrieved, retrieve } from "#agents/answering/retrieve.ts";
import { checkClaims, quotedClaims } from "#agents/answering/support.ts";
import type { AgentContext } from "#agents/context.ts";
import { quotable } from "#agents/evidence/quotation.ts";
import type { Citation, Run, RunRequest } from "#agents/model.ts";
import { answerCritic, answerer, integrator } from "#agents/roles/answerer.ts";
import { rethinker, thinker } from "#agents/roles/thinker.ts";
import { repetition } from "#agents/swarm/checks.ts";
import type { Flow } from "#agents/swarm/langgraph.ts";
import { COMPOSER, type Speaker } from "#agents/swarm/speaker.ts";
import { answerAfterThinking, parseThinking } from "#agents/thinking/parse.ts";

export interface AnswerRound {
  readonly thinking: string;
  readonly answer: string;
  readonly critique: string;
  readonly by: string;
  /** Indexes of the sentences quoted, when the composer wrote it; null when a model did. */
  readonly quoted: readonly number[] | null;
}

export interface AnswerState extends Retrieved {
  readonly thinking: string;
  readonly rounds: readonly AnswerRound[];
  readonly answer: string;
  readonly writtenBy: string;
  readonly quoted: readonly number[] | null;
  readonly overBudget: boolean;
}

export const NO_ANSWER: AnswerState = {
  evidence: [],
  worths: [],
  unknown: { things: [], words: [] },
  concepts: [],
  notices: [],
  thinking: "",
  rounds: [],
  answer: "",
  writtenBy: COMPOSER,
  quoted: [],
  overBudget: false,
};

export type AnswerStage = "retrieve" | "think" | "answer" | "rethink" | "integrate";

export function answerFlow(context: AgentContext, run: Run, speaker: Speaker): Flow<AnswerState, AnswerStage> {
  const question = run.request.question ?? "";
  const enough = (state: AnswerState) => state.rounds.length > run.request.rounds || state.overBudget || settled(question, state);
  const stages = answerStages(context, run.request, speaker);
  return {
    start: "retrieve",
    stages,
    next: {
      retrieve: (state) => (answerable(state) ? "think" : "integrate"),
      think: "answer",
      answer: (state) => (enough(state) ? "integrate" : "rethink"),
      rethink: "answer",
      integrate: "end",
    },
  };
}

/** A thing that stands in no document cannot be answered about; nor can anything without a sentence. No model is asked then. */
function answerable({ unknown, evidence }: AnswerState): boolean {
  return unknown.things.length === 0 && evidence.length > 0;
}

/** Nothing more would come of another round: the last one changed nothing, or the composer has no further sentence. */
function settled(question: string, state: AnswerState): boolean {
  const [before, last] = [state.rounds.at(-2), state.rounds.at(-1)];
  if (last === undefined || last.answer === before?.answer) return true;
  return state.rounds.every(({ by }) => by === COMPOSER) && composeAnswer(question, state, state.rounds.length).text === last.answer;
}

function answerStages(
  context: AgentContext,
  { question = "", within }: RunRequest,
  speaker: Speaker,
): Flow<AnswerState, AnswerStage>["stages"] {
  return {
    retrieve: () => retrieve(context.garden, question, within),
    think: async (state) => {
      const { evidence } = state;
      const said = await speaker.say({
        role: thinker,
        label: "0",
        subject: "",
        input: { question, concepts: "those of the question", evidence: numbered(evidence) },
        evidence,
        check: (text) => repetition(text) ?? (parseThinking(text).graph === null ? "thought without a usable graph" : null),
        compose: () => composeAnswerThinking(question, state, 0),
      });
      return { thinking: said.text };
    },
    answer: (state) => answerOnce(speaker, question, state),
    rethink: (state) => rethink(speaker, question, state),
    integrate: (state) => integrate(speaker, question, state),
  };
}

/** One answer and the critique of the thinking behind it. */
async function answerOnce(speaker: Speaker, question: string, state: AnswerState): Promise<Partial<AnswerState>> {
  const { evidence, thinking } = state;
  const round = state.rounds.length;
  const extract = composeAnswer(question, state, round);
  const said = await speaker.say({
    role: answerer,
    label: String(round),
    subject: "",
    input: { question, evidence: numbered(evidence), thinking },
    evidence,
    check: (text) => answerProblem(answerAfterThinking(text), evidence),
    compose: () => extract.text,
  });
  const answer = said.by === COMPOSER ? said.text : answerAfterThinking(said.text);
  const critique = await speaker.say({
    role: answerCritic,
    label: `answer/${round}`,
    subject: "",
    input: { question, evidence: numbered(evidence), thinking, answer },
    evidence,
    check: (text) => (text.trim().length < 20 ? "says nothing" : repetition(text)),
    compose: () => composeCritique(extract.missing),
  });
  const quoted = said.by === COMPOSER ? extract.quoted : null;
  const done = { thinking, answer, critique: critique.text.trim(), by: said.by, quoted };
  return { rounds: [...state.rounds, done], overBudget: state.overBudget || speaker.overBudget() };
}

/** Every statement must cite, and at least half of them must be borne out by what they cite. */
function answerProblem(text: string, evidence: readonly Citation[]): string | null {
  const looped = repetition(text);
  if (looped !== null) return looped;
  const claims = checkClaims(text, evidence);
  if (claims.length === 0) return "says nothing";
  const borne = claims.filter(({ supported }) => supported).length;
  return borne * 2 >= claims.length ? null : `${claims.length - borne} of ${claims.length} statements are not borne out by what they cite`;
}

async function rethink(speaker: Speaker, question: string, state: AnswerState): Promise<Partial<AnswerState>> {
  const last = state.rounds.at(-1)!;
  const said = await speaker.say({
    role: rethinker,
    label: String(state.rounds.length),
    subject: "",
    input: { question, evidence: numbered(state.evidence), thinking: last.thinking, critique: last.critique },
    evidence: state.evidence,
    check: (text) => repetition(text) ?? (parseThinking(text).graph === null ? "thought without a usable graph" : null),
    compose: () => `${composeAnswerThinking(question, state, state.rounds.length)}\n<|reflect|>${last.critique}<|/reflect|>`,
  });
  return { thinking: said.text };
}

/** The composer's integration is the answer with the most statements borne out; later rounds win ties. */
async function integrate(speaker: Speaker, question: string, state: AnswerState): Promise<Partial<AnswerState>> {
  const { evidence, rounds } = state;
  const best = bestRound(rounds, evidence);
  if (best === null) return {};
  const kept = { answer: best.answer, writtenBy: best.by, quoted: best.quoted };
  if (rounds.length < 2 || rounds.every(({ by }) => by === COMPOSER)) return kept;
  const said = await speaker.say({
    role: integrator,
    label: "integrated",
    subject: "",
    input: { question, evidence: numbered(evidence), answers: rounds.map(({ answer }, index) => `${index + 1}) ${answer}`).join("\n\n") },
    evidence,
    check: (text) => answerProblem(answerAfterThinking(text), evidence),
    compose: () => best.answer,
  });
  return said.by === COMPOSER ? kept : { answer: answerAfterThinking(said.text), writtenBy: said.by, quoted: null };
}

/** What an answer says, each statement checked against the sentences it cites; a quotation is its own sentence. */
export function claimsOf({ answer, quoted }: Pick<AnswerRound, "answer" | "quoted">, evidence: readonly Citation[]) {
  return quoted === null ? checkClaims(answer, evidence) : quotedClaims(quoted, evidence);
}

function bestRound(rounds: readonly AnswerRound[], evidence: readonly Citation[]): AnswerRound | null {
  const worth = (round: AnswerRound) => {
    const claims = claimsOf(round, evidence);
    const borne = claims.filter(({ supported }) => supported).length;
    return borne - (claims.length - borne);
  };
  return rounds.reduce<AnswerRound | null>((best, round) => (best === null || worth(round) >= worth(best) ? round : best), null);
}

/** Sentences with their numbers, as a role reads them. */
export function numbered(evidence: readonly Citation[]): string {
  if (evidence.length === 0) return "(none)";
  return evidence.map(({ text }, index) => `[${index + 1}] ${quotable(text)}`).join("\n");
}
