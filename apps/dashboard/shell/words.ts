// Numbers, times and relation types as people read them.

const COUNT = new Intl.NumberFormat("en");

export function count(value: number): string {
  return COUNT.format(value);
}

export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `42 s`, `3 min 05 s`, `1 h 12 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, "0")} min`;
}

/** `part-of` → `part of`. */
export function relationWords(type: string): string {
  return type.replaceAll("-", " ").replaceAll("_", " ");
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `Vincent et al., 2012`; what is not known is left out. */
export function byline(authors: readonly string[], year: number | null): string {
  const first = authors[0];
  const names =
    first === undefined ? "" : authors.length === 1 ? first : authors.length === 2 ? `${first} and ${authors[1]}` : `${first} et al.`;
  return [names, year === null ? "" : String(year)].filter(Boolean).join(", ");
}

export function moment(iso: string): string {
  return new Date(iso).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

/** Seconds left, from what is done so far; null while nothing can be said. */
export function timeLeft(done: number, total: number, seconds: number): number | null {
  if (done <= 0 || total <= done || seconds < 0.5) return null;
  return (seconds / done) * (total - done);
}
