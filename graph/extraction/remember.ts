// Remembers what a pure function of one word answered. Forgets everything when full, so memory is bounded and no answer changes.

/** The same function, asked once for each word; `limit` words are kept. */
export function remember<Answer>(answer: (word: string) => Answer, limit = 60_000): (word: string) => Answer {
  const known = new Map<string, Answer>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    if (known.size >= limit) known.clear();
    const now = answer(word);
    known.set(word, now);
    return now;
  };
}
