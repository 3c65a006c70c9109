// kill -9 at every step of a backup and of a restore: afterwards there is the old or the new, whole, and the same command then succeeds.

import { spawn } from "node:child_process";
import { cp, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { backupGarden } from "#graph/backup/backup.ts";
import { restoreGarden } from "#graph/backup/restore.ts";
import { temporaryFolder } from "#tests/temporary-folder.ts";
import { addPapers, BOOK, keptIn } from "./kept-garden.ts";

const CHILD = fileURLToPath(new URL("./keep-child.ts", import.meta.url));
const options = { others: [BOOK], now: () => new Date(0) };

/** Whether the child lived to its end. @param after milliseconds after which it is killed from outside */
function lives(args: readonly string[], after?: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, ...args], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    child.stdout.on("data", (data: Buffer) => {
      said += data.toString();
    });
    const timer = after === undefined ? null : setTimeout(() => child.kill("SIGKILL"), after);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (timer !== null) clearTimeout(timer);
      if (signal === "SIGKILL") resolve(false);
      else if (code === 0 && said.includes("done")) resolve(true);
      else reject(new Error(`the child ended with ${code}`));
    });
  });
}

test("a restore killed before any step leaves the old garden or the new one", { timeout: 300_000 }, async () => {
  await using folder = await temporaryFolder();
  const [old, fresh, file] = [folder.file("old"), folder.file("fresh"), folder.file("fresh.hortus")];
  await addPapers(old, 3);
  await addPapers(fresh, 5);
  await backupGarden(fresh, file, options);
  const [before, after] = [await keptIn(old), await keptIn(fresh)];
  expect([before.seen, after.seen]).toEqual([3, 5]);
  const found: number[] = [];
  for (let step = 1, ended = false; !ended; step++) {
    const place = folder.file(`place-${step}`);
    await cp(old, place, { recursive: true });
    ended = await lives(["restore", file, place, String(step)]);
    const kept = await keptIn(place);
    expect([step, kept]).toEqual([step, kept.version === 3 ? before : after]);
    found.push(kept.version);
    const aside = (await readdir(place)).filter((name) => name.startsWith("before-restore-"));
    expect(aside.length).toBe(kept.version === 5 ? 1 : 0);
    if (kept.version === 5) expect(await keptIn(`${place}/${aside[0]}`)).toEqual(before);
    else await restoreGarden(file, place, { ...options, force: true });
    expect(await keptIn(place)).toEqual(after);
    expect((await readdir(place)).filter((name) => name.startsWith("incoming"))).toEqual([]);
  }
  expect(found).toEqual(found.toSorted());
  expect(new Set(found)).toEqual(new Set([3, 5]));
  expect(found.filter((version) => version === 5).length).toBeGreaterThan(3);
});

test("a backup killed before any step, or at any moment, leaves the older backup or the new one", { timeout: 300_000 }, async () => {
  await using folder = await temporaryFolder();
  const [garden, file] = [folder.file("garden"), folder.file("garden.hortus")];
  await addPapers(garden, 2);
  await backupGarden(garden, file, options);
  let [held, killed] = [2, 0];
  const check = async (label: string) => {
    const place = folder.file(label);
    await restoreGarden(file, place, { ...options, force: false });
    const [kept, now] = [await keptIn(place), await keptIn(garden)];
    expect([label, [held, now.version].includes(kept.version), kept.seen]).toEqual([label, true, kept.version]);
    held = kept.version;
  };
  for (let step = 1, ended = false; !ended; step++) {
    await addPapers(garden, 1);
    ended = await lives(["backup", file, garden, String(step)]);
    if (!ended) killed++;
    await check(`step-${step}`);
  }
  for (let round = 0; round < 4; round++) {
    await addPapers(garden, 1);
    if (!(await lives(["backup", file, garden, "0"], 150 + 120 * round))) killed++;
    await check(`round-${round}`);
  }
  expect(killed).toBeGreaterThan(3);
  await backupGarden(garden, file, options);
  await check("end");
  expect(held).toBe((await keptIn(garden)).version);
  expect((await readdir(folder.path)).filter((name) => name.includes(".part"))).toEqual([]);
});
