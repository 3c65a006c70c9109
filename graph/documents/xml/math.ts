// Formulas as text: MathML and TeX on one line, readable and searchable. Lays nothing out.

import { type Element, textOf } from "./tree.ts";

/** MathML as a reader would type it: `x^2`, `a_i`, `(p)/(q)`. */
export function mathText(element: Element): string {
  return render(element).replace(/\s+/g, " ").trim();
}

/** The formula between the delimiters of a `tex-math` element, which often carries a whole LaTeX document around it. */
export function texText(element: Element): string {
  const tex = textOf(element);
  const begin = tex.indexOf("\\begin{document}");
  const end = tex.lastIndexOf("\\end{document}");
  const formula = begin === -1 ? tex : tex.slice(begin + "\\begin{document}".length, end === -1 ? undefined : end);
  return formula.replace(/\$+/g, " ").replace(/\s+/g, " ").trim();
}

function render(element: Element): string {
  const parts = element.children
    .filter((child) => typeof child !== "string" || child.trim() !== "")
    .map((child) => (typeof child === "string" ? child.trim() : render(child)));
  switch (element.name) {
    case "msup":
    case "mover":
      return `${parts[0] ?? ""}^${grouped(parts[1])}`;
    case "msub":
    case "munder":
      return `${parts[0] ?? ""}_${grouped(parts[1])}`;
    case "msubsup":
    case "munderover":
      return `${parts[0] ?? ""}_${grouped(parts[1])}^${grouped(parts[2])}`;
    case "mfrac":
      return `${grouped(parts[0])}/${grouped(parts[1])}`;
    case "msqrt":
      return `√(${parts.join("")})`;
    case "mroot":
      return `${grouped(parts[1])}√(${parts[0] ?? ""})`;
    case "mfenced":
      return `(${parts.join(", ")})`;
    case "mo":
      return /^[=<>≤≥≈≠+→∼≡∝]$/.test(parts.join("")) ? ` ${parts.join("")} ` : parts.join("");
    case "mtext":
    case "mspace":
    case "mtd":
      return ` ${parts.join("")} `;
    case "annotation":
    case "annotation-xml":
      return "";
    default:
      return parts.join("");
  }
}

function grouped(part: string | undefined): string {
  const text = (part ?? "").trim();
  return [...text].length > 1 && !/^[\p{N}.]+$/u.test(text) ? `(${text})` : text;
}
