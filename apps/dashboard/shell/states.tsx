// What a view shows when it has nothing to show: waiting, a refusal with its code, or what to do next.

import type { ReactNode } from "react";
import type { ServerRefusal } from "../talk/client.ts";
import type { Asked } from "../talk/use-answer.ts";

export function Waiting({ label }: { readonly label: string }) {
  return (
    <p className="waiting" role="status">
      <span className="waiting-mark" aria-hidden="true" />
      {label}
    </p>
  );
}

export function Refusal({ error, again }: { readonly error: ServerRefusal; readonly again?: () => void }) {
  return (
    <div className="refusal" role="alert">
      <p>{error.message}</p>
      <p className="refusal-foot">
        <code>{error.code}</code>
        {again === undefined ? null : (
          <button type="button" className="quiet" onClick={again}>
            Try again
          </button>
        )}
      </p>
    </div>
  );
}

export function Nothing({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="nothing">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Shows the answer once it is there, and keeps showing it while a newer one loads. */
export function Answered<T>(props: { readonly asked: Asked<T>; readonly label: string; readonly children: (answer: T) => ReactNode }) {
  const { asked, label, children } = props;
  return (
    <>
      {asked.error === null ? null : <Refusal error={asked.error} again={asked.again} />}
      {asked.answer !== null ? children(asked.answer) : asked.loading ? <Waiting label={label} /> : null}
    </>
  );
}
