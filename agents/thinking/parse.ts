// The one parser of what a model thought, with one return type. It never throws and never drops silently: what it could not use is in
// `problems`. Forms: `<think><brainstorm><graph><graph_json><patterns><synthesis></think>` (graph-preflexor-grpo) and
// `<|thinking|>…<|/thinking|><|reflect|>…<|/reflect|>` (PRefLexOR), either cut off at any point.

import type { Thinking } from "#agents/model.ts";
import { readLenientJson } from "#graph/import/lenient-json.ts";

/** Names under which a section may appear, in any letter case: the first is the one Hortus writes. */
const SECTIONS = {
  thinking: ["thinking", "think"],
  brainstorm: ["brainstorm", "scratchpad"],
  graph: ["graph", "knowledge_graph"],
  graphJson: ["graph_json"],
  pattern: ["patterns", "pattern", "abstract_pattern"],
  synthesis: ["synthesis"],
  reflect: ["reflect", "reflection"],
  answer: ["response", "answer", "final_answer"],
} as const;

const ALL_NAMES = Object.values(SECTIONS).flat();
const TAG = new RegExp(`<(\\|?)(/?)(${ALL_NAMES.join("|")})\\|?>`, "gi");

interface Stretch {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly closed: boolean;
}

/** What a model thought. Total time is linear in the length of the text. */
export function parseThinking(raw: string): Thinking {
  const stretches = findStretches(raw);
  const problems: string[] = [];
  const texts = (names: readonly string[]) =>
    stretches.filter((s) => names.includes(s.name)).map((s) => stripTags(raw.slice(s.start, s.end)));
  const first = (names: readonly string[]) => texts(names).find((text) => text !== "") ?? null;
  const read = readGraph(raw, stretches, problems);
  const thought = ownText(raw, stretches);
  for (const s of stretches) if (!s.closed) problems.push(`<${s.name}> is not closed`);
  if (thought === null && stretches.length === 0) problems.push("no thinking sections");
  return {
    raw,
    brainstorm: first(SECTIONS.brainstorm),
    graph: read.graph,
    pattern: first(SECTIONS.pattern),
    synthesis: first(SECTIONS.synthesis),
    steps: thought === null ? [] : stepsOf(thought),
    reflections: texts(SECTIONS.reflect).filter((text) => text !== ""),
    problems,
    graphForm: read.form,
    danglingEdges: read.dangling,
  };
}

/** The answer without the thinking: the text of an answer section, else what follows the last closing thinking or reflection token. */
export function answerAfterThinking(raw: string): string {
  const stretches = findStretches(raw);
  const isThought = (s: Stretch) => !(SECTIONS.answer as readonly string[]).includes(s.name);
  const answer = stretches.findLast((s) => !isThought(s));
  if (answer !== undefined) return stripTags(raw.slice(answer.start, answer.end));
  const unclosed = stretches.find((s) => isThought(s) && !s.closed);
  const end = stretches.filter((s) => isThought(s) && s.closed).reduce((max, s) => Math.max(max, s.end), 0);
  if (unclosed !== undefined && unclosed.end >= raw.length) return "";
  return stripTags(raw.slice(end));
}

/** Sections in order of their opening; one that never closes ends at the next opening tag of the same or an outer kind, or at the end. */
function findStretches(raw: string): readonly Stretch[] {
  const open: { name: string; start: number }[] = [];
  const found: Stretch[] = [];
  for (const match of raw.matchAll(TAG)) {
    const name = match[3]!.toLowerCase();
    if (match[2] !== "/") {
      open.push({ name, start: match.index + match[0].length });
      continue;
    }
    const at = open.findLastIndex((item) => item.name === name);
    if (at < 0) continue;
    const [item, ...left] = open.splice(at);
    for (const lost of left) found.push({ ...lost, end: match.index, closed: false });
    found.push({ name, start: item!.start, end: match.index, closed: true });
  }
  for (const lost of open) found.push({ ...lost, end: raw.length, closed: false });
  return found.sort((a, b) => a.start - b.start);
}

interface GraphReading {
  readonly graph: Thinking["graph"];
  readonly form: Thinking["graphForm"];
  readonly dangling: number;
}

