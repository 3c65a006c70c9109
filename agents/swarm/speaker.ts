// Asks a role one question: the model answers where it may and can, the composer where not, and both are recorded before anyone goes on.
// A question already answered in this run is not asked again.

import { shortHash } from "#agents/canonical.ts";
import { type AgentContext, type Teller, throwIfStopped } from "#agents/context.ts";
import type { Capabilities, Citation, OptionScore, RoleName, Run, Step, StepId, StepRequest, Thinking } from "#agents/model.ts";
import { answerSchema, REPETITION_PENALTY, type Role, renderRole } from "#agents/roles/role.ts";
import { parseThinking } from "#agents/thinking/parse.ts";
import { asHortusError } from "#kernels/errors.ts";
import type { Answer, AnswerRequest, LanguageModel, Message } from "#kernels/language-model.ts";

export interface Question<Reads> {
  readonly role: Role<Reads, unknown>;
  /** Names the step within its run: `run/role/label`. */
  readonly label: string;
  /** What it is about: a hypothesis id, or empty. */
  readonly subject: string;
  readonly input: Reads;
  readonly evidence: readonly Citation[];
  /** Why a model's text cannot be used, or null. */
  readonly check: (text: string) => string | null;
  readonly compose: () => string;
}

export interface Said {
  readonly text: string;
  /** The model's id, or `composer`. */
  readonly by: string;
  /** Why a model that was there did not write it; null when it did, or when there is none. */
  readonly because: string | null;
  readonly messages: readonly Message[];
}

/** A question whose answer is one of a few words. */
export type Choice<Reads> = Omit<Question<Reads>, "check" | "compose"> & { readonly options: readonly string[] };

export interface Speaker {
  say<Reads>(question: Question<Reads>): Promise<Said>;
  /** The option the model finds most probable, or null when there is no model for it. Reads probabilities where the model shows them. */
  choose<Reads>(choice: Choice<Reads>): Promise<string | null>;
  /** Whether the model may fill a role: it is there, the probe passed it, and the budget is not spent. */
  mayAsk(role: RoleName): boolean;
  /** The model's id, or null. */
  readonly model: string | null;
  /** True once a question was left to the composer because its cost did not fit the budget. */
  overBudget(): boolean;
}

export const COMPOSER = "composer";

/** A speaker for one run. `capabilities` is null when there is no model. */
export function createSpeaker(context: AgentContext, run: Run, capabilities: Capabilities | null, tell: Teller): Speaker {
  const talk: Talk = { context, run, capabilities, spent: total(context.ledger.tokensSpent(run.id)), over: false, tell };
  return {
    say: (question) => say(talk, question),
    choose: (choice) => choose(talk, choice),
    mayAsk: (role) => mayAsk(talk, role),
    model: context.model?.id ?? null,
    overBudget: () => talk.over,
  };
}

interface Talk {
  readonly context: AgentContext;
  readonly run: Run;
  readonly capabilities: Capabilities | null;
  readonly tell: Teller;
  spent: number;
  over: boolean;
}

function mayAsk(talk: Talk, role: RoleName): boolean {
  return talk.context.model !== null && talk.capabilities?.roles[role] === true && !talk.over;
}

async function say<Reads>(talk: Talk, question: Question<Reads>): Promise<Said> {
  throwIfStopped(talk.context);
  const messages = renderRole(question.role, question.input);
  const { model } = talk.context;
  if (model === null) return compose(talk, question, messages, null);
  if (talk.capabilities?.roles[question.role.name] !== true) {
    return compose(talk, question, messages, `${model.id} did not pass the probe for the role ${question.role.name}`);
  }
  const asked = await ask(talk, model, question, messages);
  if ("refused" in asked) return compose(talk, question, messages, asked.refused);
  const problem = question.check(asked.step.text);
  if (problem !== null) return compose(talk, question, messages, `${model.id}: ${problem}`);
  return { text: asked.step.text, by: model.id, because: null, messages };
}

