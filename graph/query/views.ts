// What a query sees of an embedded garden: a few views, documented, that stay as they are when tables change. Data and text only.
// They are TEMP views, made on each connection that answers queries: no migration, no second truth in the file, and no garden that was
// written by an older Hortus lacks them.

interface View {
  readonly name: string;
  readonly about: string;
  /** Column and what it holds; an empty text where the name says it. */
  readonly columns: Readonly<Record<string, string>>;
  /** Over the tables of graph/store/embedded/schema.ts; evidence held in quarantine, and its relations, are left out. */
  readonly select: string;
}

/** Reads a stretch of a document's text: (body, start, end). */
export const SPAN_TEXT = "hortus_span_text";

/** Ids of the documents that have some words, as a JSON array: (words). */
export const DOCUMENTS_WITH = "documents_with";

const VIEWS: readonly View[] = [
  {
    name: "document",
    about: "one row for each paper",
    columns: {
      id: "",
      title: "",
      year: "",
      venue: "",
      doi: "",
      arxiv: "",
      authors: "with ; between",
      sentences: "",
      mentions: "",
      claims: "",
    },
    select: `SELECT d.key AS id, d.summary ->> 'title' AS title, d.year AS year, d.summary ->> 'venue' AS venue, d.summary ->> 'doi' AS doi,
      d.summary ->> 'arxiv' AS arxiv, (SELECT group_concat(a.value, '; ') FROM json_each(d.summary, '$.authors') AS a) AS authors,
      d.sentences AS sentences, d.mentions AS mentions, d.claims AS claims FROM main.document AS d`,
  },
  {
    name: "concept",
    about: "one row for each thing the papers speak of",
    columns: {
      id: "",
      label: "its usual name",
      class: "material, method, property, …",
      documents: "how many documents mention it",
      mentions: "how often",
      relations: "how many relations it has",
      first_year: "",
      last_year: "",
    },
    select: `SELECT t.key AS id, c.label AS label, c.class AS class, c.documents AS documents, c.mentions AS mentions,
      (SELECT count(*) FROM main.relation AS o WHERE o.source = c.id AND o.quarantined = 0)
        + (SELECT count(*) FROM main.relation AS i WHERE i.target = c.id AND i.source <> c.id AND i.quarantined = 0) AS relations,
      c.first_year AS first_year, c.last_year AS last_year FROM main.concept AS c JOIN main.term AS t ON t.id = c.id`,
  },
  {
    name: "alias",
    about: "every name of a concept, its label too",
    columns: {
      concept: "concept.id",
      label: "",
      name: "",
      words: "the name in small letters, a space before, between and behind its words: words LIKE '% silk %'",
    },
    select: `SELECT t.key AS concept, c.label AS label, n.value AS name,
      ' ' || lower(replace(n.value, '-', ' ')) || ' ' AS words FROM main.concept AS c JOIN main.term AS t ON t.id = c.id
      JOIN json_each(json_insert(c.aliases, '$[#]', c.label)) AS n`,
  },
  {
    name: "mention",
    about: "which document mentions which concept",
    columns: { concept: "concept.id", label: "", document: "document.id", title: "", year: "", mentions: "how often" },
    select: `SELECT k.key AS concept, c.label AS label, d.key AS document, d.summary ->> 'title' AS title, d.year AS year, sum(p.mentions) AS mentions
      FROM main.posting AS p JOIN main.term AS t ON t.id = p.term JOIN main.concept AS c ON c.id = t.concept JOIN main.term AS k ON k.id = c.id
      JOIN main.document AS d ON d.id = p.document GROUP BY k.key, d.key`,
  },
  {
    name: "relation",
    about: "what the papers say of two concepts: head —type→ tail",
    columns: {
      id: "a number, good within one query",
      head: "concept.id",
      head_label: "",
      type: "'improves', 'consists-of', …",
      tail: "concept.id",
      tail_label: "",
      polarity: "'affirmed' or 'negated'",
      confidence: "1 to 1000",
      documents: "how many say it",
      first_year: "",
      last_year: "",
    },
    select: `SELECT r.id AS id, s.key AS head, h.label AS head_label, y.name AS type, t.key AS tail, g.label AS tail_label, r.polarity AS polarity,
      r.confidence AS confidence, r.documents AS documents, r.first_year AS first_year, r.last_year AS last_year
      FROM main.relation AS r JOIN main.term AS s ON s.id = r.source JOIN main.concept AS h ON h.id = r.source
      JOIN main.term AS t ON t.id = r.target JOIN main.concept AS g ON g.id = r.target JOIN main.relation_type AS y ON y.id = r.type
      WHERE r.quarantined = 0`,
  },
  {
    name: "evidence",
    about: "the sentences that say a relation",
    columns: {
      relation: "relation.id",
      document: "document.id",
      title: "",
      year: "",
      sentence: "its words",
      phrase: "the verb as written",
      hedged: "1 for may, might, …",
      confidence: "1 to 1000",
      start_offset: "",
      end_offset: "",
      read_by: "'grammar' or a model",
    },
    select: `SELECT e.relation AS relation, d.key AS document, d.summary ->> 'title' AS title, d.year AS year,
      ${SPAN_TEXT}(d.body, e.start, e.end) AS sentence, e.phrase AS phrase, e.hedged AS hedged, e.confidence AS confidence,
      e.start AS start_offset, e.end AS end_offset, e.read_by AS read_by
      FROM main.evidence AS e JOIN main.document AS d ON d.id = e.document JOIN main.relation AS r ON r.id = e.relation WHERE r.quarantined = 0`,
  },
  {
    name: "conjecture",
    about: "what was imagined, never evidence",
    columns: {
      id: "",
      head: "concept.id or null",
      head_label: "",
      type: "",
      tail: "concept.id or null",
      tail_label: "",
      origin: "",
      rationale: "",
    },
    select: `SELECT j.key AS id, (SELECT k.key FROM main.term AS a JOIN main.term AS k ON k.id = a.concept WHERE a.key = j.data ->> 'from') AS head,
      j.data ->> 'fromLabel' AS head_label, j.data ->> 'type' AS type,
      (SELECT k.key FROM main.term AS a JOIN main.term AS k ON k.id = a.concept WHERE a.key = j.data ->> 'to') AS tail,
      j.data ->> 'toLabel' AS tail_label, j.data ->> 'origin' AS origin, j.data ->> 'rationale' AS rationale FROM main.conjecture AS j`,
  },
];

