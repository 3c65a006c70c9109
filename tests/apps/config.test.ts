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

test("a garden in Neo4j has one home on this machine, by whatever scheme and user it is named", () => {
  const read = (garden: string) => readConfig({ garden }, { HORTUS_DATA: "/data" }, "/home");
  const { garden, gardenFolder, gardenAddress } = read("neo4j://ada@Graphs.example:7687/Papers");
  expect(garden).toBe("neo4j://ada@Graphs.example:7687/Papers");
  expect(gardenAddress).toMatchObject({ user: "ada", database: "Papers" });
  expect(gardenFolder).toMatch(/^\/data\/gardens\/graphs\.example-7687-papers-[0-9a-f]{8}$/);
  for (const same of ["bolt://graphs.example/papers", "neo4j+s://bob@graphs.example:7687/papers"]) {
    expect(read(same).gardenFolder).toBe(gardenFolder);
  }
  for (const other of ["neo4j://graphs.example:7688/papers", "neo4j://graphs.example/paper", "neo4j://graphs.example/"]) {
    expect(read(other).gardenFolder).not.toBe(gardenFolder);
  }
  expect(readConfig({ garden: "neo4j://h/" }, { XDG_DATA_HOME: "/xdg" }, "/home").gardenFolder).toContain(
    "/xdg/hortus/gardens/h-7687-home-",
  );
  expect(readConfig({ garden: "mine" }, {}, "/home")).toMatchObject({ garden: "/home/mine", gardenAddress: null });
});
