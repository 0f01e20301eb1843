/** What was done with goods of late, as clients' journals say it, and what counts have shown: how many bins were as the book said. */
import type { HandlingDocument, HandlingRow } from "@floorplane/contracts/documents";
import { markIn, onlyThese, pageOf, perPageIn, type Query, textIn, wordsIn } from "./list-query.ts";
import type { Accuracy, ListPage, Movement } from "./protocol.ts";

/** About an hour of a busy floor; all of it is in the ledger, and in passports. */
const keptMax = 3_000;
/** Rows of a page of the journal (`wms-bridge/src/keeping/journal.ts`). */
const pageRows = 48;

export const movementFilters = [
  "after",
  "perPage",
  "step",
  "sku",
  "place",
  "order",
  "tote",
  "client",
  "by",
] as const;

interface Counted {
  readonly at: number;
  readonly isRight: boolean;
}

export class Movements {
  /** The oldest first. */
  readonly #rows = new Map<string, Movement>();
  /** The last count of each bin. */
  readonly #counted = new Map<string, Counted>();

  put({ client, page, rows }: HandlingDocument): void {
    for (const [index, row] of rows.entries()) {
      const number = page * pageRows + index + 1;
      const key = `${client} ${number}`;
      if (this.#rows.has(key)) continue;
      this.#rows.set(key, { number, client, row });
      this.#count(row);
    }
    while (this.#rows.size > keptMax) this.#rows.delete(this.#rows.keys().next().value!);
  }

  get size(): number {
    return this.#rows.size;
  }

  accuracy(): Accuracy {
    let right = 0;
    let since: number | null = null;
    for (const { at, isRight } of this.#counted.values()) {
      if (isRight) right++;
      if (since === null || at < since) since = at;
    }
    return { bins: this.#counted.size, right, since };
  }

  /** The latest first. */
  page(query: Query, at: number): ListPage<Movement> {
    onlyThese(query, movementFilters);
    const isWanted = filterOf(query);
    const wanted = function* (rows: Iterable<Movement>): Iterable<Movement> {
      for (const movement of rows) if (isWanted(movement)) yield movement;
    };
    return pageOf(wanted(this.#rows.values()), {
      mark: ({ client, number, row }) => ({
        rank: -row.at,
        name: `${String(9_999_999_999 - number).padStart(10, "0")} ${client}`,
      }),
      after: markIn(query),
      perPage: perPageIn(query),
      row: (movement) => movement,
      at,
    });
  }

  /** A count of a place says what was found; where the book was wrong, an adjustment of that place stands beside it, of the same moment. */
  #count({ step, to, tote, at }: HandlingRow): void {
    if (to === undefined || tote !== undefined) return;
    const last = this.#counted.get(to);
    if (step === "count") this.#counted.set(to, { at, isRight: last?.at === at ? last.isRight : true });
    if (step === "adjust") this.#counted.set(to, { at, isRight: false });
  }
}

function filterOf(query: Query): (movement: Movement) => boolean {
  const step = wordsIn(query, "step");
  const sku = textIn(query, "sku")?.toUpperCase();
  const place = textIn(query, "place")?.toUpperCase();
  const order = textIn(query, "order", 130);
  const tote = textIn(query, "tote");
  const client = wordsIn(query, "client");
  const by = textIn(query, "by");
  return ({ client: whose, row }) =>
    (!step || step.has(row.step)) &&
    (!sku || (row.goods ?? []).some(([code]) => code.toUpperCase() === sku)) &&
    (!place || row.from?.toUpperCase() === place || row.to?.toUpperCase() === place) &&
    (!order || row.order === order) &&
    (!tote || row.tote === tote) &&
    (!client || client.has(whose)) &&
    (!by || row.by === by);
}
