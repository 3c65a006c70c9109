import { describe, expect, test } from "vitest";
import type { Document } from "#graph/model.ts";
import { readWritten, sectionTexts, writeDocx } from "./written-files.ts";

const only = async (name: string, content: string | Uint8Array): Promise<Document> => {
  const { documents, failures } = await readWritten(name, content);
  expect(failures).toEqual([]);
  expect(documents).toHaveLength(1);
  return documents[0]!;
};

const JATS = `<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD" "archivearticle.dtd">
<article xmlns:mml="http://www.w3.org/1998/Math/MathML"><front>
<journal-meta><journal-title>Silk Letters</journal-title></journal-meta>
<article-meta>
<article-id pub-id-type="pmc">123</article-id><article-id pub-id-type="doi">10.1000/JATS.1</article-id>
<title-group><article-title>Silk <italic>in vivo</italic></article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Sch\u00fctze</surname><given-names>Eva</given-names></name></contrib>
<contrib contrib-type="editor"><name><surname>Ed</surname><given-names>Itor</given-names></name></contrib></contrib-group>
<pub-date pub-type="collection"><year>2008</year></pub-date><pub-date pub-type="epub"><year>2007</year></pub-date>
<abstract><p>Silk is strong.</p></abstract><abstract abstract-type="toc"><p>Teaser.</p></abstract>
</article-meta></front>
<body><sec sec-type="methods"><title>How we did it</title>
<p>CO<sub>2</sub> at 10<sup>-3</sup> Pa &beta; &#x3b1; growth<sup><xref ref-type="bibr">12</xref></sup> was seen [<xref ref-type="bibr">3</xref>].<fig><label>Figure 1</label><caption><title>Web</title><p>A web.</p></caption></fig></p>
<sec><title>Energy</title><p>We used <inline-formula><mml:math><mml:mi>E</mml:mi><mml:mo>=</mml:mo><mml:mfrac><mml:mi>k</mml:mi><mml:mn>2</mml:mn></mml:mfrac><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math></inline-formula>.</p></sec></sec>
<sec><title>Results</title><p>Done<![CDATA[ & < dusted]]>.</p><table-wrap><label>Table 1</label><caption><p>Numbers</p></caption><table><tr><td>17</td></tr></table></table-wrap></sec></body>
<back><ack><p>Thanks.</p></ack><ref-list><title>References</title><ref><citation>Doe. doi:10.1000/other</citation></ref></ref-list></back></article>`;

