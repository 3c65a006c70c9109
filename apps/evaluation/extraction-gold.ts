// Gold for extraction: documents with mentions and relations, offsets in code points as the files have them, in UTF-16 from here on.

import { z } from "zod";
import { readGoldRows } from "#apps/evaluation/gold-file.ts";
import { UNDIRECTED } from "#apps/evaluation/gold-types.ts";
import { HortusError } from "#kernels/errors.ts";

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of text with the entities it names: several where the gold gives several ids. */
export interface GoldMention extends Span {
  readonly entities: readonly string[];
}

export interface GoldRelation {
  /** Entity keys: any mention of the entity will do. */
  readonly head: string;
  readonly tail: string;
  /** The gold's own type; a Wikidata property by its label. */
  readonly type: string;
  readonly undirected: boolean;
  /** Sentences that say it; empty where the gold names none. */
  readonly evidence: readonly Span[];
}

export interface GoldDocument {
  readonly id: string;
  readonly text: string;
  /** Each stretch once, in order. */
  readonly mentions: readonly GoldMention[];
  readonly relations: readonly GoldRelation[];
  /** Entities that the text does not name word for word, so that no stretch of it can be right for them. */
  readonly unlocated: number;
}

const Offset = z.number().int().min(0);
const Id = z.union([z.string(), z.number()]);
const Row = z.object({
  id: z.string(),
  text: z.string(),
  entities: z.array(
    z.object({ start: Offset.nullable(), end: Offset.nullable(), text: z.string().optional(), norm: Id.optional(), coref: Id.optional() }),
  ),
  relations: z.array(
    z.object({
      head: Offset,
      tail: Offset,
      type: z.string(),
      label: z.string().optional(),
      head_norm: Id.optional(),
      tail_norm: Id.optional(),
      evidence: z.array(z.tuple([Offset, Offset])).optional(),
    }),
  ),
});
type Row = z.infer<typeof Row>;

/** @throws `input.invalid` for a line that is no document, or whose offsets or indexes lead nowhere */
export async function readExtractionGold(file: string, most?: number): Promise<readonly GoldDocument[]> {
  const rows = await readGoldRows(file, Row, 'a document: {"id", "text", "entities": […], "relations": […]}', most);
  return rows.map(goldDocument);
}

export function goldDocument(row: Row): GoldDocument {
  const unit = unitOffsets(row.text);
  const spanOf = (start: number, end: number): Span => {
    const [from, to] = [unit[start], unit[end]];
    if (from === undefined || to === undefined || to < from)
      throw new HortusError("input.invalid", `Document ${row.id} has an offset outside its text: ${start}–${end}.`, { document: row.id });
    return { start: from, end: to };
  };
  const keys = row.entities.map(entityKeys);
  const end = (at: number, norm: string | number | undefined): string => {
    const own = keys[at];
    if (own === undefined) throw new HortusError("input.invalid", `Document ${row.id} has no entity ${at}.`, { document: row.id });
    const named = norm === undefined ? undefined : `norm ${norm}`;
    return named !== undefined && own.includes(named) ? named : own[0]!;
  };
  const relations = row.relations.map(({ head, tail, type, label, head_norm, tail_norm, evidence = [] }) => ({
    head: end(head, head_norm),
    tail: end(tail, tail_norm),
    type: label ?? type,
    undirected: UNDIRECTED.has(type),
    evidence: evidence.map(([from, to]) => spanOf(from, to)),
  }));
  const mentions = new Map<string, GoldMention>();
  row.entities.forEach(({ start, end: stop }, at) => {
    if (start === null || stop === null) return;
    const span = spanOf(start, stop);
    const place = `${span.start} ${span.end}`;
    mentions.set(place, { ...span, entities: [...new Set([...(mentions.get(place)?.entities ?? []), ...keys[at]!])] });
  });
  return {
    id: row.id,
    text: row.text,
    mentions: [...mentions.values()].sort((a, b) => a.start - b.start || a.end - b.end),
    relations,
    unlocated: row.entities.filter(({ start }) => start === null).length,
  };
}

/** What an entity is called: its database ids, its group, its coreference cluster; without any it is one of its own. */
function entityKeys({ norm, coref }: Row["entities"][number], at: number): readonly string[] {
  if (norm !== undefined && norm !== "" && norm !== "-")
    return String(norm)
      .split(",")
      .map((id) => `norm ${id}`);
  return coref === undefined ? [`entity ${at}`] : [`coref ${coref}`];
}

/** UTF-16 offset of each code point, and of the end. */
function unitOffsets(text: string): Int32Array {
  const offsets: number[] = [];
  let at = 0;
  for (const point of text) {
    offsets.push(at);
    at += point.length;
  }
  return Int32Array.from([...offsets, at]);
}
