// What can this model do? It is tried once with fixed tasks; a role it fails goes to the composer. Each task's result is kept by model id
// (which names its weights or its address) and probe version, and shown: nobody has to believe that a model was good enough.

import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Capabilities, RoleName } from "#agents/model.ts";
import { CHOSEN_TASKS, type ChosenTask, WRITTEN_TASKS, type WrittenTask } from "#agents/probe-tasks.ts";
import { answerSchema, REPETITION_PENALTY } from "#agents/roles/role.ts";
import { sha256 } from "#graph/documents/text.ts";
import { asHortusError, HortusError } from "#kernels/errors.ts";
import type { Answer, LanguageModel, Message } from "#kernels/language-model.ts";

/** Raised whenever a task or a prompt changes, so that old verdicts are not trusted. */
export const PROBE_VERSION = 3;

/** Share of a role's choices that must be right: of 8 duels 7, of 4 readings 4. Chance alone passes 3.5 % and 6.3 %. */
const ENOUGH_RIGHT = 0.85;

/** Where results are kept: a ledger's facts, or a folder that all gardens share. */
export type ProbeCache = Pick<Ledger, "fact" | "putFact"> | string;

export interface ProbeOptions {
  readonly signal?: AbortSignal | undefined;
  readonly clock?: () => Date;
  /** Called before a task is asked, with how many are done; a role that is lost leaves some out. */
  readonly onTask?: (name: string, done: number, total: number) => void;
  /** Called after each task that was asked now, before its result is kept. */
  readonly onAsked?: (task: AskedTask) => void;
  /** Whether a task that needs this many tokens at most may still be asked. */
  readonly affords?: (tokens: number) => boolean;
}

/** A task as it was asked and what it cost. */
export interface AskedTask {
  readonly result: TaskResult;
  readonly messages: readonly Message[];
  readonly text: string;
  readonly tokens: Answer["tokens"];
  readonly finish: Answer["finish"];
  readonly seconds: number;
}

/**
 * Capabilities as kept, or measured now: about a minute for a small local model. Tasks that were asked before an interruption are not
 * asked again.
 * @throws `interrupted`; `agent.budget` when the next task is not afforded; `model.provider` when the model is away
 */
export async function probeModel(model: LanguageModel, cache: ProbeCache, options: ProbeOptions = {}): Promise<Capabilities> {
  const store = typeof cache === "string" ? folderCache(cache) : cache;
  const key = `probe/${PROBE_VERSION}/${model.id}`;
  const known = store.fact(key) as Capabilities | null;
  if (known !== null) return known;
  const before = (store.fact(`${key}/tried`) ?? []) as readonly TimedResult[];
  const tried = await measure(model, before, options, (tasks) => store.putFact(`${key}/tried`, tasks));
  const capabilities = verdict(model.id, tried);
  store.putFact(key, capabilities);
  return capabilities;
}

type TaskResult = Capabilities["tasks"][number];

type TimedResult = TaskResult & { readonly seconds: number };

const TASKS: readonly (WrittenTask | ChosenTask)[] = [...WRITTEN_TASKS, ...CHOSEN_TASKS];
const roleOf = (task: WrittenTask | ChosenTask): RoleName => (typeof task.role === "string" ? task.role : task.role.name);
const ALL_ROLES = TASKS.map(roleOf);

async function measure(
  model: LanguageModel,
  before: readonly TimedResult[],
  options: ProbeOptions,
  keep: (tasks: readonly TimedResult[]) => void,
): Promise<readonly TimedResult[]> {
  const clock = options.clock ?? (() => new Date());
  const results: TimedResult[] = [...before];
  for (const task of TASKS) {
    if (results.some(({ name }) => name === task.name) || isLost(results, roleOf(task), ALL_ROLES)) continue;
    if (options.signal?.aborted) throw new HortusError("interrupted", "Interrupted: what was tried is kept.", {});
    await checkAfforded(model, task, options);
    options.onTask?.(task.name, results.length, TASKS.length);
    const began = clock().getTime();
    const asked = "options" in task ? await tryChoosing(model, task, options.signal) : await tryWriting(model, task, options.signal);
    const seconds = (clock().getTime() - began) / 1000;
    results.push({ ...asked.result, seconds });
    options.onAsked?.({ ...asked, messages: task.messages, seconds });
    keep(results);
  }
  return results;
}

function verdict(model: string, timed: readonly TimedResult[]): Capabilities {
  const tasks = timed.map(({ seconds: _seconds, ...result }) => result);
  const roles = Object.keys(ROLE_SHARES).map((role) => [role, !isLost(tasks, role as RoleName, ALL_ROLES)]);
  const seconds = timed.reduce((sum, task) => sum + task.seconds, 0);
  return { model, probeVersion: PROBE_VERSION, tasks, roles: Object.fromEntries(roles) as Capabilities["roles"], seconds };
}

/** What a chat template adds to one message, generously. */
const TEMPLATE_TOKENS = 8;

