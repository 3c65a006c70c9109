// The colour of each ontology class and of everything else the graph draws, read from the page's own tokens.

const COLOURS = 13;

/** The classes that extraction knows, each with its own colour; `entity` (not known better) is the grey one. */
const KNOWN: readonly string[] = [
  "material",
  "property",
  "process",
  "structure",
  "method",
  "organism",
  "molecule",
  "entity",
  "quantity",
  "device",
  "model",
  "task",
  "data",
];

/** Which palette entry a class takes: the same in every view, also for classes that a user's ontology adds. */
export function classSlot(name: string): number {
  const known = KNOWN.indexOf(name);
  return known >= 0 ? known : hash(name) % COLOURS;
}

export function classColour(name: string): string {
  return `var(--class-${classSlot(name)})`;
}

/** The colour of the community of this rank: that of another one thirteen places on. */
export function slotColour(rank: number): string {
  return `var(--class-${communitySlot(rank)})`;
}

/** Communities of no rank, concepts without a link, are grey. */
export function communitySlot(rank: number): number {
  return rank < 0 ? KNOWN.indexOf("entity") : rank % COLOURS;
}

export interface SceneColours {
  readonly classes: readonly string[];
  readonly ink: string;
  readonly paper: string;
  readonly raised: string;
  readonly line: string;
  readonly faded: string;
  readonly edge: string;
  readonly edgeLit: string;
  readonly leaf: string;
  readonly conjecture: string;
  readonly font: string;
}

/** The tokens as they are now: light or dark. */
export function sceneColours(element: Element): SceneColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    classes: Array.from({ length: COLOURS }, (_, slot) => token(`--class-${slot}`)),
    ink: token("--ink"),
    paper: token("--paper"),
    raised: token("--raised"),
    line: token("--line-strong"),
    faded: token("--faded"),
    edge: token("--edge"),
    edgeLit: token("--edge-lit"),
    leaf: token("--leaf"),
    conjecture: token("--amber-line"),
    font: token("--sans"),
  };
}

function hash(text: string): number {
  let value = 7;
  for (const character of text) value = (value * 31 + character.codePointAt(0)!) >>> 0;
  return value;
}
