// Word by word, what a revision took away and what it added. Pure; small texts only (quadratic in words).

export interface DiffPart {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** The longest common subsequence of words decides what stayed. Concatenating same+removed gives `before`, same+added gives `after`. */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  const [old, fresh] = [before.split(/(?<=\s)/), after.split(/(?<=\s)/)];
  const common = commonLengths(old, fresh);
  const parts: DiffPart[] = [];
  const add = (kind: DiffPart["kind"], text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
    else parts.push({ kind, text });
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      add("same", old[i]!);
      i += 1;
      j += 1;
    } else if (j >= fresh.length || (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!)) add("removed", old[i++]!);
    else add("added", fresh[j++]!);
  }
  return parts.filter((part) => part.text !== "");
}

function commonLengths(old: readonly string[], fresh: readonly string[]): readonly Uint32Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      table[i]![j] = old[i] === fresh[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  return table;
}
