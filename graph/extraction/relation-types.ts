// The table of normalised relation types: which verbs say which relation, in which direction. Data and look-up only, no grammar.

export interface RelationType {
  readonly type: string;
  readonly class: RelationClass;
  /** The type that says the same from the other end; null where English has none worth a name. */
  readonly inverse: string | null;
}

export type RelationClass =
  | "cause"
  | "structure"
  | "taxonomy"
  | "function"
  | "interaction"
  | "transformation"
  | "comparison"
  | "location"
  | "evidence"
  | "association";

export interface TypedVerb {
  readonly type: string;
  /** Head and tail change places: "A results from B" is B causes A. */
  readonly flipped: boolean;
}

/**
 * type | class | inverse | phrases, comma-separated.
 * A phrase is a lemma, or a lemma and a preposition, or `be` + lemma + preposition for a passive (or an adjective) that is not an agent.
 * `<` before a phrase flips it. Agent passives ("is inhibited by") need no row: the grammar turns them round.
 */
const TABLE = `
inhibits|cause|inhibited-by|inhibit, block, suppress, repress, hinder, impede, impair, disrupt, interfere with, attenuate, antagonize, antagonise, quench, retard, slow, silence, counteract, downregulate, down-regulate
prevents|cause|prevented-by|prevent, avoid, stop, protect against, guard against, preclude, eliminate, resist
causes|cause|caused-by|cause, induce, trigger, lead to, result in, give rise to, elicit, provoke, bring about, evoke, contribute to, cause to, <result from, <arise from, <stem from, <be due to, <be attributed to, <be ascribed to, be responsible for, <be induced by
increases|cause|increased-by|increase, enhance, raise, elevate, boost, amplify, maximize, maximise, augment, promote, accelerate, speed, stimulate, upregulate, up-regulate, intensify, widen
decreases|cause|decreased-by|decrease, reduce, lower, diminish, minimize, minimise, weaken, lessen, limit, restrict, alleviate, mitigate, shorten, dampen, relieve, ease
improves|cause|improved-by|improve, benefit, refine, optimize, optimise, advance, enrich, facilitate, boost performance
enables|cause|enabled-by|enable, allow, permit, allow for, support, empower, help, aid, assist, underpin, be essential for, be required for, be necessary for, be crucial for, be critical for, be important for
activates|cause|activated-by|activate, initiate, switch on, turn on, ignite
controls|cause|controlled-by|control, regulate, govern, modulate, determine, drive, mediate, direct, guide, tune, set, dictate, manage, steer, <depend on, <depend upon, <rely on, <be dependent on, <be determined by, <hinge on
affects|cause|affected-by|affect, influence, impact, alter, change, modify, act on, shape, perturb, bias, damage, degrade
stabilizes|cause|stabilized-by|stabilize, stabilise, maintain, preserve, sustain, retain, conserve
strengthens|cause|strengthened-by|strengthen, reinforce
toughens|cause|toughened-by|toughen
hardens|cause|hardened-by|harden
stiffens|cause|stiffened-by|stiffen
consists-of|structure|part-of|consist of, comprise, contain, include, incorporate, embed, be composed of, be made of, be made from, be made up of, be built from, be formed of, be rich in, be comprised of, be constructed from, be assembled from, encompass, <constitute, <make up, <compose, <be embedded in, <be part of, <belong in, <be contained in, <be included in
has-property|structure|property-of|exhibit, show, display, be characterized by, be characterised by
has|structure|held-by|have, possess, own, carry, bear, feature, share, be endowed with, be equipped with
forms|transformation|formed-by|form, produce, generate, create, yield, synthesize, synthesise, secrete, build, construct, make up of, assemble into, self-assemble into, develop into, grow into, fabricate, release, emit, deposit, <form from, <be made by, <be formed from, <be produced from, <be synthesized from, <be synthesised from, <derive from, <be derived from, <be obtained from, <be prepared from, <be extracted from, <be generated from
transforms-into|transformation|transformed-from|transform into, convert into, convert to, turn into, be converted into, be converted to, be transformed into, become, be reduced to, change into, be translated into
binds|interaction|binds|bind, bind to, adhere to, attach to, be bound to, be attached to, bond to, bond with, coordinate, coordinate with, chelate, complex with, be linked to, link to, link, connect, connect to, join, be connected to, cross-link, crosslink, adsorb, anchor, tether, be anchored to
interacts-with|interaction|interacts-with|interact with, react with, communicate with, compete with, cooperate with, exchange with, combine with, coexist with, couple with, couple to, be coupled to, be coupled with
is-a|taxonomy|has-instance|be, belong to, be classified as, be known as, be called, be termed, be considered, be regarded as, be defined as, be referred to as, be named, be classified in
acts-as|function||act as, serve as, function as, behave as, be used as, be employed as, be utilized as, be utilised as
used-for|function|uses|be used for, be used in, be applied to, be applied in, be employed in, be employed for, be suitable for, be designed for, be utilized for, be utilised for, be used to, be useful for, be developed for, be proposed for, be utilized in, be exploited for, be adopted for, be intended for, <use, <employ, <utilize, <utilise, <apply, <exploit, <leverage, <adopt, <harness, <be based on, <be built on, <build on, <be built upon, <make use of
addresses|function|addressed-by|address, tackle, solve, handle, target, treat, cure, resolve, overcome, deal with, cope with, focus on, aim at, perform, <be solved by
measures|evidence|measured-by|measure, quantify, estimate, assess, evaluate, probe, monitor, track, detect, determine by, test, characterize, characterise, image, analyze, analyse, <be measured by, <be measured with, <be determined by means of
reveals|evidence|revealed-by|reveal, demonstrate, indicate, confirm, report, prove, suggest, imply, illustrate, uncover, identify, discover, <be evidenced by
predicts|evidence|predicted-by|predict, forecast, infer, anticipate
models|evidence|modelled-by|model, simulate, describe, capture, represent as, approximate, explain, encode, formalize, formalise, account for, mimic, imitate, emulate, reproduce
represents|evidence|represented-by|represent, stand for
outperforms|comparison|outperformed-by|outperform, exceed, surpass, beat, outstrip, be superior to, outclass, be better than, improve over, improve upon, improve on
similar-to|comparison|similar-to|resemble, be similar to, be analogous to, be comparable to, be equivalent to, be identical to, be akin to, match, equal, correspond to
differs-from|comparison|differs-from|differ from, be different from, be distinct from, contrast with, be distinguished from
located-in|location|location-of|occur in, be located in, be found in, reside in, lie in, exist in, be present in, be situated in, be localized in, be localised in, localize in, localize to, live in, be distributed in, be embedded within, be native to, be endemic to, occur at, be located at, be located on, be observed in, be observed among, be detected in, be confined to, inhabit, be stored in, be trapped in, occupy, appear in
surrounds|location|surrounded-by|surround, enclose, encapsulate, wrap, envelop, cover, coat, line, contain within, <be covered with, <be coated with, <be enclosed in, <be encapsulated in, <be wrapped in
breaks|cause|broken-by|break, cleave, rupture, detach, destroy
separates|structure|separated-by|separate, divide, split, isolate
associated-with|association|associated-with|be associated with, be related to, correlate with, be correlated with, relate to, be involved in, be connected with, participate in, be implicated in, be accompanied by, coincide with, involve, associate with, present with, manifest in, manifest with, be linked with, play in
requires|function|required-by|require, need, demand, necessitate, call for, presuppose
provides|function|provided-by|<be obtained by, provide, offer, supply, deliver, confer, impart, lend, introduce, add, ensure, guarantee, achieve, afford, secure, present
transports|transformation|transported-by|transport, transfer, transmit, conduct, move, translocate, export, import, diffuse through, diffuse into, penetrate, permeate, flow through
replaces|transformation|replaced-by|replace, substitute, substitute for, supersede, displace
derives-from|transformation|source-of|originate from, come from, be drawn from, be taken from, be adapted from, be inherited from
precedes|association|follows|precede, <follow, <be followed after, be followed by
combines|structure|combined-in|combine, integrate, unify, merge, fuse, blend, mix, unite
encodes|structure|encoded-by|code for, encode for, translate into
evolves-from|taxonomy|ancestor-of|evolve from, descend from, <evolve into, <precede evolutionarily
`;

