// Claims that need no verb: "X such as A", "A and other X", "A, a kind of X,", "inhibition of X by Y".

import type { Chunk, NounPhrase } from "#graph/extraction/chunks.ts";
import { conceptClass } from "#graph/extraction/concept-class.ts";
import { singularOf } from "#graph/extraction/plurals.ts";
import type { RawClaim } from "#graph/extraction/raw-claim.ts";
import { typeOfVerb } from "#graph/extraction/relation-types.ts";
import { isWithout, listEndingAt, listStartingAt, phraseAt } from "#graph/extraction/subjects.ts";
import type { Token } from "#graph/extraction/tokens.ts";
import { NOMINALISATIONS } from "#graph/extraction/word-lists.ts";

/** All verbless claims of a chunked sentence. */
export function nounClaims(tokens: readonly Token[], chunks: readonly Chunk[]): RawClaim[] {
  const claims: RawClaim[] = [];
  chunks.forEach((chunk, at) => {
    if (chunk.kind === "prep" && chunk.word === "such as") claims.push(...hypernym(tokens, chunks, at));
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
function hypernym(tokens: readonly Token[], chunks: readonly Chunk[], at: number): RawClaim[] {
  const before = kindBefore(tokens, chunks, chunks[at - 1]?.kind === "comma" ? at - 2 : at - 1);
  if (before === null) return [];
  const joint = chunks[at]!;
  const bare = phraseAt(chunks, at + 1)?.determiner == null;
  const all = listStartingAt(chunks, at + 1, true);
  const end = all.findIndex((member, index) => index > 0 && endsExamples(tokens, chunks, member, bare));
  const members = end < 0 ? all : all.slice(0, end);
  return members.map((member) => claim(member, before, "is-a", [joint.from, joint.to], "hypernym", members.length > 1));
}

/** "such as A, and also Bs such as C", "such as A and the B": what is no example any more. */
function endsExamples(tokens: readonly Token[], chunks: readonly Chunk[], member: number, bare: boolean): boolean {
  const phrase = phraseAt(chunks, member)!;
  const next = chunks[member + 1]?.kind === "comma" ? chunks[member + 2] : chunks[member + 1];
  const opensList = next?.kind === "prep" && next.word === "such as";
  return opensList || /^(?:also|then|additionally)$/.test(tokens[phrase.from - 1]?.lower ?? "") || (bare && phrase.determiner === "the");
}

/**
 * The phrase that names the kind: a plural, or one with "a"; over "elements with a radius below 1, such as" and "features of a surface, such as"
 * to the plural before. What may be either of two is not said.
 */
function kindBefore(tokens: readonly Token[], chunks: readonly Chunk[], at: number): number | null {
  const apart = chunks[at + 1]?.kind === "comma";
  for (let scan = at; phraseAt(chunks, scan) !== null; scan -= 2) {
    const { from, pronoun, plural } = phraseAt(chunks, scan)!;
    const joint = chunks[scan - 1];
    const outer = joint?.kind === "prep" ? phraseAt(chunks, scan - 2) : null;
    const named = !pronoun && (plural || /^(?:an?|any|one|some)$/.test(tokens[from]!.lower));
    if (named && apart && leavesOpen(chunks, scan, outer)) return null;
    if (named && (plural || !apart || outer?.plural !== true || !/^an?$/.test(tokens[from]!.lower))) return scan;
    if (joint?.kind !== "prep") return null;
  }
  return null;
}

/** "uncertainties within systems, including", "compounds formed under conditions, including". */
function leavesOpen(chunks: readonly Chunk[], at: number, outer: NounPhrase | null): boolean {
  const joint = chunks[at - 1];
  if (joint?.kind !== "prep") return false;
  const before = chunks[at - 2];
  return outer?.plural === true
    ? joint.word === "within"
    : joint.word !== "from" && before?.kind === "vg" && before.form === "participle" && chunks[at - 3]?.kind === "np";
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
  if (named === null || named.pronoun || kind === null || !isIndefinite(kind)) return [];
  let scan = at + 2;
  while (chunks[scan]?.kind === "prep" && phraseAt(chunks, scan + 1) !== null) scan += 2;
  const closer = chunks[scan];
  const closes = closer === undefined || closer.kind === "comma" || closer.kind === "stop" || closer.kind === "rel";
  const listed = chunks[at - 2]?.kind === "comma" || chunks[at - 2]?.kind === "cc" || goesOn(chunks, scan);
  if (!closes || listed || isIntroduced(chunks, at, scan)) return [];
  return [claim(at - 1, at + 1, "is-a", [chunks[at]!.from, chunks[at]!.to], "apposition")];
}

function isIndefinite(phrase: NounPhrase | null): boolean {
  return phrase?.determiner === "a" || phrase?.determiner === "an";
}

/** "a rate of 250 kHz, a voltage of 4 kV, and …": one of a list. */
function goesOn(chunks: readonly Chunk[], comma: number): boolean {
  if (chunks[comma]?.kind !== "comma") return false;
  const closing = chunks[comma + 1]?.kind === "cc";
  const next = closing ? comma + 2 : comma + 1;
  const renamed = chunks[next + 1]?.kind === "comma" && isIndefinite(phraseAt(chunks, next + 2));
  return closing ? phraseAt(chunks, next) !== null && !renamed : isIndefinite(phraseAt(chunks, next));
}

/** "As loading decreases, a shift is seen", "To count them, a network, …": the comma ends what leads in, and the clause's own subject follows. */
function isIntroduced(chunks: readonly Chunk[], comma: number, closer: number): boolean {
  let first = comma - 1;
  while (first > 0 && chunks[first - 1]!.kind !== "comma" && chunks[first - 1]!.kind !== "stop") first--;
  const opening = chunks[first]!;
  const clause = opening.kind === "sub" || (opening.kind === "prep" && opening.word === "as" && first === 0);
  const phrase = first === 0 && (opening.kind === "prep" || (opening.kind === "vg" && opening.form === "infinitive"));
  const hasVerb = chunks.slice(first + 1, comma).some((chunk) => chunk.kind === "vg" && chunk.form === "finite");
  if (!clause && (!phrase || hasVerb)) return false;
  if (opening.kind === "vg" || (clause && !hasVerb)) return true;
  return chunks[closer]?.kind !== "comma" || chunks[closer + 1]?.kind === "vg";
}

/** "networks for relation extraction": weak on its own, so its confidence is the lowest of all patterns. */
function purpose(tokens: readonly Token[], chunks: readonly Chunk[], at: number): RawClaim[] {
  const tool = phraseAt(chunks, at - 1);
  const task = phraseAt(chunks, at + 1);
  if (
    tool === null ||
    task === null ||
    tool.pronoun ||
    task.pronoun ||
    isBehindOther(tokens, chunks, at) ||
    isLeftOut(chunks, at - 1) ||
    !isTool(tokens, tool, task)
  )
    return [];
  const joint = chunks[at]!;
  return listStartingAt(chunks, at + 1).map((member) => claim(at - 1, member, "used-for", [joint.from, joint.to], "purpose"));
}

/** "layers of networks for parsing" is about layers; "the use of networks for parsing" is about networks. */
function isBehindOther(tokens: readonly Token[], chunks: readonly Chunk[], at: number): boolean {
  if (chunks[at - 2]?.kind !== "prep") return false;
  const head = phraseAt(chunks, at - 3);
  return head === null || !/^(?:use|uses|usage|application|applications|utility|choice)$/.test(tokens[head.to - 1]!.lower);
}

/** "without treatment for adhesion", "without requiring any ageing or treatment for adhesion". */
function isLeftOut(chunks: readonly Chunk[], tool: number): boolean {
  let at = tool - 1;
  while (chunks[at]?.kind === "cc" && phraseAt(chunks, at - 1) !== null) at -= 2;
  return isWithout(chunks, at) || (chunks[at]?.kind === "vg" && isWithout(chunks, at - 1));
}

/** A tool, or anything said to be for an action; a property or a quantity is not used for anything: "accuracy for parsing". */
function isTool(tokens: readonly Token[], phrase: NounPhrase, task: NounPhrase): boolean {
  const named = tokens.slice(phrase.first, phrase.last);
  if (named.length === 0 || named.some((token) => token.lower === "of")) return false;
  const kind = conceptClass(named.at(-1)!.text, "phrase");
  if (TOOLS.has(singularOf(named.at(-1)!))) return true;
  if (kind === "property" || kind === "quantity" || PRAISE.has(singularOf(named.at(-1)!))) return false;
  return (kind !== "entity" && kind !== "process") || isAction(tokens[task.to - 1]!);
}

/** Things one uses, whose class says less. */
const TOOLS = new Set(
  "tool system resource library lexicon dictionary package platform interface toolkit software service equipment drug therapy treatment vaccine".split(
    " ",
  ),
);

function isAction(head: Token): boolean {
  const kind = conceptClass(head.text, "phrase");
  return kind === "task" || kind === "process" || /(?:ing|[aeiou]tion|sis)$/u.test(head.lower);
}

const PRAISE = new Set(
  "performance improvement gain balance value mean work formula condition contribution account term accuracy result explanation assignment correction experiment hour minute day match capacity ability capability need potential candidate evidence reason requirement support bottleneck".split(
    " ",
  ),
);

/** "the inhibition of X by Y": Y inhibits X. */
function nominal(tokens: readonly Token[], chunks: readonly Chunk[], at: number): RawClaim[] {
  const action = phraseAt(chunks, at)!;
  const lemma = NOMINALISATIONS.get(singularOf(tokens[action.to - 1]!));
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
