// Runs: start one, watch one, find an old one.

import type { RunAnswer } from "#apps/server/api.ts";
import { linkTo, type Place } from "../shell/router.ts";
import { Answered, Nothing } from "../shell/states.tsx";
import { moment } from "../shell/words.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { describeRequest } from "./describe-request.ts";
import { RunLive } from "./run-live.tsx";
import { StartRun } from "./start-run.tsx";

export function RunsView({ place }: { readonly place: Place }) {
  if (place.item !== null && place.item !== "new") return <RunLive key={place.item} id={place.item} />;
  return (
    <div className="view">
      <header className="view-head">
        <div>
          <h1>Runs</h1>
          <p>
            A run asks the garden for hypotheses, for an answer in words or for rows. Every step is recorded; an interrupted run goes on
            where it stopped.
          </p>
        </div>
      </header>
      <StartRun place={place} />
      <RunList />
    </div>
  );
}

function RunList() {
  const asked = useAnswer<{ readonly runs: readonly RunAnswer[] }>("/api/runs");
  return (
    <Answered asked={asked} label="Fetching runs…">
      {({ runs }) =>
        runs.length === 0 ? (
          <Nothing title="No runs yet">
            <p>Start one above. Without any fields filled in, it looks for the garden's own gaps.</p>
          </Nothing>
        ) : (
          <section>
            <h2>All runs</h2>
            <ul className="run-list">
              {runs.map((row) => (
                <RunRow key={row.run.id} row={row} />
              ))}
            </ul>
          </section>
        )
      }
    </Answered>
  );
}

function RunRow({ row: { run, live } }: { readonly row: RunAnswer }) {
  return (
    <li>
      <a href={linkTo("runs", run.id)}>
        <span className="run-what">{describeRequest(run.request)}</span>
        <span className="run-facts">
          <span className={`status status-${run.status}`}>{live ? "running" : run.status}</span>
          <span>{run.request.model === "none" ? "composer" : run.request.model}</span>
          <time dateTime={run.started}>{moment(run.started)}</time>
        </span>
      </a>
    </li>
  );
}
