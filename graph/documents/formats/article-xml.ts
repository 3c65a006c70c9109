// Articles in XML: JATS (PubMed Central, publishers), Elsevier, and PubMed records. Finds the metadata; xml/article-blocks.ts finds the text.

import { HortusError } from "#kernels/errors.ts";
import { type Block, HeadingStack } from "../blocks.ts";
import type { Draft } from "../draft.ts";
import { parseArxiv, parseDoi, parseYear } from "../identity.ts";
import type { Source } from "../sources.ts";
import { oneLine } from "../text.ts";
import { articleBlocks, proseOf } from "../xml/article-blocks.ts";
import { at, childrenNamed, descendants, type Element, parseXml, textOf } from "../xml/tree.ts";

/** Every article in the file, in file order. */
export function readArticleXml(bytes: Uint8Array, source: Source): readonly Draft[] {
  const root = parseXml(bytes, source.path);
  const pubmed = descendants(root, "PubmedArticle");
  if (pubmed.length > 0) return keyed(pubmed.map(pubmedDraft), source);
  const jats = descendants(root, "article").filter((article) => at(article, "front") !== undefined);
  if (jats.length > 0) return keyed(jats.map(jatsDraft), source);
  const head = descendants(root, "head")[0];
  if (head !== undefined && at(head, "title") !== undefined) return [elsevierDraft(root, head)];
  const name = root.children.find((child): child is Element => typeof child !== "string")?.name ?? "nothing";
  const message = `${source.path} is XML of a kind that is not read (its root is <${name.slice(0, 40)}>). Supply JATS, PubMed or Elsevier XML, or the PDF.`;
  throw new HortusError("document.unsupported", message);
}

/** In a file of several articles each needs a name of its own. */
function keyed(drafts: readonly Draft[], source: Source): readonly Draft[] {
  if (drafts.length === 1) return drafts.map((draft) => ({ ...draft, row: null }));
  return drafts.map((draft, index) => {
    const row = draft.row ?? String(index + 1);
    return { ...draft, row, otherwise: `${source.path}#${row}` };
  });
}

function jatsDraft(article: Element): Draft {
  const meta = at(article, "front", "article-meta");
  const ids = childrenNamed(meta, "article-id");
  const id = (type: string): string => textOf(ids.find((candidate) => candidate.attributes.get("pub-id-type") === type)).trim();
  const titles = at(meta, "title-group");
  const title = [at(titles, "article-title"), at(titles, "subtitle")]
    .map((part) => (part === undefined ? "" : proseOf(part)))
    .filter(Boolean)
    .join(": ");
  const authors = childrenNamed(meta, "contrib-group")
    .flatMap((group) => childrenNamed(group, "contrib"))
    .filter((contrib) => (contrib.attributes.get("contrib-type") ?? "author") === "author");
  const years = childrenNamed(meta, "pub-date")
    .map((date) => parseYear(textOf(at(date, "year"))))
    .filter((year) => year !== null);
  const journal = at(article, "front", "journal-meta");
  return {
    title,
    authors: authors.map(
      (contrib) =>
        personName(at(contrib, "name") ?? at(contrib, "name-alternatives", "name"), "given-names", "surname") ||
        textOf(at(contrib, "collab")),
    ),
    year:
      years.length > 0 ? Math.min(...years) : parseYear(textOf(at(meta, "permissions", "copyright-year") ?? at(meta, "copyright-year"))),
    doi: parseDoi(id("doi")),
    arxiv: parseArxiv(id("arxiv")),
    venue: textOf(at(journal, "journal-title-group", "journal-title") ?? at(journal, "journal-title")),
    row: id("pmc") || id("pmid") || null,
    content: [
      ...titleBlock(title),
      ...childrenNamed(meta, "abstract")
        .filter(isAuthorsAbstract)
        .flatMap((abstract) => abstractBlocks(abstract, at(abstract, "title"))),
      ...bodyBlocks([at(article, "body"), at(article, "back"), at(article, "floats-group")]),
    ],
  };
}

/** Teasers, tables of contents and graphical abstracts repeat what the abstract says. */
function isAuthorsAbstract(abstract: Element): boolean {
  return !/graphical|toc|teaser|precis|web|stereo/.test(abstract.attributes.get("abstract-type") ?? abstract.attributes.get("class") ?? "");
}

