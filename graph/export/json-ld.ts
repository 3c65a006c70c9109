// JSON-LD 1.1, one node on a line. Syntax only; what is said stands in linked-data.ts.

import { linkedNodes, type Node, PREFIXES, type Term } from "#graph/export/linked-data.ts";
import type { GraphRecords } from "#graph/export/records.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export function writeJsonLd(records: GraphRecords, store: GraphStore): AsyncGenerator<string> {
  return jsonLdOf(linkedNodes(records, store), PREFIXES);
}

export async function* jsonLdOf(
  nodes: Iterable<Node> | AsyncIterable<Node>,
  prefixes: Readonly<Record<string, string>>,
): AsyncGenerator<string> {
  yield `{"@context": ${JSON.stringify(prefixes)},\n"@graph": [\n`;
  let first = true;
  for await (const node of nodes) {
    yield `${first ? "" : ",\n"}${JSON.stringify(object(node))}`;
    first = false;
  }
  yield "\n]}\n";
}

/** A property said once is a value, said more often a list. */
function object(node: Node): Record<string, unknown> {
  const fields: Record<string, unknown> = node.id === undefined ? {} : { "@id": node.id };
  for (const [property, values] of Map.groupBy(node.properties, ([name]) => name)) {
    const terms = values.map(([, value]) => (property === "a" ? (value as { iri: string }).iri : term(value)));
    fields[property === "a" ? "@type" : property] = terms.length === 1 ? terms[0] : terms;
  }
  return fields;
}

function term(value: Term): unknown {
  if (typeof value !== "object") return typeof value === "string" ? value.toWellFormed() : value;
  return "iri" in value ? { "@id": value.iri } : object(value);
}
