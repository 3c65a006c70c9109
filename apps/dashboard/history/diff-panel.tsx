// What differs between two versions, as people read it: how much of each kind, then each thing with its sentence or its changed fields.

import type { ShownComparison } from "#apps/server/api.ts";
import { linkTo } from "../shell/router.ts";
import { Answered } from "../shell/states.tsx";
import { count, counted } from "../shell/words.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { ENTRIES, type Entry, type Kind, type Sides } from "./diff-entries.tsx";

type Diff = ShownComparison["diff"];
type Counts = ShownComparison["counts"][Kind];

export function DiffPanel({ from, to }: { readonly from: string; readonly to: string }) {
  const asked = useAnswer<ShownComparison>(`/api/diff?${new URLSearchParams({ from, to })}`);
  return (
    <section className="difference" aria-label="What changed">
      <p className="diff-head">
        <a className="button quiet" href={linkTo("history")}>
          ← All changes
        </a>
        <strong>
          {named(from)} → {named(to)}
        </strong>
      </p>
      <Answered asked={asked} label="Comparing…">
        {(compared) => <Shown compared={compared} />}
      </Answered>
    </section>
  );
}

function named(place: string): string {
  return /^\d+$/.test(place) ? `version ${place}` : place;
}

function Shown({ compared: { counts, diff, changes, changeCount } }: { readonly compared: ShownComparison }) {
  const kinds = (Object.keys(ENTRIES) as Kind[]).filter((kind) => total(counts[kind]) > 0);
  return (
    <>
      <p className="hint">
        {counted(changeCount, "change")}
        {changes.length === 0
          ? ""
          : `: ${changes
              .slice(0, 3)
              .map(({ reason }) => reason)
              .join("; ")}${changeCount > 3 ? "; …" : ""}`}
      </p>
      {kinds.length === 0 ? <p className="none">Nothing differs.</p> : <Bars counts={counts} kinds={kinds} />}
      {kinds.map((kind) => (
        <section key={kind} className="diff-kind">
          <h2>{ENTRIES[kind].title}</h2>
          <Entries kind={kind} diff={diff} counts={counts[kind]} />
        </section>
      ))}
    </>
  );
}

function total({ added, removed, changed }: Counts): number {
  return added + removed + changed;
}

/** One scale for all kinds, of square roots, so that a few beside many are still seen. */
function Bars({ counts, kinds }: { readonly counts: ShownComparison["counts"]; readonly kinds: readonly Kind[] }) {
  const most = Math.max(...kinds.map((kind) => Math.sqrt(total(counts[kind]))));
  return (
    <table className="diff-bars">
      <caption className="hidden-text">How much came, went and changed</caption>
      <tbody>
        {kinds.map((kind) => {
          const { added, removed, changed } = counts[kind];
          const width = (100 * Math.sqrt(total(counts[kind]))) / most;
          return (
            <tr key={kind}>
              <th scope="row">{ENTRIES[kind].title}</th>
              <td className="diff-bar">
                <svg width="100%" height="10" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <Bar parts={[added, changed, removed]} width={width} />
                </svg>
              </td>
              <td className="numbers">
                <span className="sign-added">+{count(added)}</span> <span className="sign-removed">−{count(removed)}</span>{" "}
                <span className="sign-changed">~{count(changed)}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Bar({ parts, width }: { readonly parts: readonly [number, number, number]; readonly width: number }) {
  const all = parts.reduce((sum, part) => sum + part, 0);
  return ["bar-added", "bar-changed", "bar-removed"].map((name, place) => {
    const before = parts.slice(0, place).reduce((sum, part) => sum + part, 0);
    return <rect key={name} className={name} x={(width * before) / all} y="0" width={(width * parts[place]!) / all} height="10" />;
  });
}

function Entries({ kind, diff, counts }: { readonly kind: Kind; readonly diff: Diff; readonly counts: Counts }) {
  const { added, removed, changed } = (ENTRIES[kind].of as (of: Diff[Kind]) => Sides)(diff[kind]);
  return (
    <ul className="diff-list">
      <Side sign="added" entries={added} all={counts.added} />
      <Side sign="removed" entries={removed} all={counts.removed} />
      <Side sign="changed" entries={changed} all={counts.changed} />
    </ul>
  );
}

const SIGNS = { added: "+", removed: "−", changed: "~" } as const;
const WORDS = { added: "added", removed: "removed", changed: "changed" } as const;

function Side({ sign, entries, all }: { readonly sign: keyof typeof SIGNS; readonly entries: readonly Entry[]; readonly all: number }) {
  return (
    <>
      {entries.map(({ key, text, sentences = [] }) => (
        <li key={`${sign} ${key}`} className={`diff-${sign}`}>
          <span className={`sign-${sign}`} aria-hidden="true">
            {SIGNS[sign]}
          </span>
          <div>
            <span className="hidden-text">{WORDS[sign]}: </span>
            {text}
            {sentences.map((sentence) => (
              <p key={`${sentence.sign} ${sentence.document} ${sentence.text}`} className="diff-sentence">
                {sentence.sign}“{sentence.text}” <a href={linkTo("documents", sentence.document)}>{sentence.document}</a>
              </p>
            ))}
          </div>
        </li>
      ))}
      {all > entries.length ? (
        <li className="hint">
          … and {count(all - entries.length)} more {WORDS[sign]}
        </li>
      ) : null}
    </>
  );
}
