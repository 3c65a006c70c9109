// The tests that need a real Neo4j: it takes a download, Java and half a minute, so they are not part of `npm test`.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/neo4j/**/*.test.ts"],
    globalSetup: ["tests/neo4j/running-server.ts"],
    pool: "forks",
    // Community has one database, which the tests share.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
