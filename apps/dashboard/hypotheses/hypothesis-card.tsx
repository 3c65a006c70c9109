// One hypothesis as a card: what it says, the path it rests on, its claims with evidence, what critics said, who wrote what.

import { type CritiquePoint, type Hypothesis, type Revision, SECTION_NAMES, type SectionName } from "#agents/model.ts";
import { Citations, Numbering } from "../evidence/citation.tsx";
import { linkTo } from "../shell/router.ts";
import { counted, percent } from "../shell/words.ts";
import { Claims } from "./claims.tsx";
import { diffWords } from "./diff-words.ts";
import { PathChain } from "./path-chain.tsx";
import { Scores } from "./scores.tsx";

const SECTION_TITLES: Readonly<Record<SectionName, string>> = {
  hypothesis: "Hypothesis",
  outcome: "Outcome",
  mechanisms: "Mechanisms",
  design_principles: "Design principles",
  unexpected_properties: "Unexpected properties",
  comparison: "Comparison",
  novelty: "Novelty",
  falsification: "Falsification",
};

export function HypothesisCard({ hypothesis, folded }: { readonly hypothesis: Hypothesis; readonly folded: boolean }) {
  const numbering = new Numbering();
  return (
    <article className="card" aria-labelledby={`${hypothesis.id}-title`}>
      <header className="card-head">
        <h2 id={`${hypothesis.id}-title`}>
          <a href={linkTo("hypotheses", hypothesis.id)}>{hypothesis.title}</a>
        </h2>
      </header>
      <PathChain hypothesis={hypothesis} />
      <ConjectureLine hypothesis={hypothesis} />
      <div className="card-columns">
        <Claims hypothesis={hypothesis} numbering={numbering} />
        <Scores scores={hypothesis.scores} />
      </div>
      {folded ? <Folded hypothesis={hypothesis} numbering={numbering} /> : <Unfolded hypothesis={hypothesis} numbering={numbering} />}
    </article>
  );
}

interface Part {
  readonly hypothesis: Hypothesis;
  readonly numbering: Numbering;
}

function ConjectureLine({ hypothesis: { statement } }: { readonly hypothesis: Hypothesis }) {
  return (
    <p className="conjecture conjecture-line">
      <strong>Conjecture</strong> {statement}
    </p>
  );
}

function Folded(part: Part) {
  const { critique, revisions } = part.hypothesis;
  return (
    <details className="card-more">
      <summary>
        Sections, {counted(critique.length, "criticism")}, {counted(revisions.length, "revision")}
      </summary>
      <Unfolded {...part} />
    </details>
  );
}

function Unfolded({ hypothesis, numbering }: Part) {
  return (
    <>
      <div className="sections">
        {SECTION_NAMES.map((name) => (
          <section key={name}>
            <h3>
              {SECTION_TITLES[name]} <span className="written-by">{hypothesis.writtenBy[name]}</span>
            </h3>
            <p>{hypothesis.sections[name]}</p>
          </section>
        ))}
      </div>
      <Critique points={hypothesis.critique} />
      <Revisions revisions={hypothesis.revisions} />
      {hypothesis.nearestPrior.length === 0 ? null : (
        <section className="card-part">
          <h3>Nearest to what is already said</h3>
          <ul>
            {hypothesis.nearestPrior.map((prior) => (
              <li key={`${prior.citation.document} ${prior.citation.start}`} className="prior">
                <span className="prior-text">{prior.citation.text}</span>{" "}
                <span className="hint numbers">{percent(prior.similarity)} alike</span>{" "}
                <Citations evidence={[prior.citation]} numbering={numbering} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="hint card-foot">
        Seed {hypothesis.seed} · <code>{hypothesis.id}</code>
      </p>
    </>
  );
}

function Critique({ points }: { readonly points: readonly CritiquePoint[] }) {
  if (points.length === 0) return null;
  return (
    <section className="card-part">
      <h3>Critique</h3>
      <ul className="critique">
        {points.map((point, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: points are in order and never change.
          <li key={place}>
            <span className={`severity severity-${point.severity}`}>{point.severity}</span>
            <div>
              <p>{point.problem}</p>
              {point.suggestion === "" ? null : <p className="hint">{point.suggestion}</p>}
              <p className="written-by">
                {sectionTitle(point.section)}, by {point.by}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Revisions({ revisions }: { readonly revisions: readonly Revision[] }) {
  if (revisions.length === 0) return null;
  return (
    <section className="card-part">
      <h3>Revisions</h3>
      {revisions.map((revision, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: revisions are in order and never change.
        <details key={place} className="revision">
          <summary>
            {sectionTitle(revision.section)}: {revision.because} <span className="written-by">{revision.by}</span>
          </summary>
          <p className="diff">
            {diffWords(revision.before, revision.after).map((part, at) => {
              const Tag = part.kind === "added" ? "ins" : part.kind === "removed" ? "del" : "span";
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed difference.
              return <Tag key={at}>{part.text}</Tag>;
            })}
          </p>
        </details>
      ))}
    </section>
  );
}

function sectionTitle(section: CritiquePoint["section"]): string {
  return section === "path" ? "The path" : section === "whole" ? "The whole" : SECTION_TITLES[section];
}
