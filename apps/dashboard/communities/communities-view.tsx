// What belongs together in the garden: each community with its name, its summary with numbered citations, and a way to see it drawn.

import { useId, useState } from "react";
import type { CommunitiesResult, SummarisedCommunity } from "#apps/server/api.ts";
import { CitationMark, Numbering, OpenedSentence } from "../evidence/citation.tsx";
import { classColour, slotColour } from "../garden/palette.ts";
import { goTo, linkTo, type Place } from "../shell/router.ts";
import { Answered, Nothing } from "../shell/states.tsx";
import { count, counted } from "../shell/words.ts";
import { useAnswer } from "../talk/use-answer.ts";

/** Communities asked for at first, and with each press of "More". */
const PAGE = 24;
const MOST = 200;

export function CommunitiesView({ place }: { readonly place: Place }) {
  const level = Number(place.query.get("level") ?? "0");
  const [limit, setLimit] = useState(PAGE);
  const asked = useAnswer<CommunitiesResult>(`/api/communities?${new URLSearchParams({ level: String(level), limit: String(limit) })}`);
  return (
    <div className="view">
      <header className="view-head">
        <h1>Communities</h1>
        {asked.answer === null ? null : <LevelChoice answer={asked.answer} />}
      </header>
      <Answered asked={asked} label="Looking for what belongs together…">
        {(answer) => (answer.communities.length === 0 ? <NoneYet /> : <Listed answer={answer} more={() => setLimit(limit + PAGE)} />)}
      </Answered>
    </div>
  );
}

function LevelChoice({ answer }: { readonly answer: CommunitiesResult }) {
  if (answer.levels.length < 2) return null;
  return (
    <div className="tools">
      <label>
        <span>Level</span>
        <select value={answer.level} onChange={(event) => goTo("communities", null, { level: event.target.value })}>
          {answer.levels.map(({ level, listable }) => (
            <option key={level} value={level}>
              {`${level === 0 ? "coarsest" : level === answer.levels.length - 1 ? "finest" : `level ${level}`} (${count(listable)})`}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Listed({ answer, more }: { readonly answer: CommunitiesResult; readonly more: () => void }) {
  const { level, levels, isolated, communities } = answer;
  const all = levels[level]?.listable ?? communities.length;
  return (
    <>
      <p className="hint shown-count">
        {communities.length < all ? `${count(communities.length)} of ` : ""}
        {counted(all, "community", "communities")} of three concepts or more, the largest first; {counted(isolated, "concept")} in none.{" "}
        <a href={linkTo("garden", null, { colour: "community" })}>Colour the garden by community</a>
      </p>
      <div className="cards">
        {communities.map((community, rank) => (
          <CommunityCard key={community.id} community={community} slot={level === 0 ? rank : null} />
        ))}
      </div>
      {communities.length < all && communities.length < MOST ? (
        <button type="button" className="quiet more" onClick={more}>
          More communities
        </button>
      ) : null}
    </>
  );
}

/** @param slot the colour it has in the garden; null on levels that have none there */
function CommunityCard({ community, slot }: { readonly community: SummarisedCommunity; readonly slot: number | null }) {
  const { id, name, size, inside, classes, concepts, summary, writtenBy, composedBecause } = community;
  const numbering = new Numbering();
  for (const source of community.sources) numbering.of(source);
  return (
    <article className="card community">
      <h2>
        {slot === null ? null : <span className="dot" style={{ background: slotColour(slot) }} />}
        <a href={linkTo("garden", null, { community: id })}>{name}</a>
      </h2>
      <p className="concept-facts">
        <span>{counted(size, "concept")}</span>
        <span>{Math.round(100 * inside)} % of their links inside</span>
        {classes.map((one) => (
          <span key={one.name} className="class-chip">
            <span className="dot" style={{ background: classColour(one.name) }} />
            {one.name} {one.concepts}
          </span>
        ))}
      </p>
      <Summary sentences={summary} numbering={numbering} />
      <p className="hint">
        {concepts.map((concept, place) => (
          <span key={concept.id}>
            {place === 0 ? "" : ", "}
            <a href={linkTo("garden", concept.id)}>{concept.label}</a>
          </span>
        ))}
        {size > concepts.length ? ` and ${count(size - concepts.length)} more` : ""}
      </p>
      <p className="hint">
        Written by {writtenBy}
        {composedBecause === undefined ? "" : `: ${composedBecause}`}
      </p>
    </article>
  );
}

const MARK = /\[(\d+)\]/;

/** Running text whose marks open the sentence they lead to. */
function Summary({ sentences, numbering }: { readonly sentences: SummarisedCommunity["summary"]; readonly numbering: Numbering }) {
  const [open, setOpen] = useState<number | null>(null);
  const id = useId();
  if (sentences.length === 0) return <p className="hint">No sentence about it stands by itself.</p>;
  const cited = sentences.flatMap(({ evidence }) => evidence);
  const opened = cited.find((citation) => numbering.of(citation) === open);
  return (
    <>
      <p className="answer-text">
        {sentences.map(({ text, evidence }) => (
          <span key={text}>
            {text.split(MARK).map((piece, place) => {
              const citation = place % 2 === 1 ? evidence.find((one) => numbering.of(one) === Number(piece)) : undefined;
              const key = `${place} ${piece}`;
              return citation === undefined ? (
                <span key={key}>{piece}</span>
              ) : (
                <CitationMark key={key} cited={citation} number={Number(piece)} open={open} setOpen={setOpen} controls={id} />
              );
            })}{" "}
          </span>
        ))}
      </p>
      <div id={id}>{opened === undefined ? null : <OpenedSentence cited={opened} />}</div>
    </>
  );
}

function NoneYet() {
  return (
    <Nothing title="No communities yet">
      <p>They appear once documents say how at least three concepts hang together.</p>
      <a className="button" href={linkTo("documents")}>
        Add documents
      </a>
    </Nothing>
  );
}
