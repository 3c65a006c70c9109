// model pull, list, probe: weights on this machine and what they can be trusted with.

import { probeModel } from "#agents/probe.ts";
import { namedModel } from "#apps/cli/named-model.ts";
import type { Action } from "#apps/cli/verb.ts";
import { DEFAULT_LANGUAGE_MODEL, WEIGHTS } from "#kernels/weights/registry.ts";
import { ensureWeights, listWeights } from "#kernels/weights/weights.ts";
import { EXIT } from "../exit-codes.ts";

export const pull: Action<{ from?: string }> = async ({ config, terminal, signal }, [id], { from }) => {
  const wanted = id === undefined && from === undefined ? WEIGHTS.map((entry) => entry.id) : [id ?? DEFAULT_LANGUAGE_MODEL];
  const files = [];
  for (const one of wanted) {
    const progress = terminal.progress(`fetching ${one}`);
    const onProgress = ({ phase, done, total }: { phase: string; done: number; total: number }) =>
      progress.update(done, total, "bytes", phase);
    files.push(await ensureWeights(one, { cacheFolder: config.cacheFolder, signal, from, onProgress }).finally(() => progress.end()));
  }
  await terminal.result(
    { weights: files },
    files.map((one) => `${one.id}: ${one.model}`),
  );
  return EXIT.done;
};

export const list: Action<object> = async ({ config, terminal }) => {
  const known = await listWeights(config.cacheFolder);
  const weights = known.map(({ entry, bytes, files }) => ({ id: entry.id, licence: entry.licence, bytes, here: files !== null }));
  await terminal.result(
    { weights },
    weights.map(({ id, licence, bytes, here }) => `${here ? "here   " : "missing"}  ${id}  ${Math.round(bytes / 1e6)} MB  ${licence}`),
  );
  return EXIT.done;
};

export const probe: Action<object> = async (context) => {
  const { config, terminal, signal } = context;
  const model = await namedModel(context, "probe");
  try {
    const trying = terminal.progress("trying the model");
    const onTask = (name: string, done: number, total: number) => trying.update(done, total, "tasks", name);
    const capabilities = await probeModel(model, config.cacheFolder, { signal, onTask }).finally(() => trying.end());
    const failedTasks = (role: string): string => {
      const failed = capabilities.tasks.filter((task) => task.role === role && !task.passed);
      return failed.length === 0 ? "all its tasks passed" : failed.map(({ name, detail }) => `${name}: ${detail}`).join("; ");
    };
    const lines = Object.entries(capabilities.roles).map(
      ([role, able]) => `${able ? "may fill" : "composer"}  ${role} (${failedTasks(role)})`,
    );
    await terminal.result(capabilities, [`${model.id}`, ...lines]);
  } finally {
    await model[Symbol.asyncDispose]();
  }
  return EXIT.done;
};
