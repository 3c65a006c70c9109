// diff: what differs between two versions of the garden, or of two of its branches.

import { onOneLine } from "#agents/evidence/quotation.ts";
import type { Action } from "#apps/cli/verb.ts";
import type { Garden } from "#graph/garden.ts";
import { branchNames } from "#graph/garden-folder.ts";
import { openAsOf } from "#graph/history/as-of.ts";
import { type ConceptItem, diffGardens, type GardenDiff } from "#graph/history/diff.ts";
import type { Difference, FieldChange } from "#graph/history/field-changes.ts";
import { commonVersion, lineageOf } from "#graph/history/lineage.ts";
import { openGarden } from "#graph/open-garden.ts";
import { relationLabel } from "#graph/search/relation-label.ts";
import type { ChangeSummary, GraphStore } from "#graph/store/graph-store.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";
import { counted } from "../terminal.ts";

export const diff: Action<{ limit: number }> = async (context, [from, to], { limit }) => {
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const newest = await garden.store.version();
  const target = place(garden, to ?? garden.branch, newest);
  const start = place(garden, from ?? String(Math.max(0, newest - 1)), newest);
  await using before = await open(garden, start, context.signal);
  await using after = await open(garden, target, context.signal);
  const [parent, version] = [await before.store.version(), await after.store.version()];
  const changes = await changesBetween(before, after);
  const found = await diffGardens(before.store, after.store, context.signal);
  const heading = `${name(start, parent)} → ${name(target, version)}: ${counted(changes.length, "change")}`;
  const answer = { version, parent, changes, branches: { from: start.branch, to: target.branch }, diff: found };
  await context.terminal.result(answer, [heading, ...changeLines(changes, limit), ...lines(found, limit)]);
  return EXIT.done;
};

interface Place {
  readonly branch: string;
  /** Null: the newest. */
  readonly version: number | null;
}

/** `3`, `silk` or `silk@3`; a number is a version of the branch that the garden stands on. @throws `usage.invalid` */
function place(garden: Garden, text: string, newest: number): Place {
  const [, branch, at] = /^(?:(.*)@)?(\d+)$/.exec(text) ?? [];
  const named = { branch: branch ?? (at === undefined ? text : garden.branch), version: at === undefined ? null : Number(at) };
  if (branchNames(garden.folder).includes(named.branch)) return named;
  const message = `“${text}” is no version (0 to ${newest}) and no branch: “hortus history” and “hortus branch” list them.`;
  throw new HortusError("usage.invalid", message, { place: text });
}

async function open(garden: Garden, { branch, version }: Place, signal: AbortSignal): Promise<Garden> {
  if (branch === garden.branch) return openAsOf(garden, version ?? (await garden.store.version()), { signal });
  await using other = await openGarden({ folder: garden.folder, branch, embedder: null, create: false });
  return await openAsOf(other, version ?? (await other.store.version()), { signal });
}

/** Newest first: of the later of two versions of a branch since the earlier; of another branch since both parted. */
async function changesBetween(before: Garden, after: Garden): Promise<ChangeSummary[]> {
  const [parent, version] = [await before.store.version(), await after.store.version()];
  if (before.branch === after.branch) return since(parent > version ? before.store : after.store, Math.min(parent, version));
  return since(after.store, Math.min(parent, version, commonVersion(await lineageOf(before.store), await lineageOf(after.store))));
}

async function since(store: GraphStore, version: number): Promise<ChangeSummary[]> {
  const changes: ChangeSummary[] = [];
  const count = (await store.version()) - version;
  while (changes.length < count) {
    const before = changes.at(-1)?.version ?? Number.MAX_SAFE_INTEGER;
    changes.push(...(await store.history({ limit: Math.min(500, count - changes.length), before })));
  }
  return changes;
}

function name({ branch }: Place, version: number): string {
  return branch === "main" ? `version ${version}` : `${branch}@${version}`;
}

function changeLines(changes: readonly ChangeSummary[], limit: number): string[] {
  return capped(changes, limit, ({ version, time, author, reason }) => [`  ${version}  ${time}  ${author}: ${reason}`]);
}

