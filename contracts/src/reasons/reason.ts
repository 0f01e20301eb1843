/** Why something is as it is, or was not done: a code with what it is about. Sentences are made where they are read, in the reader's language. */
import { Type } from "../kind.ts";

/** Of a table from code to parameters: a reason with its own. */
export type ReasonOf<Table extends object> = {
  [Code in keyof Table & string]: { readonly code: Code } & Readonly<Table[Code]>;
}[keyof Table & string];

/** Words of a language for each reason of a table: one without does not compile. */
export type WordsFor<Table extends object> = {
  readonly [Code in keyof Table & string]: (about: Readonly<Table[Code]>) => string;
};

/** A code of a house that knew others than this one is said as it is. */
export function inWords<Reason extends { readonly code: string }>(
  table: Readonly<Record<string, (about: never) => string>>,
  reason: Reason,
): string {
  return Object.hasOwn(table, reason.code) ? table[reason.code]!(reason as never) : reason.code;
}

/** As it is stored: of a later house the code may be one that this one has no words for. */
export const reasonSchema = <Reason extends { readonly code: string }>() =>
  Type.Unsafe<Reason>(Type.Object({ code: Type.String() }, { additionalProperties: true }));
