// How much a concept, and a kind of relation, has to say in a gap: tables and one formula. It looks at names and counts, never at the graph's shape.

import { crc32 } from "node:zlib";
import { relationType } from "#graph/extraction/relation-types.ts";
import { GENERIC_HEADS, RELATIONAL_HEADS, WEAK_MODIFIERS } from "#graph/extraction/word-lists.ts";
import type { Concept } from "#graph/model.ts";
import { wordsOf } from "#graph/search/words.ts";

/** Words that name nothing by themselves; a concept made of them alone is generic in every field. */
const GENERIC = new Set(
  (
    "ability absence addition adoption advance advantage aim amount analysis application approach architecture area arrangement art " +
    "aspect assembly attempt attention author automated automatic availability available behavior benefit best better breakthrough " +
    "broad capability capacity careful case category cause challenge change characteristic class combination common comparison " +
    "competitive component composition comprehensive concept condition constraint content context contribution control conventional " +
    "criterion current data dataset datum decision degree demand design detail development difference different difficulty direction " +
    "distance downstream drawback effect effective efficiency efficient effort element emergence end environment error evaluation " +
    "evidence example excellent existence existing experiment extensive extent fact factor failure feature field finding first form " +
    "format framework full function future gain goal good great group growth high higher hint hypothesis idea impact importance " +
    "important improvement increase influence information input insight instance interaction interest introduction issue item kind " +
    "knowledge lack large larger layer length level limit limitation line literature long lot low lower main major majority manner " +
    "many material matter mean means measure measurement mechanism member merit method methodology mode model multiple nature need " +
    "new novel number object observation one operation opportunity option order outcome output overall overview paper paradigm " +
    "parameter part pattern people performance period perspective phase phenomenon piece place point popular possibility potential " +
    "practice presence present previous principle prior problem procedure process product progress promising property proposal " +
    "purpose quality quantity question range rapid rate ratio reason recent region relation relationship report representation " +
    "requirement research researcher resource response result role sample scale scenario science scientist second section sequence " +
    "series set setting shape short shortcoming side significance significant similar simple single situation size small solution " +
    "source space specific stage standard state step strategy strong structure study subject subtask success suitable superior " +
    "support surface survey system target task technique term test theory thing thorough time tool top total traditional trait " +
    "treatment trend trial tutorial type typical understanding unit usage use useful user value variability variable variant " +
    "variation variety various version view way weak weakness well whole wide width work world year " +
    "reaction gas liquid fluid powder mixture compound device organism host pump machine unit equipment instrument apparatus " +
    "chemical document sentence text rise fall appearance damage impressive remarkable comparable satisfactory outstanding " +
    "considerable substantial emission figure table reader"
  ).split(" "),
);

/** How much a class of concept makes a gap worth a thought: a quantity or a task is what one measures, not what one joins. */
const CLASS_WORTH: Readonly<Record<string, number>> = {
  material: 1,
  structure: 1,
  process: 1,
  molecule: 1,
  organism: 0.8,
  method: 0.85,
  device: 0.85,
  model: 0.9,
  property: 0.8,
  task: 0.8,
  data: 0.7,
  quantity: 0.5,
  entity: 0.6,
};

/** How much a link says about what lies behind it: a cause carries over; what holds of a part holds of the whole anyway; a shared
 * class or a comparison says hardly anything. */
const LINK_WORTH: Readonly<Record<string, number>> = {
  cause: 1,
  transformation: 0.95,
  interaction: 0.95,
  function: 0.75,
  structure: 0.65,
  location: 0.6,
  evidence: 0.5,
  association: 0.6,
  taxonomy: 0.35,
  comparison: 0.35,
};

function tells(word: string): boolean {
  return word.length > 1 && !GENERIC.has(word) && !/^[\d.,%±<>~-]+\p{L}?$/u.test(word);
}

/** Whether every word of a name is generic or a number: "analysis", "the large sample". */
export function namesNothing(label: string): boolean {
  return ![...wordsOf(label)].some(tells);
}

/** 0–1: 0 for a concept whose every word is generic or a number; else by its class, its words, and whether it is neither everywhere nor a one-off. */
export function conceptWorth(concept: Pick<Concept, "label" | "class" | "documents">, documents: number): number {
  const words = [...wordsOf(concept.label)];
  const telling = words.filter(tells);
  if (telling.length === 0) return 0;
  const specific = telling.length / words.length;
  const byClass = CLASS_WORTH[concept.class] ?? 0.6;
  return byClass * (0.5 + 0.5 * specific) * rarity(concept.documents, documents) * establishment(concept.documents, documents);
}

/**
 * Whether a name by itself may mean another thing in each paper, so that a link through it joins strangers: every word of it is generic, or
 * wants an "of" ("rate", "temperature", "formation").
 */
export function joinsStrangers(label: string): boolean {
  const lists = [GENERIC_HEADS, RELATIONAL_HEADS, WEAK_MODIFIERS];
  return [...wordsOf(label)].every((word) => !tells(word) || lists.some((list) => list.has(word)));
}

/**
 * Tells whether `joinsStrangers` may answer otherwise than it did when something was kept: the same number for the same answers about every
 * word it knows of, alone and beside a word that names something.
 */
export function namingFingerprint(): number {
  fingerprint ??= crc32(
    [GENERIC, GENERIC_HEADS, RELATIONAL_HEADS, WEAK_MODIFIERS]
      .flatMap((list) => [...list])
      .map((word) => [word, `${word}s`, `silk ${word}`].map((name) => `${name}=${joinsStrangers(name)}`).join())
      .join(),
  );
  return fingerprint;
}

let fingerprint: number | undefined;

/** 0–1 by the class of the relation's type; types outside the table sit in the middle. */
export function linkWorth(type: string): number {
  return LINK_WORTH[relationType(type)?.class ?? ""] ?? 0.6;
}

/** 1 for a concept in few documents, falling once it is in more than a tenth of them, 0.3 when it is in all. */
function rarity(own: number, all: number): number {
  const share = all === 0 ? 0 : own / all;
  return all < 5 || share <= 0.1 ? 1 : Math.max(0.3, 1 - (share - 0.1) * 0.8);
}

/** In a large garden a concept of one paper is a detail of that paper: 1 from √all/16 documents on, less below. */
function establishment(own: number, all: number): number {
  return Math.min(1, own / Math.max(1, Math.sqrt(all) / 16));
}

/** 0 when one name only narrows the other ("fibril self-assembly", "self-assembly"), less when they share words, 1 when they share none. */
export function nameDistance(a: Concept, b: Concept): number {
  const [x, y] = [wordsOf(a.label), wordsOf(b.label)];
  const shared = [...x].filter((word) => y.has(word)).length;
  return 1 - shared / Math.max(1, Math.min(x.size, y.size));
}
