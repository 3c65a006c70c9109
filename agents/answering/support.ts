// Is a statement borne out by the sentences it cites? Mechanical: the words that carry its meaning must stand in them, its numbers too.
// It can say "not supported" wrongly; it must not say "supported" of what the sentences do not name.

import { citationMarks, marksBeforeStops, withoutMarks } from "#agents/evidence/citation-marks.ts";
import { quotable } from "#agents/evidence/quotation.ts";
import type { AskResult, Citation } from "#agents/model.ts";
import { contentWords } from "#agents/novelty/words.ts";
import { blocksOf } from "#graph/extraction/blocks.ts";
import { sentencesOf } from "#graph/extraction/sentences.ts";
import { loadTagger, type Tagger } from "#graph/extraction/wink.ts";

type AnswerClaim = AskResult["claims"][number];

/** Share of a statement's content words that its cited sentences must have. */
const ENOUGH = 0.7;

/** The statements of an answer, each with the sentences it cites by number and whether they bear it out. */
export function checkClaims(answer: string, evidence: readonly Citation[]): readonly AnswerClaim[] {
  return statements(answer).map((statement) => {
    const numbers = citationMarks(statement);
    const cited = [...new Set(numbers)].map((n) => evidence[n - 1]).filter((citation) => citation !== undefined);
    const text = withoutMarks(statement);
    const quotations = cited.map((citation) => ({ text: quotable(citation.text) }));
    return { text, evidence: cited, supported: isSupported(text, quotations) };
  });
}

/** The claims of an answer that only quotes: each is the sentence it cites, as it is quoted. */
export function quotedClaims(quoted: readonly number[], evidence: readonly Citation[]): readonly AnswerClaim[] {
  return quoted.map((index) => {
    const citation = evidence[index]!;
    return { text: quotable(citation.text), evidence: [citation], supported: true };
  });
}

export function isSupported(statement: string, cited: readonly Pick<Citation, "text">[]): boolean {
  if (cited.length === 0) return false;
  const said = contentWords(cited.map(({ text }) => text).join(" "));
  const claimed = [...contentWords(statement)];
  if (claimed.length === 0) return false;
  if (claimed.some((word) => /\d/.test(word) && !said.has(word))) return false;
  if (negates(statement) !== cited.some(({ text }) => negates(text))) return false;
  return claimed.filter((word) => said.has(word)).length >= ENOUGH * claimed.length;
}

function negates(text: string): boolean {
  return /\b(?:not|no|never|neither|without|cannot)\b|n't\b/i.test(text);
}

/** Sentences of an answer, as the garden cuts its documents; a mark behind the full stop belongs to the sentence before it. */
export function statements(answer: string): readonly string[] {
  const text = marksBeforeStops(answer).replace(/\n+/g, "\n\n");
  const cut = loaded();
  const parts = blocksOf({ text, sections: [] }).flatMap((block) =>
    sentencesOf(text, block, cut).map(({ start, end }) => text.slice(start, end)),
  );
  return parts.map((part) => part.trim()).filter((part) => /\p{L}{2}/u.test(part));
}

let tagger: Tagger | null = null;

/** Loaded with the first answer: it takes a third of a second. */
function loaded(): Tagger {
  tagger ??= loadTagger();
  return tagger;
}
