// One concept beside the graph: what the garden's documents say about it, sentence by sentence, and what was only imagined.

import { useState } from "react";
import type { ConceptAnswer, EvidenceAnswer, RelationAnswer, RelationEvidenceAnswer } from "#apps/server/api.ts";
import { type Mark, Quote } from "../evidence/quote.tsx";
import { goTo, linkTo } from "../shell/router.ts";
import { Answered, Refusal } from "../shell/states.tsx";
import { counted, relationWords } from "../shell/words.ts";
import { get } from "../talk/client.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { type Listed, useMore } from "../talk/use-more.ts";
import { classColour } from "./palette.ts";

const GROUP_PREVIEW = 6;

export function ConceptPanel({ id }: { readonly id: string }) {
  const asked = useAnswer<ConceptAnswer>(`/api/concepts/${encodeURIComponent(id)}`);
  return (
    <article className="panel-body" aria-live="polite" aria-busy={asked.loading}>
      <Answered asked={asked} label="Opening the concept…">
        {(answer) => <Opened key={answer.concept.id} answer={answer} />}
      </Answered>
    </article>
  );
}

function Opened({ answer }: { readonly answer: ConceptAnswer }) {
  const { concept } = answer;
  const more = useMore<RelationAnswer>(async (offset) => {
    const next = await get<ConceptAnswer>(
      `/api/concepts/${encodeURIComponent(concept.id)}?${new URLSearchParams({ offset: `${offset}` })}`,
    );
    return next.relations;
  });
  const relations = [...answer.relations, ...more.items];
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
        {answer.classes.map((line) => (
          <p key={line[0]} className="aliases">
            Class {line.join(" ‹ ")}
          </p>
        ))}
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
      {groupsOf(concept.id, relations).map((group) => (
        <Group key={group.heading} {...group} centre={concept.id} />
      ))}
      <More of={answer.total} shown={relations.length} more={more} what="relations" />
      {answer.total === 0 ? <p className="hint">No sentence relates this concept to another one yet.</p> : null}
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
  const [opened, setOpened] = useState(false);
  const more = useMore<EvidenceAnswer>(async (offset) => {
    const { from, type, to, polarity } = relation;
    return (await get<RelationEvidenceAnswer>(`/api/evidence?${new URLSearchParams({ from, type, to, polarity, offset: `${offset}` })}`))
      .evidence;
  });
  const outward = relation.from === centre;
  const evidence = opened ? [...relation.evidence, ...more.items] : relation.evidence.slice(0, 1);
  const rest = relation.spans - evidence.length;
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
      {rest > 0 && !opened ? (
        <button
          type="button"
          className="quiet"
          onClick={() => {
            setOpened(true);
            if (relation.spans > relation.evidence.length) more.ask(relation.evidence.length);
          }}
        >
          {rest === 1 ? "1 more sentence" : `${rest} more sentences`}
        </button>
      ) : null}
      {opened ? <More of={relation.spans} shown={evidence.length} more={more} what="sentences" /> : null}
    </div>
  );
}

/** What a longer list goes on with, when there is more of it. */
function More({
  of,
  shown,
  more,
  what,
}: {
  readonly of: number;
  readonly shown: number;
  readonly more: Listed<unknown>;
  readonly what: string;
}) {
  if (more.error !== null) return <Refusal error={more.error} again={() => more.ask(shown)} />;
  if (shown >= of) return null;
  return (
    <button type="button" className="quiet" disabled={more.loading} onClick={() => more.ask(shown)}>
      {more.loading ? "Fetching…" : `Show more: ${shown} of ${counted(of, what.replace(/s$/, ""))} shown`}
    </button>
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
function groupsOf(centre: string, shown: readonly RelationAnswer[]): readonly GroupProps[] {
  const groups = new Map<string, RelationAnswer[]>();
  for (const relation of shown) {
    const words = relationWords(relation.type);
    const said = relation.polarity === "negated" ? `not: ${words}` : words;
    const heading = relation.from === centre ? said : `${said} this`;
    groups.set(heading, [...(groups.get(heading) ?? []), relation]);
  }
  return [...groups]
    .map(([heading, relations]) => ({ heading, relations: relations.toSorted((a, b) => b.confidence - a.confidence) }))
    .sort((a, b) => b.relations.length - a.relations.length || (a.heading < b.heading ? -1 : 1));
}
