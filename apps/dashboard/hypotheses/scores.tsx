// The scores of a hypothesis as bars; the rank with its interval. An unknown novelty says so and has no bar.

import type { HypothesisScores } from "#agents/model.ts";
import { percent } from "../shell/words.ts";

export function Scores({ scores }: { readonly scores: HypothesisScores }) {
  return (
    <dl className="scores">
      <Score name="Rank" value={scores.rank} interval={scores.interval} />
      <Score name="Support" value={scores.support} />
      <Score name="Novelty" value={scores.novelty} />
      <Score name="Plausibility" value={scores.plausibility} />
      <Score name="Testability" value={scores.testability} />
    </dl>
  );
}

function Score({
  name,
  value,
  interval,
}: {
  readonly name: string;
  readonly value: number | null;
  readonly interval?: readonly [number, number];
}) {
  return (
    <div className="score">
      <dt>{name}</dt>
      <dd>
        {value === null ? (
          <span className="score-unknown" title="Nothing comparable was found in the garden, which is not the same as novel">
            unknown
          </span>
        ) : (
          <>
            <svg className="score-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect className="score-track" x="0" y="3" width="100" height="4" />
              <rect className="score-value" x="0" y="3" width={100 * value} height="4" />
              {interval === undefined ? null : (
                <rect
                  className="score-interval"
                  x={100 * interval[0]}
                  y="0.5"
                  width={Math.max(100 * (interval[1] - interval[0]), 0.6)}
                  height="9"
                />
              )}
            </svg>
            <span className="numbers">{percent(value)}</span>
            {interval === undefined ? null : (
              <span className="hidden-text">
                95 % interval {percent(interval[0])} to {percent(interval[1])}
              </span>
            )}
          </>
        )}
      </dd>
    </div>
  );
}
