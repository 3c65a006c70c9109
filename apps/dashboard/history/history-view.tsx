// The garden's past: its changes, what differs between two of them, branches, and a backup.

import { useState } from "react";
import type { ChangeAnswer, HistoryAnswer } from "#apps/server/api.ts";
import { Confirm } from "../shell/confirm.tsx";
import { useGarden } from "../shell/garden-context.ts";
import { linkTo, type Place } from "../shell/router.ts";
import { Answered, Nothing, Refusal, Waiting } from "../shell/states.tsx";
import { counted, moment } from "../shell/words.ts";
import { get, post } from "../talk/client.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { useMore } from "../talk/use-more.ts";
import { useWork, type Work } from "../talk/use-work.ts";
import { Backup } from "./backup.tsx";
import { Branches } from "./branches.tsx";
import { DiffPanel } from "./diff-panel.tsx";

export function HistoryView({ place }: { readonly place: Place }) {
  const garden = useGarden();
  const work = useWork();
  const [round, setRound] = useState(0);
  const changed = () => {
    garden.again();
    setRound((count) => count + 1);
  };
  const [from, to] = [place.query.get("from"), place.query.get("to")];
  return (
    <div className="view">
      <header className="view-head">
        <div>
          <h1>History</h1>
          <p>Every change of the garden, with who made it and why. Nothing is lost by taking one back: that is a change too.</p>
        </div>
      </header>
      {work.error === null ? null : <Refusal error={work.error} />}
      {work.busy === null ? null : <Waiting label={work.busy} />}
      {to === null ? (
        <Overview key={round} work={work} onChanged={changed} />
      ) : (
        <DiffPanel key={`${from} ${to} ${round}`} from={from ?? "0"} to={to} />
      )}
    </div>
  );
}

function Overview({ work, onChanged }: { readonly work: Work; readonly onChanged: () => void }) {
  return (
    <div className="past">
      <Changes work={work} onChanged={onChanged} />
      <div className="past-aside">
        <Branches work={work} onChanged={onChanged} />
        <Backup />
      </div>
    </div>
  );
}

const PAGE = 30;

function Changes({ work, onChanged }: { readonly work: Work; readonly onChanged: () => void }) {
  const asked = useAnswer<HistoryAnswer>(`/api/history?limit=${PAGE}`);
  const more = useMore<ChangeAnswer>(async (before) => (await get<HistoryAnswer>(`/api/history?limit=${PAGE}&before=${before}`)).changes);
  return (
    <section aria-label="Changes">
      <Answered asked={asked} label="Fetching history…">
        {({ version, changes }) => {
          const all = [...changes, ...more.items];
          const last = all.at(-1);
          return all.length === 0 ? (
            <Nothing title="Nothing has happened here yet">
              <p>The first growth will be the first change.</p>
            </Nothing>
          ) : (
            <>
              <Compare newest={version} />
              <ol className="changes" reversed>
                {all.map((change) => (
                  <Change key={change.version} change={change} work={work} onChanged={onChanged} />
                ))}
              </ol>
              {more.error === null ? null : <Refusal error={more.error} />}
              {last === undefined || last.version <= 1 ? null : (
                <button type="button" disabled={more.loading} onClick={() => more.ask(last.version)}>
                  Earlier changes
                </button>
              )}
            </>
          );
        }}
      </Answered>
    </section>
  );
}

function Change({ change, work, onChanged }: { readonly change: ChangeAnswer; readonly work: Work; readonly onChanged: () => void }) {
  const { version, parent, author, reason, time, standing } = change;
  const turn = (verb: "undo" | "redo", label: string) => work.run(label, () => post(`/api/${verb}`, { version }).then(onChanged));
  const busy = work.busy !== null;
  return (
    <li className={standing === "undone" ? "change undone" : "change"}>
      <span className="change-version numbers">{version}</span>
      <div>
        <p className="change-reason">
          {reason}
          {standing === "undone" ? <span className="change-mark">taken back</span> : null}
        </p>
        <p className="hint">
          {author}, <time dateTime={time}>{moment(time)}</time>
          {howMuch(change)
            .map((part) => ` · ${part}`)
            .join("")}
        </p>
        {change.named.length === 0 ? null : (
          <p className="hint change-named">
            {change.named.join(", ")}
            {change.documents.put + change.documents.removed > change.named.length ? ", …" : ""}
          </p>
        )}
      </div>
      <div className="change-tools">
        <a className="button quiet" href={linkTo("history", null, { from: String(parent), to: String(version) })}>
          What changed
        </a>
        {standing === "stands" ? (
          <Confirm
            label="Undo"
            question={`Take version ${version} back?`}
            sure="Take it back"
            disabled={busy}
            onSure={() => turn("undo", `Taking version ${version} back…`)}
          />
        ) : null}
        {standing === "undone" ? (
          <Confirm
            label="Redo"
            question={`Bring version ${version} back?`}
            sure="Bring it back"
            disabled={busy}
            onSure={() => turn("redo", `Bringing version ${version} back…`)}
          />
        ) : null}
      </div>
    </li>
  );
}

function howMuch({ documents, conjectures, decisions, ontology }: ChangeAnswer): readonly string[] {
  const parts = [
    [documents.put, "document read", "documents read"],
    [documents.removed, "document taken out", "documents taken out"],
    [conjectures.put, "conjecture", "conjectures"],
    [conjectures.removed, "conjecture taken out", "conjectures taken out"],
    [decisions, "decision", "decisions"],
    [ontology, "ontology entry", "ontology entries"],
  ] as const;
  return parts.filter(([count]) => count > 0).map(([count, one, many]) => counted(count, one, many));
}

/** Any two versions, or branches. */
function Compare({ newest }: { readonly newest: number }) {
  const [from, setFrom] = useState(String(Math.max(0, newest - 1)));
  const [to, setTo] = useState(String(newest));
  return (
    <form
      className="compare"
      aria-label="Compare two versions"
      onSubmit={(event) => {
        event.preventDefault();
        location.hash = linkTo("history", null, { from: from.trim(), to: to.trim() });
      }}
    >
      <label>
        <span>From version</span>
        <input value={from} required onChange={(event) => setFrom(event.target.value)} title="A version, a branch, or branch@version" />
      </label>
      <label>
        <span>To version</span>
        <input value={to} required onChange={(event) => setTo(event.target.value)} title="A version, a branch, or branch@version" />
      </label>
      <button type="submit">Compare</button>
    </form>
  );
}
