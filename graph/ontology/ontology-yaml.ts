// An ontology as one YAML file that people edit: written so that the same ontology is the same bytes, read with the place of whatever is wrong.
// The door of yaml for ontologies. Comments are lost when a garden writes the file anew.

import { Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import type { OntologyEntry, OntologyOrigin, RestingSpan } from "#graph/model.ts";
import { canonicalEntry } from "#graph/ontology/edit-ontology.ts";
import { ENFORCEMENTS, type Enforcement, entryId } from "#graph/ontology/ontology.ts";
import { problemsOf } from "#graph/ontology/problems.ts";
import { HortusError } from "#kernels/errors.ts";

const KIND = "ontology/1";
const ORIGINS: readonly OntologyOrigin["by"][] = ["hypernym", "head", "cluster", "usage", "table", "person"];

/** Lists of names and of places on one line each; entries in code-point order. */
export function writeOntologyYaml(entries: readonly OntologyEntry[]): string {
  // Maps: in an object a class called __proto__ would be lost, and one called 12 would come first.
  const classes = new Map<string, unknown>();
  const relations = new Map<string, unknown>();
  let enforce: Enforcement | undefined;
  for (const entry of entries.map(canonicalEntry)) {
    if (entry.kind === "rule") enforce = entry.value;
    else if (entry.kind === "class") {
      const { label, parent, heads, members } = entry;
      classes.set(entry.name, { label, parent, heads, members, ...originFields(entry.origin) });
    } else {
      const { domain, range, inverse, synonyms } = entry;
      relations.set(entry.name, { domain, range, inverse, synonyms, ...originFields(entry.origin) });
    }
  }
  const document = new Document({ hortus: KIND, ...(enforce && { enforce }), classes, relations });
  for (const kind of ["classes", "relations"]) {
    for (const { value } of (document.get(kind) as YAMLMap<unknown, YAMLMap>).items) for (const field of value!.items) inLine(field.value);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function originFields({ by, support, evidence }: OntologyOrigin): object {
  return { by, support, evidence };
}

/** Lists in one line; a list of places with one place a line. */
function inLine(node: unknown): void {
  if (!isSeq(node)) return;
  if (node.items.length === 0 || !node.items.every(isMap)) node.flow = true;
  else for (const item of node.items) (item as YAMLMap).flow = true;
}

/**
 * @param path named in messages
 * @throws `ontology.invalid` with line and column: no YAML, unknown or missing fields, values of another type, names that lead nowhere, circles
 */
export function readOntologyYaml(path: string, text: string): readonly OntologyEntry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const reader = new Reader(path, lines);
  const [broken] = document.errors;
  if (broken !== undefined) throw reader.wrong(broken.pos[0], `this is no YAML: ${broken.message.split("\n")[0]}`);
  return reader.entries(document.contents);
}

type Fields = ReadonlyMap<string, Node | null>;

class Reader {
  readonly #path: string;
  readonly #lines: LineCounter;
  /** Where the field of an entry stands: `id` and field, one a line. */
  readonly #places = new Map<string, number>();

  constructor(path: string, lines: LineCounter) {
    this.#path = path;
    this.#lines = lines;
  }

  wrong(offset: number, message: string): HortusError {
    const { line, col } = this.#lines.linePos(offset);
    const place = { path: this.#path, line, column: col };
    return new HortusError("ontology.invalid", `${this.#path}:${line}:${col}: ${message}. Nothing was changed.`, place);
  }

  entries(root: Node | null): readonly OntologyEntry[] {
    const fields = this.#fields(root, "the file", ["hortus", "enforce", "classes", "relations"]);
    if (this.#text(fields.get("hortus"), root, "hortus") !== KIND)
      throw this.wrong(offsetOf(fields.get("hortus") ?? root), `hortus must be ${KIND}, which says what the file is`);
    const entries = [
      ...this.#named(fields.get("classes"), "classes").map(([name, node]) => this.#class(name, node)),
      ...this.#named(fields.get("relations"), "relations").map(([name, node]) => this.#relation(name, node)),
    ];
    const enforce = fields.get("enforce");
    if (enforce != null) {
      const value = this.#choice(enforce, "enforce", ENFORCEMENTS);
      entries.push({ id: entryId("rule", "enforce"), kind: "rule", name: "enforce", value });
    }
    const [problem] = problemsOf(entries);
    if (problem === undefined) return entries;
    throw this.wrong(this.#places.get(`${problem.entry}\n${problem.field}`) ?? 0, problem.message);
  }

  #class(name: string, node: Node | null): OntologyEntry {
    const where = `class ${name}`;
    const id = entryId("class", name);
    const fields = this.#entryFields(id, node, where, ["label", "parent", "heads", "members"]);
    return {
      id,
      kind: "class",
      name,
      label: this.#textOr(fields.get("label"), `label of ${where}`) ?? name,
      parent: this.#textOr(fields.get("parent"), `parent of ${where}`),
      heads: this.#texts(fields.get("heads"), `heads of ${where}`),
      members: this.#texts(fields.get("members"), `members of ${where}`) as never,
      origin: this.#origin(fields, where),
    };
  }

  #relation(name: string, node: Node | null): OntologyEntry {
    const where = `relation ${name}`;
    const id = entryId("relation", name);
    const fields = this.#entryFields(id, node, where, ["domain", "range", "inverse", "synonyms"]);
    return {
      id,
      kind: "relation",
      name,
      domain: this.#texts(fields.get("domain"), `domain of ${where}`),
      range: this.#texts(fields.get("range"), `range of ${where}`),
      inverse: this.#textOr(fields.get("inverse"), `inverse of ${where}`),
      synonyms: this.#texts(fields.get("synonyms"), `synonyms of ${where}`),
      origin: this.#origin(fields, where),
    };
  }

  #entryFields(id: string, node: Node | null, where: string, own: readonly string[]): Fields {
    const fields = this.#fields(node, where, [...own, "by", "support", "evidence"]);
    for (const [field, value] of fields) this.#places.set(`${id}\n${field}`, offsetOf(value));
    return fields;
  }

  /** What nobody says a source of, a person wrote. */
  #origin(fields: Fields, where: string): OntologyOrigin {
    const by = fields.get("by");
    return {
      by: by == null ? "person" : this.#choice(by, `by of ${where}`, ORIGINS),
      support: this.#count(fields.get("support"), `support of ${where}`),
      evidence: this.#list(fields.get("evidence"), `evidence of ${where}`).map((item) => this.#span(item, `evidence of ${where}`)),
    };
  }

  #span(node: Node | null, where: string): RestingSpan {
    const fields = this.#fields(node, where, ["document", "start", "end", "sha256"]);
    const span = {
      document: this.#text(fields.get("document"), node, `document in ${where}`),
      start: this.#count(fields.get("start"), `start in ${where}`),
      end: this.#count(fields.get("end"), `end in ${where}`),
      sha256: this.#text(fields.get("sha256"), node, `sha256 in ${where}`),
    };
    return span as RestingSpan;
  }

  /** The fields of a map; unknown ones are refused, since a misspelt one would be lost in silence. */
  #fields(node: Node | null | undefined, where: string, known: readonly string[]): Fields {
    const fields = new Map<string, Node | null>();
    for (const [name, value, key] of this.#pairs(node, where)) {
      if (!known.includes(name)) throw this.wrong(offsetOf(key), `${where} has a field “${name}”; known ones are ${known.join(", ")}`);
      fields.set(name, value);
    }
    return fields;
  }

  #named(node: Node | null | undefined, where: string): readonly (readonly [string, Node | null])[] {
    return this.#pairs(node, where).map(([name, value]) => [name, value] as const);
  }

  #pairs(node: Node | null | undefined, where: string): readonly (readonly [string, Node | null, Node])[] {
    if (node == null || isNothing(node)) return [];
    if (!isMap(node)) throw this.wrong(offsetOf(node), `${where} must be a map of names, not ${kindOf(node)}`);
    return node.items.map(({ key, value }) => {
      if (!isScalar(key) || key.value === null || String(key.value).trim() === "")
        throw this.wrong(offsetOf(key as Node), `${where} has a name that is no text`);
      return [String(key.value), value as Node | null, key] as const;
    });
  }

  #list(node: Node | null | undefined, where: string): readonly (Node | null)[] {
    if (node == null || isNothing(node)) return [];
    if (!isSeq(node)) throw this.wrong(offsetOf(node), `${where} must be a list, not ${kindOf(node)}`);
    return node.items as Node[];
  }

  #texts(node: Node | null | undefined, where: string): readonly string[] {
    return this.#list(node, where).map((item) => this.#text(item, node ?? null, where));
  }

  #textOr(node: Node | null | undefined, where: string): string | null {
    return node == null || isNothing(node) ? null : this.#text(node, node, where);
  }

  /** A number or truth value that stands where a name is wanted is that name: `1984`, `yes`. */
  #text(node: Node | null | undefined, around: Node | null, where: string): string {
    if (node == null || isNothing(node)) throw this.wrong(offsetOf(around), `${where} is missing`);
    if (!isScalar(node)) throw this.wrong(offsetOf(node), `${where} must be a text, not ${kindOf(node)}`);
    const text = node.source ?? String(node.value);
    if (text.trim() === "") throw this.wrong(offsetOf(node), `${where} is empty`);
    return text;
  }

  #choice<Choice extends string>(node: Node, where: string, choices: readonly Choice[]): Choice {
    const text = this.#text(node, node, where);
    const found = choices.find((choice) => choice === text);
    if (found === undefined) throw this.wrong(offsetOf(node), `${where} is “${text}”; it must be one of ${choices.join(", ")}`);
    return found;
  }

  #count(node: Node | null | undefined, where: string): number {
    if (node == null || isNothing(node)) return 0;
    if (!isScalar(node) || !Number.isSafeInteger(node.value) || (node.value as number) < 0)
      throw this.wrong(offsetOf(node), `${where} must be a whole number of at least 0`);
    return node.value as number;
  }
}

function isNothing(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

function kindOf(node: Node): string {
  return isMap(node) ? "a map" : isSeq(node) ? "a list" : "a single value";
}

function offsetOf(node: Node | null | undefined): number {
  return node?.range?.[0] ?? 0;
}
