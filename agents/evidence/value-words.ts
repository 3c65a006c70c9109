// Names that say how much instead of what: "low toughness", "improved adhesion". Such a thing cannot rise or fall; toughness can. Words only.

import { conceptClass } from "#graph/extraction/concept-class.ts";

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const LOW = words(
  "low lower lowest small smaller smallest little short shorter slow slower poor poorer poorest bad worse worst weak weaker inferior limited insufficient " +
    "reduced decreased decreasing diminished lowered impaired",
);
const HIGH = words(
  "high higher highest large larger largest great greater greatest long longer fast faster rapid good better best excellent superior strong stronger " +
    "remarkable outstanding considerable substantial significant sufficient improved enhanced increased increasing elevated raised",
);
/** Of these only the plain ones can be part of a thing's name: "small molecules", "reduced graphene oxide", never "improved cells". */
const NAMING = words("low small short slow weak high large long fast great strong reduced rapid");
const HOW = words(
  "very relatively extremely quite rather inherently significantly substantially considerably much highly markedly greatly slightly",
);

export interface Valued {
  /** The name without the value: "toughness". */
  readonly rest: string;
  /** Whether any of the words says that it is low, or made lower. */
  readonly low: boolean;
  /** `graded` can rise and fall; `name`: the whole is a thing's name; `open`: the words do not tell. */
  readonly kind: "graded" | "name" | "open";
}

const GRADED = words("property quantity process");
const THINGS = words("material molecule organism structure device method model data task");

/** What a label says without the value it begins with; null when it begins with none, or is nothing else. */
export function valued(label: string): Valued | null {
  const all = label.split(/\s+/u);
  const start = all.findIndex((word) => !LOW.has(word.toLowerCase()) && !HIGH.has(word.toLowerCase()) && !HOW.has(word.toLowerCase()));
  const front = all.slice(0, Math.max(0, start)).map((word) => word.toLowerCase());
  const said = front.filter((word) => !HOW.has(word));
  if (said.length === 0) return null;
  const rest = all.slice(start).join(" ");
  const kind = conceptClass(rest, "phrase");
  const isName = THINGS.has(kind) && said.every((word) => NAMING.has(word));
  return { rest, low: said.some((word) => LOW.has(word)), kind: GRADED.has(kind) ? "graded" : isName ? "name" : "open" };
}