function elsevierDraft(root: Element, head: Element): Draft {
  const first = (name: string): Element | undefined => descendants(root, name)[0];
  const title = proseOf(at(head, "title")!);
  const body = descendants(root, "body")[0];
  const info = first("item-info");
  return {
    title,
    authors: descendants(head, "author").map((author) => personName(author, "given-name", "surname")),
    year: parseYear(textOf(first("cover-date-year")), textOf(first("cover-date-start")), at(info, "copyright")?.attributes.get("year")),
    doi: parseDoi(textOf(first("doi"))),
    venue: textOf(first("srctitle") ?? first("publicationName")),
    content: [
      ...titleBlock(title),
      ...childrenNamed(head, "abstract")
        .filter(isAuthorsAbstract)
        .flatMap((abstract) => abstractBlocks(abstract, at(abstract, "section-title"))),
      ...bodyBlocks([body, first("floats")]),
    ],
  };
}

function pubmedDraft(article: Element): Draft {
  const citation = at(article, "MedlineCitation");
  const body = at(citation, "Article");
  const ids = childrenNamed(at(article, "PubmedData", "ArticleIdList"), "ArticleId");
  const date = at(body, "Journal", "JournalIssue", "PubDate");
  const titleElement = at(body, "ArticleTitle");
  const title = titleElement === undefined ? "" : proseOf(titleElement);
  const doi =
    ids.find((id) => id.attributes.get("IdType") === "doi") ??
    childrenNamed(body, "ELocationID").find((id) => id.attributes.get("EIdType") === "doi");
  return {
    title,
    authors: childrenNamed(at(body, "AuthorList"), "Author").map(
      (author) => personName(author, "ForeName", "LastName") || textOf(at(author, "CollectiveName")),
    ),
    year: parseYear(textOf(at(date, "Year")), textOf(at(date, "MedlineDate")), textOf(at(body, "ArticleDate", "Year"))),
    doi: parseDoi(textOf(doi)),
    venue: textOf(at(body, "Journal", "Title")),
    row: textOf(at(citation, "PMID")).trim() || null,
    content: [...titleBlock(title), ...pubmedAbstract(childrenNamed(at(body, "Abstract"), "AbstractText"))],
  };
}

/** Labelled parts (`BACKGROUND`) keep their label as a line of its own. */
function pubmedAbstract(parts: readonly Element[]): readonly Block[] {
  if (parts.length === 0) return [];
  const heading: Block = { type: "heading", kind: "abstract", text: "Abstract" };
  return [
    heading,
    ...parts.flatMap((part): readonly Block[] => {
      const label = part.attributes.get("Label") ?? "";
      const text: Block = { type: "text", text: proseOf(part) };
      return label === "" ? [text] : [{ type: "heading", kind: "abstract", text: label }, text];
    }),
  ];
}

function titleBlock(title: string): readonly Block[] {
  return title === "" ? [] : [{ type: "aside", kind: "title", text: title }];
}

function abstractBlocks(abstract: Element, title: Element | undefined): readonly Block[] {
  const stack = new HeadingStack();
  stack.open(1, "abstract");
  const heading = title === undefined ? "Abstract" : proseOf(title);
  const blocks = articleBlocks(abstract, stack, 2);
  // Inside an abstract every section is abstract, whatever its title says.
  return [
    { type: "heading", kind: "abstract", text: heading },
    ...blocks.map((block): Block => (block.type === "heading" ? { ...block, kind: "abstract" } : block)),
  ];
}

function bodyBlocks(parts: readonly (Element | undefined)[]): readonly Block[] {
  const stack = new HeadingStack();
  const blocks = parts.flatMap((part) => (part === undefined ? [] : articleBlocks(part, stack)));
  // Text before the first section title must not count as abstract.
  const opens = blocks[0]?.type === "heading";
  return opens || blocks.length === 0 ? blocks : [{ type: "close" }, ...blocks];
}

function personName(person: Element | undefined, given: string, family: string): string {
  return oneLine(`${textOf(at(person, given))} ${textOf(at(person, family))}`);
}
