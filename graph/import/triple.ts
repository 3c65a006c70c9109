// One statement of RDF, whatever syntax it came in.

export interface Triple {
  /** An IRI, or a blank node as `_:name`. */
  readonly subject: string;
  readonly predicate: string;
  readonly object: string;
  /** The object is a text and no thing. */
  readonly literal: boolean;
}

interface Term {
  readonly termType: string;
  readonly value: string;
}

/** What both parsers answer, plainly. Triples about triples have a term that is none of these and come out as blank. */
export function tripleOf({
  subject,
  predicate,
  object,
}: {
  readonly subject: Term;
  readonly predicate: Term;
  readonly object: Term;
}): Triple {
  return { subject: nameOf(subject), predicate: predicate.value, object: nameOf(object), literal: object.termType === "Literal" };
}

function nameOf({ termType, value }: Term): string {
  return termType === "NamedNode" || termType === "Literal" ? value : `_:${value}`;
}

/** What a relative IRI is taken against; nothing is ever fetched from it. */
export const BASE_IRI = "http://import.invalid/";
