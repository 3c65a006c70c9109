// What an event is about, times aside: two events with one key are the same event, said again after a restart.

import { shortHash } from "#agents/canonical.ts";
import type { RunEvent } from "#agents/model.ts";

export function eventKey(event: RunEvent): string {
  switch (event.kind) {
    case "run-started":
    case "answer":
    case "rows":
      return event.kind;
    case "run-resumed":
      return `run-resumed/${event.attempt}`;
    case "progress":
      return `progress/${event.label}/${event.done}/${event.total}`;
    case "step-started":
    case "step-finished":
      return `${event.kind}/${event.step}`;
    case "tokens":
      return `tokens/${event.step}/${shortHash(event.text, 16)}`;
    case "query":
      return `query/${event.tried.n}/${shortHash(event.tried.query, 16)}`;
    case "hypothesis":
      return `hypothesis/${event.hypothesis.id}/${shortHash(event.hypothesis, 16)}`;
    case "judgement":
      return `judgement/${event.judgement.id}`;
    case "run-finished":
      return `run-finished/${event.attempt}/${event.status}`;
    case "run-failed":
      return `run-failed/${event.attempt}/${event.code}`;
  }
}
