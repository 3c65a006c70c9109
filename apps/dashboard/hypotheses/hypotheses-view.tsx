// All hypotheses of the garden, sorted and filtered, or one of them in full.

import { useState } from "react";
import type { Hypothesis, HypothesisScores } from "#agents/model.ts";
import type { HypothesisAnswer } from "#apps/server/api.ts";
import { linkTo, type Place } from "../shell/router.ts";
import { Answered, Nothing } from "../shell/states.tsx";
import { counted } from "../shell/words.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { HypothesisCard } from "./hypothesis-card.tsx";

export function HypothesesView({ place }: { readonly place: Place }) {
  return place.item === null ? <AllHypotheses /> : <OneHypothesis id={place.item} />;
}

function OneHypothesis({ id }: { readonly id: string }) {
  const asked = useAnswer<HypothesisAnswer>(`/api/hypotheses/${encodeURIComponent(id)}`);
  return (
    <div className="view">
      <p className="crumb">
        <a href={linkTo("hypotheses")}>Hypotheses</a>
      </p>
      <Answered asked={asked} label="Opening the hypothesis…">
        {({ hypothesis, run }) => (
          <>
            <HypothesisCard hypothesis={hypothesis} folded={false} />
            <p className="hint below-card">
              From <a href={linkTo("runs", run)}>the run that proposed it</a>
            </p>
          </>
        )}
      </Answered>
    </div>
  );
}

type Order = keyof Omit<HypothesisScores, "interval">;
const ORDERS: readonly Order[] = ["rank", "support", "novelty", "plausibility", "testability"];

function AllHypotheses() {
  const asked = useAnswer<{ readonly hypotheses: readonly HypothesisAnswer[] }>("/api/hypotheses");
  const [order, setOrder] = useState<Order>("rank");
  const [words, setWords] = useState("");
  return (
    <div className="view">
      <header className="view-head">
        <h1>Hypotheses</h1>
        <div className="tools">
          <label>
            <span>Containing</span>
            <input type="search" value={words} placeholder="any words" onChange={(event) => setWords(event.target.value)} />
          </label>
          <label>
            <span>Sorted by</span>
            <select value={order} onChange={(event) => setOrder(event.target.value as Order)}>
              {ORDERS.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        </div>
      </header>
      <Answered asked={asked} label="Fetching hypotheses…">
        {({ hypotheses }) => {
          const shown = hypotheses
            .map((answer) => answer.hypothesis)
            .filter((hypothesis) => contains(hypothesis, words))
            .sort((a, b) => (b.scores[order] ?? -1) - (a.scores[order] ?? -1));
          if (hypotheses.length === 0) return <NoneYet />;
          return (
            <>
              <p className="hint shown-count">
                {shown.length === hypotheses.length
                  ? counted(hypotheses.length, "hypothesis", "hypotheses")
                  : `${shown.length} of ${counted(hypotheses.length, "hypothesis", "hypotheses")}`}
              </p>
              <div className="cards">
                {shown.map((hypothesis) => (
                  <HypothesisCard key={hypothesis.id} hypothesis={hypothesis} folded />
                ))}
              </div>
            </>
          );
        }}
      </Answered>
    </div>
  );
}

function NoneYet() {
  return (
    <Nothing title="No hypotheses yet">
      <p>
        Start a run: it walks paths between concepts that nobody has joined yet, proposes what would join them, criticises and ranks it.
      </p>
      <a className="button" href={linkTo("runs")}>
        Propose hypotheses
      </a>
    </Nothing>
  );
}

function contains(hypothesis: Hypothesis, words: string): boolean {
  const text =
    `${hypothesis.title} ${hypothesis.statement} ${hypothesis.path.map((step) => `${step.fromLabel} ${step.toLabel}`).join(" ")}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
