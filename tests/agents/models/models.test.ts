// Models behind the one contract: scripted, LangChain's, and the names they are opened by.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Ledger, openLedger } from "#agents/ledger/ledger.ts";
import { createLangChainModel } from "#agents/models/langchain.ts";
import { openModel } from "#agents/models/open-model.ts";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { outsideSentence, readOutside } from "#agents/novelty/outside.ts";
import { probeModel } from "#agents/probe.ts";
import type { AnswerRequest } from "#kernels/language-model.ts";

let folder: string;
let ledger: Ledger;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "hortus-models-"));
  ledger = await openLedger(folder);
});
afterEach(async () => {
  await ledger[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const REQUEST: AnswerRequest = {
  messages: [{ role: "user", content: "How many legs has a spider?" }],
  maxTokens: 20,
  temperature: 0,
  seed: 1,
};

describe("scripted", () => {
  const model = createScriptedModel({ answer: () => "It has eight legs" });

  test("[L1] [L5] the same text each time, and the tokens are the text", async () => {
    const told: string[] = [];
    const first = await model.answer({ ...REQUEST, onToken: ({ text }) => told.push(text) });
    expect(first.text).toBe("It has eight legs");
    expect(told.join("")).toBe(first.text);
    expect(await model.answer(REQUEST)).toEqual(first);
  });

  test("[L2] [L3] [L6] a prompt that does not fit, an aborted one, and scoring are refused by code", async () => {
    await expect(createScriptedModel({ answer: () => "x", contextTokens: 10 }).answer(REQUEST)).rejects.toMatchObject({
      code: "model.context_overflow",
    });
    await expect(model.answer({ ...REQUEST, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "interrupted" });
    await expect(model.score([], ["a"])).rejects.toMatchObject({ code: "model.unsupported" });
  });

  test("the token limit cuts, and says so", async () => {
    expect(await model.answer({ ...REQUEST, maxTokens: 2 })).toMatchObject({ text: "It has", finish: "length", tokens: { out: 2 } });
  });
});

describe("LangChain", () => {
  const open = (chat: FakeListChatModel, waits: number[] = []) =>
    createLangChainModel({
      id: "fake:list",
      environment: {},
      createChat: async () => chat,
      wait: async (seconds) => void waits.push(seconds),
    });

  test("streams, counts, and hides what it cannot measure", async () => {
    const model = await open(new FakeListChatModel({ responses: ["eight legs"] }));
    const told: string[] = [];
    const answer = await model.answer({
      ...REQUEST,
      onToken: ({ text, logprob }) => told.push(`${text}${Number.isNaN(logprob) ? "" : "!"}`),
    });
    expect(answer).toMatchObject({ text: "eight legs", finish: "stop", model: "fake:list" });
    expect(told.join("")).toBe("eight legs");
    expect(answer.tokens.in).toBeGreaterThan(0);
    await expect(model.score([], ["a"])).rejects.toMatchObject({ code: "model.unsupported" });
  });

  test("a rate limit is waited out; a wrong key is not, and its text is not repeated", async () => {
    const failing = (status: number, times: number) => {
      const chat = new FakeListChatModel({ responses: ["eight legs"] });
      const stream = chat.stream.bind(chat);
      let left = times;
      chat.stream = async (...given: Parameters<typeof stream>) => {
        if (left-- > 0) throw Object.assign(new Error("key sk-secret refused"), { status });
        return stream(...given);
      };
      return chat;
    };
    const waits: number[] = [];
    expect((await (await open(failing(429, 2), waits)).answer(REQUEST)).text).toBe("eight legs");
    expect(waits).toEqual([1, 4]);
    const refused = await (await open(failing(401, 9), waits)).answer(REQUEST).catch((thrown: Error) => thrown);
    expect(refused).toMatchObject({ code: "model.provider", facts: { status: 401 } });
    expect((refused as Error).message).not.toMatch(/sk-secret/);
    expect(waits).toHaveLength(2);
  });

  test("a provider without its key in the given environment is refused before any call", async () => {
    await expect(openModel("openai:gpt-4o", { cacheFolder: folder, environment: {} })).rejects.toMatchObject({ code: "model.provider" });
    const opened = await openModel("openai:gpt-4o", { cacheFolder: folder, environment: { OPENAI_API_KEY: "k" } });
    expect(opened!.id).toBe("openai:gpt-4o");
  });

  test("a model behind another address has another id, which shows neither address nor password", async () => {
    const idAt = async (id: string, environment: Record<string, string>) => (await openModel(id, { cacheFolder: folder, environment }))!.id;
    const at = (base: string) => idAt("openai:gpt-4o", { OPENAI_API_KEY: "k", OPENAI_BASE_URL: base });
    const [one, same, slash, other] = await Promise.all(
      ["http://a.test/v1", "http://me:secret@a.test/v1", "http://a.test/v1/", "http://b.test/v1"].map(at),
    );
    expect(one).toMatch(/^openai:gpt-4o@[0-9a-f]{8}$/);
    expect([same, slash]).toEqual([one, one]);
    expect(other).not.toBe(one);
    const home = await idAt("ollama:llama3.2", {});
    expect(home).toMatch(/^ollama:llama3\.2@[0-9a-f]{8}$/);
    expect(await idAt("ollama:llama3.2", { OLLAMA_HOST: "http://b.test:11434" })).not.toBe(home);
  });
});

test("names: none is no model, nonsense is refused", async () => {
  expect(await openModel("none", { cacheFolder: folder, environment: {} })).toBeNull();
  await expect(openModel("gibberish", { cacheFolder: folder, environment: {} })).rejects.toMatchObject({ code: "model.missing" });
});

describe("probe", () => {
  test("a model that says nothing useful may do nothing; one that always prefers A may not judge", async () => {
    const model = createScriptedModel({
      id: "mute",
      answer: () => "ok",
      score: (_messages, text) => (text === "A" || text === "yes" ? -0.1 : -1),
    });
    const { roles, tasks } = await probeModel(model, ledger);
    expect(Object.values(roles).length).toBeGreaterThan(0);
    expect(Object.values(roles)).not.toContain(true);
    expect(tasks.every(({ detail }) => detail.length > 0)).toBe(true);
  });

  test("a judge that reads is let in, and the verdict is cached by model", async () => {
    let asked = 0;
    const score = (messages: AnswerRequest["messages"], text: string) => {
      asked += 1;
      const [, a = ""] = /\nA:\n([\s\S]*?)\n\nB:/.exec(messages.at(-1)!.content) ?? [];
      const best = a.includes("[2]") ? "A" : "B";
      return text === best ? -0.1 : -2;
    };
    const model = createScriptedModel({ id: "reader", answer: () => "ok", score });
    expect((await probeModel(model, ledger)).roles).toMatchObject({ judge: true, proposer: false });
    const before = asked;
    await probeModel(model, ledger);
    expect(asked).toBe(before);
    expect((await probeModel(model, folder)).roles.judge).toBe(true);
    const after = asked;
    await probeModel(model, folder);
    expect(asked).toBe(after);
  });
});

describe("outside", () => {
  const labels = ["calcium ions", "toughness"] as const;
  test("a failure and an empty answer are unknown, never new", async () => {
    const failed = await readOutside(async () => Promise.reject(new Error("offline")), "s", labels);
    const empty = await readOutside(async () => [], "s", labels);
    expect([failed.known, empty.known]).toEqual([false, false]);
    expect(outsideSentence(failed)).toMatch(/unknown/);
    expect(outsideSentence(empty)).toMatch(/unknown/);
  });

  test("papers that name both ends come first", async () => {
    const paper = (title: string, abstract: string) => ({ title, abstract, url: "u" });
    const reading = await readOutside(
      async () => [paper("Calcium ions may raise toughness of bread", "x"), paper("Other", "calcium ions and the toughness of nacre")],
      "Calcium ions raise toughness",
      labels,
    );
    expect(outsideSentence(reading)).toMatch(/of 2 papers .* 2 name both/);
  });
});