async function choose<Reads>(talk: Talk, choice: Choice<Reads>): Promise<string | null> {
  throwIfStopped(talk.context);
  const { model } = talk.context;
  if (model === null || !mayAsk(talk, choice.role.name)) return null;
  const asked = await ask(talk, model, { ...choice, check: () => null, compose: () => "" }, renderRole(choice.role, choice.input));
  if ("refused" in asked) return null;
  return choice.options.find((option) => asked.step.text === option) ?? null;
}

/** The recorded step, or a fresh one from the model; `refused` says why the model was not asked or could not answer. */
async function ask<Reads>(
  talk: Talk,
  model: LanguageModel,
  question: Question<Reads> & Partial<Choice<Reads>>,
  messages: readonly Message[],
): Promise<{ readonly step: Step } | { readonly refused: string }> {
  const { ledger, clock } = talk.context;
  const id = `${talk.run.id}/${question.role.name}/${question.label}` as StepId;
  const known = ledger.step(id);
  if (known !== null) return { step: known };
  if (!(await fitsBudget(talk, model, messages, question.role.maxTokens))) return { refused: "the token budget is spent" };
  started(talk, id, question);
  const began = clock().getTime();
  const got = await withinContext(() =>
    question.options === undefined ? answered(talk, model, question, messages, id) : chosen(talk, model, question.options, messages),
  );
  if ("refused" in got) return got;
  const { answer, request, scores } = got;
  const step: Step = {
    ...stepFrame(talk, question, messages, id),
    text: answer.text,
    model: model.id,
    temperature: question.role.temperature,
    tokens: answer.tokens,
    finish: answer.finish,
    trace: answer.trace,
    request,
    scores,
    seconds: (clock().getTime() - began) / 1000,
  };
  finished(talk, step, false);
  talk.spent += total(step.tokens);
  return { step };
}

/** What came back, and all that was asked for beside the messages: the record says what was sent because both are one value. */
interface Got {
  readonly answer: Answer;
  readonly request: StepRequest;
  readonly scores: readonly OptionScore[] | null;
}

async function withinContext(work: () => Promise<Got>): Promise<Got | { readonly refused: string }> {
  try {
    return await work();
  } catch (thrown) {
    if (asHortusError(thrown).code === "model.context_overflow") return { refused: "the prompt does not fit the model's context" };
    throw thrown;
  }
}

async function answered<Reads>(
  talk: Talk,
  model: LanguageModel,
  question: Question<Reads>,
  messages: readonly Message[],
  id: StepId,
): Promise<Got> {
  const { role } = question;
  const schema = answerSchema(role as Role);
  let phase: "thinking" | "answer" = role.name === "thinker" ? "thinking" : "answer";
  const settings: Settings = {
    maxTokens: role.maxTokens,
    temperature: role.temperature,
    seed: talk.run.request.seed,
    ...(schema === undefined ? { repetitionPenalty: REPETITION_PENALTY } : { schema }),
  };
  const answer = await model.answer({
    ...settings,
    messages,
    ...(talk.context.signal !== undefined && { signal: talk.context.signal }),
    onToken: ({ text }) => {
      if (text.includes("<|/thinking|>") || text.includes("</think>")) phase = "answer";
      if (text !== "") talk.tell({ kind: "tokens", run: talk.run.id, step: id, text, phase });
    },
  });
  return { answer, request: recorded(settings, null), scores: null };
}

type Settings = Omit<AnswerRequest, "messages" | "signal" | "onToken">;

function recorded(settings: Omit<Settings, "temperature" | "seed">, options: readonly string[] | null): StepRequest {
  const { maxTokens, topP = null, topK = null, repetitionPenalty = null, schema } = settings;
  return { maxTokens, topP, topK, repetitionPenalty, schema: schema === undefined ? null : shortHash(schema, 16), options };
}

