// What kind of section a heading opens. Words that journals use; no layout.

import type { SectionKind } from "#graph/model.ts";

const KINDS: readonly (readonly [SectionKind, RegExp])[] = [
  ["abstract", /^(abstract|summary|highlights|graphical abstract|significance( statement)?|author summary)$/],
  ["references", /^(references( and notes| cited)?|bibliography|literature( cited)?|works cited|cited literature|notes and references)$/],
  [
    "methods",
    /^((materials?|methods?|methodology|experimental|experiments)( (and|&) (materials?|methods?|procedures?|details?|setup|design))*( section| details| setup| procedures?| part| methods?| design)?|data and methods|computational (methods?|details)|patients and methods|star methods|online methods)$/,
  ],
  [
    "results",
    /^((main |key |model and |theory and )?results?|findings|experimental results|results?,? (and|&) discussions?|results and analysis)$/,
  ],
  [
    "discussion",
    /^(general )?(discussions?|conclusions?|concluding remarks|discussions? (and|&) conclusions?|conclusions? and (outlook|future work|perspectives?|discussion)|limitations|summary and (conclusions?|outlook))$/,
  ],
  [
    "body",
    /^(introduction|background|related works?|acknowledge?ments?|funding|appendix( [a-z0-9])?|supplementary (material|information)s?|supporting information|keywords?|author contributions?|data availability|ethics statement|see also|external links|further reading|notes)$/,
  ],
];

/** The kind a heading opens; null when its words do not say, so that a subsection keeps the kind of the section above it. */
export function kindOfHeading(heading: string): SectionKind | null {
  const words = bareHeading(heading);
  if (words.length === 0 || words.length > 60) return null;
  return KINDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** Lower case, without its number (`2.1`, `IV.`, `A.`) and closing punctuation. */
export function bareHeading(heading: string): string {
  return heading
    .slice(0, 200)
    .trim()
    .toLowerCase()
    .replace(/^(\d{1,2}(\.\d{1,2}){0,3}|[ivx]{1,5}|[a-h])[.):]?\s+/, "")
    .replace(/^■\s*/, "")
    .replace(/[\s.:]+$/, "");
}
