// eval extraction.

import { evaluateExtraction, readPeer } from "#apps/evaluation/extraction.ts";
import { readExtractionGold } from "#apps/evaluation/extraction-gold.ts";
import { measured } from "./measured.ts";

export const extraction = measured<{ gold: string; peer?: string; limit?: number }>("documents", async (flags, options) => {
  const gold = await readExtractionGold(flags.gold, flags.limit);
  const peer = flags.peer === undefined ? undefined : await readPeer(flags.peer);
  return evaluateExtraction(gold, { ...options, peer, onDocument: options.onProgress });
});
