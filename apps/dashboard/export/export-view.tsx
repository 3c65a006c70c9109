// Everything that leaves the garden as a file: preference pairs, the graph, a run's report.

import { LEFT_OUT_BECAUSE, type LeftOut, type PairReport } from "#agents/left-out.ts";
import type { RunAnswer } from "#apps/server/api.ts";
import { describeRequest } from "../runs/describe-request.ts";
import { Answered } from "../shell/states.tsx";
import { moment } from "../shell/words.ts";
import { useAnswer } from "../talk/use-answer.ts";

interface Format {
  readonly name: string;
  readonly what: string;
}

const PAIRS: readonly Format[] = [
  { name: "trl", what: "TRL preference, conversational: prompt, chosen, rejected" },
  { name: "trl-implicit", what: "TRL preference with the prompt inside both answers" },
  { name: "kto", what: "TRL unpaired: prompt, completion, label" },
  { name: "axolotl", what: "axolotl chat-template DPO" },
  { name: "llamafactory", what: "LLaMA-Factory ranking, ShareGPT form" },
  { name: "verl", what: "verl: prompt with reward data" },
];

const GRAPHS: readonly Format[] = [
  { name: "graphml", what: "Gephi, yEd, NetworkX" },
  { name: "gexf", what: "Gephi's own format" },
  { name: "jsonld", what: "linked data as JSON" },
  { name: "turtle", what: "RDF" },
  { name: "cypher", what: "statements for Neo4j" },
  { name: "csv", what: "triples with their evidence" },
  { name: "graph-json", what: "nodes and edges as Graph-PReFLexOR thinks them" },
  { name: "graphreasoning", what: "GraphReasoning and SciAgents: simple, undirected" },
  { name: "canonical", what: "sorted, byte-stable lines of everything observed" },
];

export function ExportView() {
  return (
    <div className="view">
      <header className="view-head">
        <div>
          <h1>Export</h1>
          <p>Files made from the garden as it is now. Nothing leaves this machine unless you send it.</p>
        </div>
      </header>
      <Formats
        title="Preference pairs"
        about="What you preferred, and the revisions and later answers of a model that a check or a judge found better."
        path="/api/export/pairs"
        formats={PAIRS}
      />
      <PairsSaid />
      <Formats title="The graph" about="Observed relations with their evidence." path="/api/export/graph" formats={GRAPHS} />
      <Reports />
    </div>
  );
}

/** How many there are, and why there are not more. */
function PairsSaid() {
  const asked = useAnswer<PairReport>("/api/export/pairs/report");
  return (
    <Answered asked={asked} label="Counting pairs…">
      {({ pairs, comparisons, leftOut, longerChosen }) => (
        <p className="hint numbers">
          {pairs} pairs of {comparisons} comparisons
          {longerChosen === null ? "" : `, the longer side chosen in ${Math.round(longerChosen * 100)} %`}.
          {Object.entries(leftOut).map(([reason, count]) => ` ${count} left out: ${LEFT_OUT_BECAUSE[reason as LeftOut]}.`)}
        </p>
      )}
    </Answered>
  );
}

function Formats(props: { readonly title: string; readonly about: string; readonly path: string; readonly formats: readonly Format[] }) {
  return (
    <section className="export-part">
      <h2>{props.title}</h2>
      <p className="hint">{props.about}</p>
      <ul className="formats">
        {props.formats.map((format) => (
          <li key={format.name}>
            <a className="button" href={`${props.path}?format=${format.name}`} download>
              {format.name}
            </a>
            <span className="hint">{format.what}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reports() {
  const asked = useAnswer<{ readonly runs: readonly RunAnswer[] }>("/api/runs");
  return (
    <section className="export-part">
      <h2>Reports</h2>
      <p className="hint">A run with its hypotheses or answer and numbered citations.</p>
      <Answered asked={asked} label="Fetching runs…">
        {({ runs }) =>
          runs.length === 0 ? (
            <p className="hint">No runs yet, so there is nothing to report.</p>
          ) : (
            <ul className="report-list">
              {runs.map(({ run }) => (
                <li key={run.id}>
                  <span>
                    {describeRequest(run.request)} <span className="hint">{moment(run.started)}</span>
                  </span>
                  <span className="tools">
                    {["markdown", "json"].map((format) => (
                      <a
                        key={format}
                        className="button quiet"
                        href={`/api/export/report/${encodeURIComponent(run.id)}?format=${format}`}
                        download
                      >
                        {format}
                      </a>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  );
}
