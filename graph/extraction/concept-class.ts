// The coarse class of a concept, from its head noun: a small table, and "entity" where it does not know.

import { isFormula } from "#graph/extraction/formulas.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import { singular } from "#graph/extraction/plurals.ts";
import { isQuantity } from "#graph/extraction/quantities.ts";
import { remember } from "#graph/extraction/remember.ts";
import type { MentionKind } from "#graph/model.ts";

const TABLE: Readonly<Record<string, string>> = {
  material:
    "material polymer collagen silk keratin chitin cellulose lignin elastin mineral ceramic metal alloy composite glass hydrogel gel fiber fibril resin rubber silica water " +
    "nacre bone wood mucin hydroxyapatite apatite aragonite calcite graphene carbon steel elastomer foam film coating powder adhesive glue ink plastic concrete textile crystal oxide " +
    "salt nanoparticle nanotube nanocomposite solvent solution liquid fluid gas acid base resilin fibroin sericin vitrimer thermoset thermoplastic epoxy tissue biomaterial",
  structure:
    "structure network layer sheet helix lattice interface surface matrix scaffold pore channel membrane wall shell skeleton spicule lamella domain chain bond cross-link crosslink graph tree " +
    "architecture motif tablet platelet groove ridge hair seta spatula pad canal osteon fibre-bundle bundle core tubule crack junction backbone topology hierarchy cavity node edge microstructure",
  process:
    "process formation growth synthesis assembly self-assembly degradation fracture reaction oxidation reduction hydrolysis crystallization mineralization polymerization nucleation deposition " +
    "folding binding diffusion transport adhesion activation inhibition expression transcription translation metabolism healing self-healing learning training reasoning inference optimization " +
    "aggregation precipitation evaporation drying spinning extrusion casting printing sintering milling stretching bending sliding swelling dissipation transfer reinforcement exchange detachment",
  property:
    "strength stiffness toughness hardness density modulus elasticity viscosity porosity conductivity permeability solubility stability resistance ductility anisotropy accuracy precision recall " +
    "robustness quality efficiency efficacy diversity property behavior wettability roughness hydrophobicity extensibility resilience compliance durability biocompatibility color shape size",
  method:
    "method technique algorithm approach microscopy spectroscopy diffraction chromatography assay protocol procedure analysis test testing imaging tomography simulation strategy framework pipeline " +
    "regularization prompting annotation measurement indentation nanoindentation calorimetry scattering rheometry attention sampling",
  organism:
    "organism animal plant species bacterium virus fungus cell mouse human spider silkworm mussel gecko sponge mollusk mollusc tree insect bird fish worm caterpillar diatom alga urchin patient yeast genus",
  molecule:
    "molecule ion protein peptide enzyme gene rna dna mrna lipid sugar acid-residue residue receptor ligand antibody hormone kinase protease inhibitor monomer oligomer surfactant catalyst drug compound amine thiol catechol " +
    "ester radical electron proton amino-acid nucleotide substrate group",
  device:
    "device sensor microscope spectrometer transistor battery electrode electrolyte actuator robot detector camera machine instrument implant laser computer processor gpu catheter prosthesis printer",
  task: "task recognition classification extraction retrieval detection segmentation generation answering summarization parsing tagging linking disambiguation prediction planning identification completion resolution tracking",
  model:
    "model network-model transformer llm bert gpt classifier encoder decoder agent parser predictor policy autoencoder perceptron embedding",
  data: "data dataset corpus benchmark database text document image video sequence ontology knowledge-base graph-database treebank wordnet wikipedia corpora sample record annotation-set",
  quantity:
    "rate ratio temperature pressure energy force stress strain concentration number amount thickness length width diameter angle frequency wavelength velocity speed time weight mass volume area coefficient constant load humidity ph entropy score",
};

/** Every class the table gives, and the one where it does not know. */
export const CONCEPT_CLASSES: ReadonlySet<string> = new Set([...Object.keys(TABLE), "entity"]);

const classOf = new Map(Object.entries(TABLE).flatMap(([kind, heads]) => heads.split(" ").map((head) => [head, kind] as const)));

