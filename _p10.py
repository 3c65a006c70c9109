def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
sub('agents/query/offer-queries.ts',
('type Input = Omit<Parameters<typeof querier.reads.parse>[0] & object, never>;\n\n',''),
('input: object, tried','task: QueryTask, tried'),
('renderRole(querier, { ...(input as Input), transcript: "", left: MOST_QUERIES } as never)','renderRole(querier, { ...task, transcript: "", left: MOST_QUERIES })'),
('    const task = { kind: "queries" as const, prompt,','    const offered = { kind: "queries" as const, prompt,'),
('offer(ledger, run, task, side','offer(ledger, run, offered, side'),
('import { querier } from "#agents/roles/querier.ts";','import { type QueryTask, querier } from "#agents/roles/querier.ts";'))
sub('agents/roles/querier.ts',('export const querier','''const task = {
  language: z.string(),
  schema: z.string(),
  types: z.string(),
  concepts: z.string(),
  question: z.string(),
};

/** What a prompt says beside what was tried before. */
export type QueryTask = Readonly<Record<keyof typeof task, string>>;

export const querier'''),
('''  reads: z.object({
    language: z.string(),
    schema: z.string(),
    types: z.string(),
    concepts: z.string(),
    question: z.string(),
    transcript: z.string(),
    left: z.number(),
  }),''','''  reads: z.object({ ...task, transcript: z.string(), left: z.number() }),'''))
sub('agents/query/query-garden.ts',('async function promptInput({ garden, signal }: AgentContext, face: QueryFace, question: string) {','async function queryTask({ garden, signal }: AgentContext, face: QueryFace, question: string): Promise<QueryTask> {'),
('import { querier } from "#agents/roles/querier.ts";','import { type QueryTask, querier } from "#agents/roles/querier.ts";'))
s=open('agents/query/query-garden.ts').read().replace('promptInput(','queryTask(')
open('agents/query/query-garden.ts','w').write(s)
sub('agents/model.ts',
('export type RunVerb = "hypothesize" | "ask";','export type RunVerb = "hypothesize" | "ask" | "query";'),
('{ hypothesize: 1, ask: 2 }','{ hypothesize: 1, ask: 2, query: 0 }'),
('''  readonly outside?: boolean;
}''','''  readonly outside?: boolean;
  /** Of a query: rows at most, and milliseconds for each. */
  readonly rows?: number;
  readonly timeoutMs?: number;
  /** The Neo4j database that is asked instead of the garden itself. */
  readonly mirror?: string;
}'''),
('readonly kind: "hypotheses" | "answers" | "revisions";','readonly kind: "hypotheses" | "answers" | "revisions" | "queries";'),
('''/** A comparison in which a machine decided is a `revision`, a `reflection` or a `duel` by its kind; one that a person decided is `person`. */
export const PAIR_SOURCES = ["person", "revision", "reflection", "duel"] as const;''','''/** A comparison in which a machine decided is a `revision`, a `reflection`, a `query` or a `duel` by its kind; one that a person decided is `person`. */
export const PAIR_SOURCES = ["person", "revision", "reflection", "query", "duel"] as const;'''),
('''  | { readonly kind: "answer"; readonly run: RunId; readonly result: AskResult }
''','''  | { readonly kind: "answer"; readonly run: RunId; readonly result: AskResult }
  | { readonly kind: "query"; readonly run: RunId; readonly tried: TriedQuery }
  | { readonly kind: "rows"; readonly run: RunId; readonly result: QueryAnswer }
'''),
('''/** What a role is; see agents/roles. */
export type RoleName = "ontologist" | "proposer" | "critic" | "reviser" | "novelty" | "judge" | "thinker" | "answerer";''','''/** What a run of any verb comes to. */
export type RunResult = HypothesizeResult | AskResult | QueryAnswer;

/** What a role is; see agents/roles. */
export type RoleName = "ontologist" | "proposer" | "critic" | "reviser" | "novelty" | "judge" | "thinker" | "answerer" | "querier";'''),
('import type { Answer,','import type { QueryAnswer, TriedQuery } from "#agents/query/query-answer.ts";\nimport type { Answer,'),
)
sub('agents/context.ts',('''  /** Every new event''','''  /** What a query is asked of; the garden's own views when not given. */
  readonly queries?: QueryFace;
  /** Every new event'''),('import type { Garden } from "#graph/garden.ts";','import type { Garden } from "#graph/garden.ts";\nimport type { QueryFace } from "#graph/query/query-face.ts";'))
sub('agents/ledger/event-key.ts',('''    case "answer":
''','''    case "answer":
    case "rows":
'''),('''    case "hypothesis":''','''    case "query":
      return `query/${event.tried.n}/${shortHash(event.tried.query, 16)}`;
    case "hypothesis":'''))
s=open('agents/ledger/ledger.ts').read()
s=s.replace('HypothesizeResult | AskResult','RunResult').replace('  AskResult,\n','').replace('  HypothesizeResult,\n','').replace('  RunRequest,\n','  RunRequest,\n  RunResult,\n')
open('agents/ledger/ledger.ts','w').write(s)
sub('agents/preference-pairs.ts',('["person", "revision", "reflection"]','["person", "revision", "reflection", "query"]'),('revisions: "revision" }','revisions: "revision", queries: "query" }'))
sub('apps/cli/verbs.ts',('PAIR_SOURCES = ["person", "revision", "reflection", "duel"]','PAIR_SOURCES = ["person", "revision", "reflection", "query", "duel"]'))
sub('agents/resume.ts',('import type { AskResult, HypothesizeResult, Run, RunId } from','import type { Run, RunId, RunResult } from'),('Promise<HypothesizeResult | AskResult>','Promise<RunResult>'),
('''  return reopened.request.verb === "ask" ? continueAsk(context, reopened) : continueHypothesize(context, reopened);''','''  return CONTINUE[reopened.request.verb](context, reopened);'''),
('''/**
 * Goes on with a run; without one''','''const CONTINUE: Readonly<Record<RunVerb, (context: AgentContext, run: Run) => Promise<RunResult>>> = {
  hypothesize: continueHypothesize,
  ask: continueAsk,
  query: continueQuery,
};

/**
 * Goes on with a run; without one'''),('Run, RunId, RunResult }','Run, RunId, RunResult, RunVerb }'),('import type { Run,','import type { Run,'),
('import { MAIN }','import { continueQuery } from "#agents/query/query-garden.ts";\nimport { MAIN }'))
sub('agents/probe.ts',('  answerer: 1,\n','  answerer: 1,\n  querier: 1,\n'),('PROBE_VERSION = 2','PROBE_VERSION = 3'))
sub('apps/dashboard/runs/describe-request.ts',('if (request.verb === "ask")','if (request.verb === "ask" || request.verb === "query")'))
sub('tests/agents/note-garden.ts',('"thinker", "answerer"]','"thinker", "answerer", "querier"]'))
sub('apps/dashboard/runs/story.ts',('''    case "run-finished":
      return {''','''    case "query":
      return { ...story, queries: [...story.queries.filter(({ n }) => n !== event.tried.n), event.tried] };
    case "rows":
      return { ...story, rows: event.result };
    case "run-finished":
      return {'''),('  readonly answer: AskResult | null;','  readonly answer: AskResult | null;\n  readonly queries: readonly TriedQuery[];\n  readonly rows: QueryAnswer | null;'),('  answer: null,\n','  answer: null,\n  queries: [],\n  rows: null,\n'),('import type { AskResult,','import type { QueryAnswer, TriedQuery } from "#agents/query/query-answer.ts";\nimport type { AskResult,'))