function lines({ documents, concepts, relations, conjectures, edits, ontology }: GardenDiff, limit: number): string[] {
  const quote = (sign: string, evidence: readonly { readonly text: string; readonly document: string }[]) =>
    evidence.slice(0, 1).map(({ text, document }) => `      ${sign}“${onOneLine(text)}” (${document})`);
  const changed = ({ label, fields }: { readonly label: string; readonly fields: readonly FieldChange[] }) => [
    `  ~ ${onOneLine(label)}: ${fields.map(fieldLine).join("; ")}`,
  ];
  const conjecture = (sign: string) => (one: GardenDiff["conjectures"]["added"][number]) => [
    `  ${sign} ${one.fromLabel} —${one.type}→ ${one.toLabel}  [conjecture]`,
  ];
  const relation = (sign: string) => (one: GardenDiff["relations"]["added"][number]) => [
    `  ${sign} ${relationLabel(one.fromLabel, one, one.toLabel)}`,
    ...quote("", one.evidence),
  ];
  const edit = (sign: string) => (one: GardenDiff["edits"]["added"][number]) => [
    `  ${sign} “${one.a}” and “${one.b}” are ${one.decision === "same" ? "one concept" : "kept apart"}`,
  ];
  const entry = (sign: string) => (one: GardenDiff["ontology"]["added"][number]) => [`  ${sign} ${one.kind} ${one.name}`];
  return [
    ...group(
      "Documents",
      documents,
      limit,
      (sign) =>
        ({ id, title }) => [`  ${sign} ${id}  ${onOneLine(title)}`],
      changed,
    ),
    ...group("Concepts", concepts, limit, conceptLine, changed),
    ...group("Relations", relations, limit, relation, (one) => [
      `  ~ ${relationLabel(one.fromLabel, one, one.toLabel)}: ${[...one.fields.map(fieldLine), ...evidenceCounts(one.evidence)].join("; ")}`,
      ...quote("+ ", one.evidence.added),
      ...quote("- ", one.evidence.removed),
    ]),
    ...group("Conjectures", conjectures, limit, conjecture, changed),
    ...(edits.added.length + edits.removed.length > 0 ? group("Decisions", edits, limit, edit, () => []) : []),
    ...(ontology.added.length + ontology.removed.length + ontology.changed.length > 0
      ? group("Ontology", ontology, limit, entry, changed)
      : []),
  ];
}

function conceptLine(sign: string): (one: ConceptItem) => string[] {
  return ({ label, class: kind, into, from }) => {
    const where = into !== undefined ? `  (now part of ${into})` : from !== undefined ? `  (was part of ${from})` : "";
    return [`  ${sign} ${label}  [${kind}]${where}`];
  };
}

function evidenceCounts({ added, removed }: { readonly added: readonly unknown[]; readonly removed: readonly unknown[] }): string[] {
  if (added.length + removed.length === 0) return [];
  return [`sentences +${added.length} −${removed.length}`];
}

function group<Item, Changed>(
  title: string,
  { added, removed, changed }: Difference<Item, Changed>,
  limit: number,
  show: (sign: string) => (item: Item) => string[],
  showChanged: (item: Changed) => string[],
): string[] {
  const heading = `${title}: ${added.length} added, ${removed.length} removed, ${changed.length} changed`;
  return [heading, ...capped(added, limit, show("+")), ...capped(removed, limit, show("-")), ...capped(changed, limit, showChanged)];
}

function capped<Item>(all: readonly Item[], limit: number, show: (item: Item) => string[]): string[] {
  const rest = all.length - limit;
  return [...all.slice(0, limit).flatMap(show), ...(rest > 0 ? [`    … and ${rest} more`] : [])];
}

const LONG = 40;

function fieldLine({ field, before, after }: FieldChange): string {
  if (Array.isArray(before) && Array.isArray(after)) {
    const came = after.filter((one) => !before.includes(one)).map((one) => `+${String(one)}`);
    const went = before.filter((one) => !after.includes(one)).map((one) => `−${String(one)}`);
    return `${field} ${[...came, ...went].join(" ")}`;
  }
  const [old, next] = [String(before ?? "none"), String(after ?? "none")];
  return field === "version" ? "text" : old.length + next.length > LONG ? field : `${field} ${old} → ${next}`;
}
