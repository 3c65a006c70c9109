// The drawn graph: sigma on a graphology graph, with conjectures dashed and found paths laid over it. It holds no React and asks no server.

import { DirectedGraph } from "graphology";
import Sigma from "sigma";
import type { NodeLabelDrawingFunction } from "sigma/rendering";
import { EdgeArrowProgram, EdgeRectangleProgram } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";
import type { GraphView } from "#apps/server/api.ts";
import { arrange } from "./arrange.ts";
import { createLabels, drawHover } from "./labels.ts";
import { drawLinks, type Link } from "./overlay.ts";
import { classSlot, communitySlot, type SceneColours } from "./palette.ts";

/** What of the graph is in focus. */
export interface Focus {
  readonly selected: string | null;
  readonly hiddenClasses: ReadonlySet<string>;
  readonly colour: "class" | "community";
  /** Concept ids of a path to lay over the graph, in order. */
  readonly path: readonly string[];
}

export interface Scene {
  focus(focus: Focus): void;
  /** Moves the camera to a concept that is in the view. */
  visit(id: string): void;
  zoom(direction: "in" | "out" | "all"): void;
  close(): void;
}

interface NodeAttributes {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly label: string;
  readonly color: string;
  readonly class: string;
  /** Its colour when the graph is coloured by community. */
  readonly communityColor: string;
}

interface EdgeAttributes {
  readonly conjecture: boolean;
  readonly size: number;
}

type Graph = DirectedGraph<NodeAttributes, EdgeAttributes>;

export function drawScene(container: HTMLElement, answer: GraphView, colours: SceneColours, onSelect: (id: string | null) => void): Scene {
  const graph = buildGraph(answer, colours);
  const state: { focus: Focus; hovered: string | null } = {
    focus: { selected: null, hiddenClasses: new Set(), colour: "class", path: [] },
    hovered: null,
  };
  const labels = createLabels(colours);
  const sigma = openSigma(graph, container, colours, state, labels.draw);
  sigma.on("beforeRender", labels.reset);
  const canvas = sigma.createCanvas("links", { afterLayer: "nodes", style: { pointerEvents: "none" } });
  sigma.on("afterRender", () => drawLinks(canvas, linksOf(graph, sigma, state), sigma, colours));
  sigma.on("clickNode", ({ node }) => onSelect(node));
  sigma.on("clickStage", () => onSelect(null));
  const hover = (node: string | null) => {
    state.hovered = node;
    container.style.cursor = node === null ? "default" : "pointer";
    sigma.refresh({ skipIndexation: true });
  };
  sigma.on("enterNode", ({ node }) => hover(node));
  sigma.on("leaveNode", () => hover(null));
  return {
    focus(focus) {
      state.focus = focus;
      sigma.refresh({ skipIndexation: true });
    },
    visit(id) {
      const place = sigma.getNodeDisplayData(id);
      if (place !== undefined) void sigma.getCamera().animate({ x: place.x, y: place.y, ratio: ratioAround(graph, sigma, id) });
    },
    zoom(direction) {
      const camera = sigma.getCamera();
      void (direction === "all" ? camera.animatedReset() : direction === "in" ? camera.animatedZoom() : camera.animatedUnzoom());
    },
    close: () => sigma.kill(),
  };
}

function buildGraph(answer: GraphView, colours: SceneColours): Graph {
  const graph: Graph = new DirectedGraph<NodeAttributes, EdgeAttributes>();
  const places = arrange(answer.nodes, answer.edges);
  for (const node of answer.nodes) {
    graph.addNode(node.id, {
      ...places.get(node.id)!,
      size: 1.8 + 1.5 * node.size,
      label: node.label,
      color: colours.classes[classSlot(node.class)]!,
      class: node.class,
      communityColor: colours.classes[communitySlot(node.community)]!,
    });
  }
  for (const edge of answer.edges) {
    if (edge.from === edge.to || !graph.hasNode(edge.from) || !graph.hasNode(edge.to)) continue;
    const known = graph.edge(edge.from, edge.to);
    if (known === undefined)
      graph.addEdge(edge.from, edge.to, { conjecture: edge.conjecture, size: 1 + 0.4 * Math.min(edge.documents, 6) });
    else if (!edge.conjecture) graph.setEdgeAttribute(known, "conjecture", false);
  }
  return graph;
}

