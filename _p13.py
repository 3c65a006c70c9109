def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
sub('apps/cli/verbs/discover.ts',
('import type { AnswerRefusal, AskResult, Citation, HypothesizeResult, RunEvent, RunId, RunRequest, StoredEvent } from','import type {\n  AnswerRefusal,\n  AskResult,\n  Citation,\n  HypothesizeResult,\n  RunEvent,\n  RunId,\n  RunRequest,\n  RunResult,\n  StoredEvent,\n} from'),
('type Work = (agents: AgentContext) => Promise<HypothesizeResult | AskResult>;','type Work = (agents: AgentContext) => Promise<RunResult>;'),
('async function withAgents(context: VerbContext, work: Work)','export async function withAgents(context: VerbContext, work: Work)'),
('return followed(context, bench, isFinished(run) ? "none" : run.request.model, (agents) => resume(agents, run.id));','''const finished = isFinished(run);
  await using face = run.request.mirror === undefined || finished ? null : await openMirrorFace(context, run.request.mirror);
  return followed(context, bench, finished ? "none" : run.request.model, (agents) =>
    resume({ ...agents, ...(face !== null && { queries: face }) }, run.id),
  );'''),
('''  await terminal.result(result, "hypotheses" in result ? hypothesisLines(result, ledger.run(result.run)?.request) : answerLines(result));''','''  await terminal.result(result, resultLines(result, ledger.run(result.run)?.request));'''),
('''    case "step-started":
    case "step-finished":
    case "tokens":
    case "hypothesis":
    case "judgement":
    case "answer":
      return;''','''    case "query":
      terminal.note(triedLine(event.tried));
      return;
    case "step-started":
    case "step-finished":
    case "tokens":
    case "hypothesis":
    case "judgement":
    case "answer":
    case "rows":
      return;'''),
('function hypothesisLines(','''function resultLines(result: RunResult, request: RunRequest | undefined): string[] {
  if ("hypotheses" in result) return hypothesisLines(result, request);
  return "queries" in result ? queryLines(result) : answerLines(result);
}

function hypothesisLines('''),
('import { linkedConcept } from "#apps/cli/linked-concept.ts";','import { linkedConcept } from "#apps/cli/linked-concept.ts";\nimport { openMirrorFace } from "#apps/cli/mirror-face.ts";\nimport { queryLines, triedLine } from "#apps/cli/query-lines.ts";'),
)
sub('apps/cli/verbs.ts',('''  {
    name: "resume",''','''  {
    name: "query",
    summary: "answer a question by queries that only read, each shown with its rows; or run one of your own",
    args: "[question...]",
    example: 'query "Which documents mention nacre?"',
    options: [
      new Option("--sql <select>", "run this SQL over the garden's views instead; --schema lists them"),
      new Option("--cypher <match>", "run this Cypher in the mirror instead").conflicts("sql"),
      new Option("--mirror <address>", "ask the garden's mirror in Neo4j (password: NEO4J_PASSWORD)").conflicts("sql"),
      new Option("--schema", "what can be queried"),
      new Option("--limit <n>", "rows at most").argParser(wholeNumber(1)).default(100),
      new Option("--timeout <seconds>", "time of one query").argParser(wholeNumber(1)).default(5),
      budget,
    ],
    action: async () => (await import("./verbs/query.ts")).queryVerb,
  },
  {
    name: "resume",'''))
