// A concept's label as it reads inside a sentence: "molecular recognition", though the only paper that names it does so at the start of
// one. A name that is capitalised in mid-sentence keeps its capital.

/** The label with its first letter lowered, when nothing shows that its capital belongs to the word. */
export function runningLabel(label: string, others: readonly string[], texts: readonly string[]): string {
  const [first = ""] = label.split(/[\s-]/);
  if (!/^\p{Lu}\p{Ll}+$/u.test(first) || first.length < 3) return label;
  const lowered = label.charAt(0).toLowerCase() + label.slice(1);
  if (others.includes(lowered)) return lowered;
  return texts.some((text) => standsInside(text, label)) ? label : lowered;
}

/** Whether the label stands in the text with its capital, elsewhere than at the start of a sentence. */
function standsInside(text: string, label: string): boolean {
  for (let at = text.indexOf(label); at >= 0; at = text.indexOf(label, at + 1)) {
    if (/[\p{L}\p{N},;:)]\s+$/u.test(text.slice(0, at))) return true;
  }
  return false;
}
