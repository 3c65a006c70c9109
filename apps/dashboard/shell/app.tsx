// The frame of the page: the views, which one is open, and the garden's numbers.

import { useEffect } from "react";
import type { GardenAnswer } from "#apps/server/api.ts";
import { CommunitiesView } from "../communities/communities-view.tsx";
import { DocumentsView } from "../documents/documents-view.tsx";
import { ExportView } from "../export/export-view.tsx";
import { GardenView } from "../garden/garden-view.tsx";
import { HistoryView } from "../history/history-view.tsx";
import { HypothesesView } from "../hypotheses/hypotheses-view.tsx";
import { JudgeView } from "../judge/judge-view.tsx";
import { RunsView } from "../runs/runs-view.tsx";
import { useAnswer } from "../talk/use-answer.ts";
import { GardenContext } from "./garden-context.ts";
import { Icon } from "./icons.tsx";
import { linkTo, type Place, usePlace, VIEWS, type View } from "./router.ts";
import { ViewBoundary } from "./view-boundary.tsx";
import { count } from "./words.ts";

const NAMES: Readonly<Record<View, string>> = {
  garden: "Garden",
  communities: "Communities",
  runs: "Runs",
  hypotheses: "Hypotheses",
  judge: "Judge",
  documents: "Documents",
  history: "History",
  export: "Export",
};

export function App() {
  const place = usePlace();
  const garden = useAnswer<GardenAnswer>("/api/garden");
  useEffect(() => {
    document.title = `${NAMES[place.view]} · Hortus`;
  }, [place.view]);
  return (
    <GardenContext value={garden}>
      <a className="button skip" href={`${location.hash || "#/garden"}`} onClick={() => document.getElementById("stage")?.focus()}>
        Skip to the view
      </a>
      <div className="shell">
        <Rail open={place.view} garden={garden.answer} />
        <main className="stage" id="stage" tabIndex={-1}>
          <ViewBoundary key={place.view}>
            <OpenView place={place} />
          </ViewBoundary>
        </main>
      </div>
    </GardenContext>
  );
}

function OpenView({ place }: { readonly place: Place }) {
  switch (place.view) {
    case "garden":
      return <GardenView place={place} />;
    case "communities":
      return <CommunitiesView place={place} />;
    case "runs":
      return <RunsView place={place} />;
    case "hypotheses":
      return <HypothesesView place={place} />;
    case "judge":
      return <JudgeView />;
    case "documents":
      return <DocumentsView place={place} />;
    case "history":
      return <HistoryView place={place} />;
    case "export":
      return <ExportView />;
  }
}

function Rail({ open, garden }: { readonly open: View; readonly garden: GardenAnswer | null }) {
  return (
    <header className="rail">
      <a className="brand" href={linkTo("garden")}>
        <Icon name="mark" size={24} />
        Hortus
      </a>
      <nav aria-label="Views">
        <ul>
          {VIEWS.map((view) => (
            <li key={view}>
              <a href={linkTo(view)} aria-current={view === open ? "page" : undefined}>
                <Icon name={view} />
                {NAMES[view]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {garden === null ? null : <RailFoot garden={garden} />}
    </header>
  );
}

function RailFoot({ garden }: { readonly garden: GardenAnswer }) {
  const { counts } = garden;
  const folder = garden.name
    .replace(/[\\/]+$/, "")
    .split(/[\\/]/)
    .filter((part) => part !== ".hortus")
    .at(-1);
  return (
    <div className="rail-foot">
      <p className="garden-name" title={garden.name}>
        {folder ?? garden.name}
      </p>
      <dl>
        <dt>documents</dt>
        <dd>{count(counts.documents)}</dd>
        <dt>concepts</dt>
        <dd>{count(counts.concepts)}</dd>
        <dt>relations</dt>
        <dd>{count(counts.relations)}</dd>
        <dt>conjectures</dt>
        <dd>{count(counts.conjectures)}</dd>
        <dt>version</dt>
        <dd>{count(garden.version)}</dd>
        {garden.branch === "main" ? null : (
          <>
            <dt>branch</dt>
            <dd>{garden.branch}</dd>
          </>
        )}
      </dl>
      <p title={garden.model}>{garden.model === "none" ? "No language model: the composer writes." : `Model: ${garden.model}`}</p>
    </div>
  );
}
