// The answer to a question: its words, each claim with its sentences or the mark that none was found, and how it came about.

import type { AnswerRefusal, AskResult } from "#agents/model.ts";
import { Citations, Numbering } from "../evidence/citation.tsx";
import { relationWords } from "../shell/words.ts";

export function RunAnswerText({ result }: { readonly result: AskResult }) {
  const numbering = new Numbering();
  for (const source of result.sources ?? []) numbering.of(source);
  if (result.refusal !== undefined) return <Refused refusal={result.refusal} numbering={numbering} />;
  const open = result.uncovered ?? [];
  return (
    <article className="answer">
      <p className="answer-text">{result.answer}</p>
      <p className="hint">
        Written by {result.writtenBy}
        {open.length === 0 ? "" : ` · no quoted sentence has: ${open.join(", ")}`}
      </p>
      {(result.notices ?? []).map((notice) => (
        <p key={notice} className="hint">
          {notice}
        </p>
      ))}
      {result.claims.length === 0 ? null : (
        <section>
          <h3>What it rests on</h3>
          <ul className="claims">
            {result.claims.map((claim) => (
              <li key={claim.text} className={claim.supported ? "claim" : "claim conjecture"}>
                <span>{claim.text}</span> {claim.supported ? null : <span className="tag-conjecture">no sentence says so</span>}{" "}
                <Citations evidence={claim.evidence} numbering={numbering} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <HowItCame result={result} />
    </article>
  );
}

/** Nothing was answered: why, and what lies nearest. */
function Refused({ refusal, numbering }: { readonly refusal: AnswerRefusal; readonly numbering: Numbering }) {
  return (
    <article className="answer">
      <p className="answer-text">{refusal.because}</p>
      {refusal.nearest.length === 0 ? null : (
        <section>
          <h3>Nearest sentences, which do not answer it</h3>
          <ul className="claims">
            {refusal.nearest.map((near) => (
              <li key={`${near.document} ${near.start}`} className="claim">
                <span>{near.text}</span> <Citations evidence={[near]} numbering={numbering} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {refusal.concepts.length === 0 ? null : <p className="hint">Nearest concepts: {refusal.concepts.join(", ")}</p>}
    </article>
  );
}

function HowItCame({ result }: { readonly result: AskResult }) {
  const { graph, pattern, steps } = result.thinking;
  return (
    <>
      {graph === null && pattern === null && steps.length === 0 ? null : (
        <details className="thinking">
          <summary>Thinking</summary>
          {graph === null ? null : (
            <ul className="thought-graph">
              {graph.edges.map((edge) => (
                <li key={`${edge.source} ${edge.relation} ${edge.target}`}>
                  {edge.source} <em>{relationWords(edge.relation)}</em> {edge.target}
                </li>
              ))}
            </ul>
          )}
          {pattern === null ? null : <p className="said">{pattern}</p>}
          <ol className="thought-steps">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </details>
      )}
      {result.rounds.length === 0 ? null : (
        <details className="thinking">
          <summary>
            {result.rounds.length} {result.rounds.length === 1 ? "round" : "rounds"} of reflection
          </summary>
          {result.rounds.map((round, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rounds are numbered by their place.
            <div key={place} className="round">
              <h3>
                Round {place + 1}, by {round.by}
              </h3>
              <p className="said">{round.answer}</p>
              {round.critique === "" ? null : <p className="hint">{round.critique}</p>}
            </div>
          ))}
        </details>
      )}
    </>
  );
}
