// SQL over the views, put together from parts. Everything that comes from a question goes in as a quoted text.

import type { Asked } from "#agents/query/composing/asked.ts";

export interface Selection {
  /** What is asked for, in words. */
  readonly reading: string;
  readonly columns: string;
  /** What stands behind FROM, conditions included. */
  readonly from: string;
  /** What makes one of those that are counted. */
  readonly key: string;
  readonly order: string;
}

export function listing({ columns, from, order }: Selection, top: number | null): string {
  return `SELECT DISTINCT ${columns} FROM ${from} ORDER BY ${order}${top === null ? "" : ` LIMIT ${top}`}`;
}

export function counting({ from, key }: Selection): string {
  return `SELECT count(DISTINCT ${key}) AS n FROM ${from}`;
}

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

export function where(...conditions: readonly (string | null)[]): string {
  const standing = conditions.filter((condition) => condition !== null && condition !== "");
  return standing.length === 0 ? "" : ` WHERE ${standing.join(" AND ")}`;
}

/** Conditions for rows that have something of these years; `first` and `last` are the columns with the earliest and the latest. */
export function ofYears(years: Asked["years"], first = "year", last = "year"): readonly string[] {
  const { from, to } = years ?? { from: null, to: null };
  return [...(from === null ? [] : [`${last} >= ${from}`]), ...(to === null ? [] : [`${first} <= ${to}`])];
}

/** The ids of the concepts that have a name with one of these in it, as words; see `words` of the view `alias`. */
export function named(forms: readonly string[], itself: string | null = null): string {
  const conditions = [
    ...(itself === null ? [] : [`concept = ${text(itself)}`]),
    ...forms.map((form) => `words LIKE ${text(`% ${form} %`)}`),
  ];
  return `(SELECT concept FROM alias WHERE ${conditions.join(" OR ")})`;
}