const rows = TABLE.trim()
  .split("\n")
  .map((line) => line.split("|") as [string, RelationClass, string, string]);

/** Every type of the table, in table order. */
export const RELATION_TYPES: readonly RelationType[] = rows.map(([type, kind, inverse]) => ({
  type,
  class: kind,
  inverse: inverse === "" ? null : inverse,
}));

const byPhrase = new Map<string, TypedVerb>();
const byType = new Map(RELATION_TYPES.map((row) => [row.type, row]));
for (const [type, , , phrases] of rows) {
  for (const phrase of phrases.split(", ")) {
    const flipped = phrase.startsWith("<");
    byPhrase.set(flipped ? phrase.slice(1) : phrase, { type, flipped });
  }
}

/** Every phrase of the table with what it says; for checks of the table itself. */
export const RELATION_PHRASES: readonly (readonly [string, string])[] = rows.flatMap(([type, , , phrases]) =>
  phrases.split(", ").map((phrase) => [phrase.replace(/^</, ""), type] as const),
);

/** Lemmas of the table that are verbs by themselves: what tag repair may take for a verb. */
export const RELATION_LEMMAS: ReadonlySet<string> = new Set(
  RELATION_PHRASES.map(([phrase]) => phrase.split(" ")).flatMap((words) => (words[0] === "be" ? [] : [words[0]!])),
);

/** What a type is, when the table has it. */
export function relationType(type: string): RelationType | undefined {
  return byType.get(type);
}

/**
 * The normalised type of a verb: its row in the table; after "be" (`predicate` is the participle or adjective) first the `be …` row, then the active one;
 * outside the table `lemma` or `lemma-preposition`.
 */
export function typeOfVerb(lemma: string, preposition: string | null, predicate: string | null = null): TypedVerb {
  const phrase = preposition === null ? lemma : `${lemma} ${preposition}`;
  const found = (predicate === null ? undefined : byPhrase.get(`be ${predicate} ${preposition}`)) ?? byPhrase.get(phrase);
  return found ?? { type: kebab(american(phrase)), flipped: false };
}

/** Whether a verb with a preposition (or a passive, or an adjective after "be") has a row of its own. */
export function isKnownPhrase(phrase: string): boolean {
  return byPhrase.has(phrase);
}

/** One spelling for verbs outside the table: "hydrolyse" is "hydrolyze". */
function american(phrase: string): string {
  return phrase.replace(/^(.{3,}[^aeo])ise\b/u, "$1ize").replace(/lyse\b/u, "lyze");
}

/** Lower-case words joined with hyphens. */
export function kebab(phrase: string): string {
  return phrase
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
}
