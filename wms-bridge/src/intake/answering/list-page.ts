/** One page of a list in the order of its rows' keys, so that whoever reads on with the last key of a page misses nothing that stood there all the while, also after a restart. */
import { byCodeUnits } from "@floorplane/contracts/ids";
import type { Addressed } from "../route.ts";
import { Refusal } from "./refusal.ts";

export interface Wanted<Row> {
  readonly key: (row: Row) => string;
  readonly isWanted: (row: Row) => boolean;
  /** The last key that the asker has. */
  readonly after: Cursor;
  readonly perPage: number;
}

/** Where a list goes on. */
export interface Cursor {
  /** Which list: the rows of another have other keys, behind which nothing may lie here. */
  readonly list: string;
  /** Undefined: from its beginning. */
  readonly key: string | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Of all that are wanted, on whichever page. */
  readonly count: number;
  /** What to send as `after` next time; null where this was the last page. */
  readonly next: string | null;
}

/** Every row is looked at once; of those after the cursor only a page is ever kept in order. */
export function pageOf<Row>(all: Iterable<Row>, { key, isWanted, after, perPage }: Wanted<Row>): Page<Row> {
  const kept: { readonly key: string; readonly row: Row }[] = [];
  let count = 0;
  let beyond = 0;
  for (const row of all) {
    if (!isWanted(row)) continue;
    count++;
    const name = key(row);
    if (after.key !== undefined && byCodeUnits(name, after.key) <= 0) continue;
    beyond++;
    if (kept.length === perPage && byCodeUnits(name, kept.at(-1)!.key) > 0) continue;
    kept.splice(placeOf(name, kept), 0, { key: name, row });
    if (kept.length > perPage) kept.pop();
  }
  const last = kept.at(-1);
  return {
    rows: kept.map(({ row }) => row),
    count,
    next: last && beyond > kept.length ? cursorOf(after.list, last.key) : null,
  };
}

/** How many of the kept ones come before it. */
function placeOf(name: string, kept: readonly { readonly key: string }[]): number {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byCodeUnits(kept[middle]!.key, name) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers may hold whatever a WMS writes; a cursor is to be sent back as it is. */
const cursorOf = (list: string, key: string): string => btoa(encodeURIComponent(`${list}\n${key}`));

export function cursorIn(query: Addressed["query"], list: string): Cursor {
  const text = query.get("after");
  if (text === undefined) return { list, key: undefined };
  const key = keyIn(list, text);
  // What this list never gave would be taken for a row at its end.
  if (key !== undefined && cursorOf(list, key) === text) return { list, key };
  throw new Refusal(
    "malformed-message",
    "after is no cursor of this list: send a `next` of its own, or leave it out to begin anew",
    { field: "after" },
  );
}

function keyIn(list: string, text: string): string | undefined {
  try {
    const said = decodeURIComponent(atob(text));
    return said.startsWith(`${list}\n`) ? said.slice(list.length + 1) : undefined;
  } catch {
    return undefined;
  }
}
