// The coarse classes that every concept is read into (graph/extraction/concept-class.ts), as the top of an induced ontology: all but "entity".

export const COARSE: ReadonlySet<string> = new Set(
  "material structure process property method organism molecule device task model data quantity".split(" "),
);

/** Heads whose coarse class is that of other words with their ending, or one meaning of several. */
const UNDER_NOTHING = new Set(["relation", "correlation", "domain", "interface", "expression", "tree", "annotation", "agent"]);

/** Nouns that end like what one does and name something else. */
const NO_ACTION = new Set(
  (
    "argument comment document statement sentiment element component environment segment instrument fragment requirement experiment information representation " +
    "filament ligament pigment sediment cement question description section caption connection position condition explanation definition assumption function option station fraction direction dimension location notation " +
    "application decision heading coating building finding string ring spring wing setting embedding opinion emotion version region session passion cation anion junction conversation population"
  ).split(" "),
);

/** The coarse class above a class of this name; null where none is. Nouns of action ("tuning", "verification") are processes. */
export function coarseAbove(name: string, kind: string): string | null {
  const head = name.split(" ").at(-1)!;
  if (COARSE.has(name) || UNDER_NOTHING.has(head)) return null;
  if (COARSE.has(kind)) return kind;
  return /(?:[ts]ion|ing|ment)$/.test(head) && !NO_ACTION.has(head) ? "process" : null;
}

/** Coarse classes that one thing may be called by: what one paper takes for a task is a process to another. */
const ALIKE = ["process method task model", "material structure molecule", "property quantity", "data structure"].map((line) =>
  line.split(" "),
);

/** Whether a thing of one coarse class may be an instance of a kind of the other; "entity" may be anything. */
export function mayBe(instance: string, kind: string): boolean {
  if (instance === kind || !COARSE.has(instance) || !COARSE.has(kind)) return true;
  return ALIKE.some((alike) => alike.includes(instance) && alike.includes(kind));
}
