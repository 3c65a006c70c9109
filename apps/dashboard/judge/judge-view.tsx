// Two texts side by side, one key to decide. Who the model judge preferred is shown only afterwards, so that it sways nobody.

import { useCallback, useEffect, useState } from "react";
import type { ComparisonAnswer, ComparisonsAnswer, Contender, JudgementAnswer } from "#apps/server/api.ts";
import { linkTo } from "../shell/router.ts";
import { Answered, Nothing, Refusal } from "../shell/states.tsx";
import { post, ServerRefusal } from "../talk/client.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { MarkedText } from "./marked-text.tsx";

type Side = "a" | "b" | "tie";

export function JudgeView() {
  const asked = useAnswer<ComparisonsAnswer>("/api/comparisons");
  return (
    <div className="view view-wide">
      <header className="view-head">
        <div>
          <h1>Judge</h1>
          <p>
            Which is the better one? Each decision becomes a preference pair with the sentences both may cite, but for ties and where people
            contradict each other.
          </p>
        </div>
      </header>
      <Answered asked={asked} label="Fetching comparisons…">
        {(answer) => <Judging answer={answer} />}
      </Answered>
    </div>
  );
}

interface Decided {
  readonly comparison: ComparisonAnswer;
  readonly answer: JudgementAnswer;
}

function Judging({ answer }: { readonly answer: ComparisonsAnswer }) {
  const [decided, setDecided] = useState<readonly Decided[]>([]);
  const [reopened, setReopened] = useState<ComparisonAnswer | null>(null);
  const [error, setError] = useState<ServerRefusal | null>(null);
  const [busy, setBusy] = useState(false);
  const known = new Set(decided.map(({ comparison }) => comparison.id));
  const waiting = answer.open.filter(({ id }) => !known.has(id) && id !== reopened?.id);
  const current = reopened ?? waiting[0];
  const prefer = useCallback(
    async (side: Side) => {
      if (current === undefined || busy) return;
      setBusy(true);
      setError(null);
      try {
        const judged = await post<JudgementAnswer>("/api/judgements", {
          comparison: current.id,
          prefer: side,
          again: current === reopened,
        });
        setDecided((before) => [...before, { comparison: current, answer: judged }]);
        setReopened(null);
        document.getElementById("stage")?.scrollTo({ top: 0 });
      } catch (thrown) {
        setError(thrown instanceof ServerRefusal ? thrown : new ServerRefusal("internal", String(thrown)));
      }
      setBusy(false);
    },
    [current, reopened, busy],
  );
  const undo = useCallback(() => {
    const last = decided.at(-1);
    if (last === undefined || busy || reopened !== null) return;
    setReopened(last.comparison);
    setDecided(decided.slice(0, -1));
  }, [decided, busy, reopened]);
  useKeys(prefer, undo);
  const done = answer.decided + decided.length + (reopened === null ? 0 : 1);
  return (
    <>
      <p className="judge-count numbers" role="status">
        {done} decided, {waiting.length} open
      </p>
      {error === null ? null : <Refusal error={error} />}
      {reopened === null ? (
        <LastVerdict decided={decided.at(-1)} onUndo={undo} />
      ) : (
        <p className="last-verdict">Decide again: your earlier decision on these two stands until you do.</p>
      )}
      {current === undefined ? <AllJudged any={done > 0} /> : <Duel key={current.id} comparison={current} busy={busy} onPrefer={prefer} />}
    </>
  );
}

function Duel({
  comparison,
  busy,
  onPrefer,
}: {
  readonly comparison: ComparisonAnswer;
  readonly busy: boolean;
  readonly onPrefer: (side: Side) => void;
}) {
  return (
    <>
      {comparison.question === "" ? null : <p className="duel-question">{comparison.question}</p>}
      <div className="duel">
        <ContenderCard contender={comparison.a} evidence={comparison.evidence} />
        <ContenderCard contender={comparison.b} evidence={comparison.evidence} />
      </div>
      <fieldset className="duel-foot" disabled={busy}>
        <legend className="hidden-text">Your decision</legend>
        <button type="button" className="primary" onClick={() => onPrefer("a")}>
          <kbd>←</kbd> Prefer the first
        </button>
        <button type="button" onClick={() => onPrefer("tie")}>
          Equally good <kbd>=</kbd>
        </button>
        <button type="button" className="primary" onClick={() => onPrefer("b")}>
          Prefer the second <kbd>→</kbd>
        </button>
      </fieldset>
    </>
  );
}

/** Exactly what is kept: a pair holds these words and these sentences, and nothing the page might add. */
function ContenderCard({ contender, evidence }: { readonly contender: Contender; readonly evidence: ComparisonAnswer["evidence"] }) {
  return (
    <article className="contender">
      <h2>{contender.title}</h2>
      <MarkedText text={contender.text} evidence={evidence} />
    </article>
  );
}

function LastVerdict({ decided, onUndo }: { readonly decided: Decided | undefined; readonly onUndo: () => void }) {
  if (decided === undefined)
    return <p className="last-verdict hint">Your last decision appears here, with what the model judge had said.</p>;
  const { comparison, answer } = decided;
  const title = (side: string) => (side === "a" ? comparison.a.title : side === "b" ? comparison.b.title : "neither");
  const { verdict } = answer.judgement;
  return (
    <p className="last-verdict" role="status">
      <span>
        {verdict === "tie" ? "You called it a tie: no pair follows." : `You preferred “${title(verdict)}”.`}{" "}
        {modelSaid(answer, verdict, title)}
      </span>
      <button type="button" className="quiet" onClick={onUndo}>
        Undo <kbd>u</kbd>
      </button>
    </p>
  );
}

function modelSaid(answer: JudgementAnswer, verdict: string, title: (side: string) => string): string {
  const judge = answer.modelJudge;
  if (judge === null) return "No model judged these two.";
  if (judge.verdict === "undecided") return `${judge.by} could not decide.`;
  if (judge.verdict === verdict) return `${judge.by} agrees.`;
  return judge.verdict === "tie" ? `${judge.by} called it a tie.` : `${judge.by} preferred “${title(judge.verdict)}”.`;
}

function AllJudged({ any }: { readonly any: boolean }) {
  return (
    <Nothing title={any ? "All comparisons are decided" : "Nothing to compare yet"}>
      <p>
        {any
          ? "Export the pairs, or propose more hypotheses to compare."
          : "A run that proposes at least two hypotheses leaves comparisons here."}
      </p>
      <p className="tools">
        <a className="button" href={linkTo("runs")}>
          Propose hypotheses
        </a>
        {any ? (
          <a className="button" href={linkTo("export")}>
            Export pairs
          </a>
        ) : null}
      </p>
    </Nothing>
  );
}

const KEYS: Readonly<Record<string, Side>> = { ArrowLeft: "a", ArrowRight: "b", ArrowDown: "tie", "=": "tie" };

function useKeys(prefer: (side: Side) => void, undo: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (inField || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      const side = KEYS[event.key];
      if (side === undefined && event.key !== "u") return;
      event.preventDefault();
      if (side === undefined) undo();
      else prefer(side);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [prefer, undo]);
}
