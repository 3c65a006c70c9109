// Paths between two concepts: asked here, listed with the sentences they rest on, drawn on the graph.

import { useEffect } from "react";
import type { ConceptAnswer, FoundPath, PathAnswer } from "#apps/server/api.ts";
import { Citations, Numbering } from "../evidence/citation.tsx";
import { goTo, linkTo, type Place } from "../shell/router.ts";
import { Answered } from "../shell/states.tsx";
import { relationWords } from "../shell/words.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { ConceptSearch } from "./concept-search.tsx";

const STRATEGIES = ["shortest", "diverse", "waypoint", "semantic"] as const;

export function PathPanel({ place, onDraw }: { readonly place: Place; readonly onDraw: (concepts: readonly string[]) => void }) {
  const from = endOf(place, "from");
  const to = endOf(place, "to");
  const strategy = place.query.get("strategy") ?? "diverse";
  const chosen = Number(place.query.get("path") ?? 0);
  const move = (changes: Readonly<Record<string, string | null>>) => goTo("garden", null, { from, to, strategy, path: null, ...changes });
  const ready = from !== null && to !== null;
  const asked = useAnswer<PathAnswer>(ready ? `/api/paths?${new URLSearchParams({ from, to, strategy, count: "5" })}` : null);
  const drawn = asked.answer?.paths[chosen];
  useEffect(() => {
    onDraw(drawn?.concepts ?? []);
    return () => onDraw([]);
  }, [drawn, onDraw]);
  return (
    <div className="panel-body">
      <div className="concept-title">
        <h1>Paths</h1>
        <button type="button" className="quiet close" aria-label="Close the paths" onClick={() => goTo("garden")}>
          ✕
        </button>
      </div>
      <div className="path-form">
        <End label="From" id={from} onPick={(id) => move({ from: id })} />
        <End label="To" id={to} onPick={(id) => move({ to: id })} />
        <label>
          <span>Strategy</span>
          <select value={strategy} onChange={(event) => move({ strategy: event.target.value })}>
            {STRATEGIES.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </div>
      {ready ? (
        <Answered asked={asked} label="Searching for paths…">
          {(answer) => (
            <>
              {answer.notes.map((note) => (
                <p key={note} className="hint">
                  {note}
                </p>
              ))}
              <Found answer={answer} chosen={chosen} onChoose={(path) => move({ path: String(path) })} />
            </>
          )}
        </Answered>
      ) : (
        <p className="hint">Choose both ends. Each step of a path names the sentence it rests on.</p>
      )}
    </div>
  );
}

/** An end that is named but empty is not chosen yet: the Paths button opens this panel so when no concept is open. */
function endOf(place: Place, name: "from" | "to"): string | null {
  return place.query.get(name) || null;
}

function End({ label, id, onPick }: { readonly label: string; readonly id: string | null; readonly onPick: (id: string) => void }) {
  const asked = useAnswer<ConceptAnswer>(id === null ? null : `/api/concepts/${encodeURIComponent(id)}?limit=0`);
  return (
    <div className="field">
      <span>{label}</span>
      <ConceptSearch
        label={`${label}: concept`}
        placeholder="a concept"
        kinds={["concept"]}
        text={asked.answer?.concept.label ?? id ?? ""}
        keep
        onPick={(hit) => onPick(hit.id)}
      />
    </div>
  );
}

function Found({
  answer,
  chosen,
  onChoose,
}: {
  readonly answer: PathAnswer;
  readonly chosen: number;
  readonly onChoose: (path: number) => void;
}) {
  if (answer.paths.length === 0) {
    return (
      <>
        <p>No path joins the two.</p>
        {answer.nearest.length === 0 ? null : (
          <p className="hint">
            Nearest that can be reached:{" "}
            {answer.nearest.map((concept, place) => (
              <span key={concept.id}>
                {place === 0 ? "" : ", "}
                <a href={linkTo("garden", concept.id)}>{concept.label}</a>
              </span>
            ))}
          </p>
        )}
      </>
    );
  }
  return (
    <ol className="paths">
      {answer.paths.map((path, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paths have no identity but their place.
        <li key={place} className={place === chosen ? "path open" : "path"}>
          <button type="button" className="path-title" aria-expanded={place === chosen} onClick={() => onChoose(place)}>
            {path.relations.length} {path.relations.length === 1 ? "step" : "steps"}
            <span className="hint">{path.labels.slice(1, -1).join(" · ") || "direct"}</span>
          </button>
          {place === chosen ? <Steps path={path} /> : null}
        </li>
      ))}
    </ol>
  );
}

function Steps({ path }: { readonly path: FoundPath }) {
  const numbering = new Numbering();
  return (
    <ol className="steps">
      {path.relations.map((relation, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are in order and never change.
        <li key={place} className={relation.conjecture ? "step conjecture" : "step"}>
          <a href={linkTo("garden", relation.from)}>{relation.fromLabel}</a>
          <div className="step-relation">
            {relation.direction === "forward" ? "↓" : "↑"} {relationWords(relation.type)}
            {relation.conjecture ? " (conjecture)" : null} <Citations evidence={relation.evidence.slice(0, 6)} numbering={numbering} />
          </div>
        </li>
      ))}
      <li>
        <a href={linkTo("garden", path.concepts.at(-1) ?? null)}>{path.labels.at(-1)}</a>
      </li>
    </ol>
  );
}
