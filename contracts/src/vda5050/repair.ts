/**
 * Makes sense of a message that misses its schema in the ways real senders do. Changes the message in place and says what it changed.
 *
 * A command is only tidied (nulls, spelling, time): nobody guesses what a robot was told to do. Of a report every field is read as far as it goes, and
 * what is left out or unreadable is replaced by what its table of stands says, so that a report that is an object is always read.
 */
import type { Remark } from "../reasons/of-messages.ts";
import { ownWords } from "../reasons/reason.ts";
import { fieldPath, itemPath, wholeMessage } from "./bounds.ts";
import { asList, asRecord, asScalar, inWords, isRecord, plainWord, tidy } from "./convert.ts";
import { unreadable } from "./json.ts";
import type { SchemaNode } from "./schema-node.ts";
import { absent, outer, type Stand, type Stands } from "./stands.ts";

/** Names that the published files themselves give to a field beside the text's, by its row (`edges[].maximumRotationSpeed`): letter by letter. */
export type AlsoNamed = Readonly<Record<string, readonly string[]>>;

/** Walks a command along its schema; what the schema does not know is left alone. */
export function tidyCommand(schema: SchemaNode, message: unknown, alsoNamed: AlsoNamed = {}): Remark[] {
  const tidying = new CommandTidying(alsoNamed);
  tidying.at(schema, message, { path: wholeMessage, row: "" });
  return tidying.warnings;
}

class CommandTidying {
  readonly warnings: Remark[] = [];
  readonly #alsoNamed: AlsoNamed;

  constructor(alsoNamed: AlsoNamed) {
    this.#alsoNamed = alsoNamed;
  }

  at(schema: SchemaNode, value: unknown, at: Place): unknown {
    if (schema.properties !== undefined && isRecord(value)) {
      for (const [key, child] of Object.entries(schema.properties)) {
        const place = under(at, key);
        this.#rename(value, key, place);
        const before = value[key];
        if (before === undefined) continue;
        if (before === null && !schema.required?.includes(key)) {
          delete value[key];
          this.warnings.push({ code: "field.blank", field: place.path, said: "null" });
          continue;
        }
        const after = this.at(child, before, place);
        if (after !== before) value[key] = after;
      }
      return value;
    }
    if (schema.items !== undefined && Array.isArray(value)) {
      for (const [index, before] of value.entries()) {
        const after = this.at(schema.items, before, itemOf(at, index));
        if (after !== before) value[index] = after;
      }
      return value;
    }
    const after = tidy(schema, value);
    if (after !== value)
      this.warnings.push({ code: "field.read-as", field: at.path, said: inWords(value), as: inWords(after) });
    return after;
  }

  #rename(record: Record<string, unknown>, key: string, place: Place): void {
    for (const name of this.#alsoNamed[place.row] ?? []) {
      if (record[name] === undefined || record[key] !== undefined) continue;
      record[key] = record[name];
      delete record[name];
      this.warnings.push({ code: "field.renamed", field: place.path, from: ownWords(name) });
    }
  }
}

export interface Repaired {
  readonly warnings: readonly Remark[];
  /** Paths of the fields that a value of the table stands for. */
  readonly stood: ReadonlySet<string>;
  /** Those of them that were left out. */
  readonly missing: ReadonlySet<string>;
}

/** Walks a report along its schema. The message is an object. */
export function repairReport(schema: SchemaNode, message: Record<string, unknown>, stands: Stands): Repaired {
  const repair = new ReportRepair(stands);
  repair.record(schema, message, { path: wholeMessage, row: "" });
  return repair;
}

/** Where a value is: as a person reads it, and its row in the table. */
interface Place {
  readonly path: string;
  readonly row: string;
}

const under = (at: Place, key: string): Place => ({
  path: fieldPath(at.path, key),
  row: at.row === "" ? key : `${at.row}.${key}`,
});

const itemOf = (at: Place, index: number): Place => ({
  path: itemPath(at.path, index),
  row: `${at.row}[]`,
});

class ReportRepair implements Repaired {
  readonly warnings: Remark[] = [];
  readonly stood = new Set<string>();
  readonly missing = new Set<string>();
  readonly #stands: Stands;

  constructor(stands: Stands) {
    this.#stands = stands;
  }

