// The OpenAI-compatible face of the garden's language model: /v1/models and /v1/chat/completions, whole or streamed. Thin on purpose.

import { randomUUID } from "node:crypto";
import type { Response } from "express";
import { type NextFunction, type Request, Router } from "express";
import { z } from "zod";
import { route } from "#apps/server/answers.ts";
import { statusOf } from "#apps/server/error-status.ts";
import type { Workbench } from "#apps/server/workbench-face.ts";
import { checkSchemaRequest } from "#kernels/decode/json-schema.ts";
import { asHortusError, HortusError } from "#kernels/errors.ts";
import type { Answer, AnswerRequest, LanguageModel } from "#kernels/language-model.ts";

const Text = z.union([
  z.string(),
  z.array(z.object({ type: z.literal("text"), text: z.string() })).transform((parts) => parts.map((part) => part.text).join("")),
]);

/** Unknown fields are let through, as every client sends some; known ones are checked. */
const Completion = z.object({
  model: z.string().optional(),
  messages: z.array(z.object({ role: z.enum(["system", "developer", "user", "assistant"]), content: Text })).min(1),
  max_tokens: z.number().int().min(1).nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  seed: z.number().int().nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(8)]).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  n: z.literal(1).nullish(),
  response_format: z
    .union([
      z.object({ type: z.literal("text") }),
      z.object({ type: z.literal("json_schema"), json_schema: z.object({ schema: z.record(z.string(), z.unknown()) }) }),
    ])
    .nullish(),
});

type CompletionRequest = z.infer<typeof Completion>;

const DEFAULT_MAX_TOKENS = 512;

export function openaiRoutes(workbench: Workbench): Router {
  const router = Router();
  const created = Math.floor(workbench.clock().getTime() / 1000);
  router.get(
    "/models",
    route({}, async () => ({
      object: "list",
      data: workbench.modelId === "none" ? [] : [{ id: workbench.modelId, object: "model", created, owned_by: "hortus" }],
    })),
  );
  router.post(
    "/chat/completions",
    route({ body: Completion }, async ({ body, response }) => {
      const model = await needModel(workbench);
      const left = new AbortController();
      response.on("close", () => left.abort());
      const head = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(workbench.clock().getTime() / 1000), model: model.id };
      if (body.stream === true) return streamed(model, body, head, response, left.signal);
      const answer = held(await model.answer(requestOf(body, left.signal)));
      return {
        ...head,
        object: "chat.completion",
        choices: [{ index: 0, message: message(answer), finish_reason: finish(answer) }],
        usage: usage(answer),
      };
    }),
  );
  router.use(answerAsOpenai);
  return router;
}

interface Head {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

async function streamed(
  model: LanguageModel,
  body: CompletionRequest,
  head: Head,
  response: Response,
  signal: AbortSignal,
): Promise<undefined> {
  const say = (choices: readonly unknown[], more: object = {}) => {
    if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
    response.write(`data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", choices, ...more })}\n\n`);
  };
  const delta = (content: object, reason: string | null) => [{ index: 0, delta: content, finish_reason: reason }];
  let begun = false;
  const onToken = (token: { readonly text: string }) => {
    if (!begun) say(delta({ role: "assistant", content: "" }, null));
    begun = true;
    if (token.text !== "") say(delta({ content: token.text }, null));
  };
  try {
    const answer = held(await model.answer({ ...requestOf(body, signal), onToken }));
    say(delta({}, finish(answer)));
    if (body.stream_options?.include_usage === true) say([], { usage: usage(answer) });
  } catch (thrown) {
    if (!response.headersSent) throw thrown;
    response.write(`data: ${JSON.stringify(openaiError(thrown))}\n\n`);
  }
  response.end("data: [DONE]\n\n");
  return undefined;
}

function requestOf(body: CompletionRequest, signal: AbortSignal): AnswerRequest {
  const stop = typeof body.stop === "string" ? [body.stop] : body.stop;
  const schema = body.response_format?.type === "json_schema" ? body.response_format.json_schema.schema : null;
  const request: AnswerRequest = {
    messages: body.messages.map(({ role, content }) => ({ role: role === "developer" ? "system" : role, content })),
    maxTokens: body.max_completion_tokens ?? body.max_tokens ?? DEFAULT_MAX_TOKENS,
    temperature: body.temperature ?? 1,
    seed: body.seed ?? 0,
    ...(body.top_p == null ? {} : { topP: body.top_p }),
    ...(stop == null ? {} : { stop }),
    ...(schema === null ? {} : { schema }),
    signal,
  };
  checkSchemaRequest(request);
  return request;
}

async function needModel(workbench: Workbench): Promise<LanguageModel> {
  const model = await workbench.model();
  if (model === null) throw new HortusError("model.missing", "This server runs without a language model: start it with --model.", {});
  return model;
}

const message = (answer: Answer) => ({ role: "assistant", content: answer.text });
const finish = (answer: Answer) => (answer.finish === "stop" ? "stop" : "length");
const usage = ({ tokens }: Answer) => ({ prompt_tokens: tokens.in, completion_tokens: tokens.out, total_tokens: tokens.in + tokens.out });

function openaiError(thrown: unknown) {
  const { code, message: text } = asHortusError(thrown);
  return {
    error: {
      message: code === "internal" ? "Something failed inside the server; its log says what." : text,
      type: "hortus_error",
      code,
      param: null,
    },
  };
}

/** Clients parse what was finished under a schema: an answer that does not hold is an error, not text. */
function held(answer: Answer): Answer {
  if (answer.finish !== "schema-unmet") return answer;
  const message = "The model's answer does not hold the JSON schema: ask again with another seed, or for less.";
  throw new HortusError("agent.invalid_output", message, { model: answer.model });
}

/** OpenAI clients read `error.message`, `error.type` and `error.code`. */
function answerAsOpenai(thrown: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) next(thrown);
  else response.status(statusOf(asHortusError(thrown).code)).json(openaiError(thrown));
}
