// A numbered citation that opens its sentence in place: the number is a button, the sentence comes from the document itself.

import { useId, useState } from "react";
import type { SpanInContext } from "#apps/server/api.ts";
import { Answered } from "../shell/states.tsx";
import { useAnswer } from "../talk/use-answer.ts";
import { Quote } from "./quote.tsx";

export interface Cited {
  readonly document: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly sha256?: string;
}

/** Citations numbered in order of first use, so that one sentence has one number. */
export class Numbering {
  readonly #numbers = new Map<string, number>();

  of(cited: Cited): number {
    const key = `${cited.document} ${cited.start} ${cited.end}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#numbers.size + 1);
    return this.#numbers.size;
  }
}

/** The numbers of a claim's evidence, and under them the sentence that was opened. */
export function Citations({ evidence, numbering }: { readonly evidence: readonly Cited[]; readonly numbering: Numbering }) {
  const [open, setOpen] = useState<number | null>(null);
  const id = useId();
  const numbered = evidence.map((cited) => ({ cited, number: numbering.of(cited) }));
  const opened = numbered.find(({ number }) => number === open);
  return (
    <>
      <span className="cites">
        {numbered.map(({ cited, number }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a claim may cite one sentence twice.
          <CitationMark key={place} {...{ cited, number, open, setOpen }} controls={id} />
        ))}
      </span>
      <div id={id}>{opened === undefined ? null : <OpenedSentence cited={opened.cited} />}</div>
    </>
  );
}

interface Mark {
  readonly cited: Cited;
  readonly number: number;
  /** The number whose sentence is open; null for none. */
  readonly open: number | null;
  readonly setOpen: (number: number | null) => void;
  /** Id of the element in which the sentence opens. */
  readonly controls: string;
}

/** A number to press: opens its sentence, or closes it again. */
export function CitationMark({ cited, number, open, setOpen, controls }: Mark) {
  return (
    <button
      type="button"
      className="cite"
      title={cited.text}
      aria-label={`Evidence ${number}`}
      aria-expanded={open === number}
      aria-controls={controls}
      onClick={() => setOpen(open === number ? null : number)}
    >
      {number}
    </button>
  );
}

export function OpenedSentence({ cited }: { readonly cited: Cited }) {
  const query = new URLSearchParams({ document: cited.document, start: String(cited.start), end: String(cited.end) });
  if (cited.sha256 !== undefined) query.set("sha256", cited.sha256);
  const asked = useAnswer<SpanInContext>(`/api/span?${query}`);
  return (
    <Answered asked={asked} label="Opening the document…">
      {(span) => <Quote span={span} marks={[]} />}
    </Answered>
  );
}
