// Documents: what the garden was grown from, how to add more, and one of them opened.

import { useState } from "react";
import type { DocumentsAnswer } from "#apps/server/api.ts";
import { useGarden } from "../shell/garden-context.ts";
import { linkTo, type Place } from "../shell/router.ts";
import { Answered } from "../shell/states.tsx";
import { byline, count, counted } from "../shell/words.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { DocumentText } from "./document-text.tsx";
import { Grow } from "./grow.tsx";

const PAGE = 100;

export function DocumentsView({ place }: { readonly place: Place }) {
  if (place.item !== null) return <DocumentText key={place.item} id={place.item} at={spanOf(place.query.get("at"))} />;
  return <DocumentList />;
}

function DocumentList() {
  const [words, setWords] = useState("");
  const [offset, setOffset] = useState(0);
  const garden = useGarden();
  const asked = useAnswer<DocumentsAnswer>(
    `/api/documents?${new URLSearchParams({ q: words, offset: String(offset), limit: String(PAGE) })}`,
  );
  const grown = () => {
    garden.again();
    asked.again();
  };
  return (
    <div className="view">
      <header className="view-head">
        <h1>Documents</h1>
        <div className="tools">
          <label>
            <span>Title, author or year</span>
            <input
              type="search"
              value={words}
              placeholder="any words"
              onChange={(event) => {
                setWords(event.target.value);
                setOffset(0);
              }}
            />
          </label>
        </div>
      </header>
      <Grow onGrown={grown} />
      <Answered asked={asked} label="Fetching documents…">
        {(answer) =>
          answer.total === 0 ? <NoDocuments searched={words !== ""} /> : <Table answer={answer} offset={offset} onMove={setOffset} />
        }
      </Answered>
    </div>
  );
}

function NoDocuments({ searched }: { readonly searched: boolean }) {
  return <p className="hint none">{searched ? "No document matches these words." : "No documents yet. Add the first ones above."}</p>;
}

function Table({
  answer,
  offset,
  onMove,
}: {
  readonly answer: DocumentsAnswer;
  readonly offset: number;
  readonly onMove: (offset: number) => void;
}) {
  return (
    <>
      <table className="documents">
        <caption className="hidden-text">{counted(answer.total, "document")}</caption>
        <thead>
          <tr>
            <th scope="col">{counted(answer.total, "document")}</th>
            <th scope="col" className="narrow-hide">
              Format
            </th>
            <th scope="col" className="number">
              Sentences
            </th>
            <th scope="col" className="number">
              Claims
            </th>
          </tr>
        </thead>
        <tbody>
          {answer.documents.map((row) => (
            <tr key={row.id}>
              <td>
                <a href={linkTo("documents", row.id)}>{row.title || row.id}</a>
                <p className="hint">{byline(row.authors, row.year) || row.source.path}</p>
              </td>
              <td className="narrow-hide">{row.source.format}</td>
              <td className="number">{count(row.sentences)}</td>
              <td className="number">{count(row.claims)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.total > PAGE ? (
        <nav className="pages" aria-label="Pages">
          <button type="button" disabled={offset === 0} onClick={() => onMove(offset - PAGE)}>
            Earlier
          </button>
          <span className="numbers">
            {count(offset + 1)}–{count(Math.min(offset + PAGE, answer.total))} of {count(answer.total)}
          </span>
          <button type="button" disabled={offset + PAGE >= answer.total} onClick={() => onMove(offset + PAGE)}>
            Later
          </button>
        </nav>
      ) : null}
    </>
  );
}

/** `10-42` as offsets. */
function spanOf(text: string | null): readonly [number, number] | null {
  const match = /^(\d+)-(\d+)$/.exec(text ?? "");
  return match === null ? null : [Number(match[1]), Number(match[2])];
}
