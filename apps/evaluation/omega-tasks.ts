// Tasks of reasoning over a graph, made by rule and answered by walking it. Three axes, after OMEGA (sunblaze-ucb/math_ood): the same with
// more steps (exploratory), two skills joined (compositional), and what the usual way of walking does not solve (transformative).

import { shuffled } from "#agents/chance.ts";
import { type Chance, chanceFor } from "#graph/chance.ts";

export interface Fact {
  readonly from: string;
  readonly type: string;
  readonly to: string;
}

export const OMEGA_KINDS = [
  "hop-1",
  "hop-2",
  "hop-3",
  "hop-4",
  "hop-5",
  "hop-6",
  "alone-hop",
  "alone-meet",
  "joined",
  "usual",
  "inverted",
  "analogy",
] as const;
export type OmegaKind = (typeof OMEGA_KINDS)[number];

export interface OmegaTask {
  readonly kind: OmegaKind;
  /** All that may be used, in random order. */
  readonly facts: readonly Fact[];
  readonly question: string;
  /** The right one among them, in random order. */
  readonly options: readonly string[];
  readonly answer: string;
}

/** Facts shown in a task, the needed ones among them. */
const SHOWN = 14;
const OPTIONS = 4;
/** Draws for a task before its kind is given up for this graph. */
const TRIES = 400;

/** `perKind` tasks of each kind that the graph allows: a sparse one may have no chain of six. The same graph and seed give the same tasks. */
export function omegaTasks(graph: readonly Fact[], perKind: number, seed: number): readonly OmegaTask[] {
  const index = new FactIndex(graph);
  return OMEGA_KINDS.flatMap((kind) => {
    const chance = chanceFor(seed, "omega", kind);
    const tasks: OmegaTask[] = [];
    for (let tries = 0; tasks.length < perKind && tries < TRIES * perKind; tries++) {
      const task = index.size < SHOWN ? null : drawTask(index, kind, chance);
      if (task !== null) tasks.push(task);
    }
    return tasks;
  });
}

/** A graph of made-up names, in which every relation leads from each name to one other and to each from one. */
export function madeUpGraph(seed: number, names = 60): readonly Fact[] {
  const chance = chanceFor(seed, "omega", "graph");
  const nodes = madeUpNames(chance, names);
  return ["feeds", "shields", "follows", "repairs"].flatMap((type) => {
    const round = shuffled(chance, nodes);
    return round.map((from, at) => ({ from, type, to: round[(at + 1) % round.length]! }));
  });
}

function madeUpNames(chance: Chance, count: number): string[] {
  const syllable = (): string => oneOf(chance, [..."bdfklmnprstvz"])! + oneOf(chance, [..."aeiou"])!;
  const names = new Set<string>();
  while (names.size < count) {
    const name = syllable() + syllable() + syllable();
    names.add(name[0]!.toUpperCase() + name.slice(1));
  }
  return [...names];
}

/** Where one arrives from a set of names over facts of a type, forwards or backwards. */
export function follow(facts: readonly Fact[], from: ReadonlySet<string>, type: string, backward = false): ReadonlySet<string> {
  const [start, end] = backward ? (["to", "from"] as const) : (["from", "to"] as const);
  return new Set(facts.filter((fact) => fact.type === type && from.has(fact[start])).map((fact) => fact[end]));
}

