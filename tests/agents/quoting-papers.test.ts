// Papers have numbers in brackets of their own. Quoted anywhere, they lead to no sentence of Hortus's; in the list of sources they stand.
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask } from "#agents/ask.ts";
import { citationsOf } from "#agents/composer/claims.ts";
import { citationMarks } from "#agents/evidence/citation-marks.ts";
import { hypothesize } from "#agents/hypothesize.ts";
import { unfitness } from "#agents/ledger/resolve.ts";
import { SECTION_NAMES } from "#agents/model.ts";
import { reportRun } from "#agents/report.ts";
import { contextOf, type NoteGarden, requestFor } from "#tests/agents/note-garden.ts";
import { openPaperGarden } from "#tests/agents/paper-garden.ts";

const PAPERS = {
  epoxy: `Nanoparticles in epoxy

Silica nanoparticles have been added to epoxy polymers for many years [1,3-5]. Johnsen et al. [10] showed that silica nanoparticles cause plastic void growth in the epoxy polymer [2]. Plastic void growth increases fracture energy [7, 16].

• Silica nanoparticles cause shear banding (from [43]).

• • Shear banding increases fracture energy.`,
  silicon: `Iron in silicon

Iron contamination causes oxide precipitates [11]. Oxide precipitates increase recombination activity [20,46]. Recombination activity decreases carrier lifetime [3].

Oxygen precipitation causes dangling bonds [20]. Dangling bonds increase recombination activity [21].`,
};

let place: NoteGarden;
beforeAll(async () => {
  place = await openPaperGarden(PAPERS);
});
afterAll(() => place[Symbol.asyncDispose]());

test("an answer's numbers are Hortus's alone: each is a source, in the order of the answer; the sources are verbatim", async () => {
  const question = "Why do silica nanoparticles increase the fracture energy of epoxy?";
  const { answer, sources = [], cited, claims, run } = await ask(contextOf(place, null), requestFor({ verb: "ask", question, rounds: 2 }));
  expect(answer).toContain("Johnsen et al. (ref. 10) showed");
  expect([...new Set(citationMarks(answer))]).toEqual(sources.slice(0, cited).map((_, index) => index + 1));
  expect(answer).not.toMatch(/•|\[\d+[,\s–-]/);
  expect(claims.map(({ text }) => text).join(" ")).not.toMatch(/[[\]•]/);
  expect(sources.map(({ text }) => text).join(" ")).toContain("Johnsen et al. [10] showed");
  const report = reportRun(place.ledger, run);
  const [body, list] = report.split("## Sources");
  expect(body).not.toMatch(/\[10\]|\[43\]/);
  expect(list).toContain("Johnsen et al. [10] showed");
});

test("a hypothesis cites no sentence that it does not have, and its comparisons are fit to be judged", async () => {
  const { hypotheses } = await hypothesize(contextOf(place, null), requestFor({ count: 4, rounds: 2 }));
  expect(hypotheses.length).toBeGreaterThan(1);
  for (const { sections, claims } of hypotheses) {
    const known = citationsOf(claims).length;
    for (const name of SECTION_NAMES) for (const n of citationMarks(sections[name])) expect([name, n <= known]).toEqual([name, true]);
    expect(claims.map(({ text }) => text).join(" ")).not.toMatch(/[[\]•]/);
  }
  const comparisons = place.ledger.comparisons();
  expect(comparisons.length).toBeGreaterThan(0);
  expect(comparisons.map(unfitness)).not.toContain("unresolved_citation");
  expect(comparisons.map(({ prompt }) => prompt.map(({ content }) => content).join("\n")).join("\n")).not.toMatch(/al\. \[|\[43\]|•/);
});