/** The class of a label: material, structure, process, property, method, organism, molecule, device, task, model, data, quantity or entity. */
export function conceptClass(label: string, kind: MentionKind): string {
  if (kind === "formula" || isFormula(label)) return isMolecule(label) ? "molecule" : "material";
  const front = label.toLowerCase().split(/ of /u)[0]!;
  const head = front.split(/[\s/]+/u).at(-1) ?? "";
  if (isQuantity(label)) return "quantity";
  const { bare, listed, guessed } = headClass(head);
  return madeThing(front, bare) ?? listed ?? (kind === "symbol" && BIOMOLECULE.test(label) ? "molecule" : guessed);
}

/** What a label's last word alone says: its singular, the class it is listed under, and the one its ending suggests. */
const headClass = remember((head) => {
  const bare = singular(head);
  const listed = classOf.get(bare) ?? classOf.get(normalForm(head)) ?? classOf.get(singular(head.split(/[-–]/u).at(-1)!));
  return { bare, listed, guessed: bySuffix(bare) };
});

/** BRCA1, p53, IL-6, miR-21, TGF-β1; other letters with digits (space groups, satellites, samples) tell nothing. */
const BIOMOLECULE =
  /^(?:\p{Lu}{3,5}\d{1,2}\p{Lu}?|p\d{2,3}|(?:IL|CD|COX|TGF|TNF|IFN|NF|miR|CXCL|CCL)[-– ]?[\p{L}]{0,2}[-–]?\d{0,3}\p{L}?)$/u;

/** Elements as gases, small inorganic molecules, hydrocarbons and ions; other formulas are solids as often as not. */
function isMolecule(formula: string): boolean {
  return /^(?:[HDNOF]2|Cl2|Br2|I2|O3|CO2?|N2?O[23]?|N2O|SO[23]|[HD]2O2?|H2S|HCl|HF|HBr|NH[34][+⁺]?|CH4|C[0-9₀-₉]+H.*)$|[+⁺⁻]$/u.test(
    formula,
  );
}

/** "solar cell", "unit cell", "power plant": heads that are alive only where nothing before them says otherwise. */
function madeThing(front: string, head: string): string | null {
  if (head !== "cell" && head !== "plant") return null;
  const words = front.split(/[\s/-]+/u).slice(0, -1);
  if (head === "plant") return words.some((word) => FACILITY.has(word)) ? "device" : null;
  if (words.some((word) => CRYSTAL_CELL.has(word))) return "structure";
  return words.some((word) => POWER_CELL.has(word)) ? "device" : null;
}

const FACILITY = new Set(
  "power combustion pilot treatment chemical industrial desalination cement steel nuclear processing wastewater gasification manufacturing production fired hydroelectric geothermal incineration recycling assembly oxy".split(
    " ",
  ),
);
const CRYSTAL_CELL = new Set(
  "unit cubic tetragonal hexagonal monoclinic orthorhombic triclinic primitive crystal lattice voronoi grid super simulation honeycomb periodic".split(
    " ",
  ),
);
const POWER_CELL = new Set(
  "solar photovoltaic pv fuel battery electrochemical galvanic coin type pouch half full flow fluid liquid sample test measurement load anvil electrolytic electrolysis tandem perovskite silicon sensitized junction na li sodium lithium aqueous reference reaction gas transmission memory thin peltier".split(
    " ",
  ),
);

const SUFFIXES: readonly (readonly [RegExp, string])[] = [
  [/(?:ase|in|mycin|peptide|globulin)$/u, "molecule"],
  [/(?:isation|ization|ysis|lation|osis)$/u, "process"],
  [/(?:ility|ivity|ness|icity)$/u, "property"],
  [/(?:scopy|graphy|metry)$/u, "method"],
  [/(?:meter|scope|tron)$/u, "device"],
  [/(?:idae|aceae|inae)$/u, "organism"],
];

function bySuffix(head: string): string {
  if (head.length < 6) return "entity";
  return SUFFIXES.find(([ending]) => ending.test(head))?.[1] ?? "entity";
}
