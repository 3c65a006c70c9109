// What a model is tried with before it is let into a role: small fixed tasks with answers that a machine can check. Ours, about nothing
// in anybody's garden.

import { checkClaims } from "#agents/answering/support.ts";
import type { RoleName } from "#agents/model.ts";
import { readMarks } from "#agents/query/marks.ts";
import { answerer } from "#agents/roles/answerer.ts";
import { critic } from "#agents/roles/critic.ts";
import { judge } from "#agents/roles/judge.ts";
import { novelty } from "#agents/roles/novelty.ts";
import { ontologist } from "#agents/roles/ontologist.ts";
import { proposer, SECTION_TASKS } from "#agents/roles/proposer.ts";
import { querier } from "#agents/roles/querier.ts";
import { reviser } from "#agents/roles/reviser.ts";
import { type Role, renderRole } from "#agents/roles/role.ts";
import { thinker } from "#agents/roles/thinker.ts";
import { sectionProblem } from "#agents/swarm/checks.ts";
import { answerAfterThinking, parseThinking } from "#agents/thinking/parse.ts";
import type { Message } from "#kernels/language-model.ts";

/** A task that is answered in text; `problem` is null for a pass. */
export interface WrittenTask {
  readonly name: string;
  readonly role: Role;
  readonly messages: readonly Message[];
  readonly problem: (text: string) => string | null;
}

/** A task answered by choosing: the right option must be the more probable one. */
export interface ChosenTask {
  readonly name: string;
  readonly role: RoleName;
  readonly messages: readonly Message[];
  readonly options: readonly string[];
  readonly right: string;
}

const EVIDENCE = `[1] Ice crystals grow in the walls of plant cells during frost.
[2] Growing ice crystals damage the cell walls.
[3] Damaged cell walls lose their stiffness.`;
const EVIDENCE_CITED = EVIDENCE.split("\n").map((line) => ({ document: "probe", start: 0, end: 0, text: line.slice(4), sha256: "" }));
const PATH = "ice crystals —damages→ cell walls —has→ stiffness [1][2][3]";
const CONJECTURE = "Ice crystals may decrease stiffness, acting through cell walls.";

const RULES = {
  mustName: ["ice crystals", "stiffness"],
  atLeast: 1,
  evidence: EVIDENCE,
  sources: 3,
  known: ["cell walls", "frost", "plant cells"],
};

function section(name: "mechanisms" | "falsification"): WrittenTask {
  const definitions = "Ice crystals: a structure. Cell walls: a structure.";
  const messages = renderRole(proposer, {
    path: PATH,
    conjecture: CONJECTURE,
    evidence: EVIDENCE,
    definitions,
    section: name,
    task: SECTION_TASKS[name],
  });
  return task(`writes a section (${name})`, proposer, messages, (text) => sectionProblem(text, { ...RULES, prompt: textOf(messages) }));
}

const DEFINE = renderRole(ontologist, { path: PATH, evidence: EVIDENCE, concept: "ice crystals" });
const DRAFT = "mechanisms: Ice crystals damage cell walls, so plants taste sweeter. falsification: One should look at it.";
const REVISE = renderRole(reviser, {
  section: "mechanisms",
  before: "Ice crystals change the plant.",
  problem: "It does not say what changes.",
  suggestion: "Name the cell walls and their stiffness.",
  evidence: EVIDENCE,
});
const THINK = renderRole(thinker, {
  question: "How may ice crystals and stiffness be linked?",
  concepts: "ice crystals, cell walls, stiffness",
  evidence: EVIDENCE,
});
const ANSWER = renderRole(answerer, { question: "What do growing ice crystals damage?", evidence: EVIDENCE, thinking: "" });

/** A toy of the real thing: one view, two steps, the second after an error. */
const TOY = {
  language: "SQL (SQLite)",
  schema: "plant(id, label, height [in centimetres]): one row for each plant",
  types: "(none)",
  concepts: "(none found)",
};
const COUNTED = renderRole(querier, { ...TOY, question: "How many plants are there?", transcript: "", left: 10 });
const MENDED = renderRole(querier, {
  ...TOY,
  question: "Which plants are higher than 200 centimetres?",
  transcript:
    "<intermediate_query>SELECT name FROM plant WHERE height > 200</intermediate_query>\n<exec_result>\nerror: no such column: name\n</exec_result>\n",
  left: 9,
});

