// Which colour is which community: the largest ones in view, each a way to see it alone.

import type { CommunitiesResult, GraphView } from "#apps/server/api.ts";
import { linkTo } from "../shell/router.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { slotColour } from "./palette.ts";

const SHOWN = 10;

export function CommunityLegend({ answer }: { readonly answer: GraphView }) {
  const asked = useAnswer<CommunitiesResult>("/api/communities?level=0");
  const drawn = new Map<number, number>();
  for (const { community } of answer.nodes) drawn.set(community, (drawn.get(community) ?? 0) + 1);
  // The list has the communities in the order of their ranks.
  const named = (asked.answer?.communities ?? []).map((community, rank) => ({ ...community, rank, drawn: drawn.get(rank) ?? 0 }));
  const shown = named
    .filter((community) => community.drawn > 0)
    .sort((a, b) => b.drawn - a.drawn || a.rank - b.rank)
    .slice(0, SHOWN);
  return (
    <ul className="legend communities" aria-label="Communities">
      {shown.map(({ id, name, rank, drawn: concepts }) => (
        <li key={id}>
          <a href={linkTo("garden", null, { community: id, colour: "community" })} title={`${concepts} shown; click to see it alone`}>
            <span className="dot" style={{ background: slotColour(rank) }} />
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}
