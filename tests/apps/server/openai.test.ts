// The OpenAI-compatible face over real HTTP, with a model that repeats what it is asked word by word.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer } from "#apps/server/start-server.ts";
import { finishUnder } from "#kernels/decode/json-schema.ts";
import { HortusError } from "#kernels/errors.ts";
import type { AnswerRequest, LanguageModel } from "#kernels/language-model.ts";
import { openSmallWorkbench, type SmallWorkbench } from "./small-workbench.ts";

const asked: AnswerRequest[] = [];

/** Says the last message back, at most `maxTokens` words of it. */
const echo: LanguageModel = {
  id: "echo",
  contextTokens: 100,
  async answer(request) {
    asked.push(request);
    const words = request.messages.at(-1)!.content.split(/(?<= )/);
    if (words.length > 50) throw new HortusError("model.context_overflow", "Too long for this model.", {});
    const said = words.slice(0, request.maxTokens);
    for (const text of said) request.onToken?.({ id: 0, text, logprob: 0, entropy: 0 });
    const text = said.join("");
    const finish = finishUnder(request.schema, text, said.length < words.length ? "length" : "stop");
    return { text, finish, tokens: { in: words.length, out: said.length }, trace: [], model: "echo" };
  },
  score: async () => [],
  count: async (text) => text.split(" ").length,
  async [Symbol.asyncDispose]() {},
};

let folder: string;
let bench: SmallWorkbench;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hortus-openai-"));
  bench = await openSmallWorkbench(folder, echo);
  server = await startServer(bench, { port: 0, host: "127.0.0.1", pageFolder: null });
});
afterAll(async () => {
  await server?.close();
  await bench?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const complete = (body: object) =>
  fetch(`${server.url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer anything" },
    body: JSON.stringify({ model: "echo", messages: [{ role: "user", content: "silk is tough" }], ...body }),
  });

test("the model is listed under its own name", async () => {
  const list = (await (await fetch(`${server.url}/v1/models`)).json()) as { data: { id: string }[] };
  expect(list.data.map(({ id }) => id)).toEqual(["echo"]);
});

test("a whole answer, cut at the token limit, with its counts", async () => {
  const answer = await (await complete({ max_tokens: 2, temperature: 0, seed: 3, stop: "." })).json();
  expect(answer).toMatchObject({
    object: "chat.completion",
    model: "echo",
    choices: [{ index: 0, message: { role: "assistant", content: "silk is " }, finish_reason: "length" }],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  });
  expect(asked.at(-1)).toMatchObject({ maxTokens: 2, temperature: 0, seed: 3, stop: ["."] });
});

test("a streamed answer is the same words in pieces, and ends as clients expect", async () => {
  const text = await (await complete({ stream: true, stream_options: { include_usage: true } })).text();
  const lines = text.split("\n\n").filter(Boolean);
  expect(lines.at(-1)).toBe("data: [DONE]");
  const chunks = lines.slice(0, -1).map(
    (line) =>
      JSON.parse(line.slice(6)) as {
        choices: { delta: { role?: string; content?: string }; finish_reason: string | null }[];
        usage?: { total_tokens: number };
      },
  );
  expect(chunks[0]!.choices[0]!.delta.role).toBe("assistant");
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe("silk is tough");
  expect(chunks.at(-2)!.choices[0]!.finish_reason).toBe("stop");
  expect(chunks.at(-1)!.usage!.total_tokens).toBe(6);
});

test("content in parts and a developer message are understood", async () => {
  const messages = [
    { role: "developer", content: "Be brief." },
    {
      role: "user",
      content: [
        { type: "text", text: "bone " },
        { type: "text", text: "heals" },
      ],
    },
  ];
  const answer = (await (await complete({ messages })).json()) as { choices: { message: { content: string } }[] };
  expect(answer.choices[0]!.message.content).toBe("bone heals");
  expect(asked.at(-1)!.messages[0]!.role).toBe("system");
});

test("a prompt that does not fit is a 413 with OpenAI's error form, streamed or not", async () => {
  const messages = [{ role: "user", content: "word ".repeat(60) }];
  for (const stream of [false, true]) {
    const response = await complete({ messages, stream });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ error: { code: "model.context_overflow", type: "hortus_error" } });
  }
});

const under = (schema: unknown, more: object = {}) =>
  complete({
    messages: [{ role: "user", content: "0.5" }],
    response_format: { type: "json_schema", json_schema: { name: "n", schema } },
    ...more,
  });

test("a response format is held to: what cannot be kept is a 400 by name, what was not kept is an error, streamed or not", async () => {
  const kept = (await (await under({ type: "number", minimum: 0, maximum: 1 })).json()) as { choices: { message: { content: string } }[] };
  expect(kept.choices[0]!.message.content).toBe("0.5");
  for (const stream of [false, true]) {
    for (const [schema, more] of [[{ allOf: [] }], [false], [{ required: ["a"] }], [{ type: "object" }, { stop: ['"a"'] }]] as const) {
      const response = await under(schema, { stream, ...more });
      expect([schema, response.status]).toEqual([schema, 400]);
      expect(await response.json()).toMatchObject({ error: { code: "input.invalid" } });
    }
  }
  const unmet = await under({ type: "number", maximum: 0.1 });
  expect(unmet.status).toBe(502);
  expect(await unmet.json()).toMatchObject({ error: { code: "agent.invalid_output" } });
  const text = await (await under({ type: "number", maximum: 0.1 }, { stream: true })).text();
  expect(text).toContain("agent.invalid_output");
  expect(text).not.toContain('"finish_reason":"stop"');
});
