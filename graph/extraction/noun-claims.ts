// Claims that need no verb: "X such as A", "A and other X", "A, a kind of X,", "inhibition of X by Y".

import type { Chunk, NounPhrase } from "#graph/extraction/chunks.ts";
import { conceptClass } from "#graph/extraction/concept-class.ts";
import { singular } from "#graph/extraction/plurals.ts";
import type { RawClaim } from "#graph/extraction/raw-claim.ts";
import { typeOfVerb } from "#graph/extraction/relation-types.ts";
import { listEndingAt, listStartingAt, phraseAt } from "#graph/extraction/subjects.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import { NOMINALISATIONS } from "#graph/extraction/word-lists.ts";

/** All verbless claims of a chunked sentence. */
export function nounClaims(tokens: readonly Token[], chunks: readonly Chunk[]): RawClaim[] {
  const claims: RawClaim[] = [];
  chunks.forEach((chunk, at) => {
    if (chunk.kind === "prep" && chunk.word === "such as") claims.push(...hypernym(chunks, at));
    if (chunk.kind === "cc" && chunks[at + 1]?.kind === "np") claims.push(...others(tokens, chunks, at));
    if (chunk.kind === "comma") claims.push(...apposition(chunks, at));
    if (chunk.kind === "np") claims.push(...nominal(tokens, chunks, at));
    if (chunk.kind === "prep" && chunk.word === "for") claims.push(...purpose(tokens, chunks, at));
  });
  return claims;
}

function claim(
  head: number,
  tail: number,
  type: string,
  phrase: readonly [number, number],
  pattern: RawClaim["pattern"],
  coordinated = false,
): RawClaim {
  return { head, tail, type, phrase, negated: false, hedged: false, pattern, coordinated };
}

/** "proteins such as collagen and elastin": each member is-a protein. */
function hypernym(chunks: readonly Chunk[], at: number): RawClaim[] {
  const before = chunks[at - 1]?.kind === "comma" ? at - 2 : at - 1;
  if (phraseAt(chunks, before) === null || phraseAt(chunks, before)!.pronoun) return [];
  const joint = chunks[at]!;
  const members = listStartingAt(chunks, at + 1, true);
  return members.map((member) => claim(member, before, "is-a", [joint.from, joint.to], "hypernym", members.length > 1));
}

/** "collagen, elastin and other proteins". */
function others(tokens: readonly Token[], chunks: readonly Chunk[], at: number): RawClaim[] {
  const whole = phraseAt(chunks, at + 1)!;
  if (tokens[whole.from]!.lower !== "other") return [];
  const end = chunks[at - 1]?.kind === "comma" ? at - 2 : at - 1;
  const list = listEndingAt(chunks, end, true);
  if (list === null || list.start !== end)
    return list === null
      ? []
      : list.members.map((member) => claim(member, at + 1, "is-a", [chunks[at]!.from, whole.from + 1], "hypernym", true));
  return [claim(end, at + 1, "is-a", [chunks[at]!.from, whole.from + 1], "hypernym")];
}

/** "Collagen, a structural protein, binds X": only with "a" or "an", and only when the comma or the sentence closes it. */
function apposition(chunks: readonly Chunk[], at: number): RawClaim[] {
  const named = phraseAt(chunks, at - 1);
  const kind = phraseAt(chunks, at + 1);
  if (named === null || named.pronoun || kind === null || (kind.determiner !== "a" && kind.determiner !== "an")) return [];
  let scan = at + 2;
  while (chunks[scan]?.kind === "prep" && phraseAt(chunks, scan + 1) !== null) scan += 2;
  const closer = chunks[scan];
  const closes = closer === undefined || closer.kind === "comma" || closer.kind === "stop" || closer.kind === "rel";
  const listed = chunks[at - 2]?.kind === "comma" || chunks[at - 2]?.kind === "cc";
  if (!closes || listed) return [];
  return [claim(at - 1, at + 1, "is-a", [chunks[at]!.from, chunks[at]!.to], "apposition")];
}

/** "networks for relation extraction": weak on its own, so its confidence is the lowest of all patterns. */
function purpose(tokens: readonly Token[], chunks: readonly Chunk[], at: number): RawClaim[] {
  const tool = phraseAt(chunks, at - 1);
  const task = phraseAt(chunks, at + 1);
  if (tool === null || task === null || tool.pronoun || task.pronoun || chunks[at - 2]?.kind === "prep" || !isTool(tokens, tool)) return [];
  const joint = chunks[at]!;
  return listStartingAt(chunks, at + 1).map((member) => claim(at - 1, member, "used-for", [joint.from, joint.to], "purpose"));
}

/** A property or a quantity is not used for anything: "accuracy for parsing". */
function isTool(tokens: readonly Token[], phrase: NounPhrase): boolean {
  const named = tokens.slice(phrase.first, phrase.last);
  if (named.length === 0 || named.some((token) => token.lower === "of")) return false;
  const kind = conceptClass(named.at(-1)!.text, "phrase");
  return kind !== "property" && kind !== "quantity" && !PRAISE.has(named.at(-1)!.lower);
}

const PRAISE = new Set(
  "match capacity ability capability need potential candidate evidence reason requirement support bottleneck".split(" "),
);

/** "the inhibition of X by Y": Y inhibits X. */
function nominal(tokens: readonly Token[], chunks: readonly Chunk[], at: number): RawClaim[] {
  const action = phraseAt(chunks, at)!;
  const lemma = NOMINALISATIONS.get(singular(tokens[action.to - 1]!.lower));
  const patient = phraseAt(chunks, at + 2);
  const by = chunks[at + 3];
  if (
    lemma === undefined ||
    patient === null ||
    by?.kind !== "prep" ||
    by.word !== "by" ||
    (chunks[at + 1] as { word?: string }).word !== "of"
  )
    return [];
  const typed = typeOfVerb(lemma, null);
  const agents = listStartingAt(chunks, at + 4);
  return agents.map((agent) => {
    const [head, tail] = typed.flipped ? [at + 2, agent] : [agent, at + 2];
    return claim(head, tail, typed.type, [action.from, chunks[at + 1]!.to], "nominal", agents.length > 1);
  });
}
