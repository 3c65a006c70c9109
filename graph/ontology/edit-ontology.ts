// Puts an ontology in the place of a garden's own: one change with what differs, refused whole when it is not sound. It decides nothing else.

import { compareCodePoints } from "#graph/code-points.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import type { Garden } from "#graph/garden.ts";
import { commit } from "#graph/growth/commit.ts";
import type { OntologyEntry, Operation, TermKey } from "#graph/model.ts";
import { problemsOf } from "#graph/ontology/problems.ts";
import { HortusError } from "#kernels/errors.ts";

export interface OntologyEdit {
  readonly version: number;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

export interface EditOptions {
  readonly author: string;
  readonly reason: string;
  /** Nothing is written: what would be. */
  readonly dryRun?: boolean;
}

/**
 * Makes these entries the garden's ontology, all of it. Nothing to do keeps the version.
 * @throws `ontology.invalid` with the entry and field; `graph.conflict` when somebody else changed the garden meanwhile
 */
export async function replaceOntology(garden: Garden, entries: readonly OntologyEntry[], options: EditOptions): Promise<OntologyEdit> {
  const [problem] = problemsOf(entries);
  if (problem !== undefined) {
    const { entry, field, message } = problem;
    throw new HortusError("ontology.invalid", `${message}: nothing was changed.`, { entry, field });
  }
  const at = await garden.store.version();
  const before = new Map((await garden.store.ontology()).map((entry) => [entry.id, entry]));
  const after = new Map(entries.map((entry) => [entry.id, canonicalEntry(entry)]));
  const added = [...after.keys()].filter((id) => !before.has(id)).sort(compareCodePoints);
  const removed = [...before.keys()].filter((id) => !after.has(id));
  const changed = [...before]
    .filter(([id, entry]) => after.has(id) && JSON.stringify(after.get(id)) !== JSON.stringify(entry))
    .map(([id]) => id);
  const operations: Operation[] = [
    ...removed.map((id) => ({ op: "remove-ontology-entry", id }) as const),
    ...[...added, ...changed].map((id) => ({ op: "put-ontology-entry", entry: after.get(id)! }) as const),
  ];
  if (operations.length === 0 || options.dryRun === true) return { version: at, added, removed, changed };
  const { author, reason } = options;
  const { version } = await commit(garden, { author, reason, operations }, { at });
  return { version, added, removed, changed };
}

/**
 * Makes what a person wrote down the garden's ontology, all of it: an entry that she altered is hers from then on, and words are brought into
 * the form that names have here. @throws as `replaceOntology`
 */
export async function applyOntology(garden: Garden, written: readonly OntologyEntry[], options: EditOptions): Promise<OntologyEdit> {
  const before = new Map((await garden.store.ontology()).map((entry) => [entry.id, entry]));
  return replaceOntology(
    garden,
    written.map((entry) => asWritten(canonicalEntry(entry), before.get(entry.id))),
    options,
  );
}

function asWritten(entry: OntologyEntry, before: OntologyEntry | undefined): OntologyEntry {
  const said = inNormalForm(entry, before);
  if (said.kind === "rule" || before === undefined || before.kind === "rule") return said;
  const { origin, ...rest } = said;
  const { origin: old, ...known } = before;
  if (JSON.stringify(rest) !== JSON.stringify(known)) return { ...said, origin: { ...origin, by: "person" } };
  return old.by === "person" ? { ...said, origin: { ...origin, by: "person" } } : said;
}

/** What the garden has written itself stays as it is. */
function inNormalForm(entry: OntologyEntry, before: OntologyEntry | undefined): OntologyEntry {
  if (entry.kind !== "class") return entry;
  const known = new Set<string>(before?.kind === "class" ? [...before.heads, ...before.members] : []);
  const form = (word: string): TermKey => (known.has(word) ? (word as TermKey) : normalForm(word));
  return { ...entry, heads: sorted(entry.heads.map(form)), members: sorted(entry.members.map(form)) };
}

/** The entry with its fields and lists in one order, so that the same entry is the same text however it was written down. */
export function canonicalEntry(entry: OntologyEntry): OntologyEntry {
  const { id, kind } = entry;
  if (kind === "rule") return { id, kind, name: entry.name, value: entry.value };
  const origin = canonicalOrigin(entry.origin);
  if (kind === "class") {
    const { name, label, parent, heads, members } = entry;
    return { id, kind, name, label, parent, heads: sorted(heads), members: sorted(members), origin };
  }
  const { name, domain, range, inverse, synonyms } = entry;
  return { id, kind, name, domain: sorted(domain), range: sorted(range), inverse, synonyms: sorted(synonyms), origin };
}

type Origin = Exclude<OntologyEntry, { kind: "rule" }>["origin"];

function canonicalOrigin({ by, support, evidence }: Origin): Origin {
  const spans = evidence.map(({ document, start, end, sha256 }) => ({ document, start, end, sha256 }));
  spans.sort((a, b) => compareCodePoints(a.document, b.document) || a.start - b.start || a.end - b.end);
  return { by, support, evidence: spans };
}

function sorted<Name extends string>(names: readonly Name[]): readonly Name[] {
  return [...new Set(names)].sort(compareCodePoints);
}
