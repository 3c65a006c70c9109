// Questions about the garden and about one or two of its concepts: what there is most of, what classes and types, other names, what is said,
// what connects two.

import { type Asked, bareName } from "#agents/query/composing/asked.ts";
import type { Names } from "#agents/query/composing/names.ts";
import { counting, listing, type Selection, text, where } from "#agents/query/composing/selection.ts";
import type { Composition, Shape } from "#agents/query/composing/shapes.ts";
import { CONCEPT_CLASSES } from "#graph/extraction/concept-class.ts";
import { singular } from "#graph/extraction/plurals.ts";

export const aboutShapes: readonly Shape[] = [
  { example: "What connects X and Y?", compose: connecting },
  { example: "What are other names of X?", compose: otherNames },
  { example: "Which conjectures are about X?", compose: conjectures },
  { example: "What are the top 5 relation types?", compose: typesAndClasses },
  { example: "What are the 10 most mentioned concepts?", compose: mostOf },
  { example: "Which methods are there?", compose: ofClass },
  { example: "How many relations does X have?", compose: relationsOf },
  { example: "What is said about X?", compose: saidAbout },
];

function composed(selection: Selection, asked: Asked): Composition {
  return {
    tries: [
      {
        reading: `${asked.count ? "the number of " : ""}${selection.reading}`,
        query: asked.count ? counting(selection) : listing(selection, asked.top),
      },
    ],
  };
}

const CONNECTING = [
  /^(?:what|which concepts?|which things?)\s+(?:connects?|links?|relates?|joins?|ties?|stands? between|lies? between|is between|are between)\s+(.+?)\s+(?:and|with|to)\s+(.+)$/i,
  /^how (?:is|are)\s+(.+?)\s+(?:and|with|to)\s+(.+?)\s+(?:connected|related|linked|associated|tied)$/i,
  /^how (?:is|are)\s+(.+?)\s+(?:connected|related|linked|associated|tied)\s+(?:to|with|and)\s+(.+)$/i,
  /^(?:what is\s+)?(?:the\s+)?(?:relations?|relationships?|connections?|links?|paths?)\s+between\s+(.+?)\s+and\s+(.+)$/i,
  /^what do\s+(.+?)\s+and\s+(.+?)\s+have in common$/i,
];

async function connecting(asked: Asked, names: Names): Promise<Composition | null> {
  const found = CONNECTING.map((pattern) => pattern.exec(asked.text)).find((match) => match !== null);
  if (found === undefined || asked.count) return null;
  const [one, other] = [await names.of(found[1]!), await names.of(found[2]!)];
  const direct = `(head IN ${one.ids} AND tail IN ${other.ids}) OR (head IN ${other.ids} AND tail IN ${one.ids})`;
  const said = "head_label || ' ' || CASE polarity WHEN 'negated' THEN 'not ' ELSE '' END || type || ' ' || tail_label";
  const links = `link AS (SELECT head AS a, tail AS b, tail_label AS b_label, ${said} AS said, documents FROM relation
  UNION ALL SELECT tail, head, head_label, ${said}, documents FROM relation)`;
  const via = `WITH ${links}
SELECT DISTINCT x.b_label AS through, x.said AS first, y.said AS second FROM link AS x JOIN link AS y ON y.a = x.b
WHERE x.a IN ${one.ids} AND y.b IN ${other.ids} AND x.b NOT IN ${one.ids} AND x.b NOT IN ${other.ids}
ORDER BY x.documents + y.documents DESC, through, first, second LIMIT ${asked.top ?? 20}`;
  const shared = `SELECT id, title, year FROM document WHERE id IN ${one.documents} AND id IN ${other.documents} ORDER BY year DESC, id LIMIT ${asked.top ?? 20}`;
  const pair = `${one.words} and ${other.words}`;
  return {
    tries: [
      {
        reading: `relations between ${pair}`,
        query: `SELECT head_label, type, tail_label, polarity, documents FROM relation WHERE ${direct} ORDER BY documents DESC, confidence DESC LIMIT ${asked.top ?? 20}`,
      },
      { reading: `no relation joins the two; concepts between ${pair}, with what is said on either side`, query: via },
      { reading: `no concept stands between the two; documents that mention both ${pair}`, query: shared },
    ],
  };
}

