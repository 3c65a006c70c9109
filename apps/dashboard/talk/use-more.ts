// The later pages of a list as a React value: asked for one after the other, kept in order.

import { useState } from "react";
import { ServerRefusal } from "./client.ts";

export interface Listed<T> {
  readonly items: readonly T[];
  readonly loading: boolean;
  readonly error: ServerRefusal | null;
  /** Fetches what comes after the first `offset` of the whole list. */
  readonly ask: (offset: number) => void;
}

export function useMore<T>(fetchFrom: (offset: number) => Promise<readonly T[]>): Listed<T> {
  const [state, setState] = useState<Omit<Listed<T>, "ask">>({ items: [], loading: false, error: null });
  const ask = (offset: number): void => {
    setState((before) => ({ ...before, loading: true, error: null }));
    fetchFrom(offset).then(
      (next) => setState((before) => ({ items: [...before.items, ...next], loading: false, error: null })),
      (thrown: unknown) => {
        const error = thrown instanceof ServerRefusal ? thrown : new ServerRefusal("internal", String(thrown));
        setState((before) => ({ ...before, loading: false, error }));
      },
    );
  };
  return { ...state, ask };
}
