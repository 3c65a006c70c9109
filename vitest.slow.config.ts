// Checks that need gigabytes of somebody else's software: run by hand, outside CI and package.json's dependencies.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["tests/slow/**/*.test.ts"], pool: "forks", maxWorkers: 1, testTimeout: 3_600_000, hookTimeout: 3_600_000 },
});
