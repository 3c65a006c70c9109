// Prompts: every slot is filled, every input is used, and an unfilled slot is an error.
import { expect, test } from "vitest";
import { z } from "zod";
import { answerCritic, answerer, integrator } from "#agents/roles/answerer.ts";
import { critic } from "#agents/roles/critic.ts";
import { judge } from "#agents/roles/judge.ts";
import { novelty } from "#agents/roles/novelty.ts";
import { ontologist } from "#agents/roles/ontologist.ts";
import { proposer } from "#agents/roles/proposer.ts";
import { reviser } from "#agents/roles/reviser.ts";
import { answerSchema, defineRole, type Role, renderRole } from "#agents/roles/role.ts";
import { rethinker, thinker } from "#agents/roles/thinker.ts";

const ROLES = {
  ontologist,
  proposer,
  critic,
  reviser,
  novelty,
  judge,
  thinker,
  rethinker,
  answerer,
  answerCritic,
  integrator,
} as unknown as Record<string, Role>;

function keysOf(role: Role): readonly string[] {
  return Object.keys((role.reads as unknown as z.ZodObject).shape);
}

const filled = (role: Role) => Object.fromEntries(keysOf(role).map((key) => [key, key === "section" ? "mechanisms" : `<<${key}>>`]));

test.each(Object.entries(ROLES))("%s: every input reaches the prompt, and nothing is left open", (_name, role) => {
  const [system, user] = renderRole(role, filled(role));
  for (const key of keysOf(role)) expect(user!.content).toContain(key === "section" ? "mechanisms" : `<<${key}>>`);
  expect(`${system!.content}${user!.content}`).not.toMatch(/<%|%>|\{\{|undefined/);
});

test.each(Object.entries(ROLES))("%s: a missing input is refused", (_name, role) => {
  for (const key of keysOf(role)) {
    const { [key]: _left, ...rest } = filled(role) as Record<string, unknown>;
    expect(() => renderRole(role, rest)).toThrow(expect.objectContaining({ code: "input.invalid" }));
  }
});

test("a template that asks for what its role does not read is an error, not the word undefined", () => {
  const role = defineRole({ ...proposer, reads: z.object({ a: z.string() }), template: "<%= it.a %> <%= it.b %>" });
  expect(() => renderRole(role, { a: "x" })).toThrow(/slot "b"/);
});

test("text in evidence is not taken for a template", () => {
  const [, user] = renderRole(critic, { draft: "<%= it.secret %> <%~ 1+1 %>", evidence: "[1] <b>" });
  expect(user!.content).toContain("<%= it.secret %> <%~ 1+1 %>");
  expect(user!.content).toContain("[1] <b>");
});

test("a json role has a schema, a text role none", () => {
  expect(answerSchema(critic as Role)).toMatchObject({ type: "object", required: ["points"] });
  expect(answerSchema(proposer as Role)).toBeUndefined();
});
