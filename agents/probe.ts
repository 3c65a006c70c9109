// What can this model do? It is tried once with fixed tasks; a role it fails goes to the composer. The result is cached by model id and
// probe version, and shown: nobody has to believe that a model was good enough.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "#agents/ledger/ledger.ts";
import type { Capabilities, RoleName } from "#agents/model.ts";
import { CHOSEN_TASKS, type ChosenTask, WRITTEN_TASKS, type WrittenTask } from "#agents/probe-tasks.ts";
import { answerSchema, REPETITION_PENALTY } from "#agents/roles/role.ts";
import { sha256 } from "#graph/documents/text.ts";
import { asHortusError } from "#kernels/errors.ts";
import type { LanguageModel } from "#kernels/language-model.ts";

/** Raised whenever a task or a prompt changes, so that old verdicts are not trusted. */
export const PROBE_VERSION = 2;

/** Share of a role's choices that must be right: of 8 duels 7, of 4 readings 4. Chance alone passes 3.5 % and 6.3 %. */
const ENOUGH_RIGHT = 0.85;

export interface ProbeOptions {
  readonly signal?: AbortSignal;
  readonly clock?: () => Date;
  readonly onTask?: (name: string, done: number, total: number) => void;
}

/** Capabilities from the cache (a ledger, or a folder), or measured now: about a minute for a small local model. */
export async function probeModel(
  model: LanguageModel,
  cache: Pick<Ledger, "fact" | "putFact"> | string,
  options: ProbeOptions = {},
): Promise<Capabilities> {
  const store = typeof cache === "string" ? folderCache(cache) : cache;
  const key = `probe/${PROBE_VERSION}/${model.id}`;
  const known = store.fact(key) as Capabilities | null;
  if (known !== null) return known;
  const measured = await measure(model, options);
  store.putFact(key, measured);
  return measured;
}

type TaskResult = Capabilities["tasks"][number];

async function measure(model: LanguageModel, options: ProbeOptions): Promise<Capabilities> {
  const clock = options.clock ?? (() => new Date());
  const began = clock().getTime();
  const tasks: TaskResult[] = [];
  const total = WRITTEN_TASKS.length + CHOSEN_TASKS.length;
  const all = [...WRITTEN_TASKS.map(({ role }) => role.name), ...CHOSEN_TASKS.map(({ role }) => role)];
  const lost = (role: RoleName) => isLost(tasks, role, all);
  const add = (result: TaskResult) => {
    tasks.push(result);
    options.onTask?.(result.name, tasks.length, total);
  };
  for (const task of WRITTEN_TASKS) if (!lost(task.role.name)) add(await tryWriting(model, task, options.signal));
  for (const task of CHOSEN_TASKS) if (!lost(task.role)) add(await tryChoosing(model, task, options.signal));
  const roles = Object.fromEntries(Object.keys(ROLE_SHARES).map((role) => [role, !lost(role as RoleName)])) as Capabilities["roles"];
  return { model: model.id, probeVersion: PROBE_VERSION, tasks, roles, seconds: (clock().getTime() - began) / 1000 };
}

async function tryWriting(model: LanguageModel, { name, role, messages, problem }: WrittenTask, signal?: AbortSignal): Promise<TaskResult> {
  const schema = answerSchema(role);
  try {
    const request = { messages, maxTokens: role.maxTokens, temperature: role.temperature, seed: 1 };
    const { text } = await model.answer({
      ...request,
      ...(schema === undefined ? { repetitionPenalty: REPETITION_PENALTY } : { schema }),
      ...(signal && { signal }),
    });
    const why = problem(text);
    return { name, role: role.name, passed: why === null, detail: why ?? text.slice(0, 160) };
  } catch (thrown) {
    return refused(name, role.name, thrown);
  }
}

async function tryChoosing(
  model: LanguageModel,
  { name, role, messages, options, right }: ChosenTask,
  signal?: AbortSignal,
): Promise<TaskResult> {
  try {
    const said = await chooseOne(model, messages, options, signal);
    return { name, role, passed: said === right, detail: `said ${said}, right is ${right}` };
  } catch (thrown) {
    return refused(name, role, thrown);
  }
}

async function chooseOne(
  model: LanguageModel,
  messages: ChosenTask["messages"],
  options: readonly string[],
  signal?: AbortSignal,
): Promise<string> {
  try {
    const scores = await model.score(messages, options, signal);
    const per = scores.map(({ logprob, tokens }) => logprob / Math.max(1, tokens));
    return options[per.indexOf(Math.max(...per))] ?? "";
  } catch (thrown) {
    if (asHortusError(thrown).code !== "model.unsupported") throw thrown;
  }
  const schema = { type: "object", properties: { choice: { enum: options } }, required: ["choice"], additionalProperties: false };
  const { text } = await model.answer({ messages, maxTokens: 24, temperature: 0, seed: 1, schema, ...(signal && { signal }) });
  return /"choice"\s*:\s*"([^"]*)"/.exec(text)?.[1] ?? text.trim();
}

/** A task that could not be run is a task not passed; an interruption and a provider that is away are not the model's fault. */
function refused(name: string, role: RoleName, thrown: unknown): TaskResult {
  const error = asHortusError(thrown);
  if (error.code === "interrupted" || error.code === "model.provider") throw error;
  return { name, role, passed: false, detail: error.message };
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
      writeFileSync(`${file(name)}.part`, JSON.stringify(value, null, 2));
      renameSync(`${file(name)}.part`, file(name));
    },
  };
}
