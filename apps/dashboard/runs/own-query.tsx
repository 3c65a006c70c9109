// A query of one's own, starting from the one that answered. The server lets it read and nothing else.

import { type FormEvent, useState } from "react";
import type { QueryRowsAnswer, QuerySchemaAnswer } from "#apps/server/api.ts";
import type { QueryLanguage } from "#graph/query/query-face.ts";
import { Refusal } from "../shell/states.tsx";
import { post, ServerRefusal } from "../talk/client.ts";
import { useAnswer } from "../talk/use-answer.ts";
import { RowsTable } from "./rows-table.tsx";

export function OwnQuery({ query, language }: { readonly query: string; readonly language: QueryLanguage }) {
  const [rows, setRows] = useState<QueryRowsAnswer | null>(null);
  const [error, setError] = useState<ServerRefusal | null>(null);
  const [running, setRunning] = useState(false);
  if (language !== "sql") return null;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get("query") ?? "");
    setRunning(true);
    setError(null);
    try {
      setRows(await post<QueryRowsAnswer>("/api/query", { query: text }));
    } catch (thrown) {
      setRows(null);
      setError(thrown instanceof ServerRefusal ? thrown : new ServerRefusal("internal", String(thrown)));
    }
    setRunning(false);
  };
  return (
    <section className="run-section">
      <h2>A query of your own</h2>
      <form className="start own-query" onSubmit={submit} aria-label="Run a query of your own">
        <label>
          <span>SQL; it can only read</span>
          <textarea name="query" rows={6} required maxLength={20_000} defaultValue={query} spellCheck={false} />
        </label>
        <Schema />
        <div className="start-foot">
          <button type="submit" className="primary" disabled={running}>
            Run
          </button>
        </div>
      </form>
      {error === null ? null : <Refusal error={error} />}
      {rows === null ? null : <RowsTable {...rows} />}
    </section>
  );
}

function Schema() {
  const { answer } = useAnswer<QuerySchemaAnswer>("/api/query/schema");
  if (answer === null) return null;
  return (
    <details className="thinking">
      <summary>What can be queried</summary>
      <pre>{answer.schema.join("\n")}</pre>
    </details>
  );
}
