/** The book follows the holds: what is for sale and kept by one is frozen, and for sale again when none keeps it. */
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { StockRow } from "./accounts.ts";
import type { Hold } from "./hold.kind.ts";
import type { WithHolds } from "./holds.ts";
import type { WithStock } from "./stock-book.ts";

type KeepMeans = WithStock & WithHolds & WithHandling & WithConfirmations;

/** Rows that are written in one step; a hold of all that a client has goes on a second later. */
const rowsPerStep = 500;

/** Some of what a hold is about stands here, or did. */
export function lookAtAll({ stock, holds }: WithStock & WithHolds, hold: Hold): void {
  for (const row of hold.sku === null ? stock.rows() : stock.rowsOf(hold.sku))
    if (holds.isAbout(hold, row)) holds.untidy.add(row);
}

/** At a start: a step may have ended before all of them were written. */
export function lookAgain({ stock, holds }: WithStock & WithHolds): void {
  for (const row of stock.rows())
    if (row.held > 0 || (row.available > 0 && holds.on(row))) holds.untidy.add(row);
}

/** Of goods that became available in a step. */
export function keepFreed({ stock, holds }: WithStock & WithHolds, sku: Sku): void {
  if (holds.active === 0) return;
  for (const row of stock.rowsOf(sku)) if (row.available > 0 && holds.on(row)) holds.untidy.add(row);
}

interface Said {
  readonly hold: Hold | undefined;
  readonly type: "stock.held" | "stock.released";
  readonly units: Map<Sku, number>;
}

/** Answers whether any units moved. */
export function followHolds(means: KeepMeans, desk: Desk): boolean {
  const { stock, holds, handling } = means;
  if (holds.untidy.size === 0) return false;
  const said = new Map<string, Said>();
  let left = rowsPerStep;
  for (const row of holds.untidy) {
    if (left === 0) {
      desk.due("holds", desk.now + 1_000, { type: "holds.look" });
      break;
    }
    holds.untidy.delete(row);
    const hold = holds.on(row);
    const units = hold ? row.available : row.held;
    if (units === 0) continue;
    const because = hold ?? holds.lastOn(row);
    handling.by({ hand: "wms", ...(because ? { ref: `hold/${because.hold}` } : {}) });
    const [from, to] = hold ? (["available", "held"] as const) : (["held", "available"] as const);
    stock.move({ holder: row, name: from }, { holder: row, name: to }, units);
    note(said, row, { hold: because, type: hold ? "stock.held" : "stock.released" }, units);
    left--;
  }
  handling.by({ hand: "house" });
  for (const [key, one] of said) tell(means, desk, key, one);
  return said.size > 0;
}

function note(
  said: Map<string, Said>,
  { sku, sheet }: StockRow,
  what: Pick<Said, "hold" | "type">,
  units: number,
): void {
  const key = JSON.stringify([what.type, sheet.client, what.hold?.hold ?? ""]);
  const known = said.get(key) ?? { ...what, units: new Map() };
  said.set(key, known);
  known.units.set(sku, (known.units.get(sku) ?? 0) + units);
}

/** A confirmation stays below 20 kB (Standard Webhooks). */
const linesToldMax = 150;

function tell(
  { confirmations }: WithConfirmations,
  desk: Desk,
  key: string,
  { hold, type, units }: Said,
): void {
  const client = (JSON.parse(key) as [string, ClientId])[1];
  const state = type === "stock.held" ? "frozen" : "available";
  const lines = [...units].map(([sku, quantity]) => ({ sku, quantity, state }));
  const cause = { kind: "held", ...(hold ? { hold: hold.hold } : {}) } as const;
  for (let from = 0; from < lines.length; from += linesToldMax)
    confirmations.tell(
      desk,
      `hold/${hold?.hold ?? ""}`,
      type,
      { lines: lines.slice(from, from + linesToldMax), cause },
      client,
    );
}

/** Units that it keeps now; one that was released keeps none, whatever others keep of the same goods. */
export const unitsKept = ({ stock, holds }: WithStock & WithHolds, hold: Hold): number => {
  if (hold.releasedAt !== null) return 0;
  let units = 0;
  for (const row of hold.sku === null ? stock.rows() : stock.rowsOf(hold.sku))
    if (row.held > 0 && holds.isAbout(hold, row)) units += row.held;
  return units;
};
