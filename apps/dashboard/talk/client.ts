// Talks to the server: JSON in and out, and every refusal as one kind of error.

import type { ErrorAnswer } from "#apps/server/api.ts";

/** What the server refused, or that it cannot be reached. */
export class ServerRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, signal === undefined ? {} : { signal });
}

export async function post<T>(path: string, body?: unknown): Promise<T> {
  return ask<T>(path, {
    method: "POST",
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
}

export async function upload(file: File): Promise<{ name: string; bytes: number }> {
  return ask(`/api/uploads?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body: file,
  });
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ServerRefusal("server.unreachable", "The server does not answer. Is `hortus serve` still running?");
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as T;
  const refusal = (body as ErrorAnswer | null)?.error;
  throw new ServerRefusal(refusal?.code ?? "internal", refusal?.message ?? `The server answered ${response.status}.`);
}
