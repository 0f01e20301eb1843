/**
 * What stands for a field of a report that is left out, or said so that nobody can read it. One table a message (`v2-1/report-stands.ts`) names it for
 * each field with the reason; this file is the grammar of those tables. Fields of a list are named `errors[].errorLevel`, its items `errors[]`.
 *
 * Without a row an optional field that cannot be read counts as absent, an item of a list takes its list along, and a required field what is around it.
 */

/** What is around the field cannot be read either: a position without x is no position. */
export const outer = Symbol("outer");
/** The field counts as absent; an item of a list is left out. */
export const absent = Symbol("absent");

/** A value of the wire, never changed. */
export type StandIn = unknown;

export interface Stand {
  /** For what is left out or null; an optional field is absent then, and this is not asked. */
  readonly missing: StandIn;
  /** For what is there and cannot be read. */
  readonly unreadable: StandIn;
  /** Why this is the safe side. */
  readonly why: string;
  /** A number out of range is moved to the nearest bound. */
  readonly clamp?: boolean;
  /** Words beside the standard's that are known, without separators in capitals, and which of its words they are. */
  readonly words?: Readonly<Record<string, string>>;
  /** Read as it is written and never made out of another type: codes in which a digit more or less is another thing. */
  readonly verbatim?: boolean;
  /** Names that other versions of the standard give to the field. */
  readonly names?: readonly string[];
}

export type Stands = Readonly<Record<string, Stand>>;

type More = Pick<Stand, "clamp" | "words" | "verbatim" | "names">;

/** One value for both. */
export const as = (value: StandIn, why: string, more: More = {}): Stand => ({
  missing: value,
  unreadable: value,
  why,
  ...more,
});

export const unreadableAs = (value: StandIn, why: string, more: More = {}): Stand => ({
  missing: absent,
  unreadable: value,
  why,
  ...more,
});