/** One line for each view, as `name(column, …): what a row is`, and one for the function that looks into texts. */
export const SQL_SCHEMA: string = `${VIEWS.map(({ name, about, columns }) => {
  const listed = Object.entries(columns).map(([column, holds]) => (holds === "" ? column : `${column} [${holds}]`));
  return `${name}(${listed.join(", ")}): ${about}`;
}).join("\n")}
${DOCUMENTS_WITH}(words): a function; the ids of the documents whose text has these words, as in id IN (SELECT value FROM json_each(${DOCUMENTS_WITH}('spider silk')))`;

/** What `name` is behind: where its SELECT stands. */
export function hiddenName(secret: string, name: string): string {
  return `${secret}_${name}`;
}

/**
 * The views as TEMP views. Each is one over another of a secret name, and only the secret ones read tables: SQLite says which view reads, but
 * a common table expression that a query names like a view passes for it. A name that nobody knows cannot be taken.
 */
export function viewStatements(secret: string): string {
  return VIEWS.map(({ name, columns, select }) => {
    const hidden = hiddenName(secret, name);
    return `CREATE TEMP VIEW "${hidden}" AS ${select}; CREATE TEMP VIEW "${name}" AS SELECT ${Object.keys(columns).join(", ")} FROM "${hidden}"`;
  }).join(";\n");
}

export const VIEW_NAMES: ReadonlySet<string> = new Set(VIEWS.map(({ name }) => name));
