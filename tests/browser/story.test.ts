// The whole story in a real browser against a real server: grow, look, search, evidence, ask, hypothesize, judge, export.

import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer } from "#apps/server/start-server.ts";
import { openSmallWorkbench, type SmallWorkbench } from "../apps/server/small-workbench.ts";

const CHROMIUM = process.env.HORTUS_CHROMIUM ?? "/usr/bin/chromium";
const root = resolve(import.meta.dirname, "../..");
const installed = existsSync(CHROMIUM);
if (!installed) console.warn(`No Chromium at ${CHROMIUM}: the browser story is skipped. Install it, or set HORTUS_CHROMIUM.`);

describe.skipIf(!installed)("the story, in Chromium", () => {
  let folder: string;
  let bench: SmallWorkbench;
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hortus-story-"));
    const pageFolder = join(folder, "page");
    await build({
      configFile: join(root, "vite.config.ts"),
      root: join(root, "apps/dashboard"),
      logLevel: "error",
      build: { outDir: pageFolder },
    });
    bench = await openSmallWorkbench(join(folder, "garden"));
    server = await startServer(bench, { port: 0, host: "127.0.0.1", pageFolder });
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, colorScheme: "light" });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    watch(page, server.url, complaints);
    await page.goto(server.url);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await bench?.[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  test("an empty garden says what to do, and grows from a folder", async () => {
    await page.getByText("Nothing grows here yet").waitFor();
    await page.getByRole("link", { name: "Add documents" }).click();
    await page.getByLabel("Or a folder on the server's machine").fill(join(root, "examples", "materials"));
    await page.getByRole("button", { name: "Grow", exact: true }).click();
    await page.getByText(/60 documents added/).waitFor();
    await page.getByText("60 documents", { exact: true }).last().waitFor();
  });

  test("a file chosen on the page joins the garden, and one that cannot be read says why", async () => {
    await page.getByLabel("Files to add").setInputFiles([
      {
        name: "my-note.txt",
        mimeType: "text/plain",
        buffer: Buffer.from("Spider silk contains beta-sheet nanocrystals. Humidity softens spider silk."),
      },
      { name: "broken.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 nothing") },
    ]);
    await page.getByText(/1 document added/).waitFor();
    await page.getByText(/1 document could not be read/).waitFor();
    await page.getByText("61 documents", { exact: true }).last().waitFor();
  });

  test("the graph is drawn; search finds a concept by keyboard; its sentences are there", async () => {
    await open(page, "Garden");
    await page.locator(".graph-canvas[data-drawn]").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("dragline s");
    await page
      .getByRole("option", { name: /dragline silk/i })
      .first()
      .waitFor();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("complementary");
    await panel.getByRole("heading", { level: 1, name: /dragline silk/i }).waitFor();
    const quote = panel.locator(".quote").first();
    expect(await quote.locator("mark").count()).toBeGreaterThanOrEqual(2);
    await quote.getByRole("link").first().click();
    await page.locator(".sentence.sought").first().waitFor();
    await page.goBack();
    if (process.env.HORTUS_SCREENSHOT === "1") await photograph(page, join(root, "docs"));
  });

  test("search is narrowed by a filter that stands in the address, by keyboard alone, and widened again", async () => {
    await open(page, "Garden");
    await page.locator(".graph-canvas[data-drawn]").waitFor();
    await page.getByRole("button", { name: "Filter", exact: true }).press("Enter");
    await page.keyboard.type("..1900");
    await page.getByLabel("property").press("Space");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove the filter: years ..1900" }).waitFor();
    expect(new URL(page.url()).hash).toContain("class=property");
    await page.reload();
    await page.getByRole("button", { name: "Remove the filter: years ..1900" }).press("Enter");
    await page.keyboard.press("/");
    await page.keyboard.type("silk");
    const found = page.getByRole("option");
    await found
      .filter({ hasText: /stiffness of silk/i })
      .first()
      .waitFor();
    expect(await found.filter({ hasText: /^dragline silk/i }).count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Remove the filter: property" }).click();
    expect(new URL(page.url()).hash).not.toContain("class");
  });

  test("history says what changed with its sentence; an upload is taken back once that is confirmed, and brought back", async () => {
    await open(page, "History");
    const upload = page.locator(".change", { hasText: "my-note.txt" });
    await upload.getByRole("link", { name: "What changed" }).click();
    await page.locator(".diff-added", { hasText: "Humidity softens spider silk." }).first().waitFor();
    await page.getByRole("link", { name: "All changes" }).click();
    await upload.getByRole("button", { name: "Undo" }).press("Enter");
    await page.keyboard.press("Escape");
    await upload.getByRole("button", { name: "Undo" }).press("Enter");
    await page.keyboard.press("Enter");
    await upload.getByText("taken back").waitFor();
    await page.locator(".rail-foot").getByText("60", { exact: true }).waitFor();
    await upload.getByRole("button", { name: "Redo" }).click();
    await page.getByRole("button", { name: "Bring it back" }).click();
    await page.locator(".rail-foot").getByText("61", { exact: true }).waitFor();
  });

  test("communities have summaries whose numbers open their sentences; one is drawn alone, and the garden by their colours", async () => {
    await open(page, "Communities");
    const card = page.locator(".card.community").first();
    await card.locator(".answer-text .cite").first().click();
    await card.locator(".quote").first().waitFor();
    const name = ((await card.getByRole("heading").textContent()) ?? "").trim();
    await card.getByRole("heading").getByRole("link").click();
    await page.getByText(/concepts of one community/).waitFor();
    await page.locator(".graph-canvas[data-drawn]").waitFor();
    await page.getByRole("link", { name: "Show the whole garden" }).click();
    await page.getByText(/concepts of one community/).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Colour by community" }).click();
    await page.getByRole("list", { name: "Communities" }).getByText(name).waitFor();
    await page.getByRole("link", { name: "Colour by class" }).click();
    await page.getByRole("list", { name: "Classes" }).waitFor();
  });

  test("a path between two concepts is drawn with its evidence", async () => {
    await page.goto(`${server.url}/#/garden?from=dragline%20silk&to=toughness&strategy=shortest`);
    await page.locator(".path.open .steps li").first().waitFor();
    await page.locator(".path.open .cite").first().click();
    await page.locator(".path.open .quote").first().waitFor();
  });

  test("a question is answered with citations", async () => {
    await open(page, "Runs");
    await page.getByText("Ask a question").click();
    await page.getByRole("textbox", { name: "Question" }).fill("What makes dragline silk tough?");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.locator(".answer-text").waitFor();
    await page.locator(".answer .cite").first().click();
    await page.locator(".answer .quote").first().waitFor();
  });

  test("a question becomes a query: its rows lead to concepts, and a person's own query runs", async () => {
    await open(page, "Runs");
    await page.getByText("Query the graph").click();
    await page.getByRole("textbox", { name: "Question" }).fill("What does nacre consist of?");
    await page.getByRole("button", { name: "Query", exact: true }).click();
    await page.locator(".tried .answers").waitFor();
    const own = page.getByLabel("Run a query of your own");
    await own.getByRole("textbox").fill("SELECT count(*) AS papers FROM document");
    await own.getByRole("button", { name: "Run" }).click();
    await page.getByRole("cell", { name: "61", exact: true }).waitFor();
    await page.locator(".answer .rows a").first().click();
    await page.locator(".panel").first().waitFor();
  });

  test("hypotheses are proposed live, survive a reload, and show their evidence", async () => {
    await open(page, "Runs");
    await page.getByLabel("How many").fill("3");
    await page.getByRole("button", { name: "Propose", exact: true }).click();
    await page.locator(".speech").first().waitFor();
    await page.reload();
    await page.locator(".status-done").waitFor();
    await page.getByRole("heading", { name: "3 hypotheses", exact: true }).waitFor();
    const card = page.locator(".card").first();
    expect(await card.locator(".chain-arrow.imagined, .chain-arrow").count()).toBeGreaterThan(0);
    await card.locator(".claim .cite").first().click();
    await card.locator(".quote").first().waitFor();
    await card.getByRole("heading").first().getByRole("link").click();
    await page.getByText("Falsification", { exact: false }).first().waitFor();
  });

  test("judging goes by keyboard, and can be taken back", async () => {
    await open(page, "Judge");
    await page.locator(".duel").waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.getByText(/You preferred/).waitFor();
    await page.locator(".contender .cite").first().click();
    await page.locator(".contender .quote").first().waitFor();
    await page.keyboard.press("u");
    await page.getByText(/Decide again/).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.getByText(/You preferred/).waitFor();
    expect(bench.ledger.judgements().filter((judgement) => judgement.by === "person")).toHaveLength(1);
  });

  test("the pairs leave as a file that a trainer can read", async () => {
    await open(page, "Export");
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "trl", exact: true }).click()]);
    expect(download.suggestedFilename()).toBe("pairs-trl.jsonl");
    const rows = (await readFile(await download.path(), "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ source: "person", annotator: "person", judge_kinds: ["person"] });
    const [asked] = rows[0]!.prompt as { content: string }[];
    for (const side of ["chosen", "rejected"] as const) {
      const [{ content }] = rows[0]![side] as [{ content: string }];
      const marks = [...content.matchAll(/\[\d+\]/g)].map(([mark]) => mark);
      expect(marks.length).toBeGreaterThan(0);
      for (const mark of marks) expect(asked!.content).toContain(`\n${mark} `);
    }
  });

  test("nothing failed on the way, and nobody else was asked for anything", () => {
    expect(complaints).toEqual([]);
  });
});

/** Opens a view by its link in the rail. */
function open(page: Page, view: string): Promise<void> {
  return page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view, exact: true }).click();
}

/** Collects console errors, failed requests and requests to any other host. */
function watch(page: Page, url: string, complaints: string[]): void {
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`page: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) complaints.push(`foreign: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
}

async function photograph(page: Page, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.locator(".graph-canvas[data-drawn]").waitFor();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(folder, "screenshot.png") });
}
