// Event streams over real HTTP: a reader that leaves and comes back misses nothing and sees nothing twice.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, expect, test } from "vitest";
import { Bell, type NumberedLog, streamEvents } from "#apps/server/event-stream.ts";

class MemoryLog implements NumberedLog<{ word: string }> {
  readonly events: { word: string }[] = [];
  readonly bell = new Bell();
  over = false;

  say(word: string): void {
    this.events.push({ word });
    this.bell.ring();
  }

  end(): void {
    this.over = true;
    this.bell.ring();
  }

  after = async (seq: number) => this.events.slice(seq).map((data, place) => ({ seq: seq + place + 1, data }));
  ended = async () => this.over;
  changed = (milliseconds: number, signal: AbortSignal) => this.bell.wait(milliseconds, signal);
}

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(log: NumberedLog<unknown>): Promise<string> {
  const app = express();
  app.get("/events", (request, response) => streamEvents(request, response, log, 0));
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
}

/** Reads events as [id, word] until `enough` says so or the stream ends, then leaves. */
async function read(
  url: string,
  lastSeen: number | null,
  enough: (count: number) => boolean,
): Promise<{ seen: [number, string][]; ended: boolean }> {
  const leave = new AbortController();
  const headers: Record<string, string> = lastSeen === null ? {} : { "last-event-id": String(lastSeen) };
  const response = await fetch(url, { headers, signal: leave.signal });
  const seen: [number, string][] = [];
  let text = "";
  let ended = false;
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      if (block.startsWith("event: end")) ended = true;
      const match = /^id: (\d+)\ndata: (.*)$/.exec(block);
      if (match !== null) seen.push([Number(match[1]), (JSON.parse(match[2]!) as { word: string }).word]);
    }
    if (enough(seen.length)) {
      leave.abort();
      break;
    }
  }
  return { seen, ended };
}

const forever = () => false;

test("a reader that leaves and comes back five times sees every event once, in order", async () => {
  const log = new MemoryLog();
  const url = await serve(log);
  const words = Array.from({ length: 200 }, (_, place) => `word ${place + 1}`);
  const talking = (async () => {
    for (const [place, word] of words.entries()) {
      log.say(word);
      if (place % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    }
    log.end();
  })();
  const seen: [number, string][] = [];
  for (let visit = 0; visit < 5; visit += 1) {
    const part = await read(url, seen.length === 0 ? null : seen.at(-1)![0], (count) => count >= 20);
    seen.push(...part.seen);
  }
  const rest = await read(url, seen.at(-1)![0], forever);
  await talking;
  expect(rest.ended).toBe(true);
  expect([...seen, ...rest.seen]).toEqual(words.map((word, place) => [place + 1, word]));
});

test("two readers, one from the start and one from the middle, each get their own whole", async () => {
  const log = new MemoryLog();
  const url = await serve(log);
  log.say("one");
  log.say("two");
  const [whole, half] = [read(url, null, forever), read(url, 2, forever)];
  await new Promise((resolve) => setTimeout(resolve, 20));
  log.say("three");
  log.say("four");
  log.end();
  expect((await whole).seen.map(([, word]) => word)).toEqual(["one", "two", "three", "four"]);
  expect((await half).seen.map(([, word]) => word)).toEqual(["three", "four"]);
});

test("a nonsense Last-Event-ID starts from the beginning instead of failing", async () => {
  const log = new MemoryLog();
  const url = await serve(log);
  log.say("one");
  log.end();
  const response = await fetch(url, { headers: { "last-event-id": "-3; drop" } });
  expect(await response.text()).toContain('id: 1\ndata: {"word":"one"}');
});

test("what is passed on without being stored comes after what was stored before it, and carries no number", async () => {
  const log = new MemoryLog();
  log.say("stored");
  log.over = true;
  const waiting = [{ word: "passing" }];
  const url = await serve(Object.assign(log, { passing: () => ({ take: () => waiting.splice(0), close() {} }) }));
  const text = await (await fetch(url)).text();
  expect(text.indexOf("stored")).toBeGreaterThan(0);
  expect(text.indexOf("stored")).toBeLessThan(text.indexOf("passing"));
  expect(text).toContain('\n\ndata: {"word":"passing"}');
});
