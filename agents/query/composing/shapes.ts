// The questions the composer can turn into queries: one shape after the other, the first that fits is taken. A shape that reads a question
// wrongly is worse than none, so each says in words how it read it.

import { aboutShapes } from "#agents/query/composing/about-shapes.ts";
import type { Asked } from "#agents/query/composing/asked.ts";
import { documentShapes } from "#agents/query/composing/document-shapes.ts";
import type { Names } from "#agents/query/composing/names.ts";
import { relationShapes } from "#agents/query/composing/relation-shapes.ts";

/** A question as queries: the first that brings rows answers. */
export interface Composition {
  readonly tries: readonly { readonly reading: string; readonly query: string }[];
}

export interface Shape {
  readonly example: string;
  /** Null when the question is not of this shape. @throws `concept.not_found` when it names nothing that is here */
  compose(asked: Asked, names: Names): Promise<Composition | null>;
}

export const SHAPES: readonly Shape[] = [...documentShapes, ...aboutShapes, ...relationShapes];
