// The garden: its graph, a search, a legend, and a panel with the concept, the paths or the overview.

import { useMemo, useState } from "react";
import type { GraphView } from "#apps/server/api.ts";
import { goTo, linkTo, type Place } from "../shell/router.ts";
import { Nothing, Refusal, Waiting } from "../shell/states.tsx";
import { count } from "../shell/words.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { CommunityLegend } from "./community-legend.tsx";
import { ConceptPanel } from "./concept-panel.tsx";
import { ConceptSearch } from "./concept-search.tsx";
import { GraphCanvas } from "./graph-canvas.tsx";
import { OverviewPanel } from "./overview-panel.tsx";
import { classColour } from "./palette.ts";
import { PathPanel } from "./path-panel.tsx";
import { filterQuery, filtersOf, SearchFilters } from "./search-filters.tsx";

/** As many as can be told apart on a screen of this width. */
const MAX_NODES = matchMedia("(max-width: 760px)").matches ? 150 : 500;

export function GardenView({ place }: { readonly place: Place }) {
  const around = place.query.get("around");
  const community = place.query.get("community");
  const only = around !== null ? { around } : community !== null ? { community } : {};
  const asked = useAnswer<GraphView>(`/api/graph?${new URLSearchParams({ maxNodes: String(MAX_NODES), ...only })}`);
  if (asked.answer === null) {
    return (
      <div className="view">
        {asked.error === null ? <Waiting label="Drawing the garden…" /> : <Refusal error={asked.error} again={asked.again} />}
      </div>
    );
  }
  if (asked.answer.nodes.length === 0) return <EmptyGarden />;
  return <Drawn answer={asked.answer} place={place} />;
}

function Drawn({ answer, place }: { readonly answer: GraphView; readonly place: Place }) {
  const [hiddenClasses, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [path, setPath] = useState<readonly string[]>([]);
  const paths = place.query.has("from") || place.query.has("to");
  const colour = place.query.get("colour") === "community" ? "community" : "class";
  const focus = useMemo(() => ({ selected: place.item, hiddenClasses, colour, path }) as const, [place.item, hiddenClasses, colour, path]);
  const inView = place.item === null || answer.nodes.some((node) => node.id === place.item);
  const around = place.query.get("around");
  const filters = filtersOf(place);
  const classes = useMemo(() => [...new Set(answer.nodes.map((node) => node.class))].sort(), [answer]);
  const community = place.query.get("community");
  const kept = { around, community, colour: place.query.get("colour"), ...filters };
  return (
    <div className={place.item === null && !paths ? "garden" : "garden open"}>
      <div className="garden-field">
        <GraphCanvas answer={answer} focus={focus} onSelect={(id) => goTo("garden", id, kept)} />
        <div className="garden-tools">
          <ConceptSearch
            label="Search the garden"
            placeholder="Search concepts and sentences"
            kinds={["concept", "sentence", "relation", "conjecture"]}
            slashKey
            filters={filterQuery(filters)}
            onPick={(hit) => {
              const cited = hit.evidence[0];
              if (hit.kind === "concept") goTo("garden", hit.id, kept);
              else if (cited !== undefined) goTo("documents", cited.document, { at: `${cited.start}-${cited.end}` });
            }}
          />
          <a className="button" href={linkTo("garden", null, { from: place.item ?? "" })}>
            Paths
          </a>
          <SearchFilters place={place} classes={classes} />
          <a className="button" href={linkTo("garden", place.item, { ...kept, colour: colour === "class" ? "community" : null })}>
            {colour === "class" ? "Colour by community" : "Colour by class"}
          </a>
        </div>
        {colour === "class" ? (
          <Legend answer={answer} hidden={hiddenClasses} onToggle={(name) => setHidden(toggled(hiddenClasses, name))} />
        ) : (
          <CommunityLegend answer={answer} />
        )}
        <p className="garden-count">
          {community !== null && around === null
            ? `${count(answer.shown)} concepts`
            : answer.shown < answer.total.nodes
              ? `${count(answer.shown)} of ${count(answer.total.nodes)} concepts, the most connected first`
              : `${count(answer.total.nodes)} concepts`}
          {community === null || around !== null ? null : (
            <>
              {" of one community. "}
              <a href={linkTo("garden", place.item)}>Show the whole garden</a>
            </>
          )}
          {around === null ? null : (
            <>
              {" around one. "}
              <a href={linkTo("garden", place.item)}>Show the whole garden</a>
            </>
          )}
          {inView ? null : (
            <>
              {". "}
              <a href={linkTo("garden", place.item, { around: place.item })}>Draw around the opened one</a>
            </>
          )}
        </p>
      </div>
      <aside className="panel" aria-label={place.item === null ? "Overview" : "Concept"}>
        {paths ? (
          <PathPanel place={place} onDraw={setPath} />
        ) : place.item === null ? (
          <OverviewPanel answer={answer} />
        ) : (
          <ConceptPanel id={place.item} />
        )}
      </aside>
    </div>
  );
}

function Legend(props: { readonly answer: GraphView; readonly hidden: ReadonlySet<string>; readonly onToggle: (name: string) => void }) {
  const { answer, hidden, onToggle } = props;
  const counts = new Map<string, number>();
  for (const node of answer.nodes) counts.set(node.class, (counts.get(node.class) ?? 0) + 1);
  return (
    <ul className="legend" aria-label="Classes">
      {[...counts]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .map(([name, size]) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={!hidden.has(name)}
              title={`${size} shown; click to hide or show`}
              onClick={() => onToggle(name)}
            >
              <span className="dot" style={{ background: classColour(name) }} />
              {name}
            </button>
          </li>
        ))}
      {answer.edges.some((edge) => edge.conjecture) ? (
        <li className="legend-conjecture">
          <span className="dash" aria-hidden="true" />
          conjecture
        </li>
      ) : null}
    </ul>
  );
}

function EmptyGarden() {
  return (
    <div className="view">
      <Nothing title="Nothing grows here yet">
        <p>
          Give the garden papers or notes: a folder on this machine, or files from your computer. The graph appears as soon as they are
          read.
        </p>
        <a className="button" href={linkTo("documents")}>
          Add documents
        </a>
      </Nothing>
    </div>
  );
}

function toggled(set: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(name)) next.add(name);
  return next;
}
