// A button that asks once more before it does what is not done lightly.

import { useEffect, useRef, useState } from "react";

interface Props {
  readonly label: string;
  /** What is asked before it is done. */
  readonly question: string;
  readonly sure: string;
  readonly disabled?: boolean;
  readonly onSure: () => void;
}

export function Confirm({ label, question, sure, disabled = false, onSure }: Props) {
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const answer = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking) answer.current?.focus();
  }, [asking]);
  const leave = () => {
    setAsking(false);
    // The button that opened it is there again with the next drawing.
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (!asking) {
    return (
      <button ref={opener} type="button" className="quiet" disabled={disabled} onClick={() => setAsking(true)}>
        {label}
      </button>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and these are two buttons.
    <span className="confirm" role="group" aria-label={question} onKeyDown={(event) => event.key === "Escape" && leave()}>
      <span className="confirm-question">{question}</span>
      <button
        ref={answer}
        type="button"
        className="danger"
        onClick={() => {
          leave();
          onSure();
        }}
      >
        {sure}
      </button>
      <button type="button" className="quiet" onClick={leave}>
        No
      </button>
    </span>
  );
}
