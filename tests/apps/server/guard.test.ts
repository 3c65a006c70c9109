// Who may talk to the server: DNS rebinding and foreign pages are refused, the page and plain clients are not.

import { createServer, type Server, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerError } from "#apps/server/answers.ts";
import { guard, hardened, isLoopback } from "#apps/server/guard.ts";

let server: Server;
let port = 0;

beforeAll(async () => {
  const app = express();
  app.use(hardened, guard({ host: "127.0.0.1" }));
  app.all("/", (_request, response) => void response.json({ ok: true }));
  app.use(answerError);
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function ask(method: string, headers: Record<string, string>): Promise<{ status: number; body: string; policy: string }> {
  return new Promise((resolve, reject) => {
    const request = send({ host: "127.0.0.1", port, method, path: "/", headers }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body, policy: String(response.headers["content-security-policy"]) }),
      );
    });
    request.on("error", reject);
    request.end();
  });
}

describe("bound to loopback", () => {
  test.each(["127.0.0.1", "localhost", "LOCALHOST"])("answers under %s", async (name) => {
    expect((await ask("GET", { host: `${name}:${port}` })).status).toBe(200);
  });

  test.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"])("refuses to read for the name %j", async (host) => {
    const answer = await ask("GET", { host });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "input.invalid", facts: { host } } });
  });

  test("a foreign page may not change anything, whichever header gives it away", async () => {
    const host = `127.0.0.1:${port}`;
    expect((await ask("POST", { host, origin: "https://evil.example" })).status).toBe(403);
    expect((await ask("POST", { host, origin: "null" })).status).toBe(403);
    expect((await ask("POST", { host, origin: `http://127.0.0.1:${port + 1}` })).status).toBe(403);
    expect((await ask("POST", { host, "sec-fetch-site": "cross-site" })).status).toBe(403);
  });

  test("its own page and a client without a browser may", async () => {
    const host = `127.0.0.1:${port}`;
    expect((await ask("POST", { host, origin: `http://${host}`, "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await ask("POST", { host })).status).toBe(200);
  });

  test("every answer forbids the page to load anything from elsewhere", async () => {
    const { policy } = await ask("GET", { host: `127.0.0.1:${port}` });
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe/);
  });
});

test("what counts as loopback", () => {
  expect(["127.0.0.1", "127.8.9.1", "::1", "localhost"].every(isLoopback)).toBe(true);
  expect(["0.0.0.0", "127.0.0.1.example", "192.168.0.2", "::"].some(isLoopback)).toBe(false);
});
