// The lines that WebGL edges cannot draw: dashed conjectures and a found path. Pure drawing on a 2D canvas in CSS pixels.

import type { SceneColours } from "./palette.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Link {
  readonly kind: "conjecture" | "path";
  readonly from: Point;
  readonly to: Point;
  /** Radius of the target's disc, so that the arrow ends at its rim. */
  readonly radius: number;
}

export function drawLinks(
  canvas: HTMLCanvasElement,
  links: readonly Link[],
  frame: { getDimensions(): { readonly width: number; readonly height: number } },
  colours: SceneColours,
): void {
  const { width, height } = frame.getDimensions();
  const scale = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  for (const link of links) drawLink(context, link, colours);
}

function drawLink(context: CanvasRenderingContext2D, { kind, from, to, radius }: Link, colours: SceneColours): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < (kind === "path" ? 1 : radius + 8)) return;
  const unit = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const tip = { x: to.x - unit.x * (radius + 1.5), y: to.y - unit.y * (radius + 1.5) };
  context.strokeStyle = context.fillStyle = kind === "path" ? colours.leaf : colours.conjecture;
  context.lineWidth = kind === "path" ? 3 : 1.4;
  context.setLineDash(kind === "path" ? [] : [5, 4]);
  context.beginPath();
  context.moveTo(from.x, from.y);
  if (kind === "path") context.lineTo(to.x, to.y);
  else context.lineTo(tip.x - unit.x * 6, tip.y - unit.y * 6);
  context.stroke();
  context.setLineDash([]);
  if (kind === "path") return;
  context.beginPath();
  context.moveTo(tip.x, tip.y);
  context.lineTo(tip.x - unit.x * 7 - unit.y * 3.2, tip.y - unit.y * 7 + unit.x * 3.2);
  context.lineTo(tip.x - unit.x * 7 + unit.y * 3.2, tip.y - unit.y * 7 - unit.x * 3.2);
  context.fill();
}
