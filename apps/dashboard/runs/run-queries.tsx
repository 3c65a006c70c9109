// The queries of a run as they were tried, each with what it brought, and the rows of the one that answers.

import type { QueryAnswer, TriedQuery } from "#agents/query/query-answer.ts";
import { counted } from "../shell/words.ts";
import { OwnQuery } from "./own-query.tsx";
import { RowsTable } from "./rows-table.tsx";

export function RunQueries({ queries, result }: { readonly queries: readonly TriedQuery[]; readonly result: QueryAnswer | null }) {
  if (queries.length === 0 && result === null) return null;
  return (
    <>
      {result === null ? null : <Answer result={result} />}
      {queries.length === 0 ? null : (
        <section className="run-section">
          <h2>{counted(queries.length, "query", "queries")} run</h2>
          <ol className="tried">
            {queries.map((tried) => (
              <Tried key={tried.n} tried={tried} answers={tried.n === result?.final?.n} />
            ))}
          </ol>
        </section>
      )}
      {result === null ? null : <OwnQuery key={result.run} language={result.language} query={result.final?.query ?? ""} />}
    </>
  );
}

function Answer({ result: { final, refusal, readAs, writtenBy, notices = [] } }: { readonly result: QueryAnswer }) {
  return (
    <article className="answer">
      {final === null ? <p className="answer-text">{refusal ?? "No query answered."}</p> : <RowsTable {...final} />}
      {readAs === null ? null : <p className="hint">Read as: {readAs}</p>}
      {final === null ? null : (
        <p className="hint">
          Rows of query {final.n}, written by {writtenBy}
        </p>
      )}
      {notices.map((notice) => (
        <p key={notice} className="hint">
          {notice}
        </p>
      ))}
    </article>
  );
}

function Tried({ tried, answers }: { readonly tried: TriedQuery; readonly answers: boolean }) {
  const { n, after, query, outcome, columns, rows, count, error, by } = tried;
  return (
    <li className={answers ? "answers" : undefined}>
      <p className="tried-head numbers">
        <strong>
          {n}
          {answers ? " answers" : ""}
        </strong>
        <span>{by}</span>
        {after === 0 ? null : <span>after {after}</span>}
        <span>{outcome === "error" ? "error" : counted(count, "row")}</span>
      </p>
      <pre className="query">{query}</pre>
      {error === null ? null : <p className="hint">{error}</p>}
      {rows.length === 0 ? null : <RowsTable columns={columns} rows={rows} cut={null} concepts={{}} />}
    </li>
  );
}
