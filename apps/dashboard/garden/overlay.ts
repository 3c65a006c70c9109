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
  /** Radii of the discs at both ends: lines run from rim to rim. */
  readonly fromRadius: number;
  readonly toRadius: number;
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

function drawLink(context: CanvasRenderingContext2D, { kind, from, to, fromRadius, toRadius }: Link, colours: SceneColours): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < fromRadius + toRadius + 6) return;
  const unit = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const along = (distance: number) => ({ x: from.x + unit.x * distance, y: from.y + unit.y * distance });
  const [start, tip] = [along(fromRadius + 1), along(length - toRadius - 1.5)];
  const foot = kind === "path" ? tip : along(length - toRadius - 7);
  context.strokeStyle = context.fillStyle = kind === "path" ? colours.leaf : colours.conjecture;
  context.lineWidth = kind === "path" ? 3 : 1.5;
  context.setLineDash(kind === "path" ? [] : [5, 4]);
  context.beginPath();
  context.moveTo(start.x, start.y);
  context.lineTo(foot.x, foot.y);
  context.stroke();
  context.setLineDash([]);
  if (kind === "path") return;
  context.beginPath();
  context.moveTo(tip.x, tip.y);
  context.lineTo(foot.x - unit.y * 3.4, foot.y + unit.x * 3.4);
  context.lineTo(foot.x + unit.y * 3.4, foot.y - unit.x * 3.4);
  context.fill();
}
