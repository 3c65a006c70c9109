// One document as it was read: its text, the sentences that make claims marked, the sentence somebody came for in view.

import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { DocumentAnswer } from "#apps/server/api.ts";
import { linkTo } from "../shell/router.ts";
import { Answered } from "../shell/states.tsx";
import { byline, counted, relationWords } from "../shell/words.ts";
import { useAnswer } from "../talk/use-answer.ts";

interface Props {
  readonly id: string;
  /** Offsets of what to bring into view. */
  readonly at: readonly [number, number] | null;
}

export function DocumentText({ id, at }: Props) {
  const asked = useAnswer<DocumentAnswer>(`/api/documents/${encodeURIComponent(id)}`);
  return (
    <div className="view view-reading">
      <p className="crumb">
        <a href={linkTo("documents")}>Documents</a>
      </p>
      <Answered asked={asked} label="Opening the document…">
        {(answer) => <Opened answer={answer} at={at} />}
      </Answered>
    </div>
  );
}

function Opened({ answer, at }: { readonly answer: DocumentAnswer; readonly at: Props["at"] }) {
  const { document } = answer;
  const [opened, setOpened] = useState<number | null>(null);
  const blocks = useMemo(() => blocksOf(answer), [answer]);
  const claims = useMemo(() => claimsBySentence(answer), [answer]);
  const wanted = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // Not returned: newer browsers answer a promise, which React would take for a clean-up.
    wanted.current?.scrollIntoView({ block: "center" });
  }, []);
  const first = at === null ? -1 : answer.sentences.findIndex((sentence) => sentence.end > at[0]);
  return (
    <article>
      <header className="document-head">
        <h1>{document.title || document.id}</h1>
        <p className="facts">
          {byline(document.authors, document.year) === "" ? null : <span>{byline(document.authors, document.year)}</span>}
          {document.venue === null ? null : <span>{document.venue}</span>}
          {document.doi === null ? null : <span>doi:{document.doi}</span>}
          {document.arxiv === null ? null : <span>arXiv:{document.arxiv}</span>}
          <span>{counted(answer.sentences.length, "sentence")}</span>
          <span>{counted(answer.claims.length, "claim")}</span>
          <span>{document.source.path}</span>
        </p>
        <p className="hint">Underlined sentences say something about two concepts. Open one to see what was read in it.</p>
      </header>
      <div className="document-text">
        {blocks.map((block) => (
          <p key={block.start} className={block.heading ? "document-heading" : undefined}>
            {block.sentences.map(({ index, before, text }) => (
              <SentenceText
                key={index}
                before={before}
                claims={claims.get(index)?.length ?? 0}
                open={opened === index}
                sought={at !== null && index >= first && answer.sentences[index]!.start < at[1]}
                mark={index === first ? wanted : null}
                onToggle={() => setOpened(opened === index ? null : index)}
                detail={opened === index ? <ClaimList answer={answer} sentence={index} claims={claims.get(index) ?? []} /> : null}
              >
                {text}
              </SentenceText>
            ))}
          </p>
        ))}
      </div>
    </article>
  );
}

function SentenceText(props: {
  readonly before: string;
  readonly claims: number;
  readonly open: boolean;
  readonly sought: boolean;
  readonly mark: React.RefObject<HTMLSpanElement | null> | null;
  readonly onToggle: () => void;
  readonly detail: ReactNode;
  readonly children: ReactNode;
}) {
  const className = ["sentence", props.claims > 0 ? "says" : "", props.sought ? "sought" : ""].filter(Boolean).join(" ");
  return (
    <>
      {props.before}
      <span ref={props.mark} className={className}>
        {props.claims === 0 ? (
          props.children
        ) : (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot break across lines as running text must.
          <span
            role="button"
            tabIndex={0}
            aria-expanded={props.open}
            onClick={props.onToggle}
            onKeyDown={(event) => {
              if (event.key === "Enter" || event.key === " ") {
                event.preventDefault();
                props.onToggle();
              }
            }}
          >
            {props.children}
          </span>
        )}
      </span>
      {props.detail}
    </>
  );
}

function ClaimList({
  answer,
  claims,
}: {
  readonly answer: DocumentAnswer;
  readonly sentence: number;
  readonly claims: DocumentAnswer["claims"];
}) {
  return (
    <span className="claims-read">
      {claims.map((claim) => (
        <span key={`${claim.head} ${claim.tail} ${claim.type}`} className="claim-read">
          <Named answer={answer} mention={claim.head} kind="head" /> <em>{relationWords(claim.type)}</em>{" "}
          <Named answer={answer} mention={claim.tail} kind="tail" />
          <span className="hint">
            {claim.polarity === "negated" ? " negated" : ""}
            {claim.hedged ? " hedged" : ""} {Math.round(claim.confidence / 10)} % sure, by {claim.by}
          </span>
        </span>
      ))}
    </span>
  );
}

function Named({ answer, mention, kind }: { readonly answer: DocumentAnswer; readonly mention: number; readonly kind: "head" | "tail" }) {
  const named = answer.mentions[mention];
  if (named === undefined) return null;
  const text = answer.document.text.slice(named.start, named.end);
  return <mark className={`mark-${kind}`}>{named.concept === null ? text : <a href={linkTo("garden", named.concept)}>{text}</a>}</mark>;
}

interface Block {
  readonly start: number;
  readonly heading: boolean;
  readonly sentences: readonly { readonly index: number; readonly before: string; readonly text: string }[];
}

/** Sentences in paragraphs: a blank line between two sentences starts a new one. */
function blocksOf({ document, sentences }: DocumentAnswer): readonly Block[] {
  const blocks: { start: number; heading: boolean; sentences: { index: number; before: string; text: string }[] }[] = [];
  let end = 0;
  for (const [index, sentence] of sentences.entries()) {
    const before = document.text.slice(end, sentence.start);
    const text = document.text.slice(sentence.start, sentence.end);
    const last = blocks.at(-1);
    if (last === undefined || /\n\s*\n|\n#/.test(before) || /#\s*$/.test(before)) {
      blocks.push({
        start: sentence.start,
        heading: sentence.section === "title" || /#\s*$/.test(before),
        sentences: [{ index, before: "", text }],
      });
    } else last.sentences.push({ index, before, text });
    end = sentence.end;
  }
  return blocks;
}

function claimsBySentence({ claims }: DocumentAnswer): ReadonlyMap<number, DocumentAnswer["claims"]> {
  const found = new Map<number, DocumentAnswer["claims"][number][]>();
  for (const claim of claims) found.set(claim.sentence, [...(found.get(claim.sentence) ?? []), claim]);
  return found;
}
