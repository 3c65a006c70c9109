// How the tests run: one worker per core is too many on a small machine with a model in memory, so two at most.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/global-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    exclude: ["tests/slow/**", "tests/neo4j/**", "node_modules/**"],
  },
});