export const WRITTEN_TASKS: readonly WrittenTask[] = [
  task("defines a concept", ontologist, DEFINE, (text) =>
    sectionProblem(text, { ...RULES, mustName: ["ice crystals"], prompt: textOf(DEFINE) }),
  ),
  section("mechanisms"),
  section("falsification"),
  task("criticises under a schema", critic, renderRole(critic, { draft: DRAFT, evidence: EVIDENCE }), criticProblem),
  task("revises as asked", reviser, REVISE, (text) =>
    sectionProblem(text, { ...RULES, mustName: ["cell walls", "stiffness"], atLeast: 2, prompt: textOf(REVISE) }),
  ),
  task("thinks in the form", thinker, THINK, thinkingProblem),
  task("answers with a citation", answerer, ANSWER, (text) => {
    const claims = checkClaims(answerAfterThinking(text), EVIDENCE_CITED);
    const loose = claims.filter(({ supported }) => !supported);
    if (claims.length === 0 || loose.length > 0)
      return `${loose.length} of ${claims.length} statements are not borne out by what they cite`;
    return /cell walls?/i.test(text) && /\[2\]/.test(text) ? null : "does not give the answer that stands in sentence 2";
  }),
  task("writes a query between the marks", querier, COUNTED, (text) =>
    queryProblem(text, /^select\s+count\s*\([^)]*\)[^,]*\sfrom\s+plant\b/i),
  ),
  task("mends a query after an error", querier, MENDED, (text) =>
    queryProblem(text, /^select\s(?!.*\bname\b).*\bfrom\s+plant\b.*\bheight\s*>\s*200\b/is),
  ),
];

function task<Reads>(
  name: string,
  role: Role<Reads, unknown>,
  messages: readonly Message[],
  problem: (text: string) => string | null,
): WrittenTask {
  return { name, role: role as Role, messages, problem };
}

function criticProblem(text: string): string | null {
  try {
    const read = critic.writes.safeParse(JSON.parse(text));
    if (!read.success) return "its JSON is not what the schema says";
    if (read.data.points.length === 0) return "finds nothing wrong with a draft that is wrong";
    const said = read.data.points.map(({ problem }) => problem).join(" ");
    return /sweet|taste|source|sentence|vague|measur|test|falsif|look/i.test(said) ? null : "its points are not about the draft";
  } catch {
    return "its answer is not JSON";
  }
}

function queryProblem(text: string, wanted: RegExp): string | null {
  const { intermediate, final } = readMarks(text);
  const query = final ?? intermediate[0];
  if (query === undefined) return "wrote no query between the marks";
  return wanted.test(query) ? null : `its query is not the one that was asked for: ${query.slice(0, 80)}`;
}

function thinkingProblem(text: string): string | null {
  const { graph, problems } = parseThinking(text);
  if (graph === null) return problems[0] ?? "no graph";
  return graph.edges.length >= 2 ? null : `only ${graph.edges.length} usable edges`;
}

const GOOD =
  "Ice crystals damage cell walls [2], and damaged cell walls lose stiffness [3]; freezing should lower stiffness, which a bending test shows.";
const BAD = [
  "Stiffness is great and everyone knows it.",
  "Plants think about winter, therefore ice is warm.",
  "It may or may not be so, in some sense.",
  "Ice crystals are made of stiffness, as the moon proves.",
];
const JUDGE_TASK = "Which text explains better, from its sources, how ice crystals change stiffness?";

/** Each bad text against the good one, in both orders. */
const DUELS: readonly ChosenTask[] = BAD.flatMap((bad, index) => [
  {
    name: `judge ${index + 1}, good first`,
    role: "judge" as const,
    messages: renderRole(judge, { task: JUDGE_TASK, a: GOOD, b: bad }),
    options: ["A", "B"],
    right: "A",
  },
  {
    name: `judge ${index + 1}, good second`,
    role: "judge" as const,
    messages: renderRole(judge, { task: JUDGE_TASK, a: bad, b: GOOD }),
    options: ["A", "B"],
    right: "B",
  },
]);

const STATED: readonly (readonly [string, string, "yes" | "no"])[] = [
  ["Ice crystals damage cell walls.", "Growing ice crystals damage the cell walls.", "yes"],
  ["Ice crystals damage cell walls.", "Wolves hunt in packs at night.", "no"],
  ["Damaged cell walls lose stiffness.", "The stiffness of cell walls is lost when they are damaged.", "yes"],
  ["Damaged cell walls lose stiffness.", "The committee met on Tuesday.", "no"],
];

export const CHOSEN_TASKS: readonly ChosenTask[] = [
  ...DUELS,
  ...STATED.map(([conjecture, sentence, right], index) => ({
    name: `stated ${index + 1}`,
    role: "novelty" as const,
    messages: renderRole(novelty, { conjecture, sentence }),
    options: ["yes", "no"],
    right,
  })),
];

function textOf(messages: readonly Message[]): string {
  return messages.map(({ content }) => content).join("\n");
}