describe("articles in XML", () => {
  test("JATS: metadata, sections, formulas as text, captions, nothing of tables and references", async () => {
    const document = await only("a.nxml", Buffer.from(JATS, "latin1"));
    expect(document).toMatchObject({
      id: "doi:10.1000/jats.1",
      title: "Silk in vivo",
      authors: ["Eva Schütze"],
      year: 2007,
      venue: "Silk Letters",
    });
    expect(document.text).toBe(
      [
        "Silk in vivo",
        "Abstract",
        "Silk is strong.",
        "How we did it",
        "CO2 at 10^-3 Pa β α growth was seen [3].",
        "Figure 1. Web. A web.",
        "Energy",
        "We used E = k/2x^2 .",
        "Results",
        "Done & < dusted.",
        "Table 1. Numbers.",
      ].join("\n\n"),
    );
    expect(document.sections.map(({ kind, heading }) => `${kind}: ${heading}`)).toEqual([
      "title: ",
      "abstract: Abstract",
      "methods: How we did it",
      "caption: ",
      "methods: Energy",
      "results: Results",
      "caption: ",
    ]);
  });

  test("PubMed: several records, labelled abstracts, the DOI of the record and not of its references", async () => {
    const article = (pmid: number, extra: string) =>
      `<PubmedArticle><MedlineCitation><PMID>${pmid}</PMID><Article><Journal><JournalIssue><PubDate><MedlineDate>2001 Nov-Dec</MedlineDate></PubDate></JournalIssue><Title>J</Title></Journal><ArticleTitle>Title ${pmid}</ArticleTitle><Abstract><AbstractText Label="AIM">To see.</AbstractText><AbstractText>It did.</AbstractText></Abstract><AuthorList><Author><LastName>Doe</LastName><ForeName>Jo</ForeName></Author></AuthorList></Article></MedlineCitation><PubmedData>${extra}</PubmedData></PubmedArticle>`;
    const references =
      '<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.1000/other</ArticleId></ArticleIdList></Reference></ReferenceList>';
    const own = '<ArticleIdList><ArticleId IdType="doi">10.1000/own</ArticleId></ArticleIdList>';
    const { documents } = await readWritten(
      "p.xml",
      `<PubmedArticleSet>${article(1, references)}${article(2, own + references)}</PubmedArticleSet>`,
    );
    expect(documents.map((document) => document.id)).toEqual(["p.xml#1", "doi:10.1000/own"]);
    expect(documents[0]).toMatchObject({
      year: 2001,
      authors: ["Jo Doe"],
      venue: "J",
      text: "Title 1\n\nAbstract\n\nAIM\n\nTo see.\n\nIt did.",
    });
    expect(new Set(documents[0]?.sections.map((section) => section.kind))).toEqual(new Set(["title", "abstract"]));
  });

  test("entities that the file declares are not expanded, deep nesting and __proto__ do no harm", async () => {
    const lol = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("");
    const wrap = (inner: string, dtd = ""): string =>
      `<?xml version="1.0"?>${dtd}<article><front><article-meta><title-group><article-title>T</article-title></title-group></article-meta></front><body>${inner}</body></article>`;
    const laughs = await readWritten("a.xml", wrap("<p>&l9;</p>", `<!DOCTYPE a [<!ENTITY l0 "lol">${lol}]>`));
    expect(laughs.documents[0]?.text.length ?? 0).toBeLessThan(100);
    const secret = await readWritten("a.xml", wrap("<p>[&x;]</p>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'));
    expect(secret.documents[0]?.text ?? "").not.toContain("root");
    const deep = await readWritten("a.xml", wrap(`${"<sec>".repeat(50_000)}<p>x</p>${"</sec>".repeat(50_000)}`));
    expect(deep.failures).toMatchObject([{ code: "document.corrupt" }]);
    await readWritten("a.xml", wrap("<__proto__><p>polluted</p></__proto__><p __proto__='1'>x</p>"));
    expect(({} as { p?: unknown }).p).toBeUndefined();
  });
});

describe("web pages", () => {
  const prose =
    "Dragline silk is a protein fibre that spiders spin from their major ampullate glands, and it combines high strength with large extensibility. ".repeat(
      4,
    );
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>Silk - Site</title>
<meta name="citation_title" content="Spider silk"><meta name="citation_author" content="Jane Smith"><meta name="citation_author" content="John Doe">
<meta name="citation_doi" content="10.1000/Web"><meta name="citation_publication_date" content="2015/03/01"></head>
<body><nav><a href="/">Home</a> <a href="/about">About us</a></nav><div class="sidebar">Buy now</div>
<article><h1>Spider silk</h1><p>${prose}</p><div class="mw-heading"><h2>Methods</h2><span class="mw-editsection"><a href="#">edit</a></span></div><p>${prose}<sup class="reference"><a href="#1">[1]</a></sup></p>
<pre><code>spin(silk)</code></pre><table><tr><th>n</th><th>m</th></tr><tr><td>17</td><td>18</td></tr></table><h2>Sources</h2><ol class="references"><li>Doe. doi:10.1000/other</li></ol></article>
<footer>Imprint</footer><script>alert(1)</script></body></html>`;

  test("main content, metadata of the head, no navigation, code, tables or citation marks", async () => {
    const document = await only("silk.html", page);
    expect(document).toMatchObject({ id: "doi:10.1000/web", title: "Spider silk", authors: ["Jane Smith", "John Doe"], year: 2015 });
    expect(document.text).not.toMatch(/Home|About|Buy|Imprint|alert|edit|\[1\]|spin\(|17/);
    expect(sectionTexts(document, "methods")).toEqual([`Methods\n\n${prose.trim()}`]);
    expect(sectionTexts(document, "references")).toEqual(["Sources\n\nDoe. doi:10.1000/other"]);
  });

  test("a short page gives its body's text", async () => {
    expect((await only("a.htm", "<html><body><nav>Home</nav><p>Silk is&nbsp;strong.</p></body></html>")).text).toBe("Silk is strong.");
    expect((await only("a.html", "Silk <b>is</b> strong.")).text).toBe("Silk is strong.");
  });

  test("a page nested beyond reason is read by its body's text, or refused", async () => {
    const nested = (depth: number): string => `<html><body>${"<div>".repeat(depth)}Silk is strong.${"</div>".repeat(depth)}</body></html>`;
    expect((await only("a.html", nested(1500))).text).toBe("Silk is strong.");
    expect((await readWritten("a.html", nested(50_000))).failures).toMatchObject([{ code: "document.corrupt" }]);
  });

  test("the encoding that the page declares", async () => {
    const latin = Buffer.from('<html><head><meta charset="iso-8859-1"></head><body><p>Schütze</p></body></html>', "latin1");
    expect((await only("a.html", latin)).text).toBe("Schütze");
  });
});

describe("Word files", () => {
  test("headings are sections, the first one is the title", async () => {
    const document = await only("a.docx", writeDocx(["# Bone", "Bone is a composite.", "# Methods", "We bent &amp; broke it."]));
    expect(document).toMatchObject({ id: "a.docx", title: "Bone", text: "Bone\n\nBone is a composite.\n\nMethods\n\nWe bent & broke it." });
    expect(sectionTexts(document, "methods")).toEqual(["Methods\n\nWe bent & broke it."]);
  });
});

describe("libraries of references", () => {
  test("BibTeX: one document an entry, TeX resolved, a broken entry costs only itself", async () => {
    const { documents, failures } = await readWritten(
      "lib.bib",
      `Exported by hand.
@string{jm = {Journal of Materials}}
@article{schutze2020, title = {{BERT} for sp{\\"\\i}der silk}, author = {Sch{\\"u}tze, Eva and Doe, John}, journal = jm, year = 2020, doi = {10.1000/Bib}, abstract = {Silk is strong.}}
@article{broken, title = {never closed, year = 2001}
@misc{devlin, title = {Pre-training}, eprint = {1810.04805v2}, archiveprefix = {arXiv}, year = {2018}}
@book{plain, title = {Deep Learning}, year = 2016}
`,
    );
    expect(documents.map((document) => document.id)).toEqual(["doi:10.1000/bib", "arxiv:1810.04805", "lib.bib#plain"]);
    expect(documents[0]).toMatchObject({
      title: "BERT for spïder silk",
      authors: ["Eva Schütze", "John Doe"],
      year: 2020,
      venue: "Journal of Materials",
    });
    expect(documents[0]?.text).toBe("BERT for spïder silk\n\nSilk is strong.");
    expect(documents[0]?.sections.map((section) => section.kind)).toEqual(["title", "abstract"]);
    expect(documents[2]).toMatchObject({ text: "Deep Learning", source: { row: "plain" } });
    expect(failures).toMatchObject([{ path: "lib.bib#broken", code: "document.corrupt" }]);
  });

  test("RIS", async () => {
    const { documents } = await readWritten(
      "lib.ris",
      "TY  - JOUR\r\nTI  - Silk\r\nAU  - Smith, Jane\r\nPY  - 2019/05/01\r\nDO  - https://doi.org/10.1000/RIS\r\nAB  - It is strong.\r\nJO  - J. Silk\r\nER  - \r\n\r\nTY  - CONF\r\nID  - k2\r\nT1  - Nacre\r\nER  - \r\n",
    );
    expect(documents.map((document) => document.id)).toEqual(["doi:10.1000/ris", "lib.ris#k2"]);
    expect(documents[0]).toMatchObject({ text: "Silk\n\nIt is strong.", authors: ["Jane Smith"], year: 2019, venue: "J. Silk" });
  });

  test("MEDLINE: folded lines, the DOI among the article ids, several records", async () => {
    const { documents } = await readWritten(
      "lib.nbib",
      "\nPMID- 1\nDP  - 2006 Jan\nTI  - A title that\n      goes on.\nAB  - First.\n      Second.\nFAU - Casbon, James A\nAU  - Casbon JA\nJT  - BMC\nAID - 10.1000/NBIB [doi]\n\nPMID- 2\nTI  - Other\nAID - 17 [pii]\n",
    );
    expect(documents.map((document) => document.id)).toEqual(["doi:10.1000/nbib", "lib.nbib#2"]);
    expect(documents[0]).toMatchObject({
      text: "A title that goes on.\n\nFirst. Second.",
      authors: ["James A Casbon"],
      year: 2006,
      venue: "BMC",
      source: { row: "1" },
    });
  });
});
