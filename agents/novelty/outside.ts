// Prior work outside the garden, when a person asks for it. A look-up that fails or finds nothing says "unknown": silence is not novelty.

import type { OutsidePaper } from "#agents/models/langchain.ts";
import { contentWords, jaccard, names } from "#agents/novelty/words.ts";

export type OutsideReading =
  | { readonly known: false; readonly why: string }
  | {
      readonly known: true;
      /** Most similar first. */
      readonly papers: readonly (OutsidePaper & { readonly similarity: number; readonly namesBoth: boolean })[];
    };

/** What the look-up finds near a statement about two named things. */
export async function readOutside(
  lookUp: (query: string) => Promise<readonly OutsidePaper[]>,
  statement: string,
  labels: readonly [string, string],
): Promise<OutsideReading> {
  const found = await lookUp(labels.join(" ")).catch((thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown)));
  if (typeof found === "string") return { known: false, why: `the look-up failed: ${found.slice(0, 120)}` };
  if (found.length === 0) return { known: false, why: "the look-up found nothing" };
  const own = contentWords(statement);
  const papers = found.map((paper) => {
    const words = contentWords(`${paper.title} ${paper.abstract}`);
    const namesBoth = names(words, labels[0]) && names(words, labels[1]);
    return { ...paper, similarity: jaccard(own, contentWords(paper.title)), namesBoth };
  });
  return { known: true, papers: papers.sort((a, b) => Number(b.namesBoth) - Number(a.namesBoth) || b.similarity - a.similarity) };
}

/** One sentence for the novelty section. */
export function outsideSentence(reading: OutsideReading): string {
  if (!reading.known) return `Outside the garden: unknown (${reading.why}).`;
  const both = reading.papers.filter(({ namesBoth }) => namesBoth);
  const first = both[0] ?? reading.papers[0]!;
  const tail = `nearest: “${first.title.replace(/\s+/g, " ")}” (${first.url})`;
  return `Outside the garden: of ${reading.papers.length} papers found on arXiv, ${both.length} name both ends; ${tail}. A look-up by words misses what is worded otherwise.`;
}
