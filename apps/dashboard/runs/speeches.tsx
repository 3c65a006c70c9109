// The steps of a run as a transcript: role, author, words; thinking stays folded until somebody wants it.

import { useState } from "react";
import { duration } from "../shell/words.ts";
import { withoutMarks, withoutThinking } from "./spoken.ts";
import type { Speech } from "./story.ts";

const RECENT = 40;

export function Speeches({ speeches, over }: { readonly speeches: readonly Speech[]; readonly over: boolean }) {
  const [all, setAll] = useState(false);
  if (speeches.length === 0) return null;
  const shown = all ? speeches : speeches.slice(-RECENT);
  return (
    <section className="run-section">
      <h2>Who said what</h2>
      {speeches.length > shown.length ? (
        <button type="button" className="quiet" onClick={() => setAll(true)}>
          Show the {speeches.length - shown.length} earlier steps
        </button>
      ) : null}
      <ol className="speeches" aria-live={over ? "off" : "polite"}>
        {shown.map((speech) => (
          <SpeechItem key={speech.id} speech={speech} over={over} />
        ))}
      </ol>
    </section>
  );
}

function SpeechItem({ speech, over }: { readonly speech: Speech; readonly over: boolean }) {
  const speaking = speech.by === null && !over;
  return (
    <li className={speaking ? "speech speaking" : "speech"}>
      <div className="speech-who">
        <strong>{speech.role}</strong>
        <span>{speech.by ?? (speaking ? "speaking…" : "cut off")}</span>
        <span className="numbers">
          {spent(speech.seconds)}
          {speech.tokensOut > 0 ? ` · ${speech.tokensOut} tokens` : ""}
        </span>
        {speech.meanEntropy === null ? null : <span className="numbers">entropy {speech.meanEntropy.toFixed(2)} nats</span>}
        {speech.recorded ? <span>from the record</span> : null}
      </div>
      <div className="speech-said">
        {speech.thinking === "" ? null : <Thinking speech={speech} open={speaking && speech.text === ""} />}
        <Said text={withoutThinking(speech.text)} />
      </div>
    </li>
  );
}

function Thinking({ speech, open }: { readonly speech: Speech; readonly open: boolean }) {
  return (
    <details className="thinking" open={open}>
      <summary>Thinking{speech.parsed?.graph ? `: a graph of ${speech.parsed.graph.nodes.length} concepts` : ""}</summary>
      <pre>{withoutMarks(speech.thinking)}</pre>
      {speech.parsed?.problems.map((problem) => (
        <p key={problem} className="hint">
          {problem}
        </p>
      ))}
    </details>
  );
}

const LONG = 420;

function Said({ text }: { readonly text: string }) {
  const pretty = readable(text);
  if (pretty.length <= LONG) return <p className="said">{pretty}</p>;
  return (
    <details className="said-long">
      <summary>
        <span className="said">{pretty.slice(0, LONG)}…</span>
      </summary>
      <p className="said">{pretty.slice(LONG)}</p>
    </details>
  );
}

/** A composed step takes no time worth a number. */
function spent(seconds: number | null): string {
  if (seconds === null || seconds < 0.0005) return "";
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : duration(seconds);
}

/** A JSON answer is shown indented; anything else as it was said. */
function readable(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
