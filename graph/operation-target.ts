// What an operation is about: one document, one conjecture, one pair of terms, or one entry of the ontology. Of several on one target the last one counts.

import type { Operation } from "#graph/model.ts";

export function targetOf(operation: Operation): string {
  switch (operation.op) {
    case "put-document":
      return `document\n${operation.document.id}`;
    case "remove-document":
      return `document\n${operation.id}`;
    case "put-conjecture":
      return `conjecture\n${operation.conjecture.id}`;
    case "remove-conjecture":
      return `conjecture\n${operation.id}`;
    case "put-edit":
    case "remove-edit":
      return `edit\n${operation.edit.a}\n${operation.edit.b}`;
    case "put-ontology-entry":
      return `ontology\n${operation.entry.id}`;
    case "remove-ontology-entry":
      return `ontology\n${operation.id}`;
  }
}
