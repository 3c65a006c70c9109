// Elements go by two names: a question says copper, the paper Cu. A table of the common ones. Symbols of one letter and those that are words,
// verbs or another formula when case is folded (In, As, Pb for lead, Co beside CO) are left out.

const TABLE =
  "aluminium:Al aluminum:Al antimony:Sb barium:Ba cadmium:Cd calcium:Ca cerium:Ce chlorine:Cl chromium:Cr copper:Cu gallium:Ga germanium:Ge " +
  "gold:Au hafnium:Hf iridium:Ir iron:Fe lithium:Li magnesium:Mg manganese:Mn mercury:Hg molybdenum:Mo neodymium:Nd nickel:Ni niobium:Nb " +
  "palladium:Pd platinum:Pt rhodium:Rh ruthenium:Ru selenium:Se silicon:Si silver:Ag sodium:Na strontium:Sr tantalum:Ta tin:Sn titanium:Ti " +
  "zinc:Zn zirconium:Zr";

const PAIRS = TABLE.split(" ").map((pair) => pair.split(":") as [name: string, symbol: string]);

/** A symbol that stands alone, in an alloy's name or as an ion, and is no author: "Cu", "HPT-Ni", "Ca2+", but not "CuO" or "Li et al.". */
const SYMBOL = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${PAIRS.map(([, symbol]) => symbol).join("|")})(?=\d?[+–-]|(?![\p{L}\p{N}]| et al))`,
  "gu",
);

/** The other names of the elements that a text names, in lower case: "Cu" stands for copper, copper for cu. */
export function otherElementNames(text: string): readonly string[] {
  const symbols = new Set(text.match(SYMBOL) ?? []);
  const words = new Set(text.toLowerCase().match(/\p{L}+/gu) ?? []);
  return PAIRS.flatMap(([name, symbol]) => [...(symbols.has(symbol) ? [name] : []), ...(words.has(name) ? [symbol.toLowerCase()] : [])]);
}
