// A process to be killed: it proposes hypotheses in a folder, or goes on with the run that an earlier one left, and says "done".
import { hypothesize } from "#agents/hypothesize.ts";
import { openLedger } from "#agents/ledger/ledger.ts";
import { createScriptedModel } from "#agents/models/scripted.ts";
import { resume } from "#agents/resume.ts";
import { openGarden } from "#graph/open-garden.ts";
import { requestFor, trust } from "#tests/agents/note-garden.ts";

const [, , folder = "", writer = "composer"] = process.argv;

const model = createScriptedModel({
  id: "scripted-child",
  delayMs: 8,
  answer: ({ messages }) => {
    const asked = messages.at(-1)!.content;
    const [, from, to] = /Conjecture: (.*?) may \w+ (.*?), acting/.exec(asked) ?? [];
    const section = /Section "(\w+)"/.exec(asked)?.[1];
    return from === undefined ? "no" : `Under ${section}, one would alter ${from} and watch ${to}, each time anew.`;
  },
});

const garden = await openGarden({ folder, embedder: null, create: false });
const ledger = await openLedger(folder);
trust(ledger, model, ["proposer", "judge"]);
const context = { garden, ledger, model: writer === "composer" ? null : model, clock: () => new Date() };
console.log("ready");
const open = ledger.runs().find(({ status }) => status === "interrupted");
const finished = ledger.runs().find(({ status }) => status === "done");
if (open !== undefined) await resume(context, open.id);
else if (finished === undefined)
  await hypothesize(context, requestFor({ count: 3, rounds: 1, model: writer === "composer" ? "none" : model.id }));
console.log("done");
