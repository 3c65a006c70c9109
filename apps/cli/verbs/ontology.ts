// ontology induce|show|export|apply|check|enforce: classes and relation types of the garden, as people see and edit them.

import { onOneLine } from "#agents/evidence/quotation.ts";
import type { Action } from "#apps/cli/verb.ts";
import type { Garden } from "#graph/garden.ts";
import type { OntologyClass, OntologyEntry, OntologyRelationType } from "#graph/model.ts";
import { checkGarden, type OntologyCheck } from "#graph/ontology/check-garden.ts";
import { type ClassCounts, classCounts, conceptsIn } from "#graph/ontology/class-counts.ts";
import { saidOf } from "#graph/ontology/domain-range.ts";
import { applyOntology, type OntologyEdit, replaceOntology } from "#graph/ontology/edit-ontology.ts";
import { induceOntology } from "#graph/ontology/induce.ts";
import { ENFORCEMENTS, type Enforcement, entryId, lineOf, type Ontology, ontologyOf } from "#graph/ontology/ontology.ts";
import { ontologyFormat, ontologyText, readOntologyFile } from "#graph/ontology/ontology-file.ts";
import { type Citation, spanReader } from "#graph/search/citations.ts";
import { HortusError } from "#kernels/errors.ts";
import { EXIT } from "../exit-codes.ts";
import { writeOutput } from "../output-file.ts";
import { counted } from "../terminal.ts";
import { PERSON } from "./history.ts";

/** Who proposes, in the garden's history: as with growth no person decided what follows from the sentences. */
const INDUCER = "hortus";

export const induce: Action<{ support?: number; dryRun?: boolean }> = async (context, _args, { support, dryRun = false }) => {
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const options = { support, dryRun, author: INDUCER, signal: context.signal };
  const { entries, ...edit } = await induceOntology(garden, options);
  const counts = countsOf(entries);
  const result = { ...edit, ...counts, dryRun };
  await context.terminal.result(result, [
    `${counted(counts.classes, "class", "classes")} (${counts.byHead} from shared heads, ${counts.byHypernym} from “X is a Y”, ${counts.coarse} coarse, ${counts.byPerson} a person's), ${counted(counts.relationTypes, "relation type")}, ${counts.constrained} of them with a domain or range.`,
    ...told(edit, dryRun),
  ]);
  return EXIT.done;
};

function countsOf(entries: readonly OntologyEntry[]) {
  const classes = entries.filter((entry) => entry.kind === "class");
  const relations = entries.filter((entry) => entry.kind === "relation");
  const by = (name: string) => classes.filter(({ origin }) => origin.by === name).length;
  return {
    classes: classes.length,
    byHead: by("head"),
    byHypernym: by("hypernym"),
    coarse: by("table"),
    byPerson: by("person"),
    relationTypes: relations.length,
    constrained: relations.filter(({ domain, range }) => domain.length + range.length > 0).length,
  };
}

function told({ version, added, removed, changed }: OntologyEdit, dryRun: boolean): readonly string[] {
  const total = added.length + removed.length + changed.length;
  if (total === 0) return [`Nothing to change: the garden stays at version ${version}.`];
  const counts = `${added.length} added, ${changed.length} changed, ${removed.length} removed`;
  if (dryRun) return [`Would be ${counts}. Nothing was written.`];
  return [`${counts} (version ${version}); "npx hortus undo" takes it back, "npx hortus ontology show" shows it.`];
}

export const show: Action<{ limit: number }> = async (context, [name], { limit }) => {
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const ontology = await ontologyOf(garden.store);
  if (name !== undefined) {
    const found = await describe(garden, ontology, name, limit);
    await context.terminal.result(found.value, found.lines);
    return EXIT.done;
  }
  const counts = await classCounts(garden.store, ontology);
  const entries = ontology.entries.map((entry) =>
    entry.kind === "class" ? { ...entry, concepts: counts.of.get(entry.name) ?? 0 } : entry,
  );
  const result = {
    version: await garden.store.version(),
    enforce: ontology.enforce,
    concepts: counts.concepts,
    unclassed: counts.unclassed,
    entries,
  };
  const none = 'No ontology yet: "npx hortus ontology induce" proposes one.';
  await context.terminal.result(
    result,
    ontology.entries.length === 0 ? [none] : [...tree(ontology, counts), "", ...relationLines(ontology)],
  );
  return EXIT.done;
};

function tree(ontology: Ontology, { of, concepts, unclassed }: ClassCounts): readonly string[] {
  const below = Map.groupBy(ontology.classes.values(), ({ parent }) => (parent !== null && ontology.classes.has(parent) ? parent : null));
  const seen = new Set<string>();
  const lines = (parent: string | null, depth: number): string[] =>
    (below.get(parent) ?? []).flatMap(({ name, origin }) => {
      if (seen.has(name)) return [];
      seen.add(name);
      return [`${"  ".repeat(depth)}${name}  ${of.get(name) ?? 0}  (${origin.by})`, ...lines(name, depth + 1)];
    });
  return [
    `${concepts - unclassed} of ${counted(concepts, "concept")} in ${counted(ontology.classes.size, "class", "classes")}:`,
    ...lines(null, 0),
  ];
}

function relationLines({ relations, enforce }: Ontology): readonly string[] {
  const constrained = [...relations.values()].filter(({ domain, range }) => domain.length + range.length > 0);
  return [
    `${counted(relations.size, "relation type")}; what breaks a domain or range is ${MEANING[enforce]} [${enforce}]:`,
    ...constrained.map(({ name, domain, range }) => `  ${name}: ${ends(domain)} → ${ends(range)}`),
  ];
}

const MEANING: Readonly<Record<Enforcement, string>> = {
  refuse: "not written",
  conjecture: "written as a conjecture and marked",
  off: "not looked at",
};

