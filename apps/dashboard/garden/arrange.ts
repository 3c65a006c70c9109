// Arranges laid-out concepts for a screen: components side by side instead of far apart, crowds thinned, discs not on top of each other.
// Pure and deterministic: the layout's own neighbourhoods stay, only distances change.

export interface Placed {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

interface Spot {
  readonly id: string;
  x: number;
  y: number;
}

/** Room for one concept, in units of the result. */
const ROOM = 1;
/** How much of a component's own distances is kept; the rest is evened out. */
const KEPT = 0.45;
const PUSHES = 24;

/** @returns a place for each node, around (0, 0); two nodes of one component are about `ROOM` apart or more */
export function arrange(
  nodes: readonly Placed[],
  edges: readonly { readonly from: string; readonly to: string }[],
): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const discs = componentsOf(nodes, edges).map(evenedDisc);
  packDiscs(discs);
  return new Map(discs.flatMap(({ spots, x, y }) => spots.map((spot) => [spot.id, { x: spot.x + x, y: spot.y + y }] as const)));
}

interface Disc {
  readonly spots: readonly Spot[];
  readonly radius: number;
  x: number;
  y: number;
}

/** Connected components, the largest first; equal ones in the order of their first node. */
function componentsOf(nodes: readonly Placed[], edges: readonly { readonly from: string; readonly to: string }[]): Placed[][] {
  const parent = new Map(nodes.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    let at = id;
    while (parent.get(at) !== at) {
      parent.set(at, parent.get(parent.get(at)!)!);
      at = parent.get(at)!;
    }
    return at;
  };
  for (const { from, to } of edges) if (parent.has(from) && parent.has(to)) parent.set(root(from), root(to));
  const groups = Map.groupBy(nodes, ({ id }) => root(id));
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

/** A component around its own centre, its radius by its size, its crowded middle spread towards the rim. */
function evenedDisc(component: readonly Placed[]): Disc {
  const centre = { x: mean(component.map(({ x }) => x)), y: mean(component.map(({ y }) => y)) };
  const polar = component
    .map((node) => ({
      id: node.id,
      angle: Math.atan2(node.y - centre.y, node.x - centre.x),
      far: Math.hypot(node.x - centre.x, node.y - centre.y),
    }))
    .sort((a, b) => a.far - b.far);
  const farthest = polar.at(-1)!.far || 1;
  const radius = component.length === 1 ? 0 : 0.75 * ROOM * Math.sqrt(component.length);
  const spots = polar.map(({ id, angle, far }, rank): Spot => {
    const even = Math.sqrt(rank / component.length);
    const reach = radius * (KEPT * (far / farthest) + (1 - KEPT) * even);
    return { id, x: reach * Math.cos(angle), y: reach * Math.sin(angle) };
  });
  for (let push = 0; push < PUSHES; push += 1) pushApart(spots);
  return { spots, radius: Math.max(...spots.map(({ x, y }) => Math.hypot(x, y))) + ROOM / 2, x: 0, y: 0 };
}

/** One round of pushing spots that are closer than `ROOM`, found through a grid of cells of that size. */
function pushApart(spots: readonly Spot[]): void {
  const cells = Map.groupBy(spots, ({ x, y }) => `${Math.floor(x / ROOM)} ${Math.floor(y / ROOM)}`);
  const order = new Map(spots.map((spot, place) => [spot, place]));
  for (const spot of spots) {
    const [column, row] = [Math.floor(spot.x / ROOM), Math.floor(spot.y / ROOM)];
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        for (const other of cells.get(`${column + dx} ${row + dy}`) ?? []) if (order.get(other)! > order.get(spot)!) part(spot, other);
      }
    }
  }
}

function part(a: Spot, b: Spot): void {
  const [dx, dy] = [b.x - a.x || 1e-3, b.y - a.y];
  const distance = Math.hypot(dx, dy);
  if (distance >= ROOM) return;
  const move = (ROOM - distance) / 2 / distance;
  a.x -= dx * move;
  a.y -= dy * move;
  b.x += dx * move;
  b.y += dy * move;
}

/** Puts each disc as near to the middle as the ones before it allow, along a spiral. */
function packDiscs(discs: readonly Disc[]): void {
  const placed: Disc[] = [];
  let turn = 0;
  for (const [place, disc] of discs.entries()) {
    // Discs come in falling size, so what had no room for a larger one may have room for a smaller: start again when the size changes.
    if (place > 0 && disc.radius < discs[place - 1]!.radius * 0.999) turn = 0;
    for (; ; turn += 1) {
      const [angle, reach] = [turn * 2.399963, 0.35 * Math.sqrt(turn)];
      [disc.x, disc.y] = [reach * Math.cos(angle), reach * Math.sin(angle)];
      if (placed.every((other) => Math.hypot(other.x - disc.x, other.y - disc.y) >= other.radius + disc.radius)) break;
    }
    placed.push(disc);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
