// A field that finds concepts and sentences while one types: a combobox worked by keyboard alone. "/" jumps into the main one.

import { useEffect, useId, useRef, useState } from "react";
import type { SearchAnswer, SearchResult } from "#apps/server/api.ts";
import { type Asked, useAnswer } from "../talk/use-answer.ts";

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly kinds: readonly SearchResult["kind"][];
  readonly onPick: (hit: SearchResult) => void;
  /** What stands in the field at first, and after a pick when `keep` is set. */
  readonly text?: string;
  readonly keep?: boolean;
  readonly slashKey?: boolean;
  /** As the server takes them: `year=2021&class=process`. */
  readonly filters?: string;
}

export function ConceptSearch({
  label,
  placeholder,
  kinds,
  onPick,
  text: given = "",
  keep = false,
  slashKey = false,
  filters = "",
}: Props) {
  const [text, setText] = useState(given);
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const listed = open && text.trim().length > 1;
  const { asked, hits } = useHits(listed ? text : null, kinds, filters);
  useEffect(() => setText(given), [given]);
  useSlash(slashKey, field);
  const pick = (hit: SearchResult | undefined) => {
    if (hit === undefined) return;
    setText(keep ? hit.label : "");
    setOpen(false);
    field.current?.blur();
    onPick(hit);
  };
  const keys = { length: hits.length, mark: setMarked, take: () => pick(hits[marked]), close: () => setOpen(false) };
  return (
    <search className="search">
      <label className="hidden-text" htmlFor={`${id}-field`}>
        {label}
      </label>
      <input
        ref={field}
        {...combobox(id, listed, hits.length > 0 ? marked : null)}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setMarked(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={listKeys(keys)}
      />
      {slashKey && text === "" ? <kbd className="search-key">/</kbd> : null}
      {listed ? (
        <Hits
          id={id}
          hits={hits}
          marked={marked}
          loading={asked.loading}
          failed={asked.error?.message ?? null}
          narrowed={filters !== ""}
          onPick={pick}
        />
      ) : null}
    </search>
  );
}

/** What makes a text field a combobox for those who hear it. */
function combobox(id: string, listed: boolean, marked: number | null) {
  return {
    id: `${id}-field`,
    type: "text",
    role: "combobox",
    autoComplete: "off",
    spellCheck: false,
    "aria-expanded": listed,
    "aria-controls": `${id}-list`,
    "aria-autocomplete": "list",
    "aria-activedescendant": listed && marked !== null ? `${id}-${marked}` : undefined,
  } as const;
}

interface ListKeys {
  readonly length: number;
  readonly mark: (move: (now: number) => number) => void;
  readonly take: () => void;
  readonly close: () => void;
}

/** Arrows move the mark round the list, Enter takes it, Escape closes. */
function listKeys({ length, mark, take, close }: ListKeys) {
  return (event: React.KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : length - 1;
      mark((now) => (length === 0 ? 0 : (now + step) % length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      take();
    } else if (event.key === "Escape") close();
  };
}

function Hits(props: {
  readonly id: string;
  readonly hits: readonly SearchResult[];
  readonly marked: number;
  readonly loading: boolean;
  readonly failed: string | null;
  readonly narrowed: boolean;
  readonly onPick: (hit: SearchResult) => void;
}) {
  const { id, hits, marked, loading, failed, narrowed, onPick } = props;
  return (
    <div className="hits" role="listbox" id={`${id}-list`} aria-label="Found">
      {hits.map((hit, place) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus; aria-activedescendant points here.
        <div
          key={`${hit.kind} ${hit.id}`}
          id={`${id}-${place}`}
          className="hit"
          role="option"
          aria-selected={place === marked}
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(hit);
          }}
        >
          <span
            className={hit.kind === "concept" ? "hit-concept" : hit.kind === "conjecture" ? "hit-sentence hit-imagined" : "hit-sentence"}
          >
            {hit.label}
          </span>
          <span className="hit-why">{hit.kind === "concept" ? hit.why : hit.kind}</span>
        </div>
      ))}
      {hits.length === 0 ? (
        <p className="hits-note">
          {failed ??
            (loading
              ? "Searching…"
              : narrowed
                ? "Nothing that passes the filters is called that."
                : "Nothing in the garden is called that.")}
        </p>
      ) : null}
    </div>
  );
}

/** What the server finds for a text that has stood still for a moment; null asks nothing. */
function useHits(
  text: string | null,
  kinds: readonly SearchResult["kind"][],
  filters: string,
): { asked: Asked<SearchAnswer>; hits: readonly SearchResult[] } {
  const asked = useAnswer<SearchAnswer>(useSettled(text === null ? null : searchPath(text, filters), 120));
  return { asked, hits: (asked.answer?.results ?? []).filter((hit) => kinds.includes(hit.kind)).slice(0, 9) };
}

function searchPath(text: string, filters: string): string {
  return `/api/suggest?${new URLSearchParams({ q: text.trim(), limit: "12" })}${filters === "" ? "" : `&${filters}`}`;
}

/** The value once it has stood still, so that typing does not ask at every key. */
function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

function useSlash(on: boolean, field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key !== "/" || inField || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [on, field]);
}
