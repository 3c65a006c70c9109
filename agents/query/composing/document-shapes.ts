// Questions for documents: which mention something, whose they are, which are new, how many in each year; and for sentences.

import type { Asked } from "#agents/query/composing/asked.ts";
import { relationFrom } from "#agents/query/composing/clause.ts";
import type { Mentioned, Names } from "#agents/query/composing/names.ts";
import { saidRelation } from "#agents/query/composing/relation-shapes.ts";
import { counting, listing, ofYears, type Selection, text, where } from "#agents/query/composing/selection.ts";
import type { Composition, Shape } from "#agents/query/composing/shapes.ts";

const DOCUMENTS = "(?:documents?|papers?|articles?|studies|study|publications?|works|texts?|notes?)";
const WHICH = "(?:which|what|all|the|any)?\\s*(?:of the\\s+)?";
const MENTION =
  "(?:(?:that|which|who)\\s+)?(?:mention(?:s|ing)?|discuss(?:es|ing)?|describ(?:e|es|ing)|cover(?:s|ing)?|talk(?:s|ing)? (?:about|of)|speak(?:s|ing)? (?:about|of)|deal(?:s|ing)? with|(?:are|is) (?:about|on)|contain(?:s|ing)?|concern(?:s|ing)?|about|on|with|name|naming|treat(?:s|ing)?)";

const MENTIONING = new RegExp(`^${WHICH}${DOCUMENTS}\\s+${MENTION}\\s+(?:both\\s+)?(.+)$`, "i");
const BY_AUTHOR = new RegExp(`^${WHICH}${DOCUMENTS}\\s+(?:(?:are|were)\\s+)?(?:written\\s+)?by\\s+(?:the author\\s+)?(.+)$`, "i");
const IN_VENUE = new RegExp(`^${WHICH}${DOCUMENTS}\\s+(?:(?:are|were|appeared|published)\\s+)*in\\s+(.+)$`, "i");
const PER_YEAR = new RegExp(
  `^${WHICH}${DOCUMENTS}\\s+(?:${MENTION}\\s+(.+?)\\s+)?(?:(?:are there|are|were|appeared|were published)\\s+)?(?:per|in each|for each|each|by|every) year$`,
  "i",
);
const AGE = new RegExp(
  `^${WHICH}(?:is |are |was )?(?:the\\s+)?(newest|latest|most recent|oldest|earliest|first)\\s+${DOCUMENTS}(?:\\s+${MENTION}\\s+(.+))?$`,
  "i",
);
const WHEN =
  /^(?:when|in which year|since when) (?:was|were|is|are|has|have)\s+(.+?)\s+(?:been\s+)?(first|last)?\s*(?:mentioned|named|discussed|described|introduced|studied)$/i;
const ALL = new RegExp(`^${WHICH}${DOCUMENTS}(?:\\s+(?:are|were)(?:\\s+(?:there|published))?)?$`, "i");
const SAYING = new RegExp(
  `^${WHICH}(${DOCUMENTS}|sentences?|evidence|quotes?|passages?)\\s+(?:(?:is there|there is|do we have)\\s+)?(?:(?:that|which)\\s+)?(?:for\\s+)?(?:say|says|claim|claims|show|shows|state|states|report|reports|find|finds|that|support|supports)?\\s*(?:the claim\\s+)?(?:that\\s+)?(.+)$`,
  "i",
);

export const documentShapes: readonly Shape[] = [
  { example: "How many papers are there per year?", compose: perYear },
  { example: "Which documents mention reinforcement learning after 2020?", compose: mentioning },
  { example: "Which papers say that X improves Y?", compose: saying },
  { example: "What is the newest paper about X?", compose: byAge },
  { example: "When was X first mentioned?", compose: whenMentioned },
  { example: "Which papers are by Buehler?", compose: (asked) => byField(asked, BY_AUTHOR, "authors", "written by") },
  { example: "Which papers appeared in Nature?", compose: (asked) => byField(asked, IN_VENUE, "venue", "published in") },
  { example: "Which papers are there?", compose: allDocuments },
];

/** Of a list that would else be all there is. */
const USUAL_TOP = 5;
const NEWEST = "year DESC, id";

function composed(selection: Selection, asked: Asked): Composition {
  const query = asked.count ? counting(selection) : listing(selection, asked.top);
  return { tries: [{ reading: `${asked.count ? "the number of " : ""}${selection.reading}`, query }] };
}

async function mentioning(asked: Asked, names: Names): Promise<Composition | null> {
  const name = MENTIONING.exec(asked.text)?.[1];
  if (name === undefined) return null;
  const meant = await names.mentioned(name);
  const conditions = meant.map(({ documents }) => `id IN ${documents}`);
  return composed(
    {
      reading: `documents that mention ${namesOf(meant)}${asked.yearWords}`,
      columns: "id, title, year",
      from: `document${where(...conditions, ...ofYears(asked.years))}`,
      key: "id",
      order: NEWEST,
    },
    asked,
  );
}

function namesOf(mentioned: readonly Mentioned[]): string {
  return mentioned.map(({ name }) => `“${name}”`).join(" and ");
}

