// Singular of an English or Latin noun in lower case. Tables first, endings after; scientific words come before everyday ones.

import { remember } from "#graph/extraction/remember.ts";
import type { Token } from "#graph/extraction/tokens.ts";

const IRREGULAR: ReadonlyMap<string, string> = new Map(
  (
    "analyses:analysis hypotheses:hypothesis syntheses:synthesis bases:base axes:axis matrices:matrix indices:index vertices:vertex " +
    "appendices:appendix vortices:vortex helices:helix cortices:cortex phenomena:phenomenon criteria:criterion bacteria:bacterium " +
    "mitochondria:mitochondrion spectra:spectrum quanta:quantum strata:stratum maxima:maximum minima:minimum optima:optimum equilibria:equilibrium " +
    "nuclei:nucleus fungi:fungus stimuli:stimulus radii:radius loci:locus foci:focus bacilli:bacillus villi:villus nuclides:nuclide " +
    "moduli:modulus bronchi:bronchus cacti:cactus genera:genus taxa:taxon corpora:corpus opera:opus polyhedra:polyhedron ganglia:ganglion " +
    "men:man women:woman children:child feet:foot teeth:tooth geese:goose mice:mouse lice:louse people:person dice:die oxen:ox " +
    "leaves:leaf lives:life knives:knife halves:half shelves:shelf wolves:wolf calves:calf hooves:hoof loaves:loaf " +
    "theses:thesis crises:crisis parentheses:parenthesis diagnoses:diagnosis metastases:metastasis prostheses:prosthesis oases:oasis " +
    "emphases:emphasis neuroses:neurosis ellipses:ellipsis catalyses:catalysis hydrolyses:hydrolysis stomata:stomata schemata:schema " +
    "biases:bias lenses:lens gases:gas viruses:virus buses:bus species:species series:series means:means news:news analysis:analysis " +
    "caches:cache aches:ache niches:niche moustaches:moustache movies:movie cookies:cookie calories:calorie zombies:zombie " +
    "proteases:protease kinases:kinase"
  )
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

const UNCHANGED = new Set(
  (
    "always perhaps thus plus minus gas lens bias alias atlas canvas chaos cosmos mathematics physics mechanics dynamics kinetics statistics " +
    "semantics linguistics genetics optics acoustics robotics economics politics ethics electronics photonics thermodynamics hydrodynamics " +
    "aerodynamics genomics proteomics metabolomics bioinformatics analytics logistics tetanus pus its this his has was is as us yes " +
    "diabetes rabies scabies herpes molasses headquarters corps ios aids pancreas vs das kudos pathos ethos homeostasis pyrites albus"
  ).split(" "),
);

/** The singular of a lower-case noun; a word that is not a plural comes back as it is. */
export const singular = remember(withoutPlural);

/** The singular of a token's word. */
export function singularOf({ word }: Pick<Token, "word">): string {
  word.singular ??= singular(word.lower);
  return word.singular;
}

function withoutPlural(word: string): string {
  const known = IRREGULAR.get(word);
  if (known !== undefined) return known;
  return word.length < 4 || UNCHANGED.has(word) || !/(?:s|ae)$/.test(word) ? word : withoutS(word);
}

function withoutS(word: string): string {
  if (word.endsWith("ae")) return word.slice(0, -1);
  if (/(?:ss|us|is|ous)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:sh|ch|ss|x|zz)es$/.test(word)) return word.slice(0, -2);
  if (/(?:[^aeiou]oes)$/.test(word) && word.length > 5) return word.slice(0, -2);
  return word.slice(0, -1);
}
