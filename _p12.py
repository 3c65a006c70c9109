def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b,1)
    open(p,'w').write(s)
sub('agents/query/composing/asked.ts',('''wanted[1] === undefined ? "the" : "top"''','''wanted[1] === undefined ? "the " : "top"'''))
sub('agents/query/composing/about-shapes.ts',
('/^(?:which|what|all|the)?\\s*(.+?)(?:\\s+(?:of (?:the )?class\\s+(.+?)))?(?:\\s+(?:are there|are|exist|there are|do we have))?$/i','/^(?:which|what|all|the)?\\s*(.+?)(?:\\s+(?:are there|exist|there are))?(?:\\s+(?:of (?:the )?class\\s+(.+?)))?(?:\\s+(?:are there|are|exist|there are|do we have))?$/i'),
('const reading = kind === "concept" ? "all concepts"','const reading = kind === "concept" ? "concepts"'),
('return { tries: [{ reading: selection.reading, query: asked.count','return { tries: [{ reading: `${asked.count ? "the number of " : ""}${selection.reading}`, query: asked.count'),
('reading: `how many ${types ? "relation types" : "classes"} there are`','reading: types ? "relation types" : "classes"'),
('reading: `how many ${noun}s the garden has`','reading: `the number of ${noun}s`'))
sub('agents/query/composing/document-shapes.ts',('`${asked.count ? "How many there are of: " : ""}${selection.reading}`','`${asked.count ? "the number of " : ""}${selection.reading}`'),('`all documents${asked.yearWords}`','`documents${asked.yearWords}`'))
sub('agents/query/composing/relation-shapes.ts',('`${asked.count ? "how many " : ""}${words} in','`${asked.count ? "the number of " : ""}${words} in'))
s=open('agents/query/composing/names.ts').read()
i=s.index('  const of = async'); j=s.index('  return {\n    of,')
s=s[:i]+'''  const of = async (given: string): Promise<Named> => {
    const name = bareName(given);
    const exact = await exactConcept(garden.store, name);
    const containing = exact === null ? await conceptContaining(garden, name) : null;
    const taken = exact ?? containing ?? (await findConcept(garden, name)).concept;
    const own = exact !== null || containing !== null;
    if (!own) notices.push(`“${name}” is taken to mean “${taken.label}”.`);
    const said = own ? name : taken.label;
    const itself = containing === null ? `concept = ${text(taken.id)} OR ` : "";
    const ids = `(SELECT concept FROM alias WHERE ${itself}${hasWords("name", nameForms(said))})`;
    return { name, concept: taken, ids, words: containing === null ? `“${said}” or a name that contains it` : `a name that contains “${said}”` };
  };
'''+s[j:]
s+='''
/** The concept of most documents among those whose names contain this one: "policy performance" for "performance". */
async function conceptContaining(garden: Garden, name: string): Promise<Concept | null> {
  const hits = await garden.store.searchText(name, { kinds: ["concept"], limit: 50 });
  const forms = nameForms(name).map((form) => ` ${form} `);
  const concepts = await garden.store.concepts(hits.map(({ id }) => id as ConceptId));
  const within = concepts.filter(({ label, aliases }) =>
    [label, ...aliases].some((other) => forms.some((form) => ` ${other.toLowerCase().replaceAll("-", " ")} `.includes(form))),
  );
  return within.toSorted((a, b) => b.documents - a.documents)[0] ?? null;
}
'''
s=s.replace('import type { Concept } from','import type { Concept, ConceptId } from')
open('agents/query/composing/names.ts','w').write(s)
sub('agents/query/compose-query.ts',('const EXAMPLES = SHAPES.map(({ example }) => `“${example}”`);','const EXAMPLES = SHAPES.map(({ example }) => `“${example}”`).filter((_, at) => at % 3 === 1);'))
sub('agents/query/query-garden.ts',('''    if (verified.outcome === "error") continue;
    last = { verified, readAs: reading };
    if (verified.outcome === "rows") break;''','''    if (verified.outcome === "error") continue;
    // When nothing brings rows, the closest reading of the question is the one that says so.
    if (last.verified === null || verified.outcome === "rows") last = { verified, readAs: reading };
    if (verified.outcome === "rows") break;'''),('the first that brings rows, else the last that ran. */','the first that brings rows, else the first that ran. */'))