function openSigma(
  graph: Graph,
  container: HTMLElement,
  colours: SceneColours,
  state: { focus: Focus; hovered: string | null },
  defaultDrawNodeLabel: NodeLabelDrawingFunction<NodeAttributes, EdgeAttributes>,
) {
  return new Sigma<NodeAttributes, EdgeAttributes>(graph, container, {
    defaultEdgeType: "line",
    edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeArrowProgram },
    labelFont: colours.font,
    labelSize: 12,
    labelWeight: "500",
    labelColor: { color: colours.ink },
    labelDensity: 1.2,
    labelGridCellSize: 95,
    labelRenderedSizeThreshold: 5,
    minEdgeThickness: 1,
    stagePadding: 64,
    minCameraRatio: 0.05,
    maxCameraRatio: 2.5,
    zIndex: true,
    zoomToSizeRatioFunction: (ratio) => ratio ** 0.3,
    defaultDrawNodeLabel,
    defaultDrawNodeHover: drawHover(colours),
    nodeReducer: (node, data) => shownNode(graph, node, data, colours, state),
    edgeReducer: (edge, data) => shownEdge(graph, edge, data, colours, state),
  });
}

function shownNode(
  graph: Graph,
  node: string,
  attributes: NodeAttributes,
  colours: SceneColours,
  { focus, hovered }: { focus: Focus; hovered: string | null },
): Partial<NodeDisplayData> {
  const data = focus.colour === "community" ? { ...attributes, color: attributes.communityColor } : attributes;
  if (focus.hiddenClasses.has(data.class)) return { ...data, hidden: true };
  if (focus.path.length > 0) {
    return focus.path.includes(node)
      ? { ...data, forceLabel: true, zIndex: 2, size: data.size + 2 }
      : { ...data, color: colours.faded, label: "" };
  }
  const centre = focus.selected !== null && graph.hasNode(focus.selected) ? focus.selected : hovered;
  if (centre === null || !graph.hasNode(centre)) return data;
  if (node === centre) return { ...data, highlighted: node === focus.selected, forceLabel: true, zIndex: 2 };
  if (graph.areNeighbors(node, centre)) return { ...data, forceLabel: graph.degree(centre) < 14, zIndex: 1 };
  return { ...data, color: colours.faded, label: "", size: 0.8 * data.size };
}

function shownEdge(
  graph: Graph,
  edge: string,
  data: EdgeAttributes,
  colours: SceneColours,
  { focus, hovered }: { focus: Focus; hovered: string | null },
): Partial<EdgeDisplayData> {
  if (data.conjecture || focus.path.length > 0)
    return { ...data, hidden: data.conjecture, color: focus.path.length > 0 ? colours.faded : colours.edge };
  const centre = focus.selected !== null && graph.hasNode(focus.selected) ? focus.selected : hovered;
  if (centre === null) return { ...data, color: colours.edge };
  if (graph.hasExtremity(edge, centre)) return { ...data, type: "arrow", color: colours.edgeLit, size: data.size + 1, zIndex: 1 };
  return { ...data, color: colours.faded, size: 0.5 };
}

/** How close the camera goes so that the concept's neighbours fill the view: 1 shows the whole graph. */
function ratioAround(graph: Graph, sigma: Sigma<NodeAttributes, EdgeAttributes>, id: string): number {
  const centre = sigma.getNodeDisplayData(id)!;
  const reach = graph.neighbors(id).map((other) => {
    const place = sigma.getNodeDisplayData(other)!;
    return Math.max(Math.abs(place.x - centre.x), Math.abs(place.y - centre.y));
  });
  // The farthest few may lie outside: one long edge would shrink all the others to a knot.
  const most = reach.sort((a, b) => a - b)[Math.floor(0.8 * (reach.length - 1))] ?? 0.1;
  return Math.min(0.8, Math.max(0.06, 2.6 * most));
}

/** Conjectures and the laid-over path: what the overlay draws. */
function linksOf(graph: Graph, sigma: Sigma<NodeAttributes, EdgeAttributes>, { focus }: { focus: Focus }): readonly Link[] {
  const links: Link[] = [];
  const add = (from: string, to: string, kind: Link["kind"]) => {
    if (!graph.hasNode(from) || !graph.hasNode(to)) return;
    const [source, target] = [sigma.getNodeDisplayData(from), sigma.getNodeDisplayData(to)];
    if (source === undefined || target === undefined || source.hidden || target.hidden) return;
    links.push({
      kind,
      from: sigma.framedGraphToViewport(source),
      to: sigma.framedGraphToViewport(target),
      fromRadius: sigma.scaleSize(source.size),
      toRadius: sigma.scaleSize(target.size),
    });
  };
  if (focus.path.length === 0) {
    graph.forEachEdge((_edge, data, from, to) => {
      if (data.conjecture && (focus.selected === null || from === focus.selected || to === focus.selected)) add(from, to, "conjecture");
    });
  }
  for (let step = 1; step < focus.path.length; step += 1) add(focus.path[step - 1]!, focus.path[step]!, "path");
  return links;
}
