/**
 * A kind of document that the house keeps: what it is called, what a body holds, and how bodies of earlier versions become bodies of today. Declared once beside what it
 * describes; rows are written and read through it alone, so that what comes back after a restart is what the types say.
 */
import Type, { type Static, type TObject, type TSchema } from "typebox";
import { FloorplaneError } from "./errors.ts";
import { gateOf } from "./parse.ts";

/** A row as a ledger keeps it. */
export interface KeptRow {
  readonly id: string;
  /** Version of the kind that wrote it. */
  readonly version: number;
  readonly body: unknown;
}

export interface Kind<Body extends object = object> {
  readonly name: string;
  /** Of bodies written now; counts up whenever their shape or a chart inside changes. */
  readonly version: number;
  /** A row of any version as a body of today. Throws `ledger-failed`, naming kind, row and field: nobody may guess what was decided. */
  read(row: KeptRow): Body;
}

/** A body of the version before as JSON, to be turned into one of the next. What it is given may be changed. */
// biome-ignore lint/suspicious/noExplicitAny: a shape that no type describes any more
type Upgrade = (body: any) => object;
/** By the version that they start from: one for each that ever was. */
export type Upgrades = Readonly<Record<number, Upgrade>>;

/** Read only to its leaves: a body is not changed once it was put. */
export type Frozen<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? number extends T["length"]
      ? readonly Frozen<Item>[]
      : { readonly [Place in keyof T]: Frozen<T[Place]> }
    : unknown extends T
      ? T
      : { readonly [Field in keyof T]: Frozen<T[Field]> };

export type BodyOf<K> = K extends Kind<infer Body> ? Body : never;

export function kind<Schema extends TObject>(
  name: string,
  version: number,
  schema: Schema,
  upgrades: Upgrades = {},
): Kind<Frozen<Static<Schema>>> {
  const gate = gateOf(name, schema);
  return {
    name,
    version,
    read({ id, version: written, body }) {
      if (written > version)
        throw broken(
          `${name} ${id} was written by a newer Floorplane (version ${written}, this one reads up to ${version}): start that one, or restore a backup`,
        );
      let now = body;
      for (let from = written; from < version; from++) {
        const upgrade = upgrades[from];
        if (!upgrade) throw broken(`${name} ${id} has version ${written}, which nothing here can read`);
        now = upgrade(now);
      }
      try {
        return gate(now) as Frozen<Static<Schema>>;
      } catch (error) {
        throw error instanceof FloorplaneError
          ? broken(`${name} ${id} in the ledger cannot be read: ${error.message}`, error.field)
          : error;
      }
    },
  };
}

const broken = (message: string, field?: string): FloorplaneError =>
  new FloorplaneError({ code: "ledger-failed", message, ...(field ? { field } : {}) });

export { Type };

// --- words of schemas of kinds ---------------------------------------------------------------------------------------

/** Fields of a body; one that it does not name is a mistake of whoever wrote it. */
export const fields = <Properties extends Parameters<typeof Type.Object>[0]>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });

/** A text that only its gate may call by this name; it was judged when it came in. */
export const named = <Id extends string = string>() => Type.Unsafe<Id>(Type.String());

/** One of some words: a total record, so that a word which is missing here does not compile. */
export const oneOf = <Word extends string>(words: Readonly<Record<Word, true>>) =>
  Type.Unsafe<Word>(Type.Enum(Object.keys(words)));

export const orNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** ms since the epoch. */
export const moment = Type.Number();

/** Where a chart stands: value and context, judged by the chart itself when it is restored. */
export const machineRow = fields({ value: Type.Unknown(), context: Type.Unknown() });

/** Rows of version 1 said the version of their chart in themselves. */
export const chartAlone = ({ value, context }: { value: unknown; context: unknown }): object => ({
  value,
  context,
});
