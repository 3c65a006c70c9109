def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
s=open('graph/query/sql-worker.ts').read()
i=s.index('/** A document\'s body never changes'); j=s.index('function cellOf(')
s=s[:i]+s[j:]
s=s.replace('functions: { [SPAN_TEXT]: spanText(bodies) },','functions: { [SPAN_TEXT]: texts.span, [DOCUMENTS_WITH]: texts.documentsWith },')
s=s.replace('  const hidden = new Set(','  const texts = sqlTexts(bodies);\n  const hidden = new Set(')
s=s.replace('hidden.has(within ?? "") || isAllowedFunction(name)','hidden.has(within ?? "") || name === DOCUMENTS_WITH || isAllowedFunction(name)')
s=s.replace('const LONGEST_TEXT = 1_000_000;\n/** Texts of documents kept for their next sentence. */\nconst KEPT_TEXTS = 16;','const LONGEST_TEXT = 2_000_000;')
s=s.replace('/** Bytes of one text: a sentence is far below, a bomb far above. */','/** Bytes of one text: a sentence is far below, and so are the ids of 20,000 documents; a bomb is far above. */')
s=s.replace('import { hiddenName, SPAN_TEXT, VIEW_NAMES, viewStatements } from "#graph/query/views.ts";\nimport { type Blob, decodeDocument } from "#graph/store/body-codec.ts";','import { sqlTexts } from "#graph/query/sql-texts.ts";\nimport { DOCUMENTS_WITH, hiddenName, SPAN_TEXT, VIEW_NAMES, viewStatements } from "#graph/query/views.ts";')
open('graph/query/sql-worker.ts','w').write(s)
sub('graph/query/views.ts',('const VIEWS: readonly View[]','/** Ids of the documents that have some words, as a JSON array: (words). */\nexport const DOCUMENTS_WITH = "documents_with";\n\nconst VIEWS: readonly View[]'),
('/** One line for each view, as `name(column, …): what a row is`. */\nexport const SQL_SCHEMA: string = VIEWS.map(','/** One line for each view, as `name(column, …): what a row is`, and one for the function that looks into texts. */\nexport const SQL_SCHEMA: string = `${VIEWS.map('),
('''about}`;
}).join("\\n");''','''about}`;
}).join("\\n")}
${DOCUMENTS_WITH}(words): a function; the ids of the documents whose text has these words, as in id IN (SELECT value FROM json_each(${DOCUMENTS_WITH}('spider silk')))`;'''))
# composer: mention
s=open('agents/query/composing/names.ts').read()
s=s.replace('''  readonly words: string;
}''','''  readonly words: string;
  /** `IN` this are the ids of the documents that name it: its words as they stand, or its concept under another name. */
  readonly documents: string;
}''')
s=s.replace('''    return {
      name,''','''    const mentioned = exact === null ? "" : ` UNION SELECT document FROM mention WHERE concept = ${text(exact.id)}`;
    return {
      documents: `(SELECT value FROM json_each(documents_with(${text(said)}))${mentioned})`,
      name,''')
s=s.replace('import { named } from','import { named, text } from')
open('agents/query/composing/names.ts','w').write(s)
s=open('agents/query/composing/document-shapes.ts').read()
i=s.index('  const conditions = meant.map'); j=s.index('async function perYear')
s=s[:i]+'''  const conditions = meant.map(({ documents }) => `id IN ${documents}`);
  return composed(
    {
      reading: `documents that mention ${meant.map(({ name }) => `“${name}”`).join(" and ")}${asked.yearWords}`,
      columns: "id, title, year",
      from: `document${where(...conditions, ...asked.years)}`,
      key: "id",
      order: NEWEST,
    },
    asked,
  );
}

'''+s[j:]
s=s.replace('`id IN (SELECT document FROM mention WHERE concept IN ${named.ids})`','`id IN ${named.documents}`').replace('that mention ${named.words}','that mention “${named.name}”')
a=s.index('  const query = `SELECT year, title, document AS id, label FROM mention'); b=s.index('  return {', a)
s=s[:a]+'''  const those = where(`id IN ${named.documents}`, "year IS NOT NULL", ...asked.years);
  const query = `SELECT year, title, id FROM document${those} ORDER BY year ${last ? "DESC" : "ASC"}, id LIMIT ${asked.top ?? USUAL_TOP}`;
'''+s[b:]
open('agents/query/composing/document-shapes.ts','w').write(s)
s=open('agents/query/composing/about-shapes.ts').read()
i=s.index('  const shared = `'); j=s.index('  const pair = `')
s=s[:i]+'''  const shared = `SELECT id, title, year FROM document WHERE id IN ${one.documents} AND id IN ${other.documents} ORDER BY year DESC, id LIMIT ${asked.top ?? 20}`;
'''+s[j:]
open('agents/query/composing/about-shapes.ts','w').write(s)
