import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listSources } from "#graph/documents/sources.ts";
import { temporaryFolder } from "./written-files.ts";

describe("listing what paths stand for", () => {
  test("a folder: paths relative to it in code-point order, unsupported types skipped, hidden folders not entered", async () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, "sub"));
    mkdirSync(join(folder.path, ".hortus"));
    for (const name of ["b.txt", "sub/a.md", "\ud83d\ude00.txt", "\uff5e.txt", "Z.PDF", "data.csv", ".hortus/x.md", ".notes.md"])
      folder.write(name, "x");
    const { sources, skipped, failed } = await listSources([folder.path]);
    expect(sources.map((source) => source.path)).toEqual(["Z.PDF", "b.txt", "sub/a.md", "\uff5e.txt", "\ud83d\ude00.txt"]);
    expect(sources.map((source) => source.format)).toEqual(["pdf", "txt", "md", "txt", "txt"]);
    expect(sources[1]).toMatchObject({ absolute: join(folder.path, "b.txt"), bytes: 1 });
    expect(skipped).toEqual([".notes.md", "data.csv"]);
    expect(failed).toEqual([]);
  });

  test("a file named directly is its name; an unsupported or missing one fails with what to do", async () => {
    using folder = temporaryFolder();
    const [note, table] = [folder.write("note.txt", "x"), folder.write("table.csv", "x")];
    const { sources, skipped, failed } = await listSources([note, table, join(folder.path, "gone.pdf")]);
    expect(sources.map((source) => source.path)).toEqual(["note.txt"]);
    expect(skipped).toEqual([]);
    expect(failed.map((failure) => failure.code).sort()).toEqual(["document.not_found", "document.unsupported"]);
    expect(failed.find((failure) => failure.code === "document.unsupported")?.message).toContain("Convert it");
  });

  test("a file reached twice is listed once, under its path in the folder", async () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, "sub"));
    const note = folder.write("sub/note.txt", "x");
    for (const order of [
      [note, folder.path],
      [folder.path, note],
    ]) {
      expect((await listSources(order)).sources.map((source) => source.path)).toEqual(["sub/note.txt"]);
    }
  });

  test("files about a folder are skipped and counted, and read when they are named", async () => {
    using folder = temporaryFolder();
    const readme = folder.write("README.md", "x");
    for (const name of ["LICENSE.txt", "changelog.md", "CONTRIBUTING.md", "contributing-factors.md", "license-plates.md", "readable.md"])
      folder.write(name, "x");
    const { sources, skipped } = await listSources([folder.path]);
    expect(sources.map((source) => source.path)).toEqual(["contributing-factors.md", "license-plates.md", "readable.md"]);
    expect(skipped).toEqual(["CONTRIBUTING.md", "LICENSE.txt", "README.md", "changelog.md"]);
    expect((await listSources([readme, folder.path])).sources.map((source) => source.path)).toContain("README.md");
  });

  test("loops of links end, a dangling link and a link to itself are failures, a folder may be called x.pdf", async () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, "x.pdf"));
    folder.write("x.pdf/inside.txt", "x");
    symlinkSync(folder.path, join(folder.path, "a-loop"));
    symlinkSync(join(folder.path, "x.pdf"), join(folder.path, "again"));
    symlinkSync(join(folder.path, "nowhere.txt"), join(folder.path, "dangling.txt"));
    symlinkSync(join(folder.path, "self.txt"), join(folder.path, "self.txt"));
    const { sources, failed } = await listSources([folder.path]);
    expect(sources.map((source) => source.path)).toEqual(["x.pdf/inside.txt"]);
    expect(failed.map(({ path, code }) => [path, code])).toEqual([
      ["dangling.txt", "document.not_found"],
      ["self.txt", "document.unreadable"],
    ]);
  });
});
