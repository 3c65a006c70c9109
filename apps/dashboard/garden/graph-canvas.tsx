// The graph as a React element: redraws when the answer or the theme changes, passes focus on, says so when the browser cannot draw it.

import { useEffect, useRef, useState } from "react";
import type { GraphView } from "#apps/server/api.ts";
import { sceneColours } from "./palette.ts";
import { drawScene, type Focus, type Scene } from "./scene.ts";

interface Props {
  readonly answer: GraphView;
  readonly focus: Focus;
  readonly onSelect: (id: string | null) => void;
}

export function GraphCanvas({ answer, focus, onSelect }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const scene = useRef<Scene | null>(null);
  const select = useRef(onSelect);
  select.current = onSelect;
  const shownFocus = useRef(focus);
  shownFocus.current = focus;
  const [failed, setFailed] = useState(false);
  const dark = useDark();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the tokens when it changes.
  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    try {
      scene.current = drawScene(element, answer, sceneColours(element), (id) => select.current(id));
      scene.current.focus(shownFocus.current);
      element.dataset.drawn = String(answer.nodes.length);
    } catch (cause) {
      console.warn("The graph cannot be drawn here.", cause);
      setFailed(true);
    }
    return () => {
      scene.current?.close();
      scene.current = null;
    };
  }, [answer, dark]);
  useEffect(() => {
    scene.current?.focus(focus);
  }, [focus]);
  useEffect(() => {
    if (focus.selected !== null) scene.current?.visit(focus.selected);
  }, [focus.selected]);
  return (
    <div className="graph">
      {failed ? (
        <p className="graph-failed">
          This browser has no WebGL, so the graph is not drawn. Search and the list beside it reach every concept.
        </p>
      ) : null}
      <div
        ref={container}
        className="graph-canvas"
        role="img"
        aria-label={`Graph of ${answer.shown} concepts; the panel beside it lists them.`}
      />
      <fieldset className="graph-zoom">
        <legend className="hidden-text">Zoom</legend>
        <button type="button" aria-label="Zoom in" onClick={() => scene.current?.zoom("in")}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => scene.current?.zoom("out")}>
          −
        </button>
        <button type="button" aria-label="Show all" title="Show all" onClick={() => scene.current?.zoom("all")}>
          ⤢
        </button>
      </fieldset>
    </div>
  );
}

function useDark(): boolean {
  const [dark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const changed = () => setDark(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return dark;
}
