def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
sub('graph/query/views.ts',
('columns: { concept: "concept.id", label: "", name: "" },','''columns: {
      concept: "concept.id",
      label: "",
      name: "",
      words: "the name in small letters, a space before, between and behind its words: words LIKE '% silk %'",
    },'''),
('n.value AS name FROM main.concept AS c','''n.value AS name,
      ' ' || lower(replace(n.value, '-', ' ')) || ' ' AS words FROM main.concept AS c'''))
s=open('agents/query/composing/selection.ts').read()
i=s.index('/** Whether a column has these words')
s=s[:i]+'''/** The ids of the concepts that have a name with one of these in it, as words; see `words` of the view `alias`. */
export function named(forms: readonly string[], itself: string | null = null): string {
  const conditions = [...(itself === null ? [] : [`concept = ${text(itself)}`]), ...forms.map((form) => `words LIKE ${text(`% ${form} %`)}`)];
  return `(SELECT concept FROM alias WHERE ${conditions.join(" OR ")})`;
}
'''
open('agents/query/composing/selection.ts','w').write(s)
s=open('agents/query/composing/names.ts').read()
import re
i=s.index('    const itself ='); j=s.index('    return { name, concept: taken')
s=s[:i]+'    const ids = named(nameForms(said), containing === null ? taken.id : null);\n'+s[j:]
s=s.replace('import { hasWords, text } from','import { named } from')
s=s.replace('''  const hits = await garden.store.searchText(name, { kinds: ["concept"], limit: 50 });
  const forms = nameForms(name).map((form) => ` ${form} `);''','''  const spellings = nameForms(name);
  const hits = (await Promise.all(spellings.map((one) => garden.store.searchText(one, { kinds: ["concept"], limit: 50 })))).flat();
  const forms = spellings.map((form) => ` ${form} `);''')
open('agents/query/composing/names.ts','w').write(s)
s=open('agents/query/composing/relation-shapes.ts').read()
s=s.replace('hasWords(`${end}_label`, [word])','`${end} IN ${named([word])}`').replace('import { counting, hasWords, listing, text, where }','import { counting, listing, named, text, where }')
s=s.replace('const named = `${opposite} IN ${other.ids}`;','const about = `${opposite} IN ${other.ids}`;').replace(', named, polarity',', about, polarity')
i=s.index('/** How many words stand before'); 
s=s[:i]+'''/** How many words stand before the verb because they are what is asked for: 0 when the first word can be the verb. */
function nounLength(words: readonly string[]): number {
  const at = words.slice(0, LONGEST_NOUN).findLastIndex((word, index) => isNoun(word) && (relationFrom(words, index + 1)?.stop ?? words.length) < words.length);
  return at + 1;
}

function isNoun(word: string): boolean {
  const one = singular(word.toLowerCase());
  return CONCEPT_CLASSES.has(one) || ANY.has(one);
}
'''
s=s.replace('/** Words for a concept of no','/** Words of what is asked for, "deep learning methods", at most. */\nconst LONGEST_NOUN = 3;\n\n/** Words for a concept of no')
open('agents/query/composing/relation-shapes.ts','w').write(s)
s=open('agents/query/composing/document-shapes.ts').read()
a=s.index('  const query = `SELECT id, title, year FROM document${where(mentioned, "year IS NOT NULL"'); b=s.index('  const about = named === null')
s=s[:a]+'''  const those = where(mentioned, "year IS NOT NULL", ...asked.years);
  // "The oldest paper" are those of the first year: within a year nobody knows.
  const one = /(?:paper|document|article|study|publication|work|text|note)\\b/i.test(asked.text) && asked.top === null;
  const bound = one ? ` AND year = (SELECT ${newest ? "max" : "min"}(year) FROM document${those})` : "";
  const limit = one ? "" : ` LIMIT ${asked.top ?? USUAL_TOP}`;
  const query = `SELECT id, title, year FROM document${those}${bound} ORDER BY year ${newest ? "DESC" : "ASC"}, id${limit}`;
'''+s[b:]
s=s.replace('LIMIT ${asked.top ?? 5}`','LIMIT ${asked.top ?? USUAL_TOP}`').replace('const NEWEST =','/** Of a list that would else be all there is. */\nconst USUAL_TOP = 5;\nconst NEWEST =')
open('agents/query/composing/document-shapes.ts','w').write(s)
