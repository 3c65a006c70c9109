// The API over real HTTP on a real small garden: what it answers, what it refuses, and that two clients see the same.

import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConceptAnswer, DocumentsAnswer, GardenAnswer, GraphView, PathAnswer, SearchAnswer, SpanInContext } from "#apps/server/api.ts";
import { startServer } from "#apps/server/start-server.ts";
import { openSmallWorkbench, type SmallWorkbench } from "./small-workbench.ts";

const NOTES = {
  "silk.md":
    "# Spider silk\n\nSpider silk contains beta-sheet nanocrystals. Beta-sheet nanocrystals increase strength. Water softens spider silk.",
  "nacre.md": "# Nacre\n\nNacre contains aragonite tablets. Aragonite tablets increase stiffness. Chitin binds aragonite tablets.",
  "bone.md": "# Bone\n\nBone contains collagen fibrils. Collagen fibrils increase toughness. Water softens collagen fibrils.",
};

let folder: string;
let bench: SmallWorkbench;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hortus-api-"));
  bench = await openSmallWorkbench(join(folder, "garden"));
  server = await startServer(bench, { port: 0, host: "127.0.0.1", pageFolder: null });
  const notes = join(folder, "garden-notes");
  await (await import("node:fs/promises")).mkdir(notes);
  for (const [name, text] of Object.entries(NOTES)) await writeFile(join(notes, name), text);
  const events = await growAndWait({ paths: [notes] });
  expect(events.at(-1)).toMatchObject({ kind: "growth-finished", added: 3, failed: [] });
});

afterAll(async () => {
  await server?.close();
  await bench?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const get = async <T>(path: string): Promise<T> => (await fetch(server.url + path)).json() as Promise<T>;
const post = (path: string, body?: unknown) =>
  fetch(server.url + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) });

async function growAndWait(body: unknown): Promise<{ kind: string }[]> {
  const { growth } = (await (await post("/api/grow", body)).json()) as { growth: string };
  return eventsOf(`/api/grow/${growth}/events`);
}

async function eventsOf<E>(path: string): Promise<E[]> {
  const text = await (await fetch(server.url + path)).text();
  return [...text.matchAll(/^id: \d+\ndata: (.*)$/gm)].map((match) => JSON.parse(match[1]!) as E);
}

test("a port that is taken is said to be, and who has it keeps it", async () => {
  const port = Number(new URL(server.url).port);
  await expect(startServer(bench, { port, host: "127.0.0.1", pageFolder: null })).rejects.toMatchObject({
    code: "server.port_in_use",
    facts: { port },
  });
  expect((await fetch(`${server.url}/api/garden`)).status).toBe(200);
});

