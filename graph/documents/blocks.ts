// From a reader's blocks to a document's text with section offsets. The only place that computes an offset.

import type { Section, SectionKind } from "#graph/model.ts";
import { normaliseText } from "./text.ts";

/** A stretch of text as a reader found it, in reading order. A `heading` opens a section; the blocks after it belong to it. */
export type Block =
  | { readonly type: "heading"; readonly text: string; readonly kind: SectionKind }
  | { readonly type: "text"; readonly text: string }
  /** Text that is a section of its own (title, caption): the section around it goes on afterwards. */
  | { readonly type: "aside"; readonly text: string; readonly kind: SectionKind }
  /** The section before it ends; text up to the next heading belongs to none and counts as body. */
  | { readonly type: "close" };

export interface Assembled {
  readonly text: string;
  readonly sections: readonly Section[];
}

/** Blocks joined by one blank line. The text is in normal form; sections are in order and do not overlap. */
export function assemble(blocks: readonly Block[]): Assembled {
  const parts: string[] = [];
  const sections: Section[] = [];
  let length = 0;
  let current: { readonly kind: SectionKind; readonly heading: string } | null = null;
  for (const block of blocks) {
    if (block.type === "close") {
      current = null;
      continue;
    }
    const part = normaliseText(block.text);
    if (part.length === 0) continue;
    const start: number = length === 0 ? 0 : length + 2;
    const end: number = start + part.length;
    parts.push(part);
    length = end;
    if (block.type === "heading") {
      current = { kind: block.kind, heading: part };
      sections.push({ ...current, start, end });
    } else if (block.type === "aside") {
      sections.push({ kind: block.kind, heading: "", start, end });
    } else if (current !== null) {
      extendOrOpen(sections, current, start, end);
    }
  }
  return { text: parts.join("\n\n"), sections };
}

/** The running section grows; after an aside it is opened again under the same heading. */
function extendOrOpen(sections: Section[], current: Pick<Section, "kind" | "heading">, start: number, end: number): void {
  const last = sections.at(-1);
  if (last !== undefined && last.kind === current.kind && last.heading === current.heading)
    sections[sections.length - 1] = { ...last, end };
  else sections.push({ ...current, start, end });
}

/** Where a reader stands in the tree of headings: a subsection whose words say nothing keeps the kind of the section above. */
export class HeadingStack {
  #open: { readonly level: number; readonly kind: SectionKind }[] = [];

  /** The kind of a heading of this level (1 is the highest), and opens it. */
  open(level: number, own: SectionKind | null): SectionKind {
    this.#open = this.#open.filter((above) => above.level < level);
    const kind = own ?? this.#open.at(-1)?.kind ?? "body";
    this.#open.push({ level, kind });
    return kind;
  }
}
