import { createLocalModel } from "#kernels/decode/local-model.ts";
import { languageModelConformance } from "#tests/conformance/language-model.ts";
import { testCacheFolder, weightsIfPresent } from "#tests/weights.ts";

const options = { scores: true, overflows: true };
languageModelConformance(
  "smollm2-135m-instruct",
  async () => {
    const weights = await weightsIfPresent("smollm2-135m-instruct");
    return weights && createLocalModel({ weights, cacheFolder: testCacheFolder(), threads: 2 });
  },
  options,
);
