// The answer to a question: its words, each claim with its sentences or the mark that none was found, and how it came about.

import type { AskResult } from "#agents/model.ts";
import { Citations, Numbering } from "../evidence/citation.tsx";
import { relationWords } from "../shell/words.ts";

export function RunAnswerText({ result }: { readonly result: AskResult }) {
  const numbering = new Numbering();
  return (
    <article className="answer">
      <p className="answer-text">{result.answer}</p>
      <p className="hint">Written by {result.writtenBy}</p>
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
