// How far a claim may be trusted, in thousandths: how reliable its pattern is, less what distance, hedges and doubtful parses take away.

/** What each pattern was worth when its claims were read by hand on scientific abstracts and notes. */
const PATTERN = {
  active: 850,
  "passive-agent": 880,
  "passive-preposition": 820,
  preposition: 800,
  copula: 800,
  role: 820,
  comparative: 780,
  adjective: 780,
  hypernym: 800,
  apposition: 700,
  relative: 760,
  participle: 720,
  gerund: 600,
  infinitive: 620,
  "object-preposition": 700,
  nominal: 780,
  purpose: 450,
} as const;

export type Pattern = keyof typeof PATTERN;

export interface Doubt {
  readonly pattern: Pattern;
  /** Tokens between the two ends. */
  readonly distance: number;
  readonly hedged: boolean;
  /** The verb stands in the relation table. */
  readonly knownVerb: boolean;
  /** One end is "these proteins" or the like: it points back. */
  readonly anaphoric: boolean;
  /** More than one member was joined by "and" on this side. */
  readonly coordinated: boolean;
}

/**
 * Confidence, 1–1000: pattern × 0.985 for each token beyond six between the ends × 0.7 hedged × 0.85 verb outside the table ×
 * 0.8 anaphoric end × 0.95 coordination, rounded. Integers only leave this function.
 */
export function confidenceOf(doubt: Doubt): number {
  let value: number = PATTERN[doubt.pattern];
  value *= 0.985 ** Math.max(0, doubt.distance - 6);
  if (doubt.hedged) value *= 0.7;
  if (!doubt.knownVerb) value *= 0.85;
  if (doubt.anaphoric) value *= 0.8;
  if (doubt.coordinated) value *= 0.95;
  return Math.min(1000, Math.max(1, Math.round(value)));
}
