// Beside the graph when nothing is opened: the concepts said most about, and the gaps worth a hypothesis.

import type { GapAnswer, GraphView } from "#apps/server/api.ts";
import { goTo, linkTo } from "../shell/router.ts";
import { Answered } from "../shell/states.tsx";
import { counted } from "../shell/words.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { classColour } from "./palette.ts";

export function OverviewPanel({ answer }: { readonly answer: GraphView }) {
  const gaps = useAnswer<{ readonly gaps: readonly GapAnswer[] }>("/api/gaps?limit=6");
  const largest = answer.nodes
    .toSorted((a, b) => b.documents - a.documents || b.size - a.size || (a.label < b.label ? -1 : 1))
    .slice(0, 14);
  return (
    <div className="panel-body">
      <section className="group">
        <h3>In most documents</h3>
        <ul className="concept-list">
          {largest.map((node) => (
            <li key={node.id}>
              <a href={linkTo("garden", node.id)}>
                <span className="dot" style={{ background: classColour(node.class) }} />
                {node.label}
              </a>
              <span className="numbers">{node.documents}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="group">
        <h3>Gaps: much between them, nothing said directly</h3>
        <Answered asked={gaps} label="Looking for gaps…">
          {({ gaps: found }) => (
            <ul className="gap-list">
              {found.map((gap) => (
                <li key={`${gap.from.id} ${gap.to.id}`}>
                  <p>
                    <a href={linkTo("garden", gap.from.id)}>{gap.from.label}</a>
                    <span className="gap-dash" aria-hidden="true">
                      {" "}
                      ┄{" "}
                    </span>
                    <a href={linkTo("garden", gap.to.id)}>{gap.to.label}</a>
                  </p>
                  <p className="gap-foot">
                    <span className="hint">
                      {gap.via.length === 0
                        ? ""
                        : `by way of ${gap.via
                            .slice(0, 2)
                            .map((concept) => concept.label)
                            .join(", ")}`}
                      {gap.via.length > 2 ? ` and ${counted(gap.via.length - 2, "other")}` : ""}
                    </span>
                    <button type="button" className="quiet" onClick={() => goTo("runs", "new", { from: gap.from.label, to: gap.to.label })}>
                      Propose
                    </button>
                  </p>
                </li>
              ))}
              {found.length === 0 ? <li className="hint">None found: the garden needs more documents.</li> : null}
            </ul>
          )}
        </Answered>
      </section>
    </div>
  );
}
