// What is induced from the example notes about materials, as it was read through by a person and found sensible. A change here is to be read
// again: HORTUS_GOLDEN=1 writes the file anew.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { proposeOntology } from "#graph/ontology/induce.ts";
import { lineOf, ontologyFrom } from "#graph/ontology/ontology.ts";
import { gardenOf, readNotes } from "#tests/graph/ontology/ontology-garden.ts";

const GOLDEN = fileURLToPath(new URL("../../golden/ontology/materials.txt", import.meta.url));

test("the ontology of the example notes is the one that was judged", async () => {
  await using set = await gardenOf([...(await readNotes(1)).values()]);
  const ontology = ontologyFrom(await proposeOntology(set.garden.store));
  const classes = [...ontology.classes.values()].map(
    ({ name, members, origin }) =>
      `${lineOf(ontology, name).join(" < ")}  (${origin.by} ${origin.support})${members.length > 0 ? `: ${members.join(", ")}` : ""}`,
  );
  const constrained = [...ontology.relations.values()].filter(({ domain, range }) => domain.length + range.length > 0);
  const relations = constrained.map(
    ({ name, domain, range }) => `${name}: ${domain.join(" or ") || "anything"} -> ${range.join(" or ") || "anything"}`,
  );
  const text = `${[...classes, ...relations].join("\n")}\n`;
  if (process.env.HORTUS_GOLDEN === "1") await writeFile(GOLDEN, text);
  expect(text).toBe(await readFile(GOLDEN, "utf8"));
}, 60_000);
