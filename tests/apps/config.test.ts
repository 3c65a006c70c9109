// Where things are: flags before the environment before what is usual, and an empty variable is no variable.

import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheFolder, readConfig } from "#apps/config.ts";

test("flags come before the environment, the environment before the usual", () => {
  const environment = { HORTUS_GARDEN: "theirs", HORTUS_MODEL: "none", HORTUS_CACHE: "/cache" };
  expect(readConfig({}, environment, "/home")).toMatchObject({
    gardenFolder: join("/home", "theirs"),
    model: "none",
    cacheFolder: "/cache",
    seed: 1,
  });
  expect(readConfig({ garden: "mine", model: "local", seed: 7 }, environment, "/home")).toMatchObject({
    gardenFolder: join("/home", "mine"),
    model: "local",
    seed: 7,
  });
  expect(readConfig({}, {}, "/home")).toMatchObject({ gardenFolder: join("/home", ".hortus"), model: "local" });
});

test("an empty variable is no variable: nothing is written into the current folder", () => {
  expect(cacheFolder({ HORTUS_CACHE: "", XDG_CACHE_HOME: "/xdg" })).toBe(join("/xdg", "hortus"));
  expect(readConfig({}, { HORTUS_GARDEN: "", HORTUS_MODEL: "" }, "/home")).toMatchObject({
    gardenFolder: join("/home", ".hortus"),
    model: "local",
  });
});