  /** `unreadable` where a field that must be there is beyond reading. */
  record(schema: SchemaNode, record: Record<string, unknown>, at: Place): unknown {
    for (const [key, child] of Object.entries(schema.properties ?? {})) {
      const place = under(at, key);
      const stand = this.#stands[place.row];
      const isRequired = schema.required?.includes(key) === true;
      if (record[key] === undefined) this.#rename(record, key, schema, stand, place);
      const said = record[key];
      if (said === undefined && !isRequired) continue;
      const after = said == null ? undefined : this.#value(child, said, place);
      const value =
        after === undefined || after === unreadable
          ? this.#standIn(said, after, isRequired, stand, place)
          : after;
      if (value === outer) return unreadable;
      if (value === absent) delete record[key];
      else record[key] = value;
    }
    return record;
  }

  /** The value as the schema asks; `unreadable`, or `undefined` for what is as good as left out. */
  #value(schema: SchemaNode, said: unknown, place: Place): unknown {
    if (schema.properties !== undefined) {
      const record = isRecord(said) ? said : asRecord(said);
      if (!isRecord(record)) return record;
      if (record !== said) this.#changed(place, said, record);
      return this.record(schema, record, place);
    }
    if (schema.items !== undefined) {
      const list = Array.isArray(said) ? said : asList(schema, said);
      if (!Array.isArray(list)) return list;
      if (list !== said) this.#changed(place, said, list);
      return this.#list(schema, list, place);
    }
    const { words, clamp, verbatim } = this.#stands[place.row] ?? {};
    const value = asScalar(schema, said, { words, clamp, verbatim });
    if (value !== unreadable && value !== said) this.#changed(place, said, value);
    return value;
  }

  #list(schema: SchemaNode, list: unknown[], place: Place): unknown {
    // No robot says so much: it is left as it is, and the message refused.
    if (list.length > (schema.maxItems ?? list.length)) return list;
    const stand = this.#stands[`${place.row}[]`];
    let kept = 0;
    for (const [index, said] of list.entries()) {
      const item = itemOf(place, index);
      const { path } = item;
      const after = said == null ? unreadable : this.#value(schema.items!, said, item);
      const value = after === unreadable || after === undefined ? (stand?.unreadable ?? outer) : after;
      if (value === outer) return unreadable;
      if (value === absent) this.warnings.push({ code: "field.left-out", field: path, said: inWords(said) });
      else if (value !== after) this.#stoodFor(path, said, value);
      if (value !== absent) list[kept++] = value === after ? after : structuredClone(value);
    }
    // Of which nothing can be read is not an empty list.
    if (kept === 0 && list.length > 0) return unreadable;
    list.length = kept;
    return list;
  }

  /** A field under the name that another version, another case or other separators give it. */
  #rename(
    record: Record<string, unknown>,
    key: string,
    schema: SchemaNode,
    stand: Stand | undefined,
    place: Place,
  ): void {
    const wanted = new Set([key, ...(stand?.names ?? [])].map(plainWord));
    for (const name of Object.keys(record)) {
      if (!wanted.has(plainWord(name)) || (schema.properties?.[name] !== undefined && name !== key)) continue;
      record[key] = record[name];
      delete record[name];
      this.warnings.push({ code: "field.renamed", field: place.path, from: ownWords(name) });
      return;
    }
  }

  #standIn(
    said: unknown,
    after: unknown,
    isRequired: boolean,
    stand: Stand | undefined,
    place: Place,
  ): unknown {
    const isMissing = after === undefined;
    if (isMissing && !isRequired) {
      this.warnings.push({
        code: "field.blank",
        field: place.path,
        said: said === null ? "null" : "empty",
      });
      return absent;
    }
    const value = isMissing
      ? (stand?.missing ?? outer)
      : (stand?.unreadable ?? (isRequired ? outer : absent));
    if (value === outer) return outer;
    if (isMissing) this.missing.add(place.path);
    if (value === absent)
      this.warnings.push({ code: "field.taken-as-absent", field: place.path, said: inWords(said) });
    else this.#stoodFor(place.path, said, value);
    return value === absent ? absent : structuredClone(value);
  }

  #stoodFor(path: string, said: unknown, value: unknown): void {
    this.stood.add(path);
    const told = said === undefined ? null : inWords(said);
    this.warnings.push({ code: "field.read-as", field: path, said: told, as: JSON.stringify(value) });
  }

  #changed({ path }: Place, said: unknown, value: unknown): void {
    this.warnings.push({ code: "field.read-as", field: path, said: inWords(said), as: inWords(value) });
  }
}
