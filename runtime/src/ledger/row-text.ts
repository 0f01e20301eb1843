/** The text of a row: the JSON of a change, without what is empty, its documents as they are given. What was written before it was so reads alike. */
import type { Change, WrittenDocument } from "./ledger.ts";

export type WrittenChange = Omit<Change, "documents"> & { readonly documents: readonly WrittenDocument[] };

/** `documents`: JSON of each. */
export function textOf(
  { at, room, cause, mail, due, taken, takenBefore = [] }: Change,
  documents: readonly string[],
): string {
  const parts = [JSON.stringify({ at, room, cause }).slice(0, -1)];
  if (documents.length > 0) parts.push(`"documents":[${documents.join(",")}]`);
  if (mail.length > 0) parts.push(`"mail":${JSON.stringify(mail)}`);
  if (due.length > 0) parts.push(`"due":${JSON.stringify(due)}`);
  if (taken > 0) parts.push(`"taken":${taken}`);
  if (takenBefore.length > 0) parts.push(`"takenBefore":${JSON.stringify(takenBefore)}`);
  return `${parts.join(",")}}`;
}

export function changeIn(text: string): WrittenChange {
  const { documents = [], mail = [], due = [], taken = 0, ...change } = JSON.parse(text) as WrittenChange;
  return { ...change, documents, mail, due, taken };
}
