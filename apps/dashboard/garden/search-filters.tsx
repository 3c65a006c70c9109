// What the search is narrowed to: one chip for each filter, and a panel to set them. They stand in the address.

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { goTo, type Place } from "../shell/router.ts";

const NAMES = ["year", "document", "class", "layer"] as const;
type FilterName = (typeof NAMES)[number];

/** The filters of the address, to be carried along; null where there is none. */
export type Filters = Readonly<Record<FilterName, string | null>>;

export function filtersOf({ query }: Place): Filters {
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name)])) as Filters;
}

/** As the server takes them. */
export function filterQuery(filters: Filters): string {
  const query = new URLSearchParams();
  for (const name of NAMES) {
    const value = filters[name];
    for (const one of value === null ? [] : name === "class" ? value.split(",") : [value]) query.append(name, one);
  }
  return query.toString();
}

const SAYS: Readonly<Record<FilterName, (value: string) => string>> = {
  year: (value) => `years ${value}`,
  document: (value) => `only ${value}`,
  class: (value) => value.split(",").join(" or "),
  layer: (value) => (value === "all" ? "conjectures too" : "only conjectures"),
};

export function SearchFilters({ place, classes }: { readonly place: Place; readonly classes: readonly string[] }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const filters = filtersOf(place);
  const set = (change: Partial<Filters>) => {
    const query = Object.fromEntries(place.query);
    goTo("garden", place.item, { ...query, ...change });
  };
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what is opened in it.
    <div className="filters" onKeyDown={(event) => event.key === "Escape" && open && close()}>
      <ul className="chips" aria-label="Search filters">
        <li>
          <button
            ref={opener}
            type="button"
            className="chip"
            aria-expanded={open}
            aria-controls={`${id}-panel`}
            onClick={() => setOpen(!open)}
          >
            Filter
          </button>
        </li>
        {NAMES.filter((name) => filters[name] !== null).map((name) => (
          <li key={name}>
            <button
              type="button"
              className={name === "layer" ? "chip set imagined" : "chip set"}
              aria-label={`Remove the filter: ${SAYS[name](filters[name]!)}`}
              onClick={() => set({ [name]: null })}
            >
              {SAYS[name](filters[name]!)} <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
      {open ? <FilterPanel id={`${id}-panel`} filters={filters} classes={classes} onSet={set} onClose={close} /> : null}
    </div>
  );
}

function FilterPanel(props: {
  readonly id: string;
  readonly filters: Filters;
  readonly classes: readonly string[];
  readonly onSet: (change: Filters) => void;
  readonly onClose: () => void;
}) {
  const { id, filters, classes, onSet, onClose } = props;
  const chosen = filters.class?.split(",") ?? [];
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim() || null;
    const layer = text("layer");
    onSet({
      year: text("year"),
      document: text("document"),
      class: form.getAll("class").join(",") || null,
      layer: layer === "observed" ? null : layer,
    });
    onClose();
  };
  return (
    <form id={id} className="filter-panel" aria-label="Filters" onSubmit={apply}>
      <label>
        <span>Years</span>
        <input ref={first} name="year" defaultValue={filters.year ?? ""} placeholder="2021, 2015..2020, ..2019" />
      </label>
      <label>
        <span>Document</span>
        <input name="document" defaultValue={filters.document ?? ""} placeholder="id or path" />
      </label>
      <fieldset>
        <legend>Class</legend>
        <div className="filter-choices">
          {classes.map((name) => (
            <label key={name} className="choice">
              <input type="checkbox" name="class" value={name} defaultChecked={chosen.includes(name)} />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>Layer</legend>
        <div className="filter-choices">
          {["observed", "conjecture", "all"].map((layer) => (
            <label key={layer} className="choice">
              <input type="radio" name="layer" value={layer} defaultChecked={(filters.layer ?? "observed") === layer} />
              {layer}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="filter-foot">
        <button type="submit" className="primary">
          Apply
        </button>
        <button type="button" className="quiet" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}
