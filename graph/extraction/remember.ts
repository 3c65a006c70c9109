// Remembers what a pure function of one word answered. Forgets everything when full, so memory is bounded and no answer changes.

/** The same function, asked once for each word; `limit` words are kept. */
export function remember<Answer>(answer: (word: string) => Answer, limit = 60_000): (word: string) => Answer {
  const known = new Map<string, Answer>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    if (known.size >= limit) known.clear();
    const own = detached(word);
    const now = answer(own);
    known.set(own, now);
    return now;
  };
}

/** V8 keeps the whole text alive for a slice of it that is longer than this. */
const COPIED_ANYWAY = 12;

/** The same letters without the text they were cut from. */
function detached(word: string): string {
  return word.length > COPIED_ANYWAY ? ` ${word}`.slice(1) : word;
}
