// A sentence in its context, with what matters in it marked, and the paper it stands in.

import type { ReactNode } from "react";
import type { SpanInContext } from "#apps/server/api.ts";
import { linkTo } from "../shell/router.ts";
import { byline } from "../shell/words.ts";

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: "head" | "tail" | "span";
}

/** Text with marks laid into it; marks that overlap an earlier one are left out. */
export function MarkedText({ text, marks }: { readonly text: string; readonly marks: readonly Mark[] }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < at || mark.end > text.length) continue;
    parts.push(text.slice(at, mark.start));
    parts.push(
      <mark key={mark.start} className={`mark-${mark.kind}`}>
        {text.slice(mark.start, mark.end)}
      </mark>,
    );
    at = mark.end;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}

export function Quote({
  span,
  marks,
  children,
}: {
  readonly span: SpanInContext;
  readonly marks: readonly Mark[];
  readonly children?: ReactNode;
}) {
  return (
    <figure className="quote">
      <blockquote>
        {span.before === "" ? null : <span className="quote-around">{span.before} </span>}
        <span className="quote-said">
          <MarkedText text={span.text} marks={marks} />
        </span>
        {span.after === "" ? null : <span className="quote-around"> {span.after}</span>}
      </blockquote>
      <figcaption>
        <a href={linkTo("documents", span.document, { at: `${span.start}-${span.end}` })}>{span.title || span.document}</a>
        {byline(span.authors, span.year) === "" ? null : <span>{byline(span.authors, span.year)}</span>}
        {span.verified === false ? <span className="quote-broken">no longer matches its document</span> : null}
        {children}
      </figcaption>
    </figure>
  );
}
