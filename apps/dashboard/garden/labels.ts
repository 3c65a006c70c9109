// How concept names are written on the graph: with a halo of the page's colour, and on a card under the pointer.

import type { NodeHoverDrawingFunction, NodeLabelDrawingFunction } from "sigma/rendering";
import type { SceneColours } from "./palette.ts";

interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly label: string | null;
}

interface Taken {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Draws labels in the order they come and leaves out one that would lie on another; `reset` before each frame. */
export function createLabels(colours: SceneColours): {
  // biome-ignore lint/suspicious/noExplicitAny: sigma's drawing functions are generic in attributes that these do not read.
  readonly draw: NodeLabelDrawingFunction<any, any>;
  readonly reset: () => void;
} {
  let taken: Taken[] = [];
  return {
    reset: () => {
      taken = [];
    },
    draw: (context, data) => {
      const drawn: Drawn = data;
      if (!drawn.label) return;
      const size = drawn.size > 12 ? 13.5 : 12;
      context.font = `500 ${size}px ${colours.font}`;
      const [x, y] = [drawn.x + drawn.size + 4, drawn.y + size / 3];
      const box = { left: x - 3, top: y - size, right: x + context.measureText(drawn.label).width + 3, bottom: y + 4 };
      if (taken.some((other) => overlap(box, other))) return;
      taken.push(box);
      context.lineJoin = "round";
      context.lineWidth = 3.5;
      context.strokeStyle = colours.paper;
      context.strokeText(drawn.label, x, y);
      context.fillStyle = colours.ink;
      context.fillText(drawn.label, x, y);
    },
  };
}

function overlap(a: Taken, b: Taken): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// biome-ignore lint/suspicious/noExplicitAny: as above.
export function drawHover(colours: SceneColours): NodeHoverDrawingFunction<any, any> {
  return (context, data) => {
    const drawn: Drawn = data;
    context.beginPath();
    context.arc(drawn.x, drawn.y, drawn.size + 3.5, 0, Math.PI * 2);
    context.lineWidth = 1.8;
    context.strokeStyle = colours.ink;
    context.stroke();
    if (!drawn.label) return;
    context.font = `600 12.5px ${colours.font}`;
    const width = context.measureText(drawn.label).width;
    const [left, top] = [drawn.x + drawn.size + 7, drawn.y - 12];
    context.beginPath();
    context.roundRect(left, top, width + 14, 24, 5);
    context.fillStyle = colours.raised;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = colours.line;
    context.stroke();
    context.fillStyle = colours.ink;
    context.fillText(drawn.label, left + 7, drawn.y + 4.2);
  };
}
