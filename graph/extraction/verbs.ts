// Base form and inflection of English verbs: irregular forms as a table, known lemmas first, endings after. No tags, no context.

import { RELATION_LEMMAS } from "#graph/extraction/relation-types.ts";
import { remember } from "#graph/extraction/remember.ts";
import type { Token } from "#graph/extraction/tokens.ts";

export type VerbForm = "base" | "s" | "past" | "participle" | "ing";

export interface Inflection {
  readonly lemma: string;
  /** Every form the word can be; "reduced" is past and participle. */
  readonly forms: readonly VerbForm[];
  /** Whether the lemma stands in a table here, and was not guessed from the ending. */
  readonly known: boolean;
}

/** lemma past participle */
const IRREGULAR =
  "arise arose arisen|bear bore borne|become became become|begin began begun|bend bent bent|bind bound bound|bite bit bitten|bleed bled bled|" +
  "blow blew blown|break broke broken|bring brought brought|build built built|burn burnt burnt|buy bought bought|catch caught caught|choose chose chosen|cling clung clung|" +
  "come came come|cost cost cost|creep crept crept|cut cut cut|deal dealt dealt|dig dug dug|draw drew drawn|drive drove driven|eat ate eaten|" +
  "fall fell fallen|feed fed fed|fight fought fought|find found found|fly flew flown|forget forgot forgotten|freeze froze frozen|get got gotten|" +
  "give gave given|go went gone|grind ground ground|grow grew grown|hang hung hung|hear heard heard|hide hid hidden|hit hit hit|hold held held|" +
  "keep kept kept|know knew known|lay laid laid|lead led led|learn learnt learnt|leave left left|lend lent lent|let let let|lie lay lain|light lit lit|" +
  "lose lost lost|make made made|mean meant meant|meet met met|outdo outdid outdone|overcome overcame overcome|pay paid paid|put put put|read read read|" +
  "ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|" +
  "shake shook shaken|shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|sit sat sat|" +
  "slide slid slid|speak spoke spoken|spend spent spent|spin spun spun|split split split|spread spread spread|spring sprang sprung|stand stood stood|" +
  "steal stole stolen|stick stuck stuck|strike struck struck|swell swelled swollen|swim swam swum|swing swung swung|take took taken|teach taught taught|" +
  "tear tore torn|tell told told|think thought thought|throw threw thrown|undergo underwent undergone|understand understood understood|" +
  "wear wore worn|weave wove woven|win won won|wind wound wound|withstand withstood withstood|write wrote written|have had had|do did done";

/** Verbs that no relation row needs but a scientific sentence may have; they tell lemmas from look-alikes. */
const COMMON =
  "touch carry bend absorb store dissipate reflect dissolve arrest dimerize dimerise extrude guide map screen inject load print tune press pack bridge trap wrap graft dope etch polish sinter anneal quench irradiate swell stain accumulate adapt adjust aggregate agree align amount appear approach argue arrange ask assemble assume attain attempt attract balance base behave believe " +
  "branch call calculate carry categorize challenge choose circulate claim clarify classify clean cluster code coil collapse collect compare complete compress compute " +
  "concentrate conclude condense conform connect consider consist constrain consume continue converge cool correct count crack crystallize crystallise cure curve cycle date deform " +
  "demonstrate denature design detail develop deviate die differ differentiate diffuse discuss dissociate distribute diverge dominate dry effect elongate emerge " +
  "employ end engage engineer enter envisage equal erode establish examine exchange exclude execute exist expand experience explore expose express extend extract " +
  "face fail fall fill filter fit flow focus fold follow fracture function gain gather happen heat help hydrolyze hydrolyse hypothesize illustrate impose imitate inspire " +
  "improve include infect inform inhabit insert intend invest investigate involve iterate join keep label last launch learn lie live locate look mark mature mean melt " +
  "migrate mineralize mineralise move name need note observe obtain obey offer open operate order organize organise orient originate oscillate outline overlap oxidize oxidise pass perform " +
  "permeate persist place plan play point polymerize polymerise possess postulate precipitate prefer prepare present proceed process propagate propose provide publish pull purify push rank " +
  "reach react realize realise rearrange receive recognize recognise recover recruit recycle reform regenerate register relax release remain remove repair repeat report represent request rest retrieve " +
  "return reuse reverse rotate rupture sample saturate scale scatter seal search select self-assemble sense serve settle share shear shift shrink signal slide slip solidify speculate stack " +
  "start stay stimulate store stretch study suffer summarize supply swell switch synthesize tend tilt tolerate train transcribe translate twist undergo unfold utilize utilise vaporize vary " +
  "tap machine deplete define rinse evaporate contaminate bake chlorinate excrete overlay pour observe reintroduce prove grind derive debond nucleate passivate commence spin-coat spray sputter cite " +
  "verify vibrate view wear weigh work yield annotate leverage extract generalize generalise parse rank embed fine-tune pre-train pretrain align augment cluster encode decode label";

