// The invariants of ARCHITECTURE.md that are about files: arrows, doors, sizes, and contracts that have their exams.

import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const LAYERS = ["kernels", "graph", "agents", "apps"] as const;
const read = (file: string): string => readFileSync(`${root}/${file}`, "utf8");
const sources = globSync("{kernels,graph,agents,apps}/**/*.{ts,tsx}", { cwd: root });

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map((match) => match[1]!);
}

describe("imports", () => {
  test("go down only: apps → agents → graph → kernels", () => {
    const upward = sources.flatMap((file) => {
      const own = LAYERS.findIndex((layer) => file.startsWith(`${layer}/`));
      return importsOf(read(file))
        .filter((name) => LAYERS.findIndex((layer) => name.startsWith(`#${layer}/`)) > own || name.startsWith("#tests/"))
        .map((name) => `${file} → ${name}`);
    });
    expect(sources.length).toBeGreaterThan(100);
    expect(upward).toEqual([]);
  });

  const DOORS: Readonly<Record<string, RegExp>> = {
    "onnxruntime-node": /^kernels\/onnx\/runtime\.ts$/,
    "node:sqlite": /^graph\/store\/sqlite\.ts$/,
    "neo4j-driver": /^graph\/store\/neo4j\/driver\.ts$/,
    "wink-nlp": /^graph\/extraction\/wink\.ts$/,
    "@langchain/langgraph": /^agents\/(swarm\/langgraph|checkpoint\/[a-z-]+)\.ts$/,
    "pdfjs-dist": /^graph\/documents\//,
  };
  test.each(Object.entries(DOORS))("%s has one door", (library, door) => {
    const users = sources.filter((file) => importsOf(read(file)).some((name) => name === library || name.startsWith(`${library}/`)));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !door.test(file))).toEqual([]);
  });
});

test("the environment is read in one place, and nothing is drawn but from a seed", () => {
  // onnxruntime reads a switch of its own from the environment, which its door has to set; the launcher tells threads where compiled code is.
  const homes = ["apps/config.ts", "bin/hortus.js", "kernels/onnx/runtime.ts"];
  const run = [...sources, ...globSync("bin/*.js", { cwd: root })];
  const code = (file: string): string => read(file).replace(/^\s*(\/\/|\*|\/\*).*$/gm, "");
  expect(run.filter((file) => /process\.env\b/.test(code(file))).toSorted()).toEqual(homes);
  expect(run.filter((file) => /Math\.random\(/.test(code(file)))).toEqual([]);
});

describe("contracts have exams", () => {
  const promises = (text: string): string[] => [...new Set([...text.matchAll(/\[([A-Z]\d+)\]/g)].map((match) => match[1]!))].sort();
  test.each([
    ["graph/store/graph-store.ts", "tests/conformance/graph-store*.ts", "S"],
    ["kernels/language-model.ts", "tests/conformance/language-model.ts", "L"],
    ["kernels/language-model.ts", "tests/conformance/embedder.ts", "E"],
  ])("%s: every promise is a test in %s", (contract, suite, letter) => {
    const promised = promises(read(contract)).filter((id) => id.startsWith(letter));
    expect(promised.length).toBeGreaterThan(0);
    const tested = promises(globSync(suite, { cwd: root }).map(read).join("\n"));
    expect(tested.filter((id) => id.startsWith(letter))).toEqual(promised);
  });
});

test("no file is longer than 400 lines, and none is a drawer of odds and ends", () => {
  expect(sources.filter((file) => read(file).split("\n").length > 401)).toEqual([]);
  expect(sources.filter((file) => /(^|\/)(utils|helpers|common|types)(\/|\.ts$)/.test(file))).toEqual([]);
});

test("the project names no machine of its makers and no registry", () => {
  const texts = [
    ...sources,
    ...globSync("{README,ARCHITECTURE,CONTRIBUTING,DECISIONS}.md", { cwd: root }),
    ...globSync("tests/**/*.ts", { cwd: root }),
    ".ci/run",
  ];
  const pattern = new RegExp(["/wo" + "rk/", "/ro" + "ot/", "pypi" + "\\.org", "registry\\.npmjs" + "\\.org"].join("|"));
  expect(texts.filter((file) => pattern.test(read(file)))).toEqual([]);
});
