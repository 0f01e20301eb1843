/** What a group of rows changes in all, for statements that take one array a column: of each key its last state. */
import { mailPosition, type Row, takenBy } from "./ledger.ts";

type Cells = readonly (string | number | null)[];

/** What a group of rows changes in the end: one statement touches each key once. */
export function netOf(rows: readonly Row[]) {
  const documents = new Map<string, { readonly cells: Cells; readonly removed: boolean }>();
  const due = new Map<string, { readonly cells: Cells; readonly removed: boolean }>();
  const retired = new Map<string, Cells>();
  const mail: Cells[] = [];
  const taken: Cells[] = [];
  for (const { sequence, change } of rows) {
    for (const { kind, id, version, body, retired: isRetired } of change.documents) {
      const key = JSON.stringify([kind, id]);
      // Its last body is of this group, or the one in the table.
      const [, , lastVersion = null, lastBody = null] = documents.get(key)?.cells ?? [];
      if (isRetired) retired.set(key, [kind, id, lastVersion, lastBody, sequence]);
      documents.set(
        key,
        body === null
          ? { cells: [kind, id], removed: true }
          : { cells: [kind, id, version, JSON.stringify(body)], removed: false },
      );
    }
    for (const { room = change.room, id, at, event } of change.due)
      due.set(
        JSON.stringify([room, id]),
        at === null
          ? { cells: [room, id], removed: true }
          : { cells: [room, id, at, JSON.stringify(event)], removed: false },
      );
    change.mail.forEach(({ to, message }, index) => {
      mail.push([to, mailPosition(sequence, index), JSON.stringify(message)]);
    });
    for (const { room, position } of takenBy(change)) taken.push([room, position]);
  }
  const cells = (from: typeof documents, removed: boolean): Cells[] =>
    [...from.values()].filter((entry) => entry.removed === removed).map((entry) => entry.cells);
  return {
    put: cells(documents, false),
    removed: cells(documents, true),
    due: cells(due, false),
    undue: cells(due, true),
    retired: [...retired.values()],
    mail,
    taken,
  };
}

/** Rows of cells as one array a column, as `unnest` takes them. */
export const columns = (rows: readonly Cells[], width: number): (string | number | null)[][] =>
  Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? null));
