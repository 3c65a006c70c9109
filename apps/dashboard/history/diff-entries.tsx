// The entries of a comparison as they are listed: one line for each thing, with its sentences or its changed fields.

import type { ReactNode } from "react";
import type { ShownComparison } from "#apps/server/api.ts";
import { relationWords } from "../shell/words.ts";

type Diff = ShownComparison["diff"];
export type Kind = keyof Diff;

export interface Entry {
  readonly key: string;
  readonly text: ReactNode;
  /** Sentences that say it, or that came and went with it. */
  readonly sentences?: readonly { readonly sign: string; readonly text: string; readonly document: string }[];
}

export interface Sides {
  readonly added: readonly Entry[];
  readonly removed: readonly Entry[];
  readonly changed: readonly Entry[];
}

/** Sentences shown for one relation. */
const SENTENCES = 2;

/** Each kind in the order it is shown, with its title and how its entries read. */
export const ENTRIES: { readonly [K in Kind]: { readonly title: string; readonly of: (diff: Diff[K]) => Sides } } = {
  documents: { title: "Documents", of: (diff) => sides(diff, document) },
  concepts: { title: "Concepts", of: (diff) => sides(diff, concept) },
  relations: { title: "Relations", of: relationEntries },
  conjectures: { title: "Conjectures", of: (diff) => sides(diff, conjecture) },
  edits: { title: "Decisions", of: (diff) => sides(diff, decision) },
  ontology: { title: "Ontology", of: (diff) => sides(diff, ontologyEntry) },
};

interface ChangedThing {
  readonly id: string;
  readonly label: string;
  readonly fields: readonly Field[];
}

function sides<Item>(
  {
    added,
    removed,
    changed,
  }: { readonly added: readonly Item[]; readonly removed: readonly Item[]; readonly changed: readonly ChangedThing[] },
  entry: (item: Item) => Entry,
): Sides {
  const altered = changed.map(({ id, label, fields }) => ({
    key: id,
    text: (
      <>
        {label || id} <FieldList fields={fields} />
      </>
    ),
  }));
  return { added: added.map(entry), removed: removed.map(entry), changed: altered };
}

function document({ id, title, year }: Diff["documents"]["added"][number]): Entry {
  return {
    key: id,
    text: (
      <>
        {title || id} <span className="hint">{[id, year].filter(Boolean).join(", ")}</span>
      </>
    ),
  };
}

function concept({ id, label, class: name, into, from }: Diff["concepts"]["added"][number]): Entry {
  const moved = into !== undefined ? `, now part of ${into}` : from !== undefined ? `, was part of ${from}` : "";
  return {
    key: id,
    text: (
      <>
        {label}{" "}
        <span className="hint">
          {name}
          {moved}
        </span>
      </>
    ),
  };
}

function conjecture({ id, fromLabel, type, toLabel }: Diff["conjectures"]["added"][number]): Entry {
  return {
    key: id,
    text: (
      <span className="imagined">
        <Triple from={fromLabel} type={type} to={toLabel} />
      </span>
    ),
  };
}

function decision({ a, b, decision: same }: Diff["edits"]["added"][number]): Entry {
  return { key: `${a} ${b} ${same}`, text: `“${a}” and “${b}” are ${same === "same" ? "one concept" : "kept apart"}` };
}

function ontologyEntry({ id, kind, name }: Diff["ontology"]["added"][number]): Entry {
  return { key: id, text: `${kind} ${name}` };
}

function relationEntries({ added, removed, changed }: Diff["relations"]): Sides {
  type Named = Pick<Diff["relations"]["added"][number], "from" | "fromLabel" | "type" | "to" | "toLabel" | "polarity">;
  const key = ({ from, type, to, polarity }: Named) => [from, type, to, polarity].join(" ");
  const triple = ({ fromLabel, type, toLabel, polarity }: Named) => (
    <Triple from={fromLabel} type={polarity === "negated" ? `not ${type}` : type} to={toLabel} />
  );
  const said = (sign: string, evidence: readonly { readonly text: string; readonly document: string }[]) =>
    evidence.slice(0, SENTENCES).map(({ text, document }) => ({ sign, text, document }));
  const whole = (one: Diff["relations"]["added"][number]): Entry => ({
    key: key(one),
    text: triple(one),
    sentences: said("", one.evidence),
  });
  return {
    added: added.map(whole),
    removed: removed.map(whole),
    changed: changed.map((one) => ({
      key: key(one),
      text: (
        <>
          {triple(one)} <FieldList fields={one.fields} />
        </>
      ),
      sentences: [...said("+ ", one.evidence.added), ...said("− ", one.evidence.removed)],
    })),
  };
}

function Triple({ from, type, to }: { readonly from: string; readonly type: string; readonly to: string }) {
  return (
    <>
      {from} <span className="diff-type">{relationWords(type)}</span> {to}
    </>
  );
}

interface Field {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

function FieldList({ fields }: { readonly fields: readonly Field[] }) {
  return <span className="hint">{fields.map(fieldWords).join("; ")}</span>;
}

/** Longer values than this are named, not shown. */
const LONG = 60;

function fieldWords({ field, before, after }: Field): string {
  const name = field.replace(/([A-Z])/g, " $1").toLowerCase();
  if (field === "version") return "text";
  if (Array.isArray(before) && Array.isArray(after)) {
    const came = after.filter((one) => !before.includes(one)).map((one) => `+${text(one)}`);
    const went = before.filter((one) => !after.includes(one)).map((one) => `−${text(one)}`);
    return `${name} ${[...came, ...went].join(" ")}`;
  }
  const [old, next] = [text(before), text(after)];
  return old.length + next.length > LONG ? name : `${name} ${old} → ${next}`;
}

function text(value: unknown): string {
  return value === null || value === undefined ? "none" : typeof value === "object" ? JSON.stringify(value) : String(value);
}
