// Hortus's own citation marks: "[3]" in a text leads to the third sentence of its list. How they are found, renumbered and taken out.
// What a paper has in brackets is no mark: agents/evidence/quotation.ts sets it in another form before it stands in any of these texts.

/** A number that a letter follows is part of a name: "[60]fullerene", "[110]-oriented". */
const MARK = /\[(\d+)\](?!-?\p{L})/gu;

/** The numbers cited, in the order of the text. */
export function citationMarks(text: string): readonly number[] {
  return [...text.matchAll(MARK)].map((match) => Number(match[1]));
}

/** The text with new numbers; a mark whose number is null is taken out with the space before it, one that is undefined stays. */
export function renumbered(text: string, numberFor: (n: number) => number | null | undefined): string {
  return text.replace(new RegExp(`(\\s?)${MARK.source}`, "gu"), (whole, space: string, digits: string) => {
    const n = numberFor(Number(digits));
    return n === null ? "" : n === undefined ? whole : `${space}[${n}]`;
  });
}

/** The text without its marks. */
export function withoutMarks(text: string): string {
  return text.replace(new RegExp(`\\s*${MARK.source}`, "gu"), "").trim();
}

/** Marks behind a full stop belong to the sentence before it: "Silk is strong. [1]" becomes "Silk is strong [1].". */
export function marksBeforeStops(text: string): string {
  return text.replace(new RegExp(`([.!?])((?:\\s*${MARK.source})+)`, "gu"), "$2$1");
}

/** "Silk is strong." with its mark before the stop: "Silk is strong [1]." */
export function withMark(sentence: string, number: number): string {
  return /[.!?]$/.test(sentence) ? `${sentence.slice(0, -1)} [${number}]${sentence.at(-1)}` : `${sentence} [${number}].`;
}

/** The text in pieces, each mark as its number. */
export function markedPieces(text: string): readonly (string | number)[] {
  const pieces: (string | number)[] = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    pieces.push(text.slice(end, match.index), Number(match[1]));
    end = match.index + match[0].length;
  }
  return [...pieces, text.slice(end)];
}
