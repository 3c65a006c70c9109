// The garden's numbers for every view: asked once by the frame, asked again by whoever changed the garden.

import { createContext, useContext } from "react";
import type { GardenAnswer } from "#apps/server/api.ts";
import type { Asked } from "../talk/use-answer.ts";

export const GardenContext = createContext<Asked<GardenAnswer> | null>(null);

/** The garden at a glance; `again` after something changed it. */
export function useGarden(): Asked<GardenAnswer> {
  const garden = useContext(GardenContext);
  if (garden === null) throw new Error("useGarden outside the shell");
  return garden;
}
