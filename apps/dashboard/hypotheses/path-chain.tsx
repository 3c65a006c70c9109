// A hypothesis's path as one drawing: concepts as boxes, relations as labelled arrows in their own direction, conjectures dashed.

import { useLayoutEffect, useRef, useState } from "react";
import type { Hypothesis, PathStep } from "#agents/model.ts";
import { relationWords } from "../shell/words.ts";
import { type Arrow, type Box, layChain } from "./chain-layout.ts";

export function PathChain({ hypothesis }: { readonly hypothesis: Hypothesis }) {
  const { path, conjecture } = hypothesis;
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    setWidth(element.clientWidth);
    const watcher = new ResizeObserver(() => setWidth(element.clientWidth));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const imagined = path.some((step) => step.conjecture) ? null : relationWords(conjecture.type);
  const relations = path.map((step) => relationWords(step.type));
  const chain = width === 0 ? null : layChain({ labels: labelsOf(path), relations, imagined }, width, textWidth);
  return (
    <div ref={frame} className="chain">
      {chain === null ? null : (
        <svg width={width} height={chain.height} viewBox={`0 0 ${width} ${chain.height}`} role="img" aria-label={spoken(hypothesis)}>
          {chain.arrows.map((arrow, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a path's steps are in order and never change.
            <DrawnArrow key={place} arrow={arrow} backward={path[place]!.direction === "backward"} imagined={path[place]!.conjecture} />
          ))}
          {chain.imagined === null ? null : <DrawnArrow arrow={chain.imagined} backward={false} imagined />}
          {chain.boxes.map((box, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <ChainBox key={place} box={box} />
          ))}
        </svg>
      )}
    </div>
  );
}

function ChainBox({ box }: { readonly box: Box }) {
  return (
    <g>
      <rect className="chain-box" x={box.x} y={box.y} width={box.width} height={box.height} rx="5" />
      <text className="chain-label" x={box.x + box.width / 2} y={box.y + box.height / 2 + 4.5} textAnchor="middle">
        {box.label}
      </text>
    </g>
  );
}

function DrawnArrow({ arrow, backward, imagined }: { readonly arrow: Arrow; readonly backward: boolean; readonly imagined: boolean }) {
  const tip = backward ? arrow.start : arrow.end;
  const angle = backward ? arrow.startAngle + 180 : arrow.angle;
  return (
    <g className={imagined ? "chain-arrow imagined" : "chain-arrow"}>
      <path d={arrow.d} />
      <path className="chain-tip" d="M0 0 -7 -3.6 -7 3.6Z" transform={`translate(${tip.x} ${tip.y}) rotate(${angle})`} />
      <text x={arrow.label.x} y={arrow.label.y} textAnchor={arrow.label.anchor}>
        {arrow.text}
      </text>
    </g>
  );
}

function labelsOf(path: readonly PathStep[]): readonly string[] {
  const first = path[0];
  return first === undefined ? [] : [first.fromLabel, ...path.map((step) => step.toLabel)];
}

/** The path and the conjecture as a sentence, for those who do not see them. */
function spoken({ path, conjecture, from, to }: Hypothesis): string {
  const steps = path.map((step) => {
    const [head, tail] = step.direction === "forward" ? [step.fromLabel, step.toLabel] : [step.toLabel, step.fromLabel];
    return `${head} ${relationWords(step.type)} ${tail}${step.conjecture ? " (conjecture)" : ""}`;
  });
  return `${steps.join("; ")}. Conjecture: ${from} ${relationWords(conjecture.type)} ${to}`;
}

let ruler: CanvasRenderingContext2D | null = null;

function textWidth(text: string, kind: "label" | "relation"): number {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (ruler === null) return text.length * 7;
  const font = getComputedStyle(document.documentElement).getPropertyValue("--sans");
  ruler.font = kind === "label" ? `500 13px ${font}` : `11.5px ${font}`;
  return ruler.measureText(text).width;
}
