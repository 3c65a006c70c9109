// Preference pairs as they arise in a run: from a revision that answered its critique. Each says where it comes from.

import { shortHash } from "#agents/canonical.ts";
import type { Pair, RunId, SectionName } from "#agents/model.ts";
import { proposer } from "#agents/roles/proposer.ts";
import { renderRole } from "#agents/roles/role.ts";
import type { Draft } from "#agents/swarm/draft.ts";
import { proposerInput } from "#agents/swarm/write-stages.ts";

/** A pair before it has its id. */
type PairParts = Omit<Pair, "id">;

/** A pair with its id: `pair:` + 16 digits of a hash of prompt, both answers, source and judgement. Null when both answers are the same. */
export function makePair(parts: PairParts): Pair | null {
  if (parts.chosen.trim() === parts.rejected.trim() || parts.chosen.trim() === "" || parts.rejected.trim() === "") return null;
  return { id: `pair:${shortHash([parts.prompt, parts.chosen, parts.rejected, parts.source, parts.judgement], 16)}`, ...parts };
}

/** How sure one may be that a revision is better: it answers a point that was checked mechanically, or one that only a model raised. */
const CHECKED = 0.7;
const RAISED = 0.55;

/** One pair for each revised section: its last state over its first, for what the revisions answered. */
export function revisionPairs(draft: Draft, run: RunId, writtenFirst: Readonly<Partial<Record<SectionName, string>>>): readonly Pair[] {
  const sections = [...new Set(draft.revisions.map(({ section }) => section))];
  const pairs = sections.map((section) => {
    const own = draft.revisions.filter((revision) => revision.section === section);
    const checked = own.every(({ because }) => draft.points.some((point) => point.problem === because && point.remedy !== null));
    return makePair({
      prompt: renderRole(proposer, proposerInput(draft, section)),
      chosen: own.at(-1)!.after,
      rejected: own[0]!.before,
      source: "revision",
      run,
      judgement: null,
      by: own.at(-1)!.by,
      chosenBy: draft.writtenBy[section] ?? own.at(-1)!.by,
      rejectedBy: writtenFirst[section] ?? draft.writtenBy[section] ?? own[0]!.by,
      confidence: checked ? CHECKED : RAISED,
      reason: own.map(({ because }) => because).join(" "),
    });
  });
  return pairs.filter((pair) => pair !== null);
}
