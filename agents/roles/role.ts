// A role is data: its name, what it reads, what it writes, and the prompt between them. No role calls a model; agents/swarm does.

import { Eta } from "eta";
import { z } from "zod";
import type { RoleName } from "#agents/model.ts";
import { HortusError } from "#kernels/errors.ts";
import type { JsonSchema, Message } from "#kernels/language-model.ts";

export interface Role<Reads = unknown, Writes = unknown> {
  readonly name: RoleName;
  /** What it is, as the model is told. */
  readonly system: string;
  /** An eta template over `it`; every slot is a key of `reads`, and every key is used. */
  readonly template: string;
  readonly reads: z.ZodType<Reads>;
  readonly writes: z.ZodType<Writes>;
  /** `json`: the answer is one JSON value of `writes`. `text`: the answer is the text itself. */
  readonly form: "json" | "text";
  /** Upper bound of new tokens for one answer. */
  readonly maxTokens: number;
  readonly temperature: number;
}

/** Keeps a small model from walking in circles; larger ones hardly notice it. */
export const REPETITION_PENALTY = 1.15;

/** Keeps the types of a role's two schemas. */
export function defineRole<Reads, Writes>(role: Role<Reads, Writes>): Role<Reads, Writes> {
  return role;
}

const eta = new Eta({ autoEscape: false, autoTrim: false, cache: false });

/**
 * The messages of a role for one input.
 * @throws `input.invalid` when the input does not fit `reads`, or the template asks for what the input does not have
 */
export function renderRole<Reads>(role: Role<Reads, unknown>, input: Reads): readonly Message[] {
  const read = role.reads.safeParse(input);
  if (!read.success) throw slotError(role.name, z.prettifyError(read.error));
  const content = eta.renderString(role.template, filledOnly(role.name, read.data as object));
  return [
    { role: "system", content: role.system },
    { role: "user", content: content.trim() },
  ];
}

/** The JSON schema a json role's answer must obey; undefined for a text role. */
export function answerSchema(role: Role): JsonSchema | undefined {
  return role.form === "text" ? undefined : (z.toJSONSchema(role.writes) as JsonSchema);
}

/** An object whose missing keys cannot be read: an unfilled slot is an error, never the word "undefined" in a prompt. */
function filledOnly(role: string, input: object): object {
  return new Proxy(input, {
    get(target, key, receiver) {
      if (typeof key === "string" && !(key in target)) throw slotError(role, `the slot "${key}" is not filled`);
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}

function slotError(role: string, why: string): HortusError {
  return new HortusError("input.invalid", `The prompt of role ${role} cannot be filled: ${why}.`, { role });
}