function ends(names: readonly string[]): string {
  return names.length === 0 ? "anything" : names.join(" or ");
}

/** One class or relation type with its sentences. @throws `input.invalid` for neither */
async function describe(garden: Garden, ontology: Ontology, name: string, limit: number) {
  const entry = ontology.classes.get(name) ?? ontology.relations.get(ontology.typed.get(name)?.type ?? "");
  if (entry === undefined)
    throw new HortusError("input.invalid", `“${name}” is no class or relation type: "npx hortus ontology show" lists them.`, { name });
  const evidence = await spanReader(garden.store).read(entry.origin.evidence);
  const sentences = evidence.map((citation) => quote(citation));
  if (entry.kind === "relation") return { value: { ...entry, evidence }, lines: [...relationDetail(entry), ...sentences] };
  const concepts = await conceptsIn(garden.store, ontology, name);
  const value = { ...entry, line: lineOf(ontology, name), concepts: concepts.length, first: concepts.slice(0, limit), evidence };
  return {
    value,
    lines: [
      ...classDetail(ontology, entry, concepts.length),
      `  ${concepts
        .slice(0, limit)
        .map(({ label }) => onOneLine(label))
        .join(", ")}`,
      ...sentences,
    ],
  };
}

function classDetail(ontology: Ontology, { name, label, heads, members, origin }: OntologyClass, concepts: number): readonly string[] {
  return [
    `${label}: ${lineOf(ontology, name).join(" < ")}`,
    `  by ${origin.by}, ${origin.support} spoke for it; names ending in ${heads.join(", ") || "nothing"}; ${counted(members.length, "member")} listed`,
    `  ${counted(concepts, "concept")}:`,
  ];
}

function relationDetail({ name, domain, range, inverse, synonyms, origin }: OntologyRelationType): readonly string[] {
  return [
    `${name}: ${ends(domain)} → ${ends(range)}`,
    `  inverse ${inverse ?? "none"}; synonyms ${synonyms.join(", ") || "none"}; ${counted(origin.support, "relation")} in the garden when it was induced`,
  ];
}

function quote({ text, document }: Citation): string {
  return `  “${onOneLine(text)}” (${document})`;
}

export const exportVerb: Action<object> = async (context, [path = ""]) => {
  const format = ontologyFormat(path);
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const entries = await garden.store.ontology();
  const text = await ontologyText(entries, format);
  const written = await writeOutput(path, pieces(text), context.signal);
  await context.terminal.result({ version: await garden.store.version(), format, entries: entries.length, ...written }, [
    `${counted(entries.length, "entry", "entries")} → ${written.file}; edit it and put it back with: npx hortus ontology apply ${path}`,
  ]);
  return EXIT.done;
};

async function* pieces(text: string): AsyncGenerator<string> {
  yield text;
}

export const apply: Action<{ dryRun?: boolean }> = async (context, [path = ""], { dryRun = false }) => {
  const entries = await readOntologyFile(path);
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const edit = await applyOntology(garden, entries, { author: PERSON, reason: `Apply ontology ${path.split(/[\\/]/).at(-1)}`, dryRun });
  await context.terminal.result({ ...edit, dryRun }, told(edit, dryRun));
  return EXIT.done;
};

export const enforce: Action<object> = async (context, [wanted = ""]) => {
  const value = ENFORCEMENTS.find((choice) => choice === wanted);
  if (value === undefined)
    throw new HortusError("usage.invalid", `“${wanted}” must be one of ${ENFORCEMENTS.join(", ")}.`, { value: wanted });
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const others = (await garden.store.ontology()).filter(({ kind }) => kind !== "rule");
  const rule: OntologyEntry = { id: entryId("rule", "enforce"), kind: "rule", name: "enforce", value };
  const reason = `From now on what breaks a domain or range is ${MEANING[value]}`;
  const { version } = await replaceOntology(garden, [...others, rule], { author: PERSON, reason });
  await context.terminal.result({ version, enforce: value }, [`${reason} (version ${version}).`]);
  return EXIT.done;
};

export const check: Action<{ limit: number }> = async (context, _args, { limit }) => {
  const { garden } = await context.workbench({ create: false, embeddings: false });
  const found = await checkGarden(garden.store, {
    limit: context.terminal.json ? Number.POSITIVE_INFINITY : limit,
    signal: context.signal,
  });
  await context.terminal.result(found, checkLines(found));
  return EXIT.done;
};

function checkLines({ relations, observed, conjectures, conjectured, evidenceGone, problems }: OntologyCheck): readonly string[] {
  const more = (count: number, listed: number) => (count > listed ? [`    … and ${count - listed} more`] : []);
  return [
    `${observed.count} of ${counted(relations, "relation")} break a domain or range; they stay observed, since a sentence says them:`,
    ...observed.listed.flatMap(({ fromLabel, type, toLabel, breach, evidence }) => [
      `  ${fromLabel} —${type}→ ${toLabel}: ${saidOf(breach)}`,
      ...evidence.map((citation) => `  ${quote(citation)}`),
    ]),
    ...more(observed.count, observed.listed.length),
    `${conjectured.count} of ${counted(conjectures, "conjecture")} do:`,
    ...conjectured.listed.map(({ fromLabel, type, toLabel, breach }) => `  ${fromLabel} —${type}→ ${toLabel}: ${saidOf(breach)}`),
    ...more(conjectured.count, conjectured.listed.length),
    ...evidenceGone.map(({ entry, gone, of }) => `${entry}: ${gone} of its ${counted(of, "sentence")} gone`),
    ...problems.map(({ entry, field, message }) => `${entry}, ${field}: ${message}`),
  ];
}
