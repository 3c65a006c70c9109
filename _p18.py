def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
s=open('agents/report.ts').read()
i=s.index('  const body =\n'); j=s.index('  const head = [')
s=s[:i]+'''  const body = bodyBlocks(ledger, run, sources);
'''+s[j:]
s=s.replace('''    `# ${run.request.verb === "ask" ? (run.request.question ?? "Answer") : "Hypotheses"}`,''','''    `# ${run.request.verb === "hypothesize" ? "Hypotheses" : (run.request.question ?? "Answer")}`,''')
s=s.replace('''  return `${[...head, ...notices, ...body, "## Sources", sources.list(options)].join("\\n\\n")}\\n`;
}
''','''  const cited = run.request.verb === "query" ? [] : ["## Sources", sources.list(options)];
  return `${[...head, ...notices, ...body, ...cited].join("\\n\\n")}\\n`;
}

function bodyBlocks(ledger: Pick<Ledger, "hypotheses" | "result" | "steps">, { id, request }: Run, sources: Sources): readonly string[] {
  if (request.verb === "hypothesize") {
    return ledger
      .hypotheses(id)
      .flatMap((hypothesis, index) => hypothesisBlocks(hypothesis, index + 1, definitionsOf(ledger, id, hypothesis), sources));
  }
  const result = ledger.result(id);
  if (result === null) return ["The run has no answer yet."];
  return request.verb === "query" ? queryBlocks(result as QueryAnswer) : answerBlocks(result as AskResult, sources);
}
''')
s=s.replace('  type Hypothesis,\n  type RunId,','  type Hypothesis,\n  type Run,\n  type RunId,')
s=s.replace('import { HortusError } from','import type { QueryAnswer } from "#agents/query/query-answer.ts";\nimport { queryBlocks } from "#agents/query/query-report.ts";\nimport { HortusError } from')
open('agents/report.ts','w').write(s)
sub('agents/probe-tasks.ts',
('''export const WRITTEN_TASKS''','''/** A toy of the real thing: one view, two steps, the second after an error. */
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
    "<intermediate_query>SELECT name FROM plant WHERE height > 200</intermediate_query>\\n<exec_result>\\nerror: no such column: name\\n</exec_result>\\n",
  left: 9,
});

export const WRITTEN_TASKS'''),
('''    return /cell walls?/i.test(text) && /\\[2\\]/.test(text) ? null : "does not give the answer that stands in sentence 2";
  }),
''','''    return /cell walls?/i.test(text) && /\\[2\\]/.test(text) ? null : "does not give the answer that stands in sentence 2";
  }),
  task("writes a query between the marks", querier, COUNTED, (text) => queryProblem(text, /^select\\s+count\\s*\\([^)]*\\)[^,]*\\sfrom\\s+plant\\b/i)),
  task("mends a query after an error", querier, MENDED, (text) =>
    queryProblem(text, /^select\\s(?!.*\\bname\\b).*\\bfrom\\s+plant\\b.*\\bheight\\s*>\\s*200\\b/is),
  ),
'''),
('function thinkingProblem','''function queryProblem(text: string, wanted: RegExp): string | null {
  const { intermediate, final } = readMarks(text);
  const query = final ?? intermediate[0];
  if (query === undefined) return "wrote no query between the marks";
  return wanted.test(query) ? null : `its query is not the one that was asked for: ${query.slice(0, 80)}`;
}

function thinkingProblem'''),
('import { proposer, SECTION_TASKS }','import { readMarks } from "#agents/query/marks.ts";\nimport { proposer, SECTION_TASKS }'),
('import { type Role, renderRole }','import { querier } from "#agents/roles/querier.ts";\nimport { type Role, renderRole }'))
# mention without concept
s=open('agents/query/composing/names.ts').read()
s=s.replace('''  /** Two names with "and" between, unless the whole is one name; null when it is not two. */
  pair(name: string): Promise<readonly [Named, Named] | null>;''','''  /** The documents that mention something, whether or not it is a concept here; two things with "and" between are both mentioned. */
  mentioned(name: string): Promise<readonly Mentioned[]>;''')
s=s.replace('''export interface Named {
  readonly name: string;''','''export interface Mentioned {
  readonly name: string;
  /** `IN` this are the ids of the documents that name it: its words as they stand, or its concept under another name. */
  readonly documents: string;
}

export interface Named extends Mentioned {''')
s=s.replace('''  readonly words: string;
  /** `IN` this are the ids of the documents that name it: its words as they stand, or its concept under another name. */
  readonly documents: string;
}''','''  readonly words: string;
}''')
s=s.replace('''    const mentioned = exact === null ? "" : ` UNION SELECT document FROM mention WHERE concept = ${text(exact.id)}`;
    return {
      documents: `(SELECT value FROM json_each(documents_with(${text(said)}))${mentioned})`,
      name,''','''    return {
      ...mentionOf(said, exact),''')
i=s.index('    async pair(given) {'); j=s.index('/** The concept of most documents')
s=s[:i]+'''    async mentioned(given) {
      const whole = bareName(given);
      const exact = await exactConcept(garden.store, whole);
      const parts = exact === null ? whole.split(/\\s+and\\s+|\\s*&\\s*/i).map(bareName) : [whole];
      return Promise.all(parts.map(async (name) => mentionOf(name, await exactConcept(garden.store, name))));
    },
  };
}

function mentionOf(name: string, concept: Concept | null): Mentioned {
  const otherNames = concept === null ? "" : ` UNION SELECT document FROM mention WHERE concept = ${text(concept.id)}`;
  return { name, documents: `(SELECT value FROM json_each(documents_with(${text(name)}))${otherNames})` };
}

'''+s[j:]
s=s.replace('import { asHortusError } from "#kernels/errors.ts";\n','')
open('agents/query/composing/names.ts','w').write(s)
s=open('agents/query/composing/document-shapes.ts').read()
import re
i=s.index('  const both = await names.pair(name);'); j=s.index('  const conditions = meant.map')
s=s[:i]+'  const meant = await names.mentioned(name);\n'+s[j:]
s=s.replace('const named = found[1] === undefined ? null : await names.of(found[1]);','const named = found[1] === undefined ? null : await names.mentioned(found[1]);')
s=s.replace('const named = found[2] === undefined ? null : await names.of(found[2]);','const named = found[2] === undefined ? null : await names.mentioned(found[2]);')
s=s.replace('const mentioned = named === null ? null : `id IN ${named.documents}`;','const mentioned = named?.map(({ documents }) => `id IN ${documents}`) ?? [];')
s=s.replace('where(mentioned,','where(...mentioned,')
s=s.replace('`${named === null ? "" : ` that mention “${named.name}”`}','`${named === null ? "" : ` that mention ${namesOf(named)}`}')
open('agents/query/composing/document-shapes.ts','w').write(s)
