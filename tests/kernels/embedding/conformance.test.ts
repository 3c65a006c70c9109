import { createEmbedder } from "#kernels/embedding/embedder.ts";
import { embedderConformance } from "#tests/conformance/embedder.ts";
import { testCacheFolder, weightsIfPresent } from "#tests/weights.ts";

embedderConformance("all-minilm-l6-v2", async () => {
  const weights = await weightsIfPresent("all-minilm-l6-v2");
  return weights && createEmbedder({ cacheFolder: testCacheFolder(), threads: 2, weights });
});