const OTHER_NAMES =
  /^(?:what|which)?\s*(?:are|is)?\s*(?:the\s+)?(?:other names?|aliases|alias|synonyms?|abbreviations?|spellings?)\s+(?:of|for)\s+(.+)$|^(?:what|how) (?:else )?(?:is|are)\s+(.+?)\s+(?:also )?(?:called|named|known as|written)$/i;

async function otherNames(asked: Asked, names: Names): Promise<Composition | null> {
  const found = OTHER_NAMES.exec(asked.text);
  if (found === null) return null;
  const { concept } = await names.of((found[1] ?? found[2])!);
  const from = `alias WHERE concept = ${text(concept.id)}`;
  return composed({ reading: `the names of “${concept.label}”`, columns: "name, label", from, key: "name", order: "name" }, asked);
}

const CONJECTURES =
  /^(?:which|what|all|the)?\s*(?:conjectures?|hypotheses)(?:\s+(?:are|exist|is))?(?:\s+(?:there\s+)?(?:about|on|of|for|mention|name|concern)\s+(.+))?$/i;

async function conjectures(asked: Asked, names: Names): Promise<Composition | null> {
  const found = CONJECTURES.exec(asked.text);
  if (found === null) return null;
  const named = found[1] === undefined ? null : await names.of(found[1]);
  const about = named === null ? null : `(head IN ${named.ids} OR tail IN ${named.ids})`;
  const reading = `conjectures${named === null ? "" : ` about ${named.words}`}: imagined, not observed`;
  return composed(
    {
      reading,
      columns: "head_label, type, tail_label, origin, rationale",
      from: `conjecture${where(about)}`,
      key: "id",
      order: "head_label, type, tail_label",
    },
    asked,
  );
}

const TYPES =
  /^(?:which|what|all|the)?\s*(?:are\s+)?(?:the\s+)?(?:top\s+)?(?:most (?:common|frequent|used)\s+)?(relation types?|types? of relations?|kinds? of relations?|classes|concept classes|classes of concepts?|kinds? of concepts?|ontology classes)(?:\s+(?:are|exist|occur|is).*)?$/i;

async function typesAndClasses(asked: Asked): Promise<Composition | null> {
  const found = TYPES.exec(asked.text);
  if (found === null) return null;
  const types = /relation/i.test(found[1]!);
  const [table, key, many] = types ? ["relation", "type", "relations"] : ["concept", "class", "concepts"];
  if (asked.count) return composed({ reading: types ? "relation types" : "classes", columns: key, from: table, key, order: key }, asked);
  const query = `SELECT ${key}, count(*) AS ${many} FROM ${table} GROUP BY ${key} ORDER BY ${many} DESC, ${key}${asked.top === null ? "" : ` LIMIT ${asked.top}`}`;
  return { tries: [{ reading: `${types ? "relation types" : "classes of concepts"}, the most frequent first`, query }] };
}

const MOST =
  /^(?:which|what|who)?\s*(?:are|is)?\s*(?:the\s+)?(?:(top)\s+|(?:most|best)[ -](?:(mentioned|frequent|common|important|discussed|popular|central|cited|connected|linked|related))\s+)(.+?)(?:\s+(?:are|is)(?: there)?)?(?:\s+by\s+(?:number of\s+)?(\w+))?$/i;
const MENTIONED_MOST =
  /^(?:which|what)\s+(.+?)\s+(?:(?:is|are|has|have)\s+)(?:the\s+)?(?:(mentioned|discussed|named|connected|linked)\s+(?:the\s+)?most(?: often)?|most (?:often )?(mentioned|discussed|named|connected|linked)|most\s+(relations|mentions|documents|connections))$/i;

async function mostOf(asked: Asked): Promise<Composition | null> {
  const [first, second] = [MOST.exec(asked.text), MENTIONED_MOST.exec(asked.text)];
  if ((first === null && second === null) || asked.count) return null;
  const noun = singular((first?.[3] ?? second![1]!).trim().toLowerCase());
  const manner = first?.[4] ?? first?.[2] ?? second?.[2] ?? second?.[3] ?? second?.[4] ?? "mentioned";
  const ofClass =
    noun === "concept" || noun === "thing" || noun === "term" ? null : CONCEPT_CLASSES.has(noun) ? `class = ${text(noun)}` : undefined;
  if (ofClass === undefined) return null;
  const linked = /^(?:connected|linked|related|central|relations?|connections?)$/i.test(manner);
  const order = linked
    ? "relations DESC, documents DESC"
    : /^mentions?$/i.test(manner)
      ? "mentions DESC, documents DESC"
      : "documents DESC, mentions DESC";
  const query = `SELECT id, label, class, documents, mentions, relations FROM concept${where(ofClass)} ORDER BY ${order}, id LIMIT ${asked.top ?? 10}`;
  const what = ofClass === null ? "concepts" : `concepts of the class ${noun}`;
  return { tries: [{ reading: `the ${what} with the most ${order.split(" ")[0]}`, query }] };
}

