// What short forms stand for across documents, and when documents disagree. A short form with two meanings stands for none of them.

import { compareCodePoints } from "#graph/code-points.ts";
import { termTokens } from "#graph/extraction/normal-form.ts";
import type { TermKey } from "#graph/model.ts";
import { sameSpelling } from "#graph/resolution/spelling.ts";
import { formsOfOneWord } from "#graph/resolution/word-forms.ts";
import type { Definition } from "#graph/store/graph-store.ts";

/** The long forms of each short form, with the number of documents that define it so. */
export class Expansions {
  readonly #longs = new Map<TermKey, Map<TermKey, number>>();
  readonly #shorts = new Map<TermKey, Set<TermKey>>();

  constructor(definitions: Iterable<Definition>) {
    for (const { short, long } of definitions) {
      if (short === long) continue;
      const longs = this.#longs.get(short) ?? new Map<TermKey, number>();
      longs.set(long, (longs.get(long) ?? 0) + 1);
      this.#longs.set(short, longs);
      this.#shorts.set(long, (this.#shorts.get(long) ?? new Set()).add(short));
    }
  }

  shorts(): readonly TermKey[] {
    return [...this.#longs.keys()];
  }

  longs(short: TermKey): readonly TermKey[] {
    return [...(this.#longs.get(short)?.keys() ?? [])];
  }

  /** What the short form stands for: the long form most documents give, ties by code point; null when two of them contradict. */
  meaning(short: TermKey): TermKey | null {
    const longs = [...(this.#longs.get(short) ?? [])];
    if (longs.some(([a]) => longs.some(([b]) => differentExpansions(a, b)))) return null;
    return longs.sort(([a, m], [b, n]) => n - m || compareCodePoints(a, b))[0]?.[0] ?? null;
  }

  /** Whether one of the two is a short form that stands for the other. */
  abbreviates(a: TermKey, b: TermKey): boolean {
    return this.meaning(a) === b || this.meaning(b) === a;
  }

  /** Whether some document defines one of the two as the short form of the other. */
  defines(a: TermKey, b: TermKey): boolean {
    return (this.#longs.get(a)?.has(b) ?? false) || (this.#longs.get(b)?.has(a) ?? false);
  }

  /** Whether some short form stands for the one here and for the other there: then they are two things. */
  apart(a: TermKey, b: TermKey): boolean {
    const shorts = this.#shorts.get(a);
    const others = this.#shorts.get(b);
    return shorts !== undefined && others !== undefined && differentExpansions(a, b) && [...shorts].some((short) => others.has(short));
  }
}

/**
 * `language model` and `language modeling` are no contradiction, nor `graph convolutional network` and `graph convolutional neural network`;
 * `conditional random field` and `case report form` are.
 */
export function differentExpansions(a: TermKey, b: TermKey): boolean {
  if (a === b || sameSpelling(a, b)) return false;
  const left = termTokens(a);
  const right = termTokens(b);
  const [shorter, longer] = left.length <= right.length ? [left, right] : [right, left];
  if (shorter.length < 2) return true;
  let at = 0;
  for (const word of longer) if (at < shorter.length && formsOfOneWord(word, shorter[at]!)) at++;
  return at < shorter.length;
}
