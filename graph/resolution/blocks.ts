// Blocking keys: which terms are ever compared. A pure function of the term, and complete: every pair that may link shares a block.

import type { TermKey } from "#graph/model.ts";
import { shuffled, squeezed } from "#graph/resolution/spelling.ts";
import { wordStems } from "#graph/resolution/word-forms.ts";

/** Spelling, letters in any order (for slips), and stems of all words (for forms of the same words, which vectors then decide). */
export function blocksOf(key: TermKey): readonly string[] {
  const blocks = [`s:${squeezed(key)}`];
  const letters = shuffled(key);
  if (letters !== null) blocks.push(`l:${letters}`);
  const stems = wordStems(key);
  if (stems !== null) blocks.push(`f:${stems}`);
  return blocks;
}
