// Reads JSON as models write it: trailing or missing commas, stray escapes, loose strings, a text that just stops. It never throws,
// and it says what it had to mend; strict JSON is read strictly first, by JSON.parse.

export interface LenientReading {
  readonly value: unknown;
  /** What had to be mended; empty for valid JSON. */
  readonly mended: readonly string[];
}

/** Objects and arrays nested deeper than this are cut off: a model's graph is flat, and a hostile one must not exhaust the stack. */
const MAX_DEPTH = 64;

/** The first JSON value in a text; `value` is undefined where there is none. */
export function readLenientJson(text: string): LenientReading {
  try {
    return { value: JSON.parse(text) as unknown, mended: [] };
  } catch {
    const start = text.search(/[{[]/);
    if (start < 0) return { value: undefined, mended: ["no JSON object"] };
    const reader = new Reader(text, start);
    const value = reader.value(0);
    return { value, mended: [...(reader.mended.size > 0 ? reader.mended : new Set(["text around the JSON"]))] };
  }
}

/** Recursive descent that moves forward on every step, so it ends on any input. */
class Reader {
  readonly mended = new Set<string>();
  readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  value(depth: number): unknown {
    this.skipSpace();
    const char = this.text[this.at];
    if (depth > MAX_DEPTH) {
      this.mended.add("nested too deep");
      this.at = this.text.length;
      return undefined;
    }
    if (char === "{") return this.object(depth);
    if (char === "[") return this.array(depth);
    if (char === '"' || char === "'" || char === "“") return this.string();
    return this.word();
  }

  private object(depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    this.at += 1;
    for (;;) {
      if (this.closes("}")) return result;
      const before = this.at;
      const key = this.value(depth + 1);
      this.skipSpace();
      if (this.text[this.at] === ":") {
        this.at += 1;
        const value = this.value(depth + 1);
        if (typeof key === "string" && !(key in result)) result[key] = value;
      } else {
        this.mended.add("a value without a key");
      }
      if (this.at === before) this.at += 1;
    }
  }

  private array(depth: number): unknown[] {
    const result: unknown[] = [];
    this.at += 1;
    for (;;) {
      if (this.closes("]")) return result;
      const before = this.at;
      const value = this.value(depth + 1);
      if (value !== undefined) result.push(value);
      if (this.at === before) this.at += 1;
    }
  }

  /** Skips separators; true when the container ends here, by its bracket, by the other one, or by the end of the text. */
  private closes(bracket: "}" | "]"): boolean {
    let commas = 0;
    for (this.skipSpace(); this.text[this.at] === ","; this.skipSpace()) {
      commas += 1;
      this.at += 1;
    }
    const char = this.text[this.at];
    if (char === undefined) {
      this.mended.add("the text stops before the end");
      return true;
    }
    if (commas > 1 || (commas === 1 && char === bracket)) this.mended.add("a comma too many");
    if (char === bracket) {
      this.at += 1;
      return true;
    }
    if (char === "}" || char === "]") {
      this.mended.add("brackets that do not match");
      return true;
    }
    return false;
  }

  private string(): string {
    const open = this.text[this.at];
    const close = open === "“" ? "”" : open;
    if (open !== '"') this.mended.add("quotes that are not JSON's");
    const from = this.at + 1;
    let end = from;
    while (end < this.text.length && this.text[end] !== close && this.text[end] !== "\n") end += this.text[end] === "\\" ? 2 : 1;
    if (this.text[end] !== close) this.mended.add("a string without an end");
    this.at = Math.min(this.text.length, end + (this.text[end] === close ? 1 : 0));
    return this.unescape(this.text.slice(from, end));
  }

  private unescape(raw: string): string {
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      this.mended.add("a stray escape");
      return raw.replace(/\\(["/])/g, "$1");
    }
  }

  private word(): unknown {
    const match = /[^\s,:{}[\]"]*/y;
    match.lastIndex = this.at;
    const word = match.exec(this.text)?.[0] ?? "";
    this.at += word.length;
    if (word === "true") return true;
    if (word === "false") return false;
    if (word === "null") return null;
    if (word !== "" && Number.isFinite(Number(word))) return Number(word);
    if (word !== "") this.mended.add("a word without quotes");
    return word === "" ? undefined : word;
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at += 1;
  }
}
