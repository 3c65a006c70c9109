// The coarse class of a concept, from its head noun: a small table, and "entity" where it does not know.

import { isFormula } from "#graph/extraction/formulas.ts";
import { normalForm } from "#graph/extraction/normal-form.ts";
import { singular } from "#graph/extraction/plurals.ts";
import type { MentionKind } from "#graph/model.ts";

const TABLE: Readonly<Record<string, string>> = {
  material:
    "material polymer protein collagen silk keratin chitin cellulose lignin elastin mineral ceramic metal alloy composite glass hydrogel gel fiber fibril resin rubber silica water " +
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
    "molecule ion peptide enzyme gene rna dna mrna lipid sugar acid-residue residue receptor ligand antibody hormone kinase protease inhibitor monomer oligomer surfactant catalyst drug compound amine thiol catechol " +
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

const classOf = new Map(Object.entries(TABLE).flatMap(([kind, heads]) => heads.split(" ").map((head) => [head, kind] as const)));

/** The class of a label: material, structure, process, property, method, organism, molecule, device, task, model, data, quantity or entity. */
export function conceptClass(label: string, kind: MentionKind): string {
  if (kind === "formula" || isFormula(label)) return "material";
  const front = label.toLowerCase().split(/ of /u)[0]!;
  const head = front.split(/[\s/]+/u).at(-1) ?? "";
  const whole = classOf.get(singular(head)) ?? classOf.get(normalForm(head));
  if (whole !== undefined) return whole;
  const tail = classOf.get(singular(head.split(/[-–]/u).at(-1)!));
  if (tail !== undefined) return tail;
  return kind === "symbol" && /\d/u.test(label) ? "molecule" : bySuffix(singular(head));
}

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
