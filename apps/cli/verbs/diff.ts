// diff: what differs between two versions of the garden, or of two of its branches.

import { onOneLine } from "#agents/evidence/quotation.ts";
import { goingBack } from "#apps/cli/as-of.ts";
import type { Action } from "#apps/cli/verb.ts";
import { compare } from "#graph/history/compare.ts";
import type { ConceptItem, GardenDiff } from "#graph/history/diff.ts";
import type { Difference, FieldChange } from "#graph/history/field-changes.ts";
import { relationLabel } from "#graph/search/relation-label.ts";
import type { ChangeSummary } from "#graph/store/graph-store.ts";
import { EXIT } from "../exit-codes.ts";
import { counted } from "../terminal.ts";

export const diff: Action<{ limit: number }> = async (context, [from, to], { limit }) => {
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const compared = await goingBack(context, null, (options) => compare(garden, { from, to }, options));
  const { version, parent, changes, branches, diff: found } = compared;
  const heading = `${name(branches.from, parent)} → ${name(branches.to, version)}: ${counted(changes.length, "change")}`;
  const bars = process.stdout.isTTY ? barLines(found) : [];
  await context.terminal.result(compared, [heading, ...bars, ...changeLines(changes, limit), ...lines(found, limit)]);
  return EXIT.done;
};

const BAR_CELLS = 40;

/** What came, went and changed as bars on one scale of square roots, so that a few beside many are still seen. */
export function barLines(found: GardenDiff): readonly string[] {
  const kinds = Object.entries(found).map(([kind, { added, removed, changed }]) => ({
    kind,
    counts: [added.length, removed.length, changed.length],
  }));
  const shown = kinds.filter(({ counts }) => counts.some((count) => count > 0));
  const most = Math.max(1, ...shown.map(({ counts }) => counts.reduce((sum, count) => sum + Math.sqrt(count), 0)));
  const cells = (count: number) => (count === 0 ? 0 : Math.max(1, Math.round((BAR_CELLS * Math.sqrt(count)) / most)));
  return shown.map(({ kind, counts }) => {
    const bar = counts.map((count, sign) => ["+", "−", "~"][sign]!.repeat(cells(count))).join("");
    return `  ${kind.padEnd(12)} ${bar.padEnd(BAR_CELLS + 3)} +${counts[0]} −${counts[1]} ~${counts[2]}`;
  });
}

function name(branch: string, version: number): string {
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
