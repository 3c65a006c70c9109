// How concept names are written on the graph: with a halo of the page's colour, and on a card under the pointer.

import type { NodeHoverDrawingFunction, NodeLabelDrawingFunction } from "sigma/rendering";
import type { SceneColours } from "./palette.ts";

interface Drawn {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly label: string | null;
}

// biome-ignore lint/suspicious/noExplicitAny: sigma's drawing functions are generic in attributes that these do not read.
export function drawLabel(colours: SceneColours): NodeLabelDrawingFunction<any, any> {
  return (context, data) => {
    const drawn: Drawn = data;
    if (!drawn.label) return;
    const size = drawn.size > 12 ? 13.5 : 12;
    context.font = `500 ${size}px ${colours.font}`;
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = colours.paper;
    const [x, y] = [drawn.x + drawn.size + 4, drawn.y + size / 3];
    context.strokeText(drawn.label, x, y);
    context.fillStyle = colours.ink;
    context.fillText(drawn.label, x, y);
  };
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
