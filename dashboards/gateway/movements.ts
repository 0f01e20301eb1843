/** What was done with goods of late, as clients' journals say it. */
import type { HandlingDocument } from "@floorplane/contracts/documents";
import { markIn, onlyThese, pageOf, perPageIn, type Query, textIn, wordsIn } from "./list-query.ts";
import type { ListPage, Movement } from "./protocol.ts";

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

export class Movements {
  /** The oldest first. */
  readonly #rows = new Map<string, Movement>();

  put({ client, page, rows }: HandlingDocument): void {
    for (const [index, row] of rows.entries()) {
      const number = page * pageRows + index + 1;
      const key = `${client} ${number}`;
      if (this.#rows.has(key)) continue;
      this.#rows.set(key, { number, client, row });
    }
    while (this.#rows.size > keptMax) this.#rows.delete(this.#rows.keys().next().value!);
  }

  get size(): number {
    return this.#rows.size;
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
