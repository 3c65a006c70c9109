// Which tokens are values with units ("1258cm-1", "10min") or what is left of an equation ("βVf1-βμVfEm"): neither names a thing. Shape only.

const UNIT =
  "(?:[nµμmck]?m|[nµμmk]?g|[µμmn]?[lL]|[nµμm]?s|min|hr?s?|days?|[kMGm]?Hz|[kMGm]?Pa|m?bar|atm|[kMGmµμn]?W(?:h|th|el?|p)?|[mkMµμ]?V|[mkMG]?e[Vv]|[kMGm]?J|[mµμnk]?Ah?|[mkMµμ]?N|" +
  "[nµμmk]?mol|[nµμm]M|[mµμ]?K|°?C|o|wt|vol|at|ppm|ppb|rpm|k?Da|Å|Ω|phr|dB|vpp?m|equiv|fold)";

const VALUE = new RegExp(`^\\p{N}[\\p{N}.,·–-]*(?:${UNIT}(?:[-−–]?[1-4])?(?!\\p{N}))+$`, "u");
/** A number and one letter may be an isotope, an orbital or a name ("15N", "2s", "3A"). */
const NAMED = /^\d{1,2}[ACNdos]$|^\d+[AN]$|^\dV$/u;
const UNIT_POWER = /^(?:[nµμmck]m[23]|(?:[nµμmck]?m|mol|[kmµμ]?g|s|h|min|K|V|W|[mµμ]?[lL]|Pa|[kM]?J|eV|Å|Ω)[-−–][1-4])$/u;

/** Whether a token is a number with its unit, or a unit with its power. */
export function isQuantity(text: string): boolean {
  return /^\p{N}/u.test(text) ? VALUE.test(text) && !NAMED.test(text) : UNIT_POWER.test(text);
}

/** Whether a token is a piece of an equation: Greek among digits and letters as no name has it, or glued to the word "where". */
export function isEquation(text: string): boolean {
  if (text.endsWith("where") && /[\p{L}\p{N}]{3}where$/u.test(text)) return !/^(?:else|some|every|any|no)where$/iu.test(text);
  const greek = text.match(/[α-ωϕϵ]/gu)?.length ?? 0;
  if (greek === 0) return false;
  return greek > 2 || (greek === 2 && text.length > 6 && !text.includes(" ")) || (/^\d/u.test(text) && /[A-Za-z]/u.test(text));
}
