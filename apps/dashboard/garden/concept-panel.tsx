// One concept beside the graph: what the garden's documents say about it, sentence by sentence, and what was only imagined.

import { useState } from "react";
import type { ConceptAnswer, EvidenceAnswer, RelationAnswer } from "#apps/server/api.ts";
import { type Mark, Quote } from "../evidence/quote.tsx";
import { goTo, linkTo } from "../shell/router.ts";
import { Answered } from "../shell/states.tsx";
import { counted, relationWords } from "../shell/words.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { classColour } from "./palette.ts";

const GROUP_PREVIEW = 6;

export function ConceptPanel({ id }: { readonly id: string }) {
  const asked = useAnswer<ConceptAnswer>(`/api/concepts/${encodeURIComponent(id)}`);
  return (
    <article className="panel-body" aria-live="polite" aria-busy={asked.loading}>
      <Answered asked={asked} label="Opening the concept…">
        {(answer) => <Opened answer={answer} />}
      </Answered>
    </article>
  );
}

function Opened({ answer }: { readonly answer: ConceptAnswer }) {
  const { concept } = answer;
  const years =
    concept.firstYear === null
      ? null
      : concept.firstYear === concept.lastYear
        ? `${concept.firstYear}`
        : `${concept.firstYear}–${concept.lastYear}`;
  return (
    <>
      <header className="concept-head">
        <div className="concept-title">
          <h1>{concept.label}</h1>
          <button type="button" className="quiet close" aria-label="Close the concept" onClick={() => goTo("garden")}>
            ✕
          </button>
        </div>
        <p className="concept-facts">
          <span className="class-chip">
            <span className="dot" style={{ background: classColour(concept.class) }} />
            {concept.class}
          </span>
          <span>{counted(concept.documents, "document")}</span>
          <span>{counted(concept.mentions, "mention")}</span>
          {years === null ? null : <span>{years}</span>}
        </p>
        {concept.aliases.length === 0 ? null : <p className="aliases">Also written {concept.aliases.slice(0, 8).join(", ")}</p>}
        <p className="concept-actions">
          <a className="button quiet" href={linkTo("garden", null, { from: concept.id })}>
            Find a path from here
          </a>
          <a className="button quiet" href={linkTo("runs", "new", { from: concept.label })}>
            Propose a hypothesis
          </a>
        </p>
      </header>
      <Conjectures answer={answer} />
      {groupsOf(answer).map((group) => (
        <Group key={group.heading} {...group} centre={concept.id} />
      ))}
      {answer.relations.length === 0 ? <p className="hint">No sentence relates this concept to another one yet.</p> : null}
    </>
  );
}

function Conjectures({ answer }: { readonly answer: ConceptAnswer }) {
  if (answer.conjectures.length === 0) return null;
  return (
    <section className="conjectures" aria-label="Conjectures">
      <h3>Conjectures: imagined, not evidence</h3>
      <ul>
        {answer.conjectures.map((conjecture) => (
          <li key={conjecture.id} className="conjecture">
            <p>
              <EndLink id={conjecture.fromConcept} label={conjecture.fromLabel} /> <em>{relationWords(conjecture.type)}</em>{" "}
              <EndLink id={conjecture.toConcept} label={conjecture.toLabel} />
            </p>
            {conjecture.rationale === "" ? null : <p className="hint">{conjecture.rationale}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface GroupProps {
  readonly heading: string;
  readonly relations: readonly RelationAnswer[];
}

function Group({ heading, relations, centre }: GroupProps & { readonly centre: string }) {
  const [all, setAll] = useState(false);
  const shown = all ? relations : relations.slice(0, GROUP_PREVIEW);
  return (
    <section className="group" aria-label={heading}>
      <h3>
        {heading} <span className="numbers">{relations.length}</span>
      </h3>
      <ul>
        {shown.map((relation) => (
          <li key={`${relation.from} ${relation.to} ${relation.polarity}`}>
            <RelationItem relation={relation} centre={centre} />
          </li>
        ))}
      </ul>
      {relations.length > shown.length ? (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          Show {relations.length - shown.length} more
        </button>
      ) : null}
    </section>
  );
}

function RelationItem({ relation, centre }: { readonly relation: RelationAnswer; readonly centre: string }) {
  const [all, setAll] = useState(false);
  const outward = relation.from === centre;
  const evidence = all ? relation.evidence : relation.evidence.slice(0, 1);
  const rest = relation.evidence.length - evidence.length;
  return (
    <div className="relation">
      <p className="relation-end">
        <span className="arrow" aria-hidden="true">
          {outward ? "→" : "←"}
        </span>
        <EndLink id={outward ? relation.to : relation.from} label={outward ? relation.toLabel : relation.fromLabel} />
      </p>
      {evidence.map((span) => (
        <Quote key={`${span.document} ${span.start} ${span.head[0]}`} span={span} marks={marksOf(span)}>
          {span.hedged ? <span title="The sentence says so with reserve">hedged</span> : null}
        </Quote>
      ))}
      {rest > 0 ? (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          {rest === 1 ? "1 more sentence" : `${rest} more sentences`}
        </button>
      ) : null}
    </div>
  );
}

function EndLink({ id, label }: { readonly id: string | null; readonly label: string }) {
  return id === null ? <span>{label}</span> : <a href={linkTo("garden", id)}>{label}</a>;
}

function marksOf(span: EvidenceAnswer): readonly Mark[] {
  return [
    { start: span.head[0], end: span.head[1], kind: "head" },
    { start: span.tail[0], end: span.tail[1], kind: "tail" },
  ];
}

/** Relations by what they say and which way round, the richest group first. */
function groupsOf(answer: ConceptAnswer): readonly GroupProps[] {
  const groups = new Map<string, RelationAnswer[]>();
  for (const relation of answer.relations) {
    const words = relationWords(relation.type);
    const said = relation.polarity === "negated" ? `not: ${words}` : words;
    const heading = relation.from === answer.concept.id ? said : `${said} this`;
    groups.set(heading, [...(groups.get(heading) ?? []), relation]);
  }
  return [...groups]
    .map(([heading, relations]) => ({ heading, relations: relations.toSorted((a, b) => b.confidence - a.confidence) }))
    .sort((a, b) => b.relations.length - a.relations.length || (a.heading < b.heading ? -1 : 1));
}
