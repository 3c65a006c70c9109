// Settles what a verb says by who does it: a spectrum that "shows" bands has none of them, a microscope that "determines" sizes measures them.

import { conceptClass } from "#graph/extraction/concept-class.ts";
import { singularOf } from "#graph/extraction/plurals.ts";
import type { Token } from "#graph/extraction/tokens.ts";

/** The type of a claim whose head ends in this token; `verb` is the verb phrase as written. */
export function settledType(type: string, head: Token, verb: string): string {
  if (type === "has-property") return isEvidence(head) ? "reveals" : type;
  if (type === "reveals" && /demonstrat/iu.test(verb)) return isEvidence(head) || isInstrument(head) ? type : "has-property";
  if (type === "controls" && /determin/iu.test(verb)) return isEvidence(head) || isInstrument(head) ? "measures" : type;
  return type;
}

/** Heads of what one looks at to know something else. */
const EVIDENCE = new Set(
  (
    "image micrograph spectrum pattern result data measurement experiment analysis study test calculation simulation observation curve plot diffractogram profile scan map mapping trace survey investigation " +
    "diffraction micrography photograph thermogram chromatogram voltammogram histogram evaluation comparison"
  ).split(" "),
);

function isEvidence(head: Token): boolean {
  return EVIDENCE.has(singularOf(head));
}

function isInstrument(head: Token): boolean {
  const kind = conceptClass(head.text, "phrase");
  return kind === "method" || kind === "device";
}
