// A text with citation marks that open the sentence they lead to, in place. It shows the text as it is kept, word for word.

import { useId, useState } from "react";
import { markedPieces } from "#agents/evidence/citation-marks.ts";
import type { ComparisonAnswer } from "#apps/server/api.ts";
import { CitationMark, OpenedSentence } from "../evidence/citation.tsx";

type Evidence = ComparisonAnswer["evidence"];

export function MarkedText({ text, evidence }: { readonly text: string; readonly evidence: Evidence }) {
  const [open, setOpen] = useState<number | null>(null);
  const id = useId();
  const opened = open === null ? undefined : evidence[open - 1];
  return (
    <>
      {text.split(/\n{2,}/).map((paragraph, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a text that does not change.
        <p className="contender-text" key={place}>
          {markedPieces(paragraph).map((piece, at) => {
            if (typeof piece === "string") return piece;
            const cited = evidence[piece - 1];
            if (cited === undefined) return `[${piece}]`;
            // biome-ignore lint/suspicious/noArrayIndexKey: one sentence may be cited twice.
            return <CitationMark key={at} {...{ cited, open, setOpen }} number={piece} controls={id} />;
          })}
        </p>
      ))}
      <div id={id}>{opened === undefined ? null : <OpenedSentence cited={opened} />}</div>
    </>
  );
}