async function checkAfforded(model: LanguageModel, task: WrittenTask | ChosenTask, { affords }: ProbeOptions): Promise<void> {
  if (affords === undefined) return;
  const most = (await countTokens(model, task.messages)) + ("options" in task ? CHOICE_TOKENS : task.role.maxTokens);
  if (affords(most)) return;
  throw new HortusError(
    "agent.budget",
    `The token budget does not cover trying ${model.id}: give more, or try it first with "hortus model probe".`,
    {
      model: model.id,
      task: task.name,
      tokens: most,
    },
  );
}

async function countTokens(model: LanguageModel, messages: readonly Message[]): Promise<number> {
  let count = 0;
  for (const { content } of messages) count += TEMPLATE_TOKENS + (await model.count(content));
  return count;
}

/** A task's outcome, before anyone looked at the clock. */
type Tried = Omit<AskedTask, "messages" | "seconds">;

async function tryWriting(model: LanguageModel, { name, role, messages, problem }: WrittenTask, signal?: AbortSignal): Promise<Tried> {
  const schema = answerSchema(role);
  try {
    const request = { messages, maxTokens: role.maxTokens, temperature: role.temperature, seed: 1 };
    const { text, tokens, finish } = await model.answer({
      ...request,
      ...(schema === undefined ? { repetitionPenalty: REPETITION_PENALTY } : { schema }),
      ...(signal && { signal }),
    });
    const why = problem(text);
    return { result: { name, role: role.name, passed: why === null, detail: why ?? text.slice(0, 160) }, text, tokens, finish };
  } catch (thrown) {
    return refused(name, role.name, thrown);
  }
}

async function tryChoosing(model: LanguageModel, task: ChosenTask, signal?: AbortSignal): Promise<Tried> {
  const { name, role, right } = task;
  try {
    const { text, ...cost } = await chooseOne(model, task, signal);
    return { result: { name, role, passed: text === right, detail: `said ${text}, right is ${right}` }, text, ...cost };
  } catch (thrown) {
    return refused(name, role, thrown);
  }
}

const CHOICE_TOKENS = 24;

/** One of the options: the likeliest, or, of a model that does not score texts, the one it names. */
export async function chooseOne(
  model: LanguageModel,
  { messages, options }: Pick<ChosenTask, "messages" | "options">,
  signal?: AbortSignal,
): Promise<Pick<Answer, "text" | "tokens" | "finish">> {
  try {
    const scores = await model.score(messages, options, signal);
    const per = scores.map(({ logprob, tokens }) => logprob / Math.max(1, tokens));
    const text = options[per.indexOf(Math.max(...per))] ?? "";
    return { text, tokens: { in: await countTokens(model, messages), out: 0 }, finish: "stop" };
  } catch (thrown) {
    if (asHortusError(thrown).code !== "model.unsupported") throw thrown;
  }
  const schema = { type: "object", properties: { choice: { enum: options } }, required: ["choice"], additionalProperties: false };
  const request = { messages, maxTokens: CHOICE_TOKENS, temperature: 0, seed: 1, schema };
  const { text, tokens, finish } = await model.answer({ ...request, ...(signal && { signal }) });
  return { text: /"choice"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? text.trim(), tokens, finish };
}

/** A task that could not be run is a task not passed; an interruption and a provider that is away are not the model's fault. */
function refused(name: string, role: RoleName, thrown: unknown): Tried {
  const error = asHortusError(thrown);
  if (error.code === "interrupted" || error.code === "model.provider") throw error;
  return { result: { name, role, passed: false, detail: error.message }, text: "", tokens: { in: 0, out: 0 }, finish: "stop" };
}

/** Share of its tasks that a role asks for. */
const ROLE_SHARES: Readonly<Record<RoleName, number>> = {
  ontologist: 1,
  proposer: 1,
  critic: 1,
  reviser: 1,
  novelty: ENOUGH_RIGHT,
  judge: ENOUGH_RIGHT,
  thinker: 1,
  answerer: 1,
  querier: 1,
};

/** Whether a role failed so many of its tasks that the rest cannot save it: they are then not tried. */
function isLost(tasks: readonly TaskResult[], role: RoleName, all: readonly RoleName[]): boolean {
  const failed = tasks.filter((task) => task.role === role && !task.passed).length;
  const total = all.filter((other) => other === role).length;
  return total - failed < ROLE_SHARES[role] * total;
}

/** One small file for each model, written whole or not at all. */
function folderCache(folder: string): Pick<Ledger, "fact" | "putFact"> {
  const file = (name: string) => join(folder, "probes", `${sha256(name).slice(0, 24)}.json`);
  return {
    fact: (name) => {
      try {
        return JSON.parse(readFileSync(file(name), "utf8")) as unknown;
      } catch {
        return null;
      }
    },
    putFact: (name, value) => {
      mkdirSync(join(folder, "probes"), { recursive: true });
      const part = `${file(name)}.${randomUUID()}.part`;
      writeFileSync(part, JSON.stringify(value, null, 2));
      renameSync(part, file(name));
    },
  };
}
