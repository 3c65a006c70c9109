// How our relation types are read in a gold set's own words: a table. A claim counts as a gold type when its type stands in that row.
// The mapping is between vocabularies and looks at no document.

/**
 * gold type (a Wikidata property by its label) | our types, comma-separated; `<` before one turns it round, as in relation-types.ts:
 * "A consists of B" is B PART-OF A. What has no row can only be matched untyped.
 */
const TABLE = `
USED-FOR|used-for, addresses, enables, models, predicts, controls, provides, forms, acts-as, measures, apply-to, <requires, <combines
FEATURE-OF|property-of, located-in, <has-property, <has
HYPONYM-OF|is-a
EVALUATE-FOR|measures, evaluate-on, <improves, <increases, <decreases, <provides, test-on
PART-OF|part-of, <consists-of, <has, <combines
COMPARE|outperforms, similar-to, differs-from, compare-to, compare-with
CONJUNCTION|combines, combines-with, associated-with, interacts-with
Association|associated-with, affects, controls, predicts, located-in, requires, reveals, encodes, measures, has, has-property, is-a, consists-of, express, relate
Positive_Correlation|causes, increases, activates, improves, enables, strengthens, forms, increase-in, predispose-to, induce-in
Negative_Correlation|inhibits, decreases, prevents, addresses, breaks, used-for, treat-with, reduce-in, reverse
Bind|binds, interacts-with
Cotreatment|combines, combines-with, interacts-with
Comparison|outperforms, similar-to, differs-from, differ-between, compare-with
Drug_Interaction|interacts-with, inhibits, activates, affects
Conversion|transforms-into, forms, derives-from
instance of|is-a
subclass of|is-a
parent taxon|is-a, part-of, <consists-of, <has, derives-from
taxon synonym|is-a, similar-to
part of|part-of, <consists-of, <has
has part|consists-of, has
has part(s)|consists-of, has
member of|part-of, join, <consists-of, <has, binds
member of sports team|play-for, play-in, transfer-to, binds, join, <has
located in the administrative territorial entity|located-in, part-of, <consists-of, <has
contains administrative territorial entity|consists-of, has, <located-in
country|located-in, part-of, <consists-of
continent|located-in, part-of
location|located-in, hold-in
located on terrain feature|located-in, lie-on
located in or next to body of water|located-in, lie-on
mountain range|part-of, located-in, is-a, <consists-of
parent peak|located-in, part-of
drainage basin|part-of, located-in, <consists-of
mouth of the watercourse|flow-into, empty-into, drain-into, run-into, fall-in, enter, binds, drain, derives-from, part-of, feed, meet
tributary|<flow-into, <empty-into, <drain-into, <run-into, <binds, <derives-from, <feed, <is-a
origin of the watercourse|derives-from, originate-in, originate-at, flow-from, flow-out-of, <transports, <forms
reservoir created|forms, impound, consists-of, is-a, controls, <forms
developer|<develop, <forms, <co-develop, <design, <write
creator|<develop, <forms, <write, <design, <found, <conceive
discoverer or inventor|<develop, <forms, <design, <reveals
manufacturer|<forms, <manufacture, <develop
producer|<forms, <provides
platform|used-for, port-to, release-for, release-on, run-on, distribute-on, launch-on, develop-for
operating system|used-for, run-on, port-to, release-for, is-a
distribution format|used-for, distribute-on, release-on
CPU|<used-for, consists-of, has
uses|<used-for, requires, consists-of
implementation of|models, implement
derivative work|<derives-from, <transforms-into
named after|<derives-from
based on|derives-from
author|<write, <forms
director|<controls, <forms
performer|<forms, <perform, <record, <play
composer|<write, <forms, <combines
founded by|<found, <forms
notable work|forms, write, develop, controls
place of birth|born-in
place of death|die-in
educated at|graduate-with, graduate-from, attend
employer|work-for, serve
followed by|precedes
follows|<precedes
spouse|marry
position held|acts-as, is-a, serve-as
occupation|is-a, acts-as
conflict|serve-in, fight-in
owned by|<has, <held-by
headquarters location|located-in
official language|<is-a
characters|consists-of, has
cast member|<play-in, <star-in
`;

interface Reading {
  readonly gold: string;
  readonly turned: boolean;
}

const readings = new Map<string, Reading[]>();
for (const line of TABLE.trim().split("\n")) {
  const [gold, ours] = line.split("|") as [string, string];
  for (const entry of ours.split(", ")) {
    const turned = entry.startsWith("<");
    const type = turned ? entry.slice(1) : entry;
    readings.set(type, [...(readings.get(type) ?? []), { gold, turned }]);
  }
}

/** Whether a claim of `ours` may say `gold`: with its ends as they are, or turned round; null when the table says neither. */
export function readAs(ours: string, gold: string): { readonly straight: boolean; readonly turned: boolean } | null {
  // "stronger-than": each adjective makes a type of its own.
  const known = readings.get(ours.endsWith("-than") ? "outperforms" : ours)?.filter((reading) => reading.gold === gold) ?? [];
  if (ours === gold) return { straight: true, turned: false };
  if (known.length === 0) return null;
  return { straight: known.some(({ turned }) => !turned), turned: known.some(({ turned }) => turned) };
}

/** Gold types without a direction: SciERC's two, and all of BioRED's. */
export const UNDIRECTED: ReadonlySet<string> = new Set([
  "COMPARE",
  "CONJUNCTION",
  "Association",
  "Positive_Correlation",
  "Negative_Correlation",
  "Bind",
  "Cotreatment",
  "Comparison",
  "Drug_Interaction",
  "Conversion",
]);
