// The tree of queries that a model thinks out: each step sees what the steps before it brought, alternatives of one step share what came
// before, and the one that brought rows is gone on with first. Running a query is what verifies it (ReEx-SQL's decoding).

import { marked, readMarks, resultMark } from "#agents/query/marks.ts";
import type { TriedQuery } from "#agents/query/query-answer.ts";
import type { Tries } from "#agents/query/try-query.ts";

/** Alternatives of one step that are tried. */
const MOST_ALTERNATIVES = 3;
/** Steps asked for, some of which bring no query. */
const MOST_STEPS = 20;

/** A way down the tree. */
interface Branch {
  /** All that was written on it and what came back. */
  readonly transcript: string;
  readonly last: TriedQuery | null;
  readonly depth: number;
}

export interface QueryWriter {
  readonly by: string;
  /** The next step after a transcript; null when the writer cannot or may not go on. */
  write(transcript: string, step: number, left: number): Promise<string | null>;
}

/**
 * Tries queries until a final one brings rows, or a final one without rows is insisted on. Null when nothing came of it: no queries left, or
 * nothing more to try.
 */
export async function exploreQueries(writer: QueryWriter, tries: Tries): Promise<TriedQuery | null> {
  const open: Branch[] = [{ transcript: "", last: null, depth: 0 }];
  for (let step = 1; step <= MOST_STEPS && open.length > 0; step++) {
    const branch = takeBest(open);
    const text = await writer.write(branch.transcript, step, tries.left);
    if (text === null) continue;
    const { think, intermediate, final } = readMarks(text);
    if (final !== null) {
      const settled = await tryFinal(tries, branch, writer.by, think, final, open);
      if (settled !== null) return settled;
      continue;
    }
    for (const query of intermediate.slice(0, MOST_ALTERNATIVES)) {
      if (tries.left === 0 || tries.known(query) !== null) continue;
      const tried = await tries.run({ after: branch.last?.n ?? 0, kind: "intermediate", query, by: writer.by });
      open.push(grown(branch, think, tried));
    }
  }
  return null;
}

/** The answer, if this query is one; else it is one more branch that its writer may mend. */
async function tryFinal(
  tries: Tries,
  branch: Branch,
  by: string,
  think: string,
  query: string,
  open: Branch[],
): Promise<TriedQuery | null> {
  const before = tries.known(query);
  if (before !== null) {
    // Seen and still meant: rows answer, and so does their absence. What failed does not get better by being said again.
    if (before.outcome !== "error") return before;
    return null;
  }
  if (tries.left === 0) return null;
  const tried = await tries.run({ after: branch.last?.n ?? 0, kind: "final", query, by });
  if (tried.outcome === "rows") return tried;
  open.push(grown(branch, think, tried));
  return null;
}

function grown(branch: Branch, think: string, tried: TriedQuery): Branch {
  const transcript = `${branch.transcript}${marked({ think, kind: tried.kind, query: tried.query })}\n${resultMark(tried)}\n`;
  return { transcript, last: tried, depth: branch.depth + 1 };
}

const STANDING: Readonly<Record<TriedQuery["outcome"], number>> = { rows: 0, empty: 1, error: 2 };

/** Rows before none before errors; of equals the deepest, and of those the first. */
function takeBest(open: Branch[]): Branch {
  const worth = ({ last, depth }: Branch) => (last === null ? 0 : STANDING[last.outcome]) * 1000 - depth;
  const best = open.reduce((before, branch) => (worth(branch) < worth(before) ? branch : before));
  open.splice(open.indexOf(best), 1);
  return best;
}
