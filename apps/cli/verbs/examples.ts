// The example notes that come with Hortus.

import { packagePlace } from "#apps/package-places.ts";
import { HortusError } from "#kernels/errors.ts";

/** @throws `document.not_found` where the notes are not installed */
export function examplesFolder(): string {
  const folder = packagePlace("examples");
  if (folder !== null) return folder;
  throw new HortusError("document.not_found", "The example notes are not here; grow a folder of your own with: npx hortus grow FOLDER");
}
