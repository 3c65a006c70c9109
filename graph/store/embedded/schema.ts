// The tables of an embedded garden. Records (body, document, conjecture, edit, ontology, change) are the truth; all else follows from them.

import { nameWordsOf, putNameWords } from "#graph/store/embedded/name-words.ts";
import type { Migration } from "#graph/store/sqlite.ts";

/** `MIGRATIONS[n]` leads from schema n to n + 1; an entry is never changed once released, only followed by another. */
export const MIGRATIONS: readonly Migration[] = [
  `
  -- Records -----------------------------------------------------------------------------------------------------------
  CREATE TABLE change(version INTEGER PRIMARY KEY, parent INTEGER NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL,
    time TEXT NOT NULL, operations TEXT NOT NULL, inverse TEXT NOT NULL);
  -- Documents with their readings, each once however often history names it; see codec.ts for what the blobs hold.
  CREATE TABLE body(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, document BLOB NOT NULL, reading BLOB NOT NULL);
  CREATE TABLE document(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, body INTEGER NOT NULL, year INTEGER, summary TEXT NOT NULL,
    sentences INTEGER NOT NULL, mentions INTEGER NOT NULL, claims INTEGER NOT NULL);
  CREATE TABLE conjecture(key TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE edit(a TEXT NOT NULL, b TEXT NOT NULL, decision TEXT NOT NULL, PRIMARY KEY(a, b)) WITHOUT ROWID;
  CREATE INDEX edit_b ON edit(b);
  -- What readings say, indexed --------------------------------------------------------------------------------------------
  CREATE TABLE term(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, documents INTEGER NOT NULL, mentions INTEGER NOT NULL,
    claims INTEGER NOT NULL, definitions INTEGER NOT NULL, kind TEXT NOT NULL, kinds TEXT NOT NULL, surfaces TEXT NOT NULL,
    blocks TEXT NOT NULL, concept INTEGER);
  CREATE INDEX term_concept ON term(concept) WHERE concept IS NOT NULL;
  CREATE TABLE posting(term INTEGER NOT NULL, document INTEGER NOT NULL, mentions INTEGER NOT NULL, PRIMARY KEY(term, document)) WITHOUT ROWID;
  CREATE TABLE claim(document INTEGER NOT NULL, ordinal INTEGER NOT NULL, head INTEGER NOT NULL, tail INTEGER NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY(document, ordinal)) WITHOUT ROWID;
  CREATE INDEX claim_head ON claim(head);
  CREATE INDEX claim_tail ON claim(tail);
  CREATE TABLE definition(short INTEGER NOT NULL, long INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY(short, long, document)) WITHOUT ROWID;
  CREATE INDEX definition_long ON definition(long);
  -- Projection ------------------------------------------------------------------------------------------------------------
  CREATE TABLE block(block TEXT NOT NULL, term INTEGER NOT NULL, PRIMARY KEY(block, term)) WITHOUT ROWID;
  CREATE TABLE link(a INTEGER NOT NULL, b INTEGER NOT NULL, reason TEXT NOT NULL, similarity INTEGER NOT NULL, PRIMARY KEY(a, b)) WITHOUT ROWID;
  CREATE INDEX link_b ON link(b);
  -- A concept's number is that of its smallest term.
  CREATE TABLE concept(id INTEGER PRIMARY KEY, label TEXT NOT NULL, class TEXT NOT NULL, aliases TEXT NOT NULL, documents INTEGER NOT NULL,
    mentions INTEGER NOT NULL, first_year INTEGER, last_year INTEGER);
  CREATE TABLE relation_type(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE relation(id INTEGER PRIMARY KEY, source INTEGER NOT NULL, type INTEGER NOT NULL, target INTEGER NOT NULL, polarity TEXT NOT NULL,
    documents INTEGER NOT NULL, confidence INTEGER NOT NULL, first_year INTEGER, last_year INTEGER, quarantined INTEGER NOT NULL DEFAULT 0,
    UNIQUE(source, type, target, polarity));
  CREATE INDEX relation_target ON relation(target);
  CREATE INDEX relation_quarantined ON relation(id) WHERE quarantined > 0;
  CREATE TABLE evidence(relation INTEGER NOT NULL, ordinal INTEGER NOT NULL, document INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    sha256 BLOB NOT NULL, head_start INTEGER NOT NULL, head_end INTEGER NOT NULL, tail_start INTEGER NOT NULL, tail_end INTEGER NOT NULL,
    phrase TEXT NOT NULL, hedged INTEGER NOT NULL, confidence INTEGER NOT NULL, read_by TEXT NOT NULL, quarantined INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(relation, ordinal)) WITHOUT ROWID;
  CREATE INDEX evidence_document ON evidence(document);
  CREATE VIRTUAL TABLE concept_text USING fts5(label, aliases, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');
  CREATE VIRTUAL TABLE sentence_text USING fts5(text, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');
  -- Caches and settings, outside history ------------------------------------------------------------------------------------
  CREATE TABLE vector_model(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE vector(id INTEGER PRIMARY KEY, model INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, data BLOB NOT NULL, UNIQUE(model, kind, key));
  CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  `,
  `
  -- What is asked for with every page: counts that need no table, and the words that begin a concept's names -----------------
  CREATE INDEX evidence_quarantined ON evidence(relation) WHERE quarantined = 1;
  CREATE INDEX term_mentioned ON term(id) WHERE mentions > 0;
  CREATE INDEX document_counts ON document(sentences, mentions, claims);
  CREATE VIRTUAL TABLE concept_word USING fts5(names, content='', contentless_delete=1, detail=none,
    tokenize='unicode61 remove_diacritics 2', prefix='2 3');
  INSERT INTO concept_word(rowid, names) SELECT id, label || ' ' || coalesce((SELECT group_concat(value, ' ') FROM json_each(aliases)), '')
    FROM concept;
  -- Raised whenever a vector of the model is written or dropped: tells whoever keeps a copy that it is old.
  ALTER TABLE vector_model ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
  `,
  (database) => {
    // A table of words says how names begin as well as a full-text index did, and is written in a third of the time.
    database.exec(`
      DROP TABLE concept_word;
      CREATE TABLE name_word(word TEXT NOT NULL, concept INTEGER NOT NULL, PRIMARY KEY(word, concept)) WITHOUT ROWID;
      -- The words of a batch are gathered before they are written (8 MB instead of 1): fewer segments, and less merging of them.
      INSERT INTO sentence_text(sentence_text, rank) VALUES('hashsize', 8388608);
      INSERT INTO concept_text(concept_text, rank) VALUES('hashsize', 8388608);`);
    const concepts = database.all<{ id: number; label: string; aliases: string }>("SELECT id, label, aliases FROM concept");
    putNameWords(
      database,
      concepts.flatMap(({ id, label, aliases }) => nameWordsOf(id, [label, ...(JSON.parse(aliases) as string[])])),
    );
  },
  "CREATE TABLE ontology(key TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID",
  `
  -- One row: see GraphStore.state. A later step that alters concepts or relations draws the word anew.
  CREATE TABLE state(id INTEGER PRIMARY KEY CHECK(id = 1), word TEXT NOT NULL);
  INSERT INTO state VALUES(1, lower(hex(randomblob(16))));
  `,
];

/** Row id of a sentence in `sentence_text`: documents have fewer than 2²⁰ sentences. */
export const SENTENCES_IN_DOCUMENT = 1 << 20;