async function perYear(asked: Asked, names: Names): Promise<Composition | null> {
  const found = PER_YEAR.exec(asked.text);
  if (found === null) return null;
  const named = found[1] === undefined ? null : await names.mentioned(found[1]);
  const mentioned = named?.map(({ documents }) => `id IN ${documents}`) ?? [];
  const query = `SELECT year, count(*) AS documents FROM document${where(...mentioned, ...ofYears(asked.years))} GROUP BY year ORDER BY year`;
  return {
    tries: [{ reading: `documents in each year${named === null ? "" : ` that mention ${namesOf(named)}`}${asked.yearWords}`, query }],
  };
}

async function byAge(asked: Asked, names: Names): Promise<Composition | null> {
  const found = AGE.exec(asked.text);
  if (found === null || asked.count) return null;
  const newest = /^(?:newest|latest|most)/i.test(found[1]!);
  const named = found[2] === undefined ? null : await names.mentioned(found[2]);
  const mentioned = named?.map(({ documents }) => `id IN ${documents}`) ?? [];
  const those = where(...mentioned, "year IS NOT NULL", ...ofYears(asked.years));
  // "The oldest paper" are those of the first year: within a year nobody knows.
  const one = /(?:paper|document|article|study|publication|work|text|note)\b/i.test(asked.text) && asked.top === null;
  const bound = one ? ` AND year = (SELECT ${newest ? "max" : "min"}(year) FROM document${those})` : "";
  const limit = one ? "" : ` LIMIT ${asked.top ?? USUAL_TOP}`;
  const query = `SELECT id, title, year FROM document${those}${bound} ORDER BY year ${newest ? "DESC" : "ASC"}, id${limit}`;
  const about = named === null ? "" : ` that mention ${namesOf(named)}`;
  return { tries: [{ reading: `the ${newest ? "newest" : "oldest"} documents${about}${asked.yearWords}`, query }] };
}

async function whenMentioned(asked: Asked, names: Names): Promise<Composition | null> {
  const found = WHEN.exec(asked.text);
  if (found === null) return null;
  const named = await names.mentioned(found[1]!);
  const last = found[2]?.toLowerCase() === "last";
  const those = where(...named.map(({ documents }) => `id IN ${documents}`), "year IS NOT NULL", ...ofYears(asked.years));
  const query = `SELECT year, title, id FROM document${those} ORDER BY year ${last ? "DESC" : "ASC"}, id LIMIT ${asked.top ?? USUAL_TOP}`;
  return { tries: [{ reading: `the ${last ? "last" : "first"} documents that mention ${namesOf(named)}${asked.yearWords}`, query }] };
}

async function byField(asked: Asked, pattern: RegExp, field: "authors" | "venue", words: string): Promise<Composition | null> {
  const value = pattern.exec(asked.text)?.[1];
  if (value === undefined) return null;
  const reading = `documents ${words} “${value}”${asked.yearWords}`;
  const from = `document${where(`instr(lower(${field}), ${text(value.toLowerCase())}) > 0`, ...ofYears(asked.years))}`;
  return composed({ reading, columns: `id, title, year, ${field}`, from, key: "id", order: NEWEST }, asked);
}

async function allDocuments(asked: Asked): Promise<Composition | null> {
  if (!ALL.test(asked.text)) return null;
  const reading = `documents${asked.yearWords}`;
  return composed(
    { reading, columns: "id, title, year", from: `document${where(...ofYears(asked.years))}`, key: "id", order: NEWEST },
    asked,
  );
}

/** Documents or sentences that say a relation, or the sentences about one concept. */
async function saying(asked: Asked, names: Names): Promise<Composition | null> {
  const found = SAYING.exec(asked.text);
  if (found === null) return null;
  const documents = new RegExp(`^${DOCUMENTS}$`, "i").test(found[1]!);
  const words = found[2]!.split(" ");
  const relation = relationFrom(words, 1);
  if (relation === null && documents) return null;
  const said = relation === null ? null : await saidRelation(words, relation, names);
  if (relation !== null && said === null) return null;
  const about = said === null ? await names.of(found[2]!.replace(/^(?:about|on|mentioning|of)\s+/i, "")) : null;
  const what = documents ? "documents" : "sentences";
  const saysOne = (relations: string): Selection => ({
    reading: "",
    columns: documents ? "document AS id, title, year" : "sentence, title, year, document AS id",
    from: `evidence${where(`relation IN (SELECT id FROM relation WHERE ${relations})`, ...ofYears(asked.years))}`,
    key: documents ? "document" : "document || start_offset",
    order: "year, id",
  });
  if (said === null) {
    const any = {
      ...saysOne(`(head IN ${about!.ids} OR tail IN ${about!.ids})`),
      reading: `${what} that say a relation of ${about!.words}${asked.yearWords}`,
    };
    return composed(any, asked);
  }
  const exactly = composed({ ...saysOne(said.condition), reading: `${what} that say ${said.reading}${asked.yearWords}` }, asked);
  if (asked.count) return exactly;
  const between = { ...saysOne(said.ends), reading: `nothing says so; ${what} that say anything of the two${asked.yearWords}` };
  const naming = {
    reading: `nothing is said of the two; documents that mention both${asked.yearWords}`,
    ...{ columns: "id, title, year", key: "id", order: NEWEST },
    from: `document${where(...said.both.map((those) => `id IN ${those}`), ...ofYears(asked.years))}`,
  };
  return { tries: [exactly, composed(between, asked), composed(naming, asked)].flatMap(({ tries }) => tries) };
}
