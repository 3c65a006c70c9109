// Where the boxes and arrows of a path stand: left to right, in rows as wide as the card. Pure geometry in CSS pixels.

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

export interface Arrow {
  readonly d: string;
  readonly start: { readonly x: number; readonly y: number };
  readonly end: { readonly x: number; readonly y: number };
  /** Degrees of the line at its end and at its start; 0 points right. */
  readonly angle: number;
  readonly startAngle: number;
  readonly label: { readonly x: number; readonly y: number; readonly anchor: "start" | "middle" };
  readonly text: string;
}

const HEIGHT = 30;
const ROW_GAP = 40;
const PADDING = 11;
const MIN_ARROW = 44;
/** Room for the conjecture under a row. */
const UNDER = 34;

export interface ChainText {
  readonly labels: readonly string[];
  readonly relations: readonly string[];
  /** What is imagined from the first concept to the last; null draws nothing. */
  readonly imagined: string | null;
}

export interface Chain {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Drawn under a chain of one row; a longer one has no room for it. */
  readonly imagined: Arrow | null;
  readonly height: number;
}

/** @param measure width of a text in pixels, as the page would draw it */
export function layChain(
  { labels, relations, imagined }: ChainText,
  width: number,
  measure: (text: string, kind: "label" | "relation") => number,
): Chain {
  const boxes: Box[] = [];
  const arrows: Arrow[] = [];
  let [x, y] = [1, 8];
  for (const [place, whole] of labels.entries()) {
    const label = fitted(whole, width - 2 * PADDING - 2, measure);
    const boxWidth = Math.min(measure(label, "label") + 2 * PADDING, width - 2);
    const before = boxes.at(-1);
    if (before === undefined) boxes.push({ x, y, width: boxWidth, height: HEIGHT, label });
    else {
      const text = relations[place - 1] ?? "";
      const gap = Math.max(MIN_ARROW, measure(text, "relation") + 26);
      const wraps = before.x + before.width + gap + boxWidth > width - 1;
      [x, y] = wraps ? [1, before.y + HEIGHT + ROW_GAP] : [before.x + before.width + gap, before.y];
      const box = { x, y, width: boxWidth, height: HEIGHT, label };
      arrows.push(wraps ? downArrow(before, box, text) : acrossArrow(before, box, text));
      boxes.push(box);
    }
  }
  const [first, last] = [boxes[0], boxes.at(-1)];
  const oneRow = first !== undefined && last !== undefined && first !== last && first.y === last.y;
  const under = imagined !== null && oneRow ? underArrow(first, last, imagined) : null;
  return { boxes, arrows, imagined: under, height: boxes.length === 0 ? 0 : y + HEIGHT + 4 + (under === null ? 0 : UNDER) };
}

/** From the first box's foot, under the row, up to the last box's foot. */
function underArrow(from: Box, to: Box, text: string): Arrow {
  const foot = from.y + HEIGHT;
  const [start, end] = [
    { x: from.x + Math.min(from.width / 2, 40), y: foot + 3 },
    { x: to.x + to.width - Math.min(to.width / 2, 40), y: foot + 3 },
  ];
  const low = foot + UNDER - 4;
  return {
    d: `M${start.x} ${start.y}V${low}H${end.x}V${end.y}`,
    start,
    end,
    angle: -90,
    startAngle: 90,
    label: { x: (start.x + end.x) / 2, y: low - 6, anchor: "middle" },
    text,
  };
}

function acrossArrow(from: Box, to: Box, text: string): Arrow {
  const start = { x: from.x + from.width + 3, y: from.y + HEIGHT / 2 };
  const end = { x: to.x - 3, y: start.y };
  return {
    d: `M${start.x} ${start.y}H${end.x}`,
    start,
    end,
    angle: 0,
    startAngle: 0,
    label: { x: (start.x + end.x) / 2, y: start.y - 6, anchor: "middle" },
    text,
  };
}

/** From the row above: down from the box's foot, back to the left, down onto the next row's first box. */
function downArrow(from: Box, to: Box, text: string): Arrow {
  const start = { x: from.x + Math.min(from.width / 2, 40), y: from.y + HEIGHT + 3 };
  const end = { x: to.x + Math.min(to.width / 2, 40), y: to.y - 3 };
  const turn = end.y - 11;
  return {
    d: start.x === end.x ? `M${start.x} ${start.y}V${end.y}` : `M${start.x} ${start.y}V${turn}H${end.x}V${end.y}`,
    start,
    end,
    angle: 90,
    startAngle: 90,
    label: { x: Math.max(end.x, Math.min(start.x, end.x)) + 9, y: turn - 5, anchor: "start" },
    text,
  };
}

function fitted(label: string, room: number, measure: (text: string, kind: "label") => number): string {
  if (measure(label, "label") <= room) return label;
  let short = label;
  while (short.length > 1 && measure(`${short}…`, "label") > room) short = short.slice(0, -1);
  return `${short}…`;
}
