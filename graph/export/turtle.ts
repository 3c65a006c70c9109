// Turtle 1.1. Syntax only; what is said stands in linked-data.ts.

import { linkedNodes, type Node, PREFIXES, type Term } from "#graph/export/linked-data.ts";
import type { GraphRecords } from "#graph/export/records.ts";
import type { GraphStore } from "#graph/store/graph-store.ts";

export async function* writeTurtle(records: GraphRecords, store: GraphStore): AsyncGenerator<string> {
  yield `${Object.entries(PREFIXES)
    .map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .\n`)
    .join("")}\n`;
  for await (const node of linkedNodes(records, store)) {
    yield node.id === undefined ? `[ ${pairs(node)} ] .\n` : `${reference(node.id)} ${pairs(node)} .\n`;
  }
}

function pairs(node: Node): string {
  return node.properties.map(([property, value]) => `${property} ${term(value)}`).join(" ;\n    ");
}

function term(value: Term): string {
  if (typeof value === "string") return literal(value);
  if (typeof value !== "object") return String(value);
  return "iri" in value ? reference(value.iri) : `[ ${pairs(value)} ]`;
}

/** A prefixed name is written out in full where it holds what a prefixed name may not. */
function reference(iri: string): string {
  const colon = iri.indexOf(":");
  const base = PREFIXES[iri.slice(0, colon) as keyof typeof PREFIXES];
  if (base === undefined) return `<${iri}>`;
  return /^[A-Za-z][A-Za-z0-9]*$/.test(iri.slice(colon + 1)) ? iri : `<${base}${iri.slice(colon + 1)}>`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

function literal(text: string): string {
  const escaped = text
    .toWellFormed()
    .replace(/[\p{Cc}"\\]/gu, (character) => ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `"${escaped}"`;
}
