// Who may talk to the server. It answers a browser only on its own names and only to its own page, and knows nothing of gardens.

import type { NextFunction, Request, RequestHandler, Response } from "express";
import { HortusError } from "#kernels/errors.ts";

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The page loads nothing from anywhere else and runs no inline script. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Refuses what DNS rebinding and foreign pages send: bound to loopback, a request must name a loopback host; one that changes
 * something must come from this very origin (or from no browser at all).
 * @throws `input.invalid` through `next`, with the offending header in its facts
 */
export function guard(options: { readonly host: string }): RequestHandler {
  const loopbackOnly = isLoopback(options.host);
  return (request: Request, _response: Response, next: NextFunction) => {
    const host = request.headers.host ?? "";
    if (loopbackOnly && !LOOPBACK_NAMES.has(hostName(host))) {
      throw new ForbiddenError("This server answers only under a local name: open it as http://127.0.0.1.", { host });
    }
    if (request.method !== "GET" && request.method !== "HEAD") refuseForeign(request, host);
    next();
  };
}

/** Security headers of every answer. */
export function hardened(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader("content-security-policy", PAGE_POLICY);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  next();
}

/** A refusal whose status is 403 whatever its code's usual status is. */
export class ForbiddenError extends HortusError {
  constructor(message: string, facts: HortusError["facts"]) {
    super("input.invalid", message, facts);
  }
}

function refuseForeign(request: Request, host: string): void {
  const site = request.headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") throw new ForbiddenError("Only this server's own page may change a garden.", { site });
  const origin = request.headers.origin;
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) {
    throw new ForbiddenError("Only this server's own page may change a garden.", { origin });
  }
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, "").toLowerCase();
}
