// A numbered event stream as a React value. The browser reconnects by itself and tells the server the last event it saw.

import { useEffect, useReducer } from "react";

interface State<S> {
  readonly value: S;
  readonly connected: boolean;
  readonly ended: boolean;
}

type Message<S, E> =
  | { readonly kind: "start"; readonly value: S }
  | { readonly kind: "event"; readonly data: E }
  | { readonly kind: "open" | "lost" | "end" };

/**
 * Folds the events of a stream into one value, from the first event on.
 * @param path null listens to nothing
 * @param fold pure; called once for each event, in order
 */
export function useEvents<S, E>(path: string | null, start: S, fold: (value: S, event: E) => S): State<S> {
  const [state, tell] = useReducer(
    (before: State<S>, message: Message<S, E>): State<S> => {
      if (message.kind === "start") return { value: message.value, connected: false, ended: false };
      if (message.kind === "event") return { ...before, value: fold(before.value, message.data) };
      if (message.kind === "end") return { ...before, connected: false, ended: true };
      return { ...before, connected: message.kind === "open" };
    },
    { value: start, connected: false, ended: false },
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path is what starts a new stream.
  useEffect(() => {
    tell({ kind: "start", value: start });
    if (path === null) return;
    const source = new EventSource(path);
    source.onopen = () => tell({ kind: "open" });
    source.onmessage = (message: MessageEvent<string>) => tell({ kind: "event", data: JSON.parse(message.data) as E });
    source.onerror = () => tell({ kind: "lost" });
    source.addEventListener("end", () => {
      source.close();
      tell({ kind: "end" });
    });
    return () => source.close();
  }, [path]);
  return state;
}
