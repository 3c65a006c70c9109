// The form that starts a run. It decides nothing: the server checks every field.

import { type FormEvent, useState } from "react";
import { DEFAULT_ROUNDS } from "#agents/model.ts";
import { ConceptSearch } from "../garden/concept-search.tsx";
import { useGarden } from "../shell/garden-context.ts";
import { goTo, type Place } from "../shell/router.ts";
import { Refusal } from "../shell/states.tsx";
import { post, ServerRefusal } from "../talk/client.ts";

type Verb = "hypothesize" | "ask" | "query";

const BUTTONS: Readonly<Record<Verb, string>> = { hypothesize: "Propose", ask: "Ask", query: "Query" };

export function StartRun({ place }: { readonly place: Place }) {
  const [verb, setVerb] = useState<Verb>("hypothesize");
  const [error, setError] = useState<ServerRefusal | null>(null);
  const [starting, setStarting] = useState(false);
  const [from, setFrom] = useState(place.query.get("from") ?? "");
  const [to, setTo] = useState(place.query.get("to") ?? "");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setStarting(true);
    setError(null);
    try {
      const body = requestBody(verb, new FormData(event.currentTarget), from, to);
      const { run } = await post<{ run: string }>(`/api/runs/${verb}`, body);
      goTo("runs", run);
    } catch (thrown) {
      setError(thrown instanceof ServerRefusal ? thrown : new ServerRefusal("internal", String(thrown)));
      setStarting(false);
    }
  };
  return (
    <form className="start" onSubmit={submit} aria-label="Start a run">
      <fieldset className="verbs">
        <legend className="hidden-text">What to do</legend>
        <VerbChoice verb="hypothesize" label="Propose hypotheses" chosen={verb} onChoose={setVerb} />
        <VerbChoice verb="ask" label="Ask a question" chosen={verb} onChoose={setVerb} />
        <VerbChoice verb="query" label="Query the graph" chosen={verb} onChoose={setVerb} />
      </fieldset>
      {verb === "hypothesize" ? (
        <div className="start-ends">
          <Ends from={from} to={to} onFrom={setFrom} onTo={setTo} />
        </div>
      ) : null}
      <label>
        <span>{verb === "hypothesize" ? "Or a question the hypotheses should answer" : "Question"}</span>
        <textarea name="question" rows={verb === "ask" ? 3 : 1} required={verb !== "hypothesize"} maxLength={2000} />
      </label>
      <Numbers verb={verb} />
      {error === null ? null : <Refusal error={error} />}
      <div className="start-foot">
        <button type="submit" className="primary" disabled={starting}>
          {BUTTONS[verb]}
        </button>
        {verb === "hypothesize" ? (
          <span className="hint">Leave the ends and the question empty to start from the garden's own gaps.</span>
        ) : null}
        {verb === "query" ? (
          <span className="hint">
            Such as: Which documents mention nacre? Every query that runs is shown with its rows; none can write.
          </span>
        ) : null}
      </div>
    </form>
  );
}

function VerbChoice(props: {
  readonly verb: Verb;
  readonly label: string;
  readonly chosen: Verb;
  readonly onChoose: (verb: Verb) => void;
}) {
  return (
    <label className={props.chosen === props.verb ? "verb chosen" : "verb"}>
      <input
        type="radio"
        name="verb"
        value={props.verb}
        checked={props.chosen === props.verb}
        onChange={() => props.onChoose(props.verb)}
      />
      {props.label}
    </label>
  );
}

function Ends(props: {
  readonly from: string;
  readonly to: string;
  readonly onFrom: (label: string) => void;
  readonly onTo: (label: string) => void;
}) {
  return (
    <>
      <div className="field">
        <span>From</span>
        <ConceptSearch
          label="From: concept"
          placeholder="any concept"
          kinds={["concept"]}
          text={props.from}
          keep
          onPick={(hit) => props.onFrom(hit.label)}
        />
      </div>
      <div className="field">
        <span>To</span>
        <ConceptSearch
          label="To: concept"
          placeholder="any concept"
          kinds={["concept"]}
          text={props.to}
          keep
          onPick={(hit) => props.onTo(hit.label)}
        />
      </div>
    </>
  );
}

function Numbers({ verb }: { readonly verb: Verb }) {
  const model = useGarden().answer?.model ?? "none";
  return (
    <div className="start-numbers">
      {verb === "hypothesize" ? (
        <label>
          <span>How many</span>
          <input name="count" type="number" min={1} max={50} defaultValue={5} />
        </label>
      ) : null}
      {verb === "query" ? null : (
        <label>
          <span>Rounds of reflection</span>
          <input key={verb} name="rounds" type="number" min={0} max={5} defaultValue={DEFAULT_ROUNDS[verb]} />
        </label>
      )}
      <label>
        <span>Seed</span>
        <input name="seed" type="number" min={0} defaultValue={1} />
      </label>
      {verb === "query" ? null : (
        <label>
          <span>As of version</span>
          <input name="asOf" type="number" min={0} placeholder="newest" />
        </label>
      )}
      {verb === "ask" ? (
        <label>
          <span>From papers of</span>
          <input name="year" placeholder="any year, 2015..2020" />
        </label>
      ) : null}
      <label>
        <span>Written by</span>
        <select key={model} name="model" defaultValue={model}>
          {model === "none" ? null : <option value={model}>{model}</option>}
          <option value="none">the composer, no model</option>
        </select>
      </label>
    </div>
  );
}

function requestBody(verb: Verb, form: FormData, from: string, to: string): Record<string, unknown> {
  const question = String(form.get("question") ?? "").trim();
  const [asOf, year] = ["asOf", "year"].map((name) => String(form.get(name) ?? "").trim());
  return {
    ...(verb === "hypothesize" && from !== "" ? { from } : {}),
    ...(verb === "hypothesize" && to !== "" ? { to } : {}),
    ...(verb === "hypothesize" ? { count: Number(form.get("count")) } : {}),
    ...(question === "" ? {} : { question }),
    ...(asOf === "" ? {} : { asOf: Number(asOf) }),
    ...(verb === "ask" && year !== "" ? { year } : {}),
    ...(verb === "query" ? {} : { rounds: Number(form.get("rounds")) }),
    seed: Number(form.get("seed")),
    model: String(form.get("model")),
  };
}
