// Which tokens are chemical formulas and which look like names of genes, proteins, models or quantities. Shape only, no meaning.

const ELEMENTS = new Set(
  (
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd " +
    "Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Th U"
  ).split(" "),
);

/** Whether a token is the symbol of an element. */
export function isElement(text: string): boolean {
  return ELEMENTS.has(text);
}

const DIGITS = "0-9₀-₉";
const FORMULA = new RegExp(`^(?:[A-Z][a-z]?[${DIGITS}]*|[()\\[\\]·][${DIGITS}]*)+(?:[${DIGITS}]*[+⁺⁻])?$`, "u");
const ELEMENT = /[A-Z][a-z]?/gu;
const COUNT = new RegExp(`[${DIGITS}]`, "u");

/** Whether a token is a chemical formula: element symbols only, with a count, a bracket or at least two different elements in mixed case. */
export function isFormula(text: string): boolean {
  if (text.length < 2 || text.length > 60 || !FORMULA.test(text)) return false;
  const symbols = text.match(ELEMENT) ?? [];
  if (!symbols.every((symbol) => ELEMENTS.has(symbol))) return false;
  if (/[+⁺⁻]$/u.test(text)) return symbols.length <= 4;
  if (COUNT.test(text)) return symbols.length > 1 || /^(?:H|N|O|F|Cl|Br|I|S|P|C)[0-9₀-₉]+$/u.test(text);
  return (
    new Set(symbols).size > 1 &&
    symbols.some((symbol) => symbol.length === 2) &&
    /[a-z]$/u.test(text) === (symbols.at(-1)!.length === 2) &&
    isSalt(symbols)
  );
}

/** Two-element formulas without counts (NaCl, ZnO, TiN): words such as `In`, `As` or `Co` must not pass. */
function isSalt(symbols: readonly string[]): boolean {
  return symbols.length >= 2 && symbols.length <= 4 && symbols.some((symbol) => NON_METALS.has(symbol));
}

const NON_METALS = new Set("O N C S P Cl F Br I Se Te As H".split(" "));

const SYMBOL_SHAPES: readonly RegExp[] = [
  /^\p{Lu}{2,}[\p{L}\p{N}]*(?:[-–][\p{L}\p{N}]+)*$/u, // BRCA1, DNA, TGF-β1, GPT-4
  /^\p{Lu}\p{Ll}+\p{Lu}[\p{L}\p{N}]*(?:[-–][\p{L}\p{N}]+)*$/u, // RoBERTa-like camel case
  /^[a-z]{1,3}\d{1,3}[a-z]?$/u, // p53, miR21
  /^[a-z]{1,3}\p{Lu}[\p{L}\p{N}-]*$/u, // mRNA, pH, siRNA
  /^\p{Lu}[\p{L}]*[-–]?\d[\p{L}\p{N}]*(?:[-–][\p{L}\p{N}]+)*$/u, // IL-6, H3K27, E2F1
  /^[α-ω]$|^[A-Z]$/u, // a lone Greek or Latin letter
];

/** Whether a token has the shape of a gene, protein, model or variable name: its case carries meaning. */
export function isSymbol(text: string): boolean {
  return SYMBOL_SHAPES.some((shape) => shape.test(text));
}
