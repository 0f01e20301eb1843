/** Reads on in a journal from a cursor: a bounded number of pages for one answer, whatever is looked for, so that nobody's question holds the floor. */
import type { ClientId } from "@floorplane/contracts/ids";
import type { Office } from "@floorplane/runtime/room";
import { chained, type Head, type Journal, type Page, rowDigest } from "../keeping/journal.ts";
import { firstOf, pageOf } from "../keeping/pages.ts";

/** Pages that one answer looks through: some two thousand rows. */
const pagesMax = 40;

/** A row with its place in the list. */
export interface Placed<Row> {
  readonly number: number;
  readonly row: Row;
  /** Of the chain, without this row and with it. */
  readonly before: string;
  readonly hash: string;
}

export interface Reading<Row> {
  readonly client: ClientId;
  /** The number of the last row that the asker has. */
  readonly after: number;
  /** Answers whether the next one is wanted too. */
  readonly take: (placed: Placed<Row>) => boolean;
}

/** How far one came. */
export interface ReadTo {
  /** The last row that was looked at. */
  readonly last: number;
  readonly head: Head;
}

export function readOn<Row extends object>(
  journal: Journal<Row>,
  office: Office,
  { client, after, take }: Reading<Row>,
  then: (to: ReadTo) => void,
): void {
  const head = journal.head(client);
  const from = (page: number, last: number, left: number): void => {
    if (last >= head.number || left === 0) {
      then({ last, head });
      return;
    }
    journal.find(office, client, page, (found) => {
      let isWanted = found !== undefined;
      for (const placed of found ? placedIn(found) : []) {
        if (placed.number <= last || placed.number > head.number) continue;
        last = placed.number;
        isWanted = take(placed);
        if (!isWanted) break;
      }
      if (isWanted) from(found!.page + 1, last, left - 1);
      else then({ last, head });
    });
  };
  from(pageOf(after + 1), after, pagesMax);
}

/** Finds the number of the row before the first one that is not earlier than `since`: rows are in the order of the house's clock. */
export function numberBefore<Row extends { readonly at: number }>(
  journal: Journal<Row>,
  office: Office,
  { client, since }: { readonly client: ClientId; readonly since: number },
  then: (number: number) => void,
): void {
  const halve = (low: number, high: number): void => {
    const middle = Math.ceil((low + high) / 2);
    journal.find(office, client, middle, (page) => {
      const isEarlier = page !== undefined && page.rows[0]!.at < since;
      if (low < high) {
        if (isEarlier) halve(middle, high);
        else halve(low, middle - 1);
        return;
      }
      const rows = page?.rows ?? [];
      const first = rows.findIndex(({ at }) => at >= since);
      then(firstOf(page?.page ?? low) - 1 + (first < 0 ? rows.length : first));
    });
  };
  halve(0, Math.max(0, pageOf(journal.head(client).number)));
}

function* placedIn<Row extends object>({ page, before, rows }: Page<Row>): Iterable<Placed<Row>> {
  let last = before;
  let number = firstOf(page);
  for (const row of rows) {
    const hash = chained(last, rowDigest(row));
    yield { number: number++, row, before: last, hash };
    last = hash;
  }
}