const OF_CLASS =
  /^(?:which|what|all|the)?\s*(.+?)(?:\s+(?:are there|exist|there are))?(?:\s+(?:of (?:the )?class\s+(.+?)))?(?:\s+(?:are there|are|exist|there are|do we have))?$/i;

async function ofClass(asked: Asked): Promise<Composition | null> {
  const found = OF_CLASS.exec(asked.text);
  if (found === null) return null;
  const [noun, named] = [singular(found[1]!.toLowerCase()), found[2]?.toLowerCase()];
  const general: Readonly<Record<string, string>> = { relation: "relation", sentence: "document", claim: "document", mention: "document" };
  if (noun in general && named === undefined && asked.count) return totals(noun);
  const kind = named === undefined ? noun : singular(bareName(named));
  if (noun !== "concept" && named !== undefined) return null;
  if (kind !== "concept" && !CONCEPT_CLASSES.has(kind)) return null;
  const condition = kind === "concept" ? null : `class = ${text(kind)}`;
  const reading = kind === "concept" ? "concepts" : `concepts of the class ${kind}`;
  const columns = "id, label, class, documents, mentions";
  return composed({ reading, columns, from: `concept${where(condition)}`, key: "id", order: "documents DESC, mentions DESC, id" }, asked);
}

function totals(noun: string): Composition {
  const query = noun === "relation" ? "SELECT count(*) AS n FROM relation" : `SELECT sum(${noun}s) AS n FROM document`;
  return { tries: [{ reading: `the number of ${noun}s`, query }] };
}

const RELATIONS_OF = [
  /^(?:which|what|the|all)?\s*(?:are\s+)?(?:the\s+)?(?:relations?|links?|connections?)\s+(?:does|do|of|has|have|with|involving|about)\s+(.+?)(?:\s+have)?$/i,
];

async function relationsOf(asked: Asked, names: Names): Promise<Composition | null> {
  const name = RELATIONS_OF[0]!.exec(asked.text)?.[1];
  return name === undefined ? null : relationsWith(name, asked, names);
}

const ABOUT =
  /^(?:what|everything|anything)\s+(?:(?:is|are) (?:said|known|written|stated|reported)|(?:do|does|did) (?:we|the papers?|the documents?|the garden|papers?|it|they|you) (?:say|know|tell|report|state)|can you (?:say|tell)(?: me)?)\s+(?:about|of|on)\s+(.+)$|^about\s+(.+)$|^what (?:is|are) (.+)$/i;

async function saidAbout(asked: Asked, names: Names): Promise<Composition | null> {
  const found = ABOUT.exec(asked.text);
  if (found === null) return null;
  const defined = found[3];
  if (defined === undefined) return relationsWith((found[1] ?? found[2])!, asked, names);
  // "What is X used for" and "what is the effect of X" are other questions.
  if (/^(?:not|the (?:effect|role|difference|reason|cause|meaning|best|main|average))\b|\b(?:for|by|with|from|than|of)$/i.test(defined))
    return null;
  const { concept } = await names.of(defined);
  const named = `head = ${text(concept.id)} AND polarity = 'affirmed'`;
  const query = `SELECT head_label, type, tail_label, documents FROM relation WHERE ${named} AND type = 'is-a' ORDER BY documents DESC, confidence DESC LIMIT ${asked.top ?? 20}`;
  const rest = await relationsWith(defined, asked, names);
  return { tries: [{ reading: `what “${concept.label}” is said to be`, query }, ...rest.tries] };
}

async function relationsWith(name: string, asked: Asked, names: Names): Promise<Composition> {
  const named = await names.of(name);
  const columns = "head_label, type, tail_label, polarity, documents, confidence";
  const from = `relation WHERE (head IN ${named.ids} OR tail IN ${named.ids})`;
  return composed(
    {
      reading: `relations of ${named.words}`,
      columns,
      from,
      key: "id",
      order: "documents DESC, confidence DESC, head_label, type, tail_label",
    },
    asked,
  );
}
