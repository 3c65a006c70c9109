// How a route reads its input and gives its answer: zod in, JSON out, one error form. It knows no garden.

import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import { z } from "zod";
import { statusOf } from "#apps/server/error-status.ts";
import { ForbiddenError } from "#apps/server/guard.ts";
import { asHortusError, HortusError } from "#kernels/errors.ts";

const compress = promisify(gzip);
const WORTH_COMPRESSING_BYTES = 2048;

interface Schemas<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
}

interface Checked<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: Request;
  readonly response: Response;
}

const NOTHING = z.strictObject({});

/**
 * A route whose input was checked before its work begins. What the work returns is sent as JSON; `undefined` means it answered itself.
 * @throws `input.invalid` (400) naming the part and the field that was wrong
 */
export function route<P extends z.ZodType = typeof NOTHING, Q extends z.ZodType = typeof NOTHING, B extends z.ZodType = z.ZodUnknown>(
  schemas: Schemas<P, Q, B>,
  work: (input: Checked<z.infer<P>, z.infer<Q>, z.infer<B>>) => Promise<unknown>,
): RequestHandler {
  return async (request, response) => {
    const answer = await work({
      params: checked(schemas.params ?? NOTHING, request.params, "path") as z.infer<P>,
      query: checked(schemas.query ?? NOTHING, request.query, "query") as z.infer<Q>,
      body: checked(schemas.body ?? z.unknown(), request.body, "body") as z.infer<B>,
      request,
      response,
    });
    if (answer !== undefined) await sendJson(request, response, answer);
  };
}

/** Sends a value as JSON, compressed off the event loop when it is large and the client takes it. */
export async function sendJson(request: Request, response: Response, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.setHeader("vary", "accept-encoding");
  if (!response.hasHeader("cache-control")) response.setHeader("cache-control", "no-store");
  const bytes = Buffer.from(text);
  if (bytes.length < WORTH_COMPRESSING_BYTES || request.acceptsEncodings("gzip") !== "gzip") {
    response.end(bytes);
    return;
  }
  response.setHeader("content-encoding", "gzip");
  response.end(await compress(bytes));
}

/** Answers 304 and true when the client already has this version of the answer. */
export function unchangedSince(request: Request, response: Response, tag: string): boolean {
  const etag = `W/"${tag}"`;
  response.setHeader("etag", etag);
  response.setHeader("cache-control", "no-cache");
  if (request.headers["if-none-match"] !== etag) return false;
  response.status(304).end();
  return true;
}

/** The last handler: any failure as `{error:{code,message,facts}}`, never with a stack. */
export function answerError(thrown: unknown, _request: Request, response: Response, _next: NextFunction): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const error = fromBodyParser(thrown) ?? asHortusError(thrown);
  const hidden = error.code === "internal";
  response.status(httpStatus(thrown, error)).json({
    error: {
      code: error.code,
      message: hidden ? "Something failed inside the server; its log says what." : error.message,
      facts: error.facts,
    },
  });
}

function httpStatus(thrown: unknown, error: HortusError): number {
  if (thrown instanceof ForbiddenError) return 403;
  const status = (thrown as { status?: unknown } | null)?.status;
  if (!(thrown instanceof HortusError) && typeof status === "number" && status >= 400 && status < 500) return status;
  return statusOf(error.code);
}

/** Express's own refusals (malformed JSON, body over the limit, bad percent-encoding) carry a 4xx status. */
function fromBodyParser(thrown: unknown): HortusError | null {
  if (thrown instanceof HortusError || !(thrown instanceof Error)) return null;
  const { status, type } = thrown as Error & { status?: number; type?: string };
  if (status === undefined || status < 400 || status >= 500) return null;
  return new HortusError("input.invalid", status === 413 ? "The request is larger than this route takes." : "The request cannot be read.", {
    reason: type ?? "unreadable",
  });
}

function checked(schema: z.ZodType, value: unknown, part: string): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const field = issue.path.join(".");
  throw new HortusError("input.invalid", `Bad ${part}${field === "" ? "" : ` field "${field}"`}: ${issue.message}.`, { part, field });
}