const byForm = new Map<string, Inflection>();
const lemmas = new Set([...RELATION_LEMMAS, ...COMMON.split(" ")]);
for (const row of IRREGULAR.split("|")) {
  const [lemma, past, participle] = row.split(" ") as [string, string, string];
  lemmas.add(lemma);
  for (const form of new Set([past, participle])) {
    const forms: VerbForm[] = [];
    if (form === lemma) forms.push("base");
    if (form === past) forms.push("past");
    if (form === participle) forms.push("participle");
    byForm.set(form, { lemma, forms, known: true });
  }
}
byForm.set("has", { lemma: "have", forms: ["s"], known: true });
byForm.set("does", { lemma: "do", forms: ["s"], known: true });
byForm.set("lay", { lemma: "lie", forms: ["past"], known: true });
byForm.set("lies", { lemma: "lie", forms: ["s"], known: true });
byForm.set("found", { lemma: "find", forms: ["past", "participle"], known: true });

/** Base form and possible inflections of a lower-case word taken for a verb. */
export const inflection = remember(inflected);

/** The inflection of a token's word. */
export function inflectionOf({ word }: Pick<Token, "word">): Inflection {
  word.inflection ??= inflection(word.lower);
  return word.inflection;
}

function inflected(word: string): Inflection {
  const remembered = byForm.get(word);
  if (remembered !== undefined) return remembered;
  const hyphen = word.lastIndexOf("-");
  if (hyphen > 0 && !lemmas.has(word)) {
    const last = inflection(word.slice(hyphen + 1));
    return { ...last, lemma: word.slice(0, hyphen + 1) + last.lemma };
  }
  return regular(word);
}

function regular(word: string): Inflection {
  if (lemmas.has(word)) return { lemma: word, forms: ["base"], known: true };
  if (/ing$/.test(word) && word.length > 4) return guess(word.slice(0, -3), ["ing"]);
  if (/ed$/.test(word) && word.length > 3) return guess(word.slice(0, -2), ["past", "participle"]);
  if (/[^s]s$/.test(word) && word.length > 3) return guess(word.slice(0, -1).replace(/e$/, ""), ["s"], word.slice(0, -1));
  return { lemma: word, forms: ["base"], known: false };
}

/** The lemma for a bare stem: a listed one when there is one, else what the ending suggests. */
function guess(stem: string, forms: readonly VerbForm[], whole?: string): Inflection {
  const candidates = [`${stem}e`, stem];
  if (stem.endsWith("i")) candidates.push(`${stem.slice(0, -1)}y`);
  if (/([bdfgklmnprstvz])\1$/.test(stem)) candidates.push(stem.slice(0, -1));
  if (/ck$/.test(stem)) candidates.push(stem.slice(0, -1));
  if (whole !== undefined) candidates.push(whole);
  const known = candidates.find((candidate) => lemmas.has(candidate));
  if (known !== undefined) return { lemma: known, forms, known: true };
  return { lemma: unlisted(stem, whole), forms, known: false };
}

function unlisted(stem: string, whole: string | undefined): string {
  if (stem.endsWith("i")) return `${stem.slice(0, -1)}y`;
  if (whole !== undefined) return /(?:sh|ch|x|ss|zz|o)$/.test(stem) ? stem : whole;
  if (/([bdgmnprt])\1$/.test(stem)) return stem.slice(0, -1);
  return /(?:at|iz|is|ur|uc|as|os|us|ag|ng|rg|dg|lv|rv|iv|ov|av|v|c|[^aeiou][aeiou][kln]|y[sz]|ut|in|ir|or|ar|os|id|ad|ib|ap|op|yp)$/.test(
    stem,
  ) && !/(?:in|or|ar|ng|er|en|on|ol|el|al|at|ut)$/.test(stem.replace(/at$/, ""))
    ? `${stem}e`
    : stem;
}
