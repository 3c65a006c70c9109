// The parser of thinking: real outputs, every malformed form by hand, and noise.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerAfterThinking, parseThinking } from "#agents/thinking/parse.ts";

const SAMPLE = join(import.meta.dirname, "../../../../shared/preferences/raw-outputs-sample.jsonl");

interface SampleRow {
  readonly id: string;
  readonly raw_output: string;
  readonly expected: { readonly valid: boolean; readonly nodes: number; readonly edges: number; readonly dangling_edges: number };
}

if (!existsSync(SAMPLE)) console.info("raw-outputs-sample.jsonl is not here: real outputs are not parsed");

test.skipIf(!existsSync(SAMPLE))("forty real outputs read as expected, the malformed ones in part or with a reason", () => {
  const rows = readFileSync(SAMPLE, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as SampleRow);
  expect(rows).toHaveLength(40);
  for (const { id, raw_output: raw, expected } of rows) {
    const { graph, graphForm, danglingEdges, problems } = parseThinking(raw);
    expect([id, graphForm === "strict"]).toEqual([id, expected.valid]);
    if (expected.valid) {
      const counts = [graph!.nodes.length, graph!.edges.length + danglingEdges, danglingEdges];
      expect([id, ...counts]).toEqual([id, expected.nodes, expected.edges, expected.dangling_edges]);
    } else expect(problems.length).toBeGreaterThan(0);
  }
});

const graphOf = (json: string) => parseThinking(`<think><graph_json>${json}</graph_json></think>`);
const WHOLE = '{"nodes":[{"id":"a"},{"id":"b"}],"edges":[{"source":"a","relation":"r","target":"b"}]}';
const EDGE = { source: "a", relation: "r", target: "b" };

describe("graphs", () => {
  test("whole JSON is read strictly", () => {
    expect(graphOf(WHOLE)).toMatchObject({
      graph: { nodes: ["a", "b"], edges: [EDGE] },
      graphForm: "strict",
      danglingEdges: 0,
      problems: [],
    });
  });

  test("a code fence is taken off", () => {
    expect(graphOf(`\n\`\`\`json\n${WHOLE}\n\`\`\`\n`)).toMatchObject({ graph: { edges: [EDGE] }, graphForm: "strict" });
  });

  test.each([
    ["trailing commas", '{"nodes":["a","b",],"edges":[{"source":"a","relation":"r","target":"b",},]}'],
    ["missing commas", '{"nodes":["a" "b"] "edges":[{"source":"a" "relation":"r" "target":"b"}]}'],
    ["single quotes", "{'nodes':['a','b'],'edges':[{'source':'a','relation':'r','target':'b'}]}"],
    ["words around", `Here it is: ${WHOLE} as asked.`],
    ["a value too many", '{"nodes":["a","b"],"edges":[{"source":"a","relation":"r","target":"b","c"}]}'],
    ["cut off behind an edge", WHOLE.slice(0, -2)],
  ])("%s: mended, and said so", (_name, json) => {
    const read = graphOf(json);
    expect(read.graph).toEqual({ nodes: ["a", "b"], edges: [EDGE] });
    expect(read.graphForm).toBe("repaired");
    expect(read.problems.join()).toMatch(/mended/);
  });

  test("bare-string nodes, and other names for the ends", () => {
    expect(graphOf('{"nodes":["a","b"],"edges":[{"from":"a","type":"r","to":"b"}]}').graph).toEqual({ nodes: ["a", "b"], edges: [EDGE] });
  });

  test("dangling edges are left out and counted", () => {
    const read = graphOf('{"nodes":["a"],"edges":[{"source":"a","relation":"r","target":"z"},{"source":"a","relation":"s","target":"a"}]}');
    expect(read.graph!.edges).toEqual([{ source: "a", relation: "s", target: "a" }]);
    expect(read.danglingEdges).toBe(1);
    expect(read.problems).toEqual(["1 of 2 edges end at no declared node"]);
  });

  test("nothing usable is refused with a reason, not thrown", () => {
    expect(graphOf("no graph today")).toMatchObject({ graph: null, graphForm: "unusable", problems: ["graph_json holds no JSON object"] });
    expect(graphOf('{"a":1}')).toMatchObject({ graph: null, graphForm: "unusable" });
    expect(parseThinking("plain text")).toMatchObject({
      graph: null,
      graphForm: "absent",
      problems: ["no graph_json section", "no thinking sections"],
    });
  });
});

describe("sections", () => {
  test("thinking and reflection tokens", () => {
    const read = parseThinking("<|thinking|>\n1. First.\n2. Second.\n<|/thinking|><|reflect|>Too vague.<|/reflect|>The answer.");
    expect(read.steps).toEqual(["First.", "Second."]);
    expect(read.reflections).toEqual(["Too vague."]);
    expect(answerAfterThinking(read.raw)).toBe("The answer.");
  });

  test("the parts of a <think> block", () => {
    const raw =
      "<think><brainstorm>ideas</brainstorm><graph>in words</graph><patterns>α→β</patterns><synthesis>so</synthesis></think>Done.";
    expect(parseThinking(raw)).toMatchObject({ brainstorm: "ideas", pattern: "α→β", synthesis: "so" });
    expect(answerAfterThinking(raw)).toBe("Done.");
  });

  test("a text cut off inside its thinking has no answer, and says what is open", () => {
    const raw = "<think><brainstorm>half an id";
    expect(parseThinking(raw)).toMatchObject({
      brainstorm: "half an id",
      problems: expect.arrayContaining(["<brainstorm> is not closed"]),
    });
    expect(answerAfterThinking(raw)).toBe("");
  });

  test("a text without thinking is its own answer", () => {
    expect(answerAfterThinking("Just so.")).toBe("Just so.");
  });
});

test("any text, and any text cut anywhere, is read without throwing; edges always join declared nodes", () => {
  const scraps = fc.constantFrom(
    "<think>",
    "</think>",
    "<|thinking|>",
    "<|/reflect|>",
    "<graph_json>",
    "</graph_json>",
    "<graph>",
    WHOLE,
    "```",
    '"',
    "{",
    "[",
    "]",
    "}",
    ",",
    ":",
    "\\",
    "a",
    "\n",
    "“",
    "é𝒜",
  );
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.array(scraps, { maxLength: 60 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(text, fc.nat(), (whole, cut) => {
      for (const raw of [whole, whole.slice(0, cut % (whole.length + 1)), `<graph_json>${whole}`]) {
        const read = parseThinking(raw);
        const nodes = new Set(read.graph?.nodes);
        for (const edge of read.graph?.edges ?? []) expect(nodes.has(edge.source) && nodes.has(edge.target)).toBe(true);
        expect(typeof answerAfterThinking(raw)).toBe("string");
      }
    }),
    { numRuns: 500 },
  );
});

test("a hostile nesting ends", () => {
  expect(graphOf(`{"nodes":${"[".repeat(200_000)}`).problems.join()).toMatch(/nested too deep|no JSON/);
});
