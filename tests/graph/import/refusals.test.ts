// Files that are no graph, or only the beginning of one: one error with a code, and nothing half read.

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { expect, test } from "vitest";
import { readGraphFile } from "#graph/import/read-graph-file.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";
import { readText } from "./read-text.ts";

const GRAPHML = '<graphml><graph edgedefault="directed"><node id="a"/><node id="b"/></graph></graphml>';
const ENTITIES = '<!DOCTYPE g [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';

test.each([
  ["truncated XML", "g.graphml", GRAPHML.slice(0, 60), "document.corrupt", "line 1"],
  ["XML cut between elements", "g.gexf", "<gexf><graph><nodes>\n<node id='a'/>\n", "document.corrupt", "line 3"],
  ["an entity of its own", "g.graphml", `${ENTITIES}<graphml><graph><node id="&b;"/></graph></graphml>`, "document.corrupt", "entity"],
  ["a pit of elements", "g.graphml", `<graphml>${"<graph>".repeat(10_000)}`, "document.corrupt", "inside each other"],
  ["a quote without end", "t.csv", 'head,relation,tail\nsilk,"holds,bone\n', "document.corrupt", "line 2"],
  ["truncated Turtle", "g.ttl", '<http://a> <http://b> "c', "document.corrupt", "Turtle"],
  ["truncated JSON-LD", "g.jsonld", '{"@id":"http://a","http://b":[{"@id"', "document.corrupt", "JSON-LD"],
  ["a context elsewhere", "g.jsonld", '{"@context":"https://schema.org/","name":"silk"}', "input.invalid", "not fetched"],
  ["a web page", "g.graphml", "<!doctype html><html><body>404</body></html>", "document.mistyped", "HTML page"],
  ["RDF/XML", "g.rdf", '<?xml version="1.0"?><rdf:RDF xmlns:rdf="r"></rdf:RDF>', "document.unsupported", "Turtle"],
  ["prose", "g.txt", "Nacre is tough because it is layered.", "document.unsupported", "--format"],
  ["a table of something else", "t.csv", "a,b,c,d\n1,2,3,4\n", "document.mistyped", "head, relation and tail"],
  ["a table without relations", "t.csv", "source,target\na,b\n", "document.mistyped", "relation"],
  ["JSON without a graph", "g.json", '{"nodes":[1]}', "document.mistyped", "edges"],
  ["an empty file", "g.graphml", "", "document.empty", "empty"],
] as const)("%s", async (_name, file, text, code, says) => {
  const failure = readText(file, text);
  await expect(failure).rejects.toMatchObject({ code });
  await expect(failure).rejects.toThrow(says);
});

test("binary data, other encodings, and formats that are said but are not there", async () => {
  await expect(readText("g.graphml", Buffer.from(Array.from({ length: 512 }, (_, n) => n % 256)))).rejects.toMatchObject({
    code: "document.mistyped",
  });
  await expect(readText("t.csv", Buffer.from("head,relation,tail\nM\xfcll,is,b\n", "latin1"))).rejects.toMatchObject({
    code: "document.corrupt",
  });
  await expect(readText("g.graphml", GRAPHML, "gexf")).rejects.toMatchObject({ code: "document.mistyped" });
  await expect(readText("g.json", '{"nodes":[]}', "graphml")).rejects.toMatchObject({ code: "document.corrupt" });
  const latin = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${GRAPHML.replace('"a"', '"M\xfcll"')}`, "latin1");
  expect((await readText("g.graphml", latin)).nodes).toBe(2);
  const wide = Buffer.from(`\ufeff${GRAPHML}`, "utf16le");
  expect((await readText("g.graphml", wide)).nodes).toBe(2);
});

test("what is not there, and a folder", async () => {
  await using folder = await temporaryFolder();
  await expect(readGraphFile(folder.file("none.graphml"))).rejects.toMatchObject({ code: "document.not_found" });
  await expect(readGraphFile(folder.path)).rejects.toMatchObject({ code: "input.invalid" });
});

test.each([
  ["t.csv", "head,relation,tail\n"],
  ["g.graphml", "<graphml><graph><node id='"],
  ["g.json", '{"nodes":["'],
  ["g.ttl", '<http://a> <http://b> "'],
  ["g.jsonld", '{"@id":"'],
])("200 MB in one line of %s are refused within seconds, most of them unread", async (name, start) => {
  await using folder = await temporaryFolder();
  const file = createWriteStream(folder.file(name));
  file.write(start);
  const million = "a".repeat(1_000_000);
  for (let written = 0; written < 200; written++) if (!file.write(million)) await once(file, "drain");
  file.end();
  await once(file, "close");
  let read = 0;
  const onBytes = (done: number): void => {
    read = done;
  };
  await expect(readGraphFile(folder.file(name), { onBytes })).rejects.toMatchObject({ code: "document.too_large" });
  expect(read).toBeLessThan(10_000_000);
});

test("reading stops when asked to", async () => {
  await using folder = await temporaryFolder();
  const file = createWriteStream(folder.file("t.csv"));
  file.end("silk,holds,bone\n".repeat(100_000));
  await once(file, "close");
  const abort = new AbortController();
  const reading = readGraphFile(folder.file("t.csv"), { signal: abort.signal, onBytes: () => abort.abort() });
  await expect(reading).rejects.toMatchObject({ code: "interrupted" });
});
