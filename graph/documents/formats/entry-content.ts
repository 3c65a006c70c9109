// The text of a library entry: its title, a blank line, its abstract where there is one.

import type { Block } from "../blocks.ts";

export function entryContent(title: string, abstract: string): readonly Block[] {
  return [
    { type: "aside", kind: "title", text: title },
    { type: "aside", kind: "abstract", text: abstract },
  ];
}