describe("reading", () => {
  test("search and suggestions are narrowed, by fields that may come again", async () => {
    const path = (name: string, filters: string) => `/api/${name}?q=toughness+strength&limit=20&${filters}`;
    const documents = ({ results }: SearchAnswer) => new Set(results.flatMap(({ evidence }) => evidence.map(({ document }) => document)));
    const bone = await get<SearchAnswer>(path("search", "document=bone.md"));
    expect(documents(bone)).toEqual(new Set(["bone.md"]));
    expect(documents(await get<SearchAnswer>(path("search", "document=bone.md&document=silk.md")))).toEqual(
      new Set(["bone.md", "silk.md"]),
    );
    const properties = await get<SearchAnswer>("/api/suggest?q=st&class=property");
    expect(properties.results.map(({ label }) => label.toLowerCase()).sort()).toEqual(["stiffness", "strength"]);
    for (const wrong of ["year=soon", "year=1900", "class=nonsense", "document=none.md", "layer=dream"])
      expect((await fetch(server.url + path("suggest", wrong))).status, wrong).toBeGreaterThanOrEqual(400);
  });

  test("the garden's numbers", async () => {
    const garden = await get<GardenAnswer>("/api/garden");
    expect(garden).toMatchObject({ model: "none", embedder: null, growing: null, counts: { documents: 3 } });
    expect(garden.counts.relations).toBeGreaterThan(3);
  });

  test("a concept's relations come with the sentence, its neighbours and both ends marked", async () => {
    const found = await get<SearchAnswer>("/api/search?q=aragonite%20tablets");
    const hit = found.results.find((result) => result.kind === "concept" && /aragonite/i.test(result.label));
    const answer = await get<ConceptAnswer>(`/api/concepts/${encodeURIComponent(hit!.id)}`);
    const relation = answer.relations.find(({ type }) => type === "increases")!;
    const [span] = relation.evidence;
    expect(span).toMatchObject({
      title: "Nacre",
      before: "Nacre contains aragonite tablets.",
      text: "Aragonite tablets increase stiffness.",
      after: "Chitin binds aragonite tablets.",
      verified: true,
    });
    expect(span!.text.slice(...span!.head).toLowerCase()).toBe("aragonite tablets");
    expect(span!.text.slice(...span!.tail).toLowerCase()).toBe("stiffness");
  });

  test("what is said about a concept comes in pages, and the sentences of a relation beyond the first two when asked for", async () => {
    const whole = await get<ConceptAnswer>("/api/concepts/aragonite%20tablet");
    expect(whole.total).toBe(whole.relations.length);
    expect(whole.total).toBeGreaterThan(1);
    const pages = await Promise.all(
      whole.relations.map((_, offset) => get<ConceptAnswer>(`/api/concepts/aragonite%20tablet?offset=${offset}&limit=1`)),
    );
    expect(pages.flatMap(({ relations }) => relations)).toEqual(whole.relations);
    expect((await get<ConceptAnswer>("/api/concepts/aragonite%20tablet?limit=0")).relations).toEqual([]);
    const { from, type, to, polarity, evidence, spans } = whole.relations[0]!;
    expect(spans).toBe(evidence.length);
    const key = new URLSearchParams({ from, type, to, polarity });
    expect(await get(`/api/evidence?${key}`)).toEqual({ total: spans, evidence });
    expect(await get(`/api/evidence?${key}&offset=${spans}`)).toEqual({ total: spans, evidence: [] });
  });

  test("the graph answers 304 to a client that has this version, and is the same for everybody", async () => {
    const [one, two] = await Promise.all([fetch(`${server.url}/api/graph`), fetch(`${server.url}/api/graph`)]);
    const [a, b] = [(await one.json()) as GraphView, (await two.json()) as GraphView];
    expect(a).toEqual(b);
    expect(a.nodes.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    const again = await fetch(`${server.url}/api/graph`, { headers: { "if-none-match": one.headers.get("etag")! } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    const other = await fetch(`${server.url}/api/graph?maxNodes=2`, { headers: { "if-none-match": one.headers.get("etag")! } });
    expect(other.status).toBe(200);
  });

  test("large answers are compressed for those who take it", async () => {
    const path = "/api/graph?maxNodes=500";
    expect((await fetch(server.url + path, { headers: { "accept-encoding": "gzip" } })).headers.get("content-encoding")).toBe("gzip");
    expect((await fetch(server.url + path, { headers: { "accept-encoding": "identity" } })).headers.get("content-encoding")).toBeNull();
  });

  test("half a word is enough for a search field to offer the concept, and sentences follow", async () => {
    const { results } = await get<SearchAnswer>("/api/suggest?q=arag%20ta");
    expect(results[0]).toMatchObject({ kind: "concept", label: expect.stringMatching(/aragonite tablets/i) });
    const whole = (await get<SearchAnswer>("/api/suggest?q=aragonite")).results;
    expect(whole.some(({ kind }) => kind === "sentence")).toBe(true);
    expect(new Set(whole.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(whole.length);
    expect((await get<SearchAnswer>("/api/suggest?q=zzz")).results).toEqual([]);
  });

  test("words that no one concept has are looked up each by itself, and no heading is offered as a sentence", async () => {
    const { results } = await get<SearchAnswer>("/api/suggest?q=nacre%20strength");
    const concepts = results.filter(({ kind }) => kind === "concept").map(({ label }) => label.toLowerCase());
    expect(concepts.slice(0, 2)).toEqual(["nacre", "strength"]);
    for (const { label } of results.filter(({ kind }) => kind === "sentence")) expect(label).toMatch(/[.!?]$/);
  });

  test("a path names the sentences it rests on", async () => {
    const answer = await get<PathAnswer>("/api/paths?from=spider%20silk&to=strength&strategy=shortest&count=1");
    expect(answer.paths[0]!.relations[0]!.evidence[0]!.text).toContain("Spider silk");
  });

  test("documents are counted, found by words, and opened with their offsets", async () => {
    const { documents, total } = await get<DocumentsAnswer>("/api/documents?q=nac");
    expect([total, documents[0]!.title, documents[0]!.sentences]).toEqual([1, "Nacre", 4]);
    const id = encodeURIComponent(documents[0]!.id);
    const span = await get<SpanInContext>(`/api/span?document=${id}&start=0&end=5`);
    expect(span.verified).toBeNull();
  });
});

describe("refusing", () => {
  test.each([
    ["GET", "/api/graph?maxNodes=lots", 400, "input.invalid"],
    ["GET", "/api/graph?sort=up", 400, "input.invalid"],
    ["GET", "/api/search", 400, "input.invalid"],
    ["GET", "/api/paths?from=bone", 400, "input.invalid"],
    ["GET", "/api/paths?from=bone&to=zeppelin", 404, "concept.not_found"],
    ["GET", "/api/concepts/nobody", 404, "concept.not_found"],
    ["GET", "/api/concepts/bone?limit=many", 400, "input.invalid"],
    ["GET", "/api/evidence?from=bone&type=contains&to=nothing&polarity=affirmed", 404, "document.not_found"],
    ["GET", "/api/documents/nothing", 404, "document.not_found"],
    ["GET", "/api/span?document=silk.md&start=5&end=5", 400, "input.invalid"],
    ["GET", "/api/span?document=silk.md&start=5&end=999999", 400, "input.invalid"],
    ["GET", "/api/runs/run-0", 404, "run.not_found"],
    ["GET", "/api/runs/run-0/events", 404, "run.not_found"],
    ["GET", "/api/grow/growth-0/events", 404, "run.not_found"],
    ["GET", "/api/export/graph?format=exe", 400, "input.invalid"],
    ["GET", "/api/nonsense", 404, "document.not_found"],
    ["POST", "/api/runs/run-0/resume", 404, "run.not_found"],
    ["POST", "/api/runs/hypothesize", 400, "input.invalid", { count: 0 }],
    ["POST", "/api/runs/hypothesize", 400, "input.invalid", { from: "bone" }],
    ["POST", "/api/runs/ask", 400, "input.invalid", { question: "   " }],
    ["POST", "/api/runs/ask", 409, "model.missing", { question: "Why?", model: "gpt" }],
    ["POST", "/api/judgements", 400, "input.invalid", { comparison: "x", prefer: "c" }],
    ["POST", "/api/judgements", 404, "judgement.not_found", { comparison: "x", prefer: "a" }],
    ["POST", "/api/grow", 404, "document.not_found", { paths: ["/no/such/folder"] }],
    ["POST", "/api/grow", 400, "input.invalid", { paths: ["relative/folder"] }],
    ["POST", "/api/grow", 400, "input.invalid", { uploads: ["../ledger.db"] }],
    ["POST", "/v1/chat/completions", 409, "model.missing", { messages: [{ role: "user", content: "hi" }] }],
    ["POST", "/v1/chat/completions", 400, "input.invalid", { messages: [] }],
  ] as const)("%s %s → %i %s", async (method, path, status, code, body?: unknown) => {
    const response = method === "GET" ? await fetch(server.url + path) : await post(path, body);
    const answer = (await response.json()) as { error: { code: string; message: string } };
    expect([response.status, answer.error.code]).toEqual([status, code]);
    expect(answer.error.message).not.toMatch(/\n|\bat .*\.ts:/);
  });

  test("malformed JSON and bodies that are too large", async () => {
    const send = (body: string) =>
      fetch(`${server.url}/api/runs/ask`, { method: "POST", headers: { "content-type": "application/json" }, body });
    expect((await send("{")).status).toBe(400);
    expect((await send(JSON.stringify({ question: "x".repeat(2_000_000) }))).status).toBe(413);
  });

  test.each(["../escape.txt", "a/b.txt", "..", ".hidden.txt", "run.exe", "a\\b.txt"])(
    "an upload named %j is refused and nothing is written",
    async (name) => {
      const response = await fetch(`${server.url}/api/uploads?name=${encodeURIComponent(name)}`, {
        method: "POST",
        headers: { "content-type": "application/octet-stream" },
        body: "text",
      });
      expect(response.status).toBe(400);
      expect(await readdir(join(folder, "garden"))).not.toContain("uploads");
    },
  );
});

describe("runs", () => {
  test("a run is started, followed by two readers, and found again whole", async () => {
    const response = await post("/api/runs/hypothesize", { from: "spider silk", to: "strength", count: 1, seed: 7 });
    expect(response.status).toBe(202);
    const { run } = (await response.json()) as { run: string };
    const path = `/api/runs/${run}/events`;
    const [one, two] = await Promise.all([eventsOf<{ seq: number }>(path), eventsOf<{ seq: number }>(path)]);
    expect(one.map(({ seq }) => seq)).toEqual(one.map((_, place) => place + 1));
    expect(two).toEqual(one);
    expect(await eventsOf(`${path}?after=${one.length - 1}`)).toEqual(one.slice(-1));
    expect(await get(`/api/runs/${run}`)).toMatchObject({ live: false, run: { status: "done" } });
    expect((await post(`/api/runs/${run}/cancel`)).status).toBe(404);
    const again = await post(`/api/runs/${run}/resume`);
    expect([again.status, await again.json()]).toEqual([202, { run }]);
    expect(await eventsOf(path)).toEqual(one);
  });

  test("a question that cannot be started says so with its own code", async () => {
    const response = await post("/api/runs/hypothesize", { from: "zeppelin", to: "bone", count: 1 });
    const body = (await response.json()) as { run?: string };
    const events = await eventsOf<{ event: { kind: string; code?: string } }>(`/api/runs/${body.run}/events`);
    expect(events.at(-1)!.event).toMatchObject({ kind: "run-failed", code: "concept.not_found" });
  });
});

describe("growing", () => {
  test("a file sent by the page lands under its own name, and once more changes nothing", async () => {
    const body = "Resilin stores elastic energy. Insects use resilin.";
    const send = () =>
      fetch(`${server.url}/api/uploads?name=resilin.txt`, {
        method: "POST",
        headers: { "content-type": "application/octet-stream" },
        body,
      });
    expect(await (await send()).json()).toEqual({ name: "resilin.txt", bytes: body.length });
    expect((await growAndWait({ uploads: ["resilin.txt"] })).at(-1)).toMatchObject({ kind: "growth-finished", added: 1 });
    const { version } = await get<GardenAnswer>("/api/garden");
    await send();
    expect((await growAndWait({ uploads: ["resilin.txt"] })).at(-1)).toMatchObject({ added: 0, unchanged: 1, version });
  });
});

test("downloads carry a name and their own type", async () => {
  const graph = await fetch(`${server.url}/api/export/graph?format=turtle`);
  expect(graph.headers.get("content-type")).toMatch(/^text\/turtle/);
  expect(graph.headers.get("content-disposition")).toBe('attachment; filename="garden.ttl"');
  const canonical = (await (await fetch(`${server.url}/api/export/graph?format=canonical`)).text()).trim().split("\n");
  expect(canonical.length).toBeGreaterThan(10);
  for (const line of canonical) expect(() => JSON.parse(line)).not.toThrow();
});

test("the OpenAI face lists no model when there is none", async () => {
  expect(await get("/v1/models")).toEqual({ object: "list", data: [] });
});
