s=open('agents/query/composing/document-shapes.ts').read()
i=s.index('  const relations = said?.condition'); j=s.rindex('}\n')
s=s[:i]+'''  const what = documents ? "documents" : "sentences";
  const saysOne = (relations: string): Selection => ({
    reading: "",
    columns: documents ? "document AS id, title, year" : "sentence, title, year, document AS id",
    from: `evidence${where(`relation IN (SELECT id FROM relation WHERE ${relations})`, ...asked.years)}`,
    key: documents ? "document" : "document || start_offset",
    order: "year, id",
  });
  if (said === null) {
    const any = { ...saysOne(`(head IN ${about!.ids} OR tail IN ${about!.ids})`), reading: `${what} that say a relation of ${about!.words}${asked.yearWords}` };
    return composed(any, asked);
  }
  const exactly = composed({ ...saysOne(said.condition), reading: `${what} that say ${said.reading}${asked.yearWords}` }, asked);
  if (asked.count) return exactly;
  const between = { ...saysOne(said.ends), reading: `nothing says so; ${what} that say anything of the two${asked.yearWords}` };
  const naming = {
    reading: `nothing is said of the two; documents that mention both${asked.yearWords}`,
    ...{ columns: "id, title, year", key: "id", order: NEWEST },
    from: `document${where(...said.both.map((those) => `id IN ${those}`), ...asked.years)}`,
  };
  return { tries: [exactly, composed(between, asked), composed(naming, asked)].flatMap(({ tries }) => tries) };
'''+s[j:]
open('agents/query/composing/document-shapes.ts','w').write(s)
s=open('agents/query/composing/relation-shapes.ts').read()
s=s.replace('''    reading: `${head.words} —${relation.negated''','''    both: [head.documents, tail.documents],
    reading: `${head.words} —${relation.negated''')
open('agents/query/composing/relation-shapes.ts','w').write(s)
