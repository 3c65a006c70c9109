// How one would vary and measure a concept, from its class and head word: data for a falsifying experiment. Conventions, not findings.

import type { PathConcept } from "#agents/evidence/material.ts";

/** How words begin that have a standard way to put a number on them, with its unit; in the first group that fits. */
const BY_WORD: readonly (readonly [RegExp, string])[] = (
  [
    [
      "tough|work of fracture|energy dissipation|energy absorption",
      "work of fracture from quasi-static tensile or bending tests (J/m² or MJ/m³)",
    ],
    ["cell adhesion|cell attachment|adhesion of cells", "adherent cells per area after a fixed time and a fixed wash (1/mm²)"],
    [
      "(?:imine|disulfide|hydrogen|covalent|sacrificial|ionic|peptide|ester|amide|metal|coordination|dangling|chemical)[ -](?:sacrificial )?bond|cross-?link",
      "the number by vibrational or NMR spectroscopy, against a sample of known content",
    ],
    [
      "\\p{L}+ase(?:s)?\\b(?<!phase|phases|base|bases|release|increase|decrease|database|disease|diseases|case|cases)|enzyme",
      "the activity: substrate turned over per time at fixed temperature and pH (katal)",
    ],
    ["strength|stress", "tensile or shear strength at a fixed strain rate (MPa)"],
    ["stiff|modulus|moduli|elastic|compliance|rigid", "elastic modulus from the initial slope of the stress–strain curve (GPa)"],
    ["extensib|ductil|strain|elongation", "strain at break (%)"],
    ["hardness", "nanoindentation hardness (GPa)"],
    ["adhes|attach|grip|stick", "pull-off or shear adhesion strength on a defined substrate (kPa)"],
    ["viscos|flow|gel\\b|gels\\b|hydrogel|swell", "storage and loss modulus by rheometry (Pa), and swelling ratio by weighing"],
    ["wet|hydrophob|contact angle|lotus|repel", "static and receding water contact angle (degrees)"],
    ["conduct", "conductivity by a four-point measurement (S/m)"],
    ["colou?r|reflect|iridesc|optical|transparen", "reflectance spectrum, peak wavelength and height (nm, %)"],
    ["heal\\b|healing|self-heal|recover|repair", "healing efficiency: strength after a set healing time over virgin strength (%)"],
    [
      "crystal|sheet|beta-sheet|helix|order|orientation|align",
      "crystallinity and orientation by wide-angle X-ray scattering (%, Hermans factor)",
    ],
    ["mineral|hydroxyapatite|apatite|carbonate|calcif", "mineral content by thermogravimetry (wt %) and phase by X-ray diffraction"],
    ["crack|fractur|failure|damage", "crack length against load, and fracture toughness K_Ic (MPa·m^½)"],
    ["accura|performan|precision|recall|score", "the task's own score on a held-out benchmark, over at least five seeds"],
    ["entropy|explor", "mean token entropy and pass@k over at least five seeds"],
    ["reason|inference|answer|retriev", "answer accuracy on a held-out question set, over at least five seeds"],
  ] as const
).map(([words, text]) => [new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})`, "u"), text]);

const BY_CLASS: Readonly<Record<string, string>> = {
  property: "the standard test of its field, with the unit used there, at fixed temperature and humidity",
  quantity: "the value with a calibrated instrument, at fixed temperature and humidity",
  process: "the rate and the extent after a fixed time",
  structure: "the amount and arrangement by electron microscopy and X-ray scattering",
  material: "the mass fraction and the mechanical response in tension",
  molecule: "the amount by mass spectrometry or an assay with a standard curve",
  organism: "the measured response in at least two independent groups of animals or cultures",
  method: "the method's error on reference cases of known outcome, over at least five repetitions",
  model: "the model's score on a held-out benchmark, over at least five seeds",
  task: "the task's score on a held-out benchmark, over at least five seeds",
  data: "the score of one fixed model trained on it, on a held-out benchmark",
  device: "the device's output under a fixed input",
};

/** What to read off, in words with a unit; an amount when nothing better is known. */
export function measurementOf(concept: PathConcept): string {
  const label = concept.label.toLowerCase();
  for (const [pattern, text] of BY_WORD) if (pattern.test(label)) return text;
  return BY_CLASS[concept.class] ?? "a quantity agreed on before the experiment, with its unit and its instrument";
}

const VARIED: Readonly<Record<string, string>> = {
  material: "matched samples with {x}, with less of it, and with a neutral substitute for it",
  molecule: "samples with zero, half and the full usual concentration of {x}, otherwise made alike",
  structure: "samples in which {x} is absent, partly formed and fully formed, at the same composition",
  process: "samples in which {x} is suppressed, shortened and left to run its course",
  property: "samples graded in {x} over three levels, by one processing parameter only",
  quantity: "three settings of {x}: low, middle and high, everything else fixed",
  organism: "matched groups with and without {x}",
  method: "the same pipeline with {x} removed, weakened and whole",
  model: "the same pipeline with {x} removed, made smaller and whole",
  data: "the same model trained without {x}, with half of it and with all of it",
  task: "the same system with and without {x} as an objective",
  device: "the same set-up with and without {x}",
};

/** How to set the first concept to three levels. */
export function variationOf(concept: PathConcept): string {
  return (VARIED[concept.class] ?? "three conditions: without {x}, with some and with much of it, otherwise alike").replace(
    "{x}",
    concept.label,
  );
}

const MANIPULABLE: Readonly<Record<string, number>> = {
  quantity: 1,
  process: 0.9,
  material: 0.9,
  molecule: 0.9,
  method: 1,
  data: 1,
  model: 0.9,
  device: 0.8,
  structure: 0.7,
  property: 0.6,
  task: 0.6,
  organism: 0.4,
};
const MEASURABLE: Readonly<Record<string, number>> = {
  property: 1,
  quantity: 1,
  task: 0.9,
  process: 0.8,
  structure: 0.7,
  model: 0.8,
  method: 0.8,
  material: 0.6,
  molecule: 0.7,
  data: 0.6,
  device: 0.6,
  organism: 0.4,
};

/** 0–1: how directly one can vary the first and measure the second: half each, 0.3 for a class the tables do not know. */
export function testability(from: PathConcept, to: PathConcept): number {
  const named = BY_WORD.some(([pattern]) => pattern.test(to.label.toLowerCase()));
  const measurable = Math.max(MEASURABLE[to.class] ?? 0.3, named ? 0.9 : 0);
  return ((MANIPULABLE[from.class] ?? 0.3) + measurable) / 2;
}