/** The most probable option; a model that shows no probabilities is asked for the word under a schema. */
async function chosen(talk: Talk, model: LanguageModel, options: readonly string[], messages: readonly Message[]): Promise<Got> {
  const signal = talk.context.signal;
  try {
    const found = await model.score(messages, options, signal);
    const scores = found.map(({ logprob, tokens }, index) => ({ option: options[index]!, logprob, tokens }));
    const per = scores.map(({ logprob, tokens }) => logprob / Math.max(1, tokens));
    const best = per.indexOf(Math.max(...per));
    let read = 0;
    for (const { content } of messages) read += TEMPLATE_TOKENS + (await model.count(content));
    const answer: Answer = { text: options[best] ?? "", finish: "stop", tokens: { in: read, out: 0 }, trace: [], model: model.id };
    return { answer, request: recorded({ maxTokens: 0 }, options), scores };
  } catch (thrown) {
    if (asHortusError(thrown).code !== "model.unsupported") throw thrown;
  }
  const schema = { type: "object", properties: { choice: { enum: options } }, required: ["choice"], additionalProperties: false };
  const settings: Settings = { maxTokens: 24, temperature: 0, seed: talk.run.request.seed, schema };
  const answer = await model.answer({ ...settings, messages, ...(signal && { signal }) });
  const said = /"choice"\s*:\s*"([^"]*)"/.exec(answer.text)?.[1] ?? answer.text.trim();
  return { answer: { ...answer, text: said, trace: [] }, request: recorded(settings, options), scores: null };
}

/** Whether the prompt and the longest answer still fit; the first refusal closes the purse for the rest of the run. */
async function fitsBudget(talk: Talk, model: LanguageModel, messages: readonly Message[], maxTokens: number): Promise<boolean> {
  const budget = talk.run.request.budgetTokens;
  if (budget === null) return true;
  if (talk.over) return false;
  let need = maxTokens;
  for (const message of messages) need += TEMPLATE_TOKENS + (await model.count(message.content));
  talk.over = talk.spent + need > budget;
  return !talk.over;
}

/** What a chat template adds to one message, generously. */
const TEMPLATE_TOKENS = 8;

function compose<Reads>(talk: Talk, question: Question<Reads>, messages: readonly Message[], because: string | null): Said {
  const { ledger } = talk.context;
  const id = `${talk.run.id}/${question.role.name}/${question.label}/composed` as StepId;
  const known = ledger.step(id);
  if (known !== null) return { text: known.text, by: COMPOSER, because, messages };
  started(talk, id, question);
  const step: Step = {
    ...stepFrame(talk, question, messages, id),
    text: question.compose(),
    model: COMPOSER,
    temperature: 0,
    tokens: { in: 0, out: 0 },
    finish: "composed",
    trace: [],
    request: null,
    scores: null,
    seconds: 0,
  };
  finished(talk, step, false);
  return { text: step.text, by: COMPOSER, because, messages };
}

function stepFrame<Reads>(talk: Talk, question: Question<Reads>, messages: readonly Message[], id: StepId) {
  return {
    id,
    run: talk.run.id,
    role: question.role.name,
    subject: question.subject,
    messages,
    adapter: null,
    seed: talk.run.request.seed,
    evidenceSeen: question.evidence,
  };
}

function started<Reads>(talk: Talk, step: StepId, question: Question<Reads>): void {
  talk.tell({ kind: "step-started", run: talk.run.id, step, role: question.role.name, subject: question.subject });
}

/** The step and the event that says so are stored in one transaction: neither is there without the other. */
function finished(talk: Talk, step: Step, recorded: boolean): void {
  const event = {
    kind: "step-finished" as const,
    run: step.run,
    step: step.id,
    role: step.role,
    subject: step.subject,
    text: step.text,
    thinking: thinkingIn(step),
    by: step.model,
    tokens: step.tokens,
    meanEntropy: meanEntropy(step),
    seconds: step.seconds,
    recorded,
  };
  talk.context.ledger.recordStep(step, event);
  talk.tell(event);
}

function thinkingIn(step: Step): Thinking | null {
  return /<\|?think/.test(step.text) ? parseThinking(step.text) : null;
}

function meanEntropy(step: Step): number | null {
  const known = step.trace.map((token) => token.entropy).filter((entropy) => Number.isFinite(entropy));
  return known.length === 0 ? null : known.reduce((sum, entropy) => sum + entropy, 0) / known.length;
}

function total(tokens: Answer["tokens"]): number {
  return tokens.in + tokens.out;
}