class FactIndex {
  readonly #facts: readonly Fact[];
  readonly #from: ReadonlyMap<string, readonly Fact[]>;
  readonly #to: ReadonlyMap<string, readonly Fact[]>;
  constructor(facts: readonly Fact[]) {
    this.#facts = facts.filter(({ from, to }) => from !== to);
    this.#from = Map.groupBy(this.#facts, ({ from }) => from);
    this.#to = Map.groupBy(this.#facts, ({ to }) => to);
  }
  get size(): number {
    return this.#facts.length;
  }
  any(chance: Chance): Fact {
    return oneOf(chance, this.#facts)!;
  }
  /** Facts that begin, or end, at a name. */
  at(name: string): readonly Fact[] {
    return this.#from.get(name) ?? [];
  }
  into(name: string): readonly Fact[] {
    return this.#to.get(name) ?? [];
  }
}

/** A question, the facts it needs, and what solves it over the facts shown; it stands only when that is one name. */
interface Sketch {
  readonly needed: readonly Fact[];
  readonly question: string;
  readonly solve: (facts: readonly Fact[]) => ReadonlySet<string>;
}

function drawTask(index: FactIndex, kind: OmegaKind, chance: Chance): OmegaTask | null {
  const sketch = SKETCHES[kind](index, chance);
  if (sketch === null) return null;
  const facts = new Set(sketch.needed);
  for (let tries = 0; facts.size < SHOWN && tries < 10 * SHOWN; tries++) facts.add(index.any(chance));
  const shown = shuffled(chance, [...facts]);
  const answers = sketch.solve(shown);
  const [answer] = answers;
  if (answers.size !== 1 || answer === undefined || shown.length < SHOWN) return null;
  const others = new Set(shown.flatMap(({ from, to }) => [from, to]).filter((name) => name !== answer && !named(sketch.question, name)));
  if (others.size < OPTIONS - 1) return null;
  const options = shuffled(chance, [answer, ...shuffled(chance, [...others]).slice(0, OPTIONS - 1)]);
  return { kind, facts: shown, question: sketch.question, options, answer };
}

function named(question: string, name: string): boolean {
  return question.includes(`“${name}”`);
}

const SKETCHES: Readonly<Record<OmegaKind, (index: FactIndex, chance: Chance) => Sketch | null>> = {
  "hop-1": hop(1),
  "hop-2": hop(2),
  "hop-3": hop(3),
  "hop-4": hop(4),
  "hop-5": hop(5),
  "hop-6": hop(6),
  "alone-hop": hop(1),
  "alone-meet": meet,
  joined,
  usual: hop(3),
  inverted,
  analogy,
};

function hop(steps: number) {
  return (index: FactIndex, chance: Chance): Sketch | null => {
    const chain = walk(index, chance, steps);
    if (chain === null) return null;
    const types = chain.map(({ type }) => type);
    const question = `Start at “${chain[0]!.from}” and go along: ${types.join(", then ")}. Where do you arrive?`;
    return {
      needed: chain,
      question,
      solve: (facts) => types.reduce<ReadonlySet<string>>((at, type) => follow(facts, at, type), new Set([chain[0]!.from])),
    };
  };
}

/** Backwards over three steps: no walk from a name that the question gives leads to the answer. */
function inverted(index: FactIndex, chance: Chance): Sketch | null {
  const chain = walk(index, chance, 3);
  if (chain === null) return null;
  const types = chain.map(({ type }) => type);
  const end = chain.at(-1)!.to;
  const solve = (facts: readonly Fact[]) =>
    types.reduceRight<ReadonlySet<string>>((at, type) => follow(facts, at, type, true), new Set([end]));
  return { needed: chain, question: `From where does one arrive at “${end}” by going along: ${types.join(", then ")}?`, solve };
}

/** Which one has this relation to the one and that relation to the other? */
function meet(index: FactIndex, chance: Chance): Sketch | null {
  const one = index.any(chance);
  const other = differing(index.at(one.from), one, chance);
  if (other === null) return null;
  const solve = (facts: readonly Fact[]) => both(facts, one.type, new Set([one.to]), other);
  return { needed: [one, other], question: `Which one ${spoken(one.type)} “${one.to}” and ${spoken(other.type)} “${other.to}”?`, solve };
}

/** A hop and a meeting in one question. */
function joined(index: FactIndex, chance: Chance): Sketch | null {
  const one = index.any(chance);
  const other = differing(index.at(one.from), one, chance);
  const hops = index.into(one.to).filter((fact) => fact !== one && fact.type !== one.type && fact.from !== one.from);
  const first = oneOf(chance, hops);
  if (other === null || first === null) return null;
  const solve = (facts: readonly Fact[]) => both(facts, one.type, follow(facts, new Set([first.from]), first.type), other);
  const question = `Which one ${spoken(one.type)} what “${first.from}” ${spoken(first.type)}, and ${spoken(other.type)} “${other.to}”?`;
  return { needed: [one, other, first], question, solve };
}

/** A is to B as C is to …: how A leads to B in two steps is not said and must be found. */
function analogy(index: FactIndex, chance: Chance): Sketch | null {
  const shown = walk(index, chance, 2);
  if (shown === null) return null;
  const [first, second] = shown as [Fact, Fact];
  const start = index.any(chance);
  const next = index.at(start.to).filter(({ type, to }) => type === second.type && to !== start.from);
  const end = oneOf(chance, next);
  if (start.type !== first.type || start.from === first.from || end === null) return null;
  const solve = (facts: readonly Fact[]) => {
    const ways = waysOfTwo(facts, first.from, second.to);
    return new Set(ways.flatMap(([one, two]) => [...follow(facts, follow(facts, new Set([start.from]), one), two)]));
  };
  const question = `“${first.from}” is to “${second.to}” as “${start.from}” is to which one?`;
  return { needed: [first, second, start, end], question, solve };
}

function waysOfTwo(facts: readonly Fact[], from: string, to: string): (readonly [string, string])[] {
  return facts
    .filter((one) => one.from === from)
    .flatMap((one) => facts.filter((two) => two.from === one.to && two.to === to).map((two) => [one.type, two.type] as const));
}

function both(facts: readonly Fact[], type: string, targets: ReadonlySet<string>, other: Fact): ReadonlySet<string> {
  const second = follow(facts, new Set([other.to]), other.type, true);
  return new Set([...follow(facts, targets, type, true)].filter((name) => second.has(name)));
}

/** A walk that comes to no name twice; null when it runs out. */
function walk(index: FactIndex, chance: Chance, steps: number): readonly Fact[] | null {
  const first = index.any(chance);
  const chain = [first];
  const seen = new Set([first.from, first.to]);
  while (chain.length < steps) {
    const onward = index.at(chain.at(-1)!.to).filter(({ to }) => !seen.has(to));
    const next = oneOf(chance, onward);
    if (next === null) return null;
    seen.add(next.to);
    chain.push(next);
  }
  return chain;
}

function differing(facts: readonly Fact[], one: Fact, chance: Chance): Fact | null {
  return oneOf(
    chance,
    facts.filter(({ type, to }) => type !== one.type && to !== one.to),
  );
}

function oneOf<Item>(chance: Chance, items: readonly Item[]): Item | null {
  return items[Math.floor(chance() * items.length)] ?? null;
}

function spoken(type: string): string {
  return type.replaceAll("-", " ");
}
