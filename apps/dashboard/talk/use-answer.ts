// A server's answer as a React value: loading, failed or there. The last answer stays in view while the next one loads.

import { useCallback, useEffect, useRef, useState } from "react";
import { get, ServerRefusal } from "./client.ts";

export interface Asked<T> {
  readonly answer: T | null;
  readonly error: ServerRefusal | null;
  readonly loading: boolean;
  readonly again: () => void;
}

/** Asks whenever `path` changes; null asks nothing. */
export function useAnswer<T>(path: string | null): Asked<T> {
  const [state, setState] = useState<{ path: string | null; answer: T | null; error: ServerRefusal | null; loading: boolean }>({
    path: null,
    answer: null,
    error: null,
    loading: path !== null,
  });
  const [round, setRound] = useState(0);
  const shown = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is what "again" turns.
  useEffect(() => {
    if (path === null) {
      setState({ path, answer: null, error: null, loading: false });
      return;
    }
    const stop = new AbortController();
    setState((before) => ({ ...before, path, error: null, loading: true }));
    get<T>(path, stop.signal).then(
      (answer) => {
        if (stop.signal.aborted) return;
        shown.current = path;
        setState({ path, answer, error: null, loading: false });
      },
      (thrown: unknown) => {
        if (stop.signal.aborted) return;
        const error = thrown instanceof ServerRefusal ? thrown : new ServerRefusal("internal", String(thrown));
        setState((before) => ({ path, answer: shown.current === path ? before.answer : null, error, loading: false }));
      },
    );
    return () => stop.abort();
  }, [path, round]);
  const again = useCallback(() => setRound((count) => count + 1), []);
  return { answer: path === null ? null : state.answer, error: state.error, loading: state.loading, again };
}
