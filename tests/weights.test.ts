// The flag that turns skips for want of weights into failures.

import { expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";
import { requiresWeights, weightsIfPresent } from "./weights.ts";

const ID = "smollm2-135m-instruct";

test("missing weights are null, so that a test is skipped; where they are required they are an error, so that it fails", async () => {
  await using empty = await temporaryFolder();
  const env = { HORTUS_CACHE: empty.path };
  expect(await weightsIfPresent(ID, env)).toBeNull();
  await expect(weightsIfPresent(ID, { ...env, HORTUS_REQUIRE_WEIGHTS: "1" })).rejects.toMatchObject({ code: "model.fetch_failed" });
  expect([requiresWeights({}), requiresWeights({ HORTUS_REQUIRE_WEIGHTS: "0" })]).toEqual([false, false]);
});
