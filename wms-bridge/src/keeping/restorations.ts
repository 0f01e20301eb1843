/**
 * A ledger that was put back from a backup does not know what its house gave after that backup: numbers, ids, cursors. So nothing goes on where it ended. Lists go on at a number that is the moment of
 * the restoration in ms, which no list had reached unless it grew by more than a row a ms; numbers on labels skip as many as could have been given meanwhile.
 */
import { hourMs } from "@floorplane/contracts/units";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { firstOf, pageOf } from "./pages.ts";
import { restorationKind } from "./restoration.kind.ts";

/** As `floorplane restore` wrote it down beside the ledger. */
export interface Restoration {
  /** ms since the epoch; tells one restoration from another. */
  readonly restoredAt: number;
  /** When the backup's last row was written, ms since the epoch by the house's clock. */
  readonly lastAt: number;
}

/** A list of rows for each client. */
interface Numbered {
  readonly name: string;
  heads(): Iterable<readonly [string, { readonly number: number }]>;
}

interface Seam {
  readonly at: number;
  readonly lists: readonly { readonly list: string; readonly client: string; readonly last: number }[];
}

const firstPageOf = ({ at }: Pick<Seam, "at">): number => pageOf(at) + 1;

export class Restorations {
  readonly #seams: Seam[] = [];
  readonly #fresh: Seam[] = [];

  /** The first page of whatever is written now. */
  get page(): number {
    const last = this.#seams.at(-1);
    return last ? firstPageOf(last) : 0;
  }

  /** Where a list may go on that has no such page. */
  pageAfter(page: number): number | undefined {
    return this.#seams.map(firstPageOf).find((first) => first > page);
  }

  /** Undefined where the list has row `number`, or may come to have it; else the last row before it that was kept, and when the ledger was put back. */
  lost(
    list: string,
    client: string,
    number: number,
  ): { readonly after: number; readonly at: number } | undefined {
    for (const seam of this.#seams) {
      const after = seam.lists.find((one) => one.list === list && one.client === client)?.last ?? 0;
      if (number > after && number < firstOf(firstPageOf(seam))) return { after, at: seam.at };
    }
    return undefined;
  }

  /** Answers for how many hours numbers may have been given that nobody knows of; undefined where this restoration was taken up before. */
  begin(desk: Desk, { restoredAt, lastAt }: Restoration, journals: readonly Numbered[]): number | undefined {
    if (this.#seams.some(({ at }) => at === restoredAt)) return undefined;
    const lists = journals.flatMap((journal) =>
      [...journal.heads()].map(([client, { number }]) => ({ list: journal.name, client, last: number })),
    );
    const seam = { at: restoredAt, lists };
    this.#seams.push(seam);
    this.#fresh.push(seam);
    return Math.max(0, Math.max(desk.now, restoredAt) - lastAt) / hourMs;
  }

  flush(desk: Desk): void {
    for (const seam of this.#fresh.splice(0)) desk.put(restorationKind, idOf(seam), bodyOf(seam));
  }

  *kept(): Iterable<Kept> {
    for (const seam of this.#seams) yield { kind: restorationKind, id: idOf(seam), body: bodyOf(seam) };
  }

  async restore(read: Restore): Promise<void> {
    for (const { body } of await read.documents(restorationKind)) this.#seams.push(body);
    this.#seams.sort((a, b) => a.at - b.at);
  }
}

const idOf = ({ at }: Seam): string => String(at);
const bodyOf = ({ at, lists }: Seam) => ({ at, lists: lists.map((one) => ({ ...one })) });
