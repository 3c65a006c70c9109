// One run, as it happens or as it happened: who speaks, what they think (folded), tokens, time, and what came of it.

import { useEffect, useState } from "react";
import type { StoredEvent } from "#agents/model.ts";
import { HypothesisCard } from "../hypotheses/hypothesis-card.tsx";
import { useGarden } from "../shell/garden-context.ts";
import { linkTo } from "../shell/router.ts";
import { Waiting } from "../shell/states.tsx";
import { count, counted, duration, timeLeft } from "../shell/words.ts";
import { post } from "../talk/client.ts";
import { useEvents } from "../talk/use-events.ts";
import { describeRequest } from "./describe-request.ts";
import { RunAnswerText } from "./run-answer.tsx";
import { RunQueries } from "./run-queries.tsx";
import { Speeches } from "./speeches.tsx";
import { EMPTY_STORY, type Story, tell } from "./story.ts";

export function RunLive({ id }: { readonly id: string }) {
  const [round, setRound] = useState(0);
  const path = `/api/runs/${encodeURIComponent(id)}/events${round === 0 ? "" : `?again=${round}`}`;
  const { value: story, ended, connected } = useEvents<Story, StoredEvent>(path, EMPTY_STORY, tell);
  const garden = useGarden();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the numbers of the rail change when a run ends.
  useEffect(() => {
    if (ended) garden.again();
  }, [ended]);
  const over = story.status !== null && story.status !== "running";
  const act = async (verb: "cancel" | "resume") => {
    await post(`/api/runs/${encodeURIComponent(id)}/${verb}`).catch(() => undefined);
    if (verb === "resume") setRound(round + 1);
  };
  return (
    <div className="view">
      <p className="crumb">
        <a href={linkTo("runs")}>Runs</a>
      </p>
      <header className="view-head">
        <div>
          <h1>{story.request === null ? "Run" : describeRequest(story.request)}</h1>
          <Facts story={story} live={connected && !over} ended={ended} />
        </div>
        <div className="tools">
          {over || ended ? null : (
            <button type="button" onClick={() => act("cancel")}>
              Cancel
            </button>
          )}
          {ended && story.status !== "done" ? (
            <button type="button" onClick={() => act("resume")}>
              Go on
            </button>
          ) : null}
          {story.status === "done" && story.hypotheses.length > 1 ? (
            <a className="button" href={linkTo("judge")}>
              Judge them
            </a>
          ) : null}
        </div>
      </header>
      <Progress story={story} over={over} />
      {story.failure === null ? null : (
        <div className="refusal" role="alert">
          <p>{story.failure.message}</p>
          <p className="refusal-foot">
            <code>{story.failure.code}</code>
          </p>
        </div>
      )}
      {story.request === null && story.failure === null ? <Waiting label="Waiting for the first step…" /> : null}
      {story.answer === null ? null : <RunAnswerText result={story.answer} />}
      <RunQueries queries={story.queries} result={story.rows} />
      {story.hypotheses.length === 0 ? null : (
        <section className="run-section">
          <h2>{counted(story.hypotheses.length, "hypothesis", "hypotheses")}</h2>
          <div className="cards">
            {ranked(story, over).map((hypothesis) => (
              <HypothesisCard key={hypothesis.id} hypothesis={hypothesis} folded />
            ))}
          </div>
        </section>
      )}
      <Speeches speeches={story.speeches} over={over} />
    </div>
  );
}

/** In the order they came while the run goes on, so that nothing jumps; by rank once it is over. */
function ranked(story: Story, over: boolean): Story["hypotheses"] {
  return over ? story.hypotheses.toSorted((a, b) => b.scores.rank - a.scores.rank) : story.hypotheses;
}

function Facts({ story, live, ended }: { readonly story: Story; readonly live: boolean; readonly ended: boolean }) {
  const status = ended && story.status === "running" ? "interrupted" : (story.status ?? "starting");
  const elapsed = useElapsed(story, live);
  return (
    <p className="facts numbers">
      <span className={`status status-${status}`}>{status}</span>
      {elapsed === null ? null : <span>{duration(elapsed)}</span>}
      <span>{counted(story.speeches.length, "step")}</span>
      {story.tokens.in + story.tokens.out === 0 ? null : (
        <span>
          {count(story.tokens.in)} tokens in, {count(story.tokens.out)} out
        </span>
      )}
      {story.request === null ? null : <span>{story.request.model === "none" ? "written by the composer" : story.request.model}</span>}
      {story.request === null ? null : <span>seed {story.request.seed}</span>}
      {story.gardenVersion === null ? null : <span>garden version {story.gardenVersion}</span>}
    </p>
  );
}

function Progress({ story, over }: { readonly story: Story; readonly over: boolean }) {
  const elapsed = useElapsed(story, !over) ?? 0;
  if (story.progress === null || over) return null;
  const { done, total, label } = story.progress;
  const left = timeLeft(done, total, elapsed);
  return (
    <div className="progress-line">
      <progress value={done} max={Math.max(total, 1)} aria-label="Progress of the run" />
      <p className="hint numbers">
        {label} · {done} of {total}
        {left === null ? "" : ` · about ${duration(left)} left`}
      </p>
    </div>
  );
}

/** Seconds since the run began: the record's own number once it ended, ticking while it runs. */
function useElapsed(story: Story, live: boolean): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [live]);
  if (story.seconds !== null) return story.seconds;
  if (story.started === null) return null;
  const until = live ? now : Date.parse(story.latest ?? story.started);
  return Math.max(0, (until - Date.parse(story.started)) / 1000);
}
