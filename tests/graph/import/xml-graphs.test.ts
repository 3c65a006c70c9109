// GraphML and GEXF of other tools, read with their traps; on plain files the readers agree with graphology's own.

import fc from "fast-check";
import { MultiDirectedGraph } from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";
import { expect, test } from "vitest";
import { xml } from "#graph/export/xml.ts";
import { drawn, readText } from "./read-text.ts";

const GRAPH_REASONING = `<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d5" for="edge" attr.name="width" attr.type="long"/>
<key id="d4" for="edge" attr.name="width" attr.type="double"/>
<key id="d3" for="edge" attr.name="title" attr.type="string"/>
<key id="d0" for="node" attr.name="group" attr.type="long"/>
<graph edgedefault="undirected"><node id="abg &quot;group&quot;">
  <data key="d0">1</data>
</node>
<node id="silk, dragline"/>
<node id="bone"/>
<edge source="abg &quot;group&quot;" target="silk, dragline">
  <data key="d3">binds &amp; stiffens, is part of</data>
  <data key="d4">2.0</data>
</edge>
<edge source="bone" target="bone"><data key="d3">is</data><data key="d5">1</data></edge>
<edge source="bone" target="marrow"><data key="d3">holds</data></edge>
<edge source="bone" target="silk, dragline"/>
</graph></graphml>`;

test("graphml of GraphReasoning: ids are names, title is the relation, two keys of one name do not disturb it", async () => {
  const graph = await readText("g.graphml", GRAPH_REASONING);
  expect(graph).toMatchObject({ file: "g.graphml", format: "graphml", nodes: 3 });
  expect(drawn(graph)).toEqual([
    'abg "group" -binds & stiffens, is part of→ silk, dragline',
    "bone -is→ bone",
    "bone -holds→ [marrow]",
    "bone -→ silk, dragline",
  ]);
  expect(graph.edges.map(({ place }) => place)).toEqual([
    "undirected edge 1, line 11",
    "undirected edge 2, line 15",
    "undirected edge 3, line 16",
    "undirected edge 4, line 17",
  ]);
});

test("graphml: labels name numbered nodes, edges may come first, defaults count, a hyperedge is an edge without ends", async () => {
  const graph = await readText(
    "g.graphml",
    `<g:graphml xmlns:g="http://graphml.graphdrawing.org/xmlns"><g:key id="n" for="node" attr.name="Label"/>
    <g:key id="r" for="edge" attr.name="interaction"><g:default>touches</g:default></g:key>
    <g:graph edgedefault="directed"><g:edge id="e9" source="0" target="1"/><g:edge source="1" target="0" directed="false"><g:data key="r">cuts</g:data></g:edge>
    <g:hyperedge><g:endpoint node="0"/></g:hyperedge>
    <g:node id="0"><g:data key="n"> nacre </g:data></g:node><g:node id="1"><g:data key="n"><![CDATA[bone <mineral>]]></g:data></g:node></g:graph></g:graphml>`,
  );
  expect(drawn(graph)).toEqual(["nacre -touches→ bone <mineral>", "bone <mineral> -cuts→ nacre", "[] -touches→ []"]);
  expect(graph.edges[0]!.place).toBe("edge “e9”, line 3");
  expect(graph.edges[1]!.place).toBe("undirected edge 2, line 3");
});

test("graphml of yEd and Neo4j: what is shown inside data is the label, a label may stand in the element", async () => {
  const graph = await readText(
    "g.graphml",
    `<graphml xmlns:y="y"><key id="d6" for="node" yfiles.type="nodegraphics"/><graph edgedefault="directed">
    <node id="n0"><data key="d6"><y:ShapeNode><y:NodeLabel>spider silk</y:NodeLabel></y:ShapeNode></data></node><node id="n1"/>
    <edge source="n0" target="n1"><data key="d9"><y:PolyLineEdge><y:EdgeLabel>absorbs</y:EdgeLabel></y:PolyLineEdge></data></edge>
    <edge source="n1" target="n0" label="PART_OF"/></graph></graphml>`,
  );
  expect(drawn(graph)).toEqual(["spider silk -absorbs→ n1", "n1 -PART_OF→ spider silk"]);
});

test("gexf: titles of attributes, labels, both ways to say direction", async () => {
  const graph = await readText(
    "g.gexf",
    `<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed">
    <attributes class="edge"><attribute id="7" title="relation" type="string"><default>near</default></attribute></attributes>
    <nodes><node id="a" label="chitin &#38; silk"/><node id="b"/></nodes>
    <edges><edge id="0" source="a" target="b" label="ignored"><attvalues><attvalue for="7" value="holds &quot;firm&quot;"/></attvalues></edge>
    <edge id="1" source="b" target="a" type="undirected"/></edges></graph></gexf>`,
  );
  expect(graph).toMatchObject({ format: "gexf", nodes: 2 });
  expect(drawn(graph)).toEqual(['chitin & silk -holds "firm"→ b', "b -near→ chitin & silk"]);
  expect(graph.edges.map(({ place }) => place)).toEqual(["edge “0”, line 4", "undirected edge “1”, line 5"]);
});

/** Names without white space at their ends, which labels lose. */
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).map((text) => xml(`n${text}n`));

/** Once taken for one name: a reader that knows XML 1.1 turns bare line ends of Unicode into others. */
const LINE_ENDS: [string[], [number, number, string][]] = [
  ["n n", "n\u2028n", "n\u0085n"].map(xml),
  [
    [0, 1, xml("n\u2028n")],
    [1, 2, xml("n\u0085n")],
  ],
];

test("on plain files the readers find what graphology's find", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(name, { minLength: 2, maxLength: 8 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(), name), { minLength: 1 }),
      async (names, links) => {
        const at = (n: number) => names[n % names.length]!;
        const nodes = names.map((id) => `<node id="${id}"/>`).join("");
        const edges = links
          .map(([a, b, r], n) => `<edge id="${n}" source="${at(a)}" target="${at(b)}"><data key="k">${r}</data></edge>`)
          .join("");
        const ml = `<graphml><key id="k" for="edge" attr.name="title" attr.type="string"/><graph edgedefault="directed">${nodes}${edges}</graph></graphml>`;
        const said = links.map(([a, b, r], n) => `<edge id="${n}" source="${at(a)}" target="${at(b)}" label="${r}"/>`).join("");
        const ge = `<gexf><graph defaultedgetype="directed"><nodes>${nodes}</nodes><edges>${said}</edges></graph></gexf>`;
        for (const [file, text, peer] of [
          ["g.graphml", ml, graphml.parse(MultiDirectedGraph, ml)],
          ["g.gexf", ge, gexf.parse(MultiDirectedGraph, ge)],
        ] as const) {
          const mine = await readText(file, text);
          expect(mine.nodes).toBe(peer.order);
          expect(drawn(mine)).toEqual(
            peer.mapEdges((_, { title, label }, a, b) => `${a.trim()} -${String(title ?? label).trim()}→ ${b.trim()}`),
          );
        }
      },
    ),
    { numRuns: 40, examples: [LINE_ENDS] },
  );
});
