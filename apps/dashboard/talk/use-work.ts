// Something the server is asked to do, as a React value: at work, refused or done.

import { useState } from "react";
import { ServerRefusal } from "./client.ts";

export interface Work {
  /** What is being done, in words; null when nothing is. */
  readonly busy: string | null;
  readonly error: ServerRefusal | null;
  /** Does one thing; what fails is kept until the next. */
  readonly run: (label: string, work: () => Promise<unknown>) => void;
}

export function useWork(): Work {
  const [state, setState] = useState<Omit<Work, "run">>({ busy: null, error: null });
  const run = (label: string, work: () => Promise<unknown>): void => {
    setState({ busy: label, error: null });
    work().then(
      () => setState({ busy: null, error: null }),
      (thrown: unknown) =>
        setState({ busy: null, error: thrown instanceof ServerRefusal ? thrown : new ServerRefusal("internal", String(thrown)) }),
    );
  };
  return { ...state, run };
}