function readGraph(raw: string, stretches: readonly Stretch[], problems: string[]): GraphReading {
  const none = (form: "unusable" | "absent", why: string): GraphReading => {
    problems.push(why);
    return { graph: null, form, dangling: 0 };
  };
  const source = graphText(raw, stretches);
  if (source === null) return none("absent", "no graph_json section");
  const { value, mended } = readLenientJson(withoutFence(source));
  if (typeof value !== "object" || value === null) return none("unusable", "graph_json holds no JSON object");
  const { nodes, edges } = value as { nodes?: unknown; edges?: unknown };
  if (!Array.isArray(nodes) && !Array.isArray(edges)) return none("unusable", "graph_json has neither nodes nor edges");
  for (const what of mended) problems.push(`graph_json mended: ${what}`);
  const names = readNodes(Array.isArray(nodes) ? nodes : [], problems);
  const all = readEdges(Array.isArray(edges) ? edges : [], problems);
  const known = new Set(names);
  const kept = all.filter((edge) => known.has(edge.source) && known.has(edge.target));
  const dangling = all.length - kept.length;
  if (dangling > 0) problems.push(`${dangling} of ${all.length} edges end at no declared node`);
  return { graph: { nodes: names, edges: kept }, form: mended.length === 0 ? "strict" : "repaired", dangling };
}

/** The graph's JSON: its own section, else a JSON object inside the `graph` section. */
function graphText(raw: string, stretches: readonly Stretch[]): string | null {
  const own = stretches.find((s) => s.name === "graph_json");
  if (own !== undefined) return raw.slice(own.start, own.end);
  const graph = stretches.find((s) => (SECTIONS.graph as readonly string[]).includes(s.name));
  const text = graph === undefined ? "" : raw.slice(graph.start, graph.end);
  return /[{[]\s*["“']?(nodes|edges)/.test(text) ? text : null;
}

function withoutFence(text: string): string {
  const fence = /^\s*```[a-z]*\s*([\s\S]*?)(?:```\s*)?$/i.exec(text);
  return (fence?.[1] ?? text).trim();
}

/** Declared node names, each once, in order; objects by `id`, `name` or `label`, or bare strings. */
function readNodes(items: readonly unknown[], problems: string[]): readonly string[] {
  const names: string[] = [];
  let unusable = 0;
  for (const item of items) {
    const name = typeof item === "string" ? item : nameIn(item, ["id", "name", "label"]);
    if (name === null) unusable += 1;
    else names.push(name.trim());
  }
  if (unusable > 0) problems.push(`${unusable} nodes without a name`);
  return [...new Set(names)].filter((name) => name !== "");
}

interface Edge {
  readonly source: string;
  readonly relation: string;
  readonly target: string;
}

function readEdges(items: readonly unknown[], problems: string[]): readonly Edge[] {
  const edges: Edge[] = [];
  for (const item of items) {
    const source = nameIn(item, ["source", "from", "node_1", "head"]);
    const target = nameIn(item, ["target", "to", "node_2", "tail"]);
    const relation = nameIn(item, ["relation", "type", "label", "edge"]) ?? "related-to";
    if (source !== null && target !== null) edges.push({ source: source.trim(), relation: relation.trim(), target: target.trim() });
  }
  if (edges.length < items.length) problems.push(`${items.length - edges.length} edges without both ends`);
  return edges;
}

function nameIn(item: unknown, keys: readonly string[]): string | null {
  if (typeof item !== "object" || item === null) return null;
  for (const key of keys) {
    const value = (item as Record<string, unknown>)[key];
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
  }
  return null;
}

/** What stands in the thinking section itself, without the sections inside it; null where there is no thinking section. */
function ownText(raw: string, stretches: readonly Stretch[]): string | null {
  const thought = stretches.find((s) => (SECTIONS.thinking as readonly string[]).includes(s.name));
  if (thought === undefined) return null;
  let text = "";
  let at = thought.start;
  for (const inner of stretches) {
    if (inner === thought || inner.start < at || inner.end > thought.end) continue;
    text += raw.slice(at, inner.start);
    at = inner.end;
  }
  return stripTags(text + raw.slice(at, thought.end));
}

/** Reasoning steps: numbered or bulleted lines, else paragraphs. */
function stepsOf(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => line.trim());
  const listed = lines.filter((line) => /^(?:\d+[.)]|[-*•])\s+\S/.test(line)).map((line) => line.replace(/^(?:\d+[.)]|[-*•])\s+/, ""));
  if (listed.length > 0) return listed;
  return text
    .split(/\n\s*\n/)
    .map((part) => part.replace(/\s+/g, " ").trim())
    .filter((part) => part !== "");
}

function stripTags(text: string): string {
  return text.replace(TAG, "").trim();
}
