// How many of the passages that answer a question are found: by words, meaning, links, and all of them, beside plain vector search over
// whole passages, which is what most retrieval does.

import { z } from "zod";
import { bootstrap, type Interval, mean } from "#apps/evaluation/bootstrap.ts";
import { readGoldRows } from "#apps/evaluation/gold-file.ts";
import { readSource } from "#graph/documents/read-source.ts";
import { listSources } from "#graph/documents/sources.ts";
import type { Garden } from "#graph/garden.ts";
import { searchDocuments } from "#graph/search/documents.ts";
import { SEARCH_MODES, type SearchMode } from "#graph/search/search.ts";
import { topK } from "#kernels/vectors/top-k.ts";

/** A question with the ids of the passages that answer it together. */
export interface GoldQuestion {
  readonly question: string;
  readonly supporting: readonly string[];
}

const CUTS = [2, 5] as const;
type Recall<Names extends string> = Readonly<Record<Names, number>>;

export interface RetrievalEvaluation {
  readonly suite: "retrieval";
  readonly n: number;
  readonly metrics: { readonly recallAt2: Recall<SearchMode>; readonly recallAt5: Recall<SearchMode> };
  /** Of recall at 5, by bootstrap over questions. */
  readonly ci95: Readonly<Record<SearchMode, Interval>>;
  /** One vector for each whole passage, nearest first. */
  readonly baseline: { readonly passageVector: { readonly recallAt2: number; readonly recallAt5: number; readonly ci95: Interval } | null };
  /** Supporting passages that the garden does not hold: they count as not found. */
  readonly missing: number;
}

const Row = z.object({
  question: z.string().min(1),
  supporting: z.array(z.union([z.string(), z.object({ doc: z.string() }).transform(({ doc }) => doc)])).min(1),
});

/** @throws `input.invalid` naming the line that is no question */
export async function readQuestions(file: string): Promise<readonly GoldQuestion[]> {
  const rows = await readGoldRows(file, Row, 'a question with its supporting passages: {"question", "supporting": [id, …]}');
  return rows.map(({ question, supporting }) => ({ question, supporting: [...new Set(supporting)] }));
}

export interface RetrievalOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onQuestion?: (done: number, total: number) => void;
}

/** `garden` has grown from the file or folder `corpus`. */
export async function evaluateRetrieval(
  garden: Garden,
  corpus: string,
  gold: readonly GoldQuestion[],
  { seed, signal, onQuestion }: RetrievalOptions,
): Promise<RetrievalEvaluation> {
  const found = new Map<SearchMode, (readonly string[])[]>(SEARCH_MODES.map((mode) => [mode, []]));
  for (const [index, { question }] of gold.entries()) {
    signal.throwIfAborted();
    for (const mode of SEARCH_MODES) {
      const documents = await searchDocuments(garden, question, { mode, limit: DEPTH });
      found.get(mode)!.push(documents.map(({ id }) => id));
    }
    onQuestion?.(index + 1, gold.length);
  }
  const recalls = (lists: readonly (readonly string[])[], cut: number) => gold.map((one, at) => recallAt(cut, one, lists[at]!));
  const byMode = <Value>(of: (mode: SearchMode) => Value) =>
    Object.fromEntries(SEARCH_MODES.map((mode) => [mode, of(mode)])) as Record<SearchMode, Value>;
  const [recallAt2, recallAt5] = CUTS.map((cut) => byMode((mode) => mean(recalls(found.get(mode)!, cut))));
  const plain = await passageVectors(garden, corpus, gold);
  const held = new Set((await garden.store.documents()).map(({ id }) => id as string));
  return {
    suite: "retrieval",
    n: gold.length,
    metrics: { recallAt2: recallAt2!, recallAt5: recallAt5! },
    ci95: byMode((mode) => bootstrap(recalls(found.get(mode)!, 5), seed)),
    baseline: {
      passageVector:
        plain === null
          ? null
          : { recallAt2: mean(recalls(plain, 2)), recallAt5: mean(recalls(plain, 5)), ci95: bootstrap(recalls(plain, 5), seed) },
    },
    missing: gold.flatMap(({ supporting }) => supporting).filter((id) => !held.has(id)).length,
  };
}

/** As many as a search looks through, so that the cut, not the depth, decides. */
const DEPTH = 20;

/** Share of the supporting passages among the first `cut`. */
export function recallAt(cut: number, { supporting }: GoldQuestion, found: readonly string[]): number {
  const first = new Set(found.slice(0, cut));
  return supporting.filter((id) => first.has(id)).length / supporting.length;
}

async function passageVectors({ embedder }: Garden, corpus: string, gold: readonly GoldQuestion[]): Promise<(readonly string[])[] | null> {
  if (embedder === null) return null;
  const [ids, texts]: [string[], string[]] = [[], []];
  for (const source of (await listSources([corpus])).sources) {
    for await (const outcome of readSource(source)) {
      if (outcome.kind !== "document") continue;
      ids.push(outcome.document.id);
      texts.push(outcome.document.text);
    }
  }
  const vectors = await embedder.embed(texts);
  const matrix = new Float32Array(vectors.length * embedder.dimensions);
  vectors.forEach((vector, row) => {
    matrix.set(vector, row * embedder.dimensions);
  });
  const asked = await embedder.embed(gold.map(({ question }) => question));
  return asked.map((query) => topK(matrix, query, DEPTH).map(({ row }) => ids[row]!));
}
