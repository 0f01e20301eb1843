/**
 * What becomes of goods that are not for sale: the legal moves between the states of stock (available, frozen, defective, pending destruction), and the
 * booking of one. Only a person's decision moves them, by an inspection or through the WMS.
 */

import type { AdjustmentCause } from "@floorplane/contracts/confirmation.schema";
import type { ClientId, LocationId, LotId, Sku } from "@floorplane/contracts/ids";
import type { Disposition, Grade } from "@floorplane/contracts/states";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { Account, RowAccount, StockRow } from "./accounts.ts";
import type { StockBook, WithStock } from "./stock-book.ts";

interface RowUnits {
  readonly holder: StockRow;
  readonly name: RowAccount;
}

/** States that goods wait in for a decision. */
export type Held = "frozen" | "defective" | "condemned";

const legal: Readonly<Record<Held, readonly Disposition[]>> = {
  frozen: ["available", "defective", "condemned", "destroyed"],
  defective: ["available", "condemned", "destroyed"],
  condemned: ["destroyed"],
};

export const mayBecome = (from: Held, to: Disposition): boolean => legal[from].includes(to);

export interface Decision {
  readonly location: LocationId;
  readonly sku: Sku;
  /** These units alone, where goods are kept by lot. */
  readonly lot: LotId | null;
  /** The lot that was read off their label now, where nobody knew it. */
  readonly known?: LotId | undefined;
  readonly from: Held;
  readonly to: Disposition;
  readonly units: number;
  /** Where units that are for sale again were put. */
  readonly place: LocationId | null;
  /** As who looked called it. */
  readonly grade?: Grade | undefined;
  /** Frozen units of a row that are spoken for, and left where they are. */
  readonly spared?: (row: StockRow) => number;
}

/** Of what somebody looked at: so many units fit for this. */
export interface Graded {
  readonly to: Disposition;
  readonly units: number;
  readonly grade?: Grade;
  /** For sale only under a fresh label. */
  readonly relabel?: true;
}

/** `lot`: of this one alone. */
export const heldAt = (
  { stock }: WithStock,
  { location, sku, lot }: { readonly location: LocationId; readonly sku: Sku; readonly lot: LotId | null },
  state: Held | "held",
): number =>
  stock
    .rowsAt(location)
    .reduce((sum, row) => sum + (row.sku === sku && (lot === null || row.lot === lot) ? row[state] : 0), 0);

/** The units must be there: who calls this asked before. */
export function decide({ stock }: WithStock, decision: Decision): void {
  const { location, sku, lot, known, from, to, units, grade, spared } = decision;
  let left = units;
  for (const row of [...stock.rowsAt(location)]) {
    if (row.sku !== sku || (lot !== null && row.lot !== lot)) continue;
    // What is on hold is frozen too, and for sale again by the end of its hold alone.
    for (const name of from === "frozen" && to !== "available" ? ([from, "held"] as const) : [from]) {
      const part = Math.min(left, row[name] - (name === "frozen" ? (spared?.(row) ?? 0) : 0));
      if (part <= 0) continue;
      const read = known === undefined ? undefined : stock.row(location, sku, known);
      if (read) relabel(stock, { holder: row, name }, { holder: read, name }, part);
      const target = targetOf(stock, read ?? row, to, decision.place);
      stock.move({ holder: read ?? row, name }, target, part, grade === undefined ? {} : { grade });
      left -= part;
    }
  }
}

/** No unit goes from one lot to another: it is gone in one, and found in the other. */
function relabel(stock: StockBook, from: RowUnits, to: RowUnits, units: number): void {
  stock.move(from, stock.outside(from.holder, "adjusted"), units);
  stock.move(stock.outside(to.holder, "adjusted"), to, units);
}

function targetOf(stock: StockBook, row: StockRow, to: Disposition, place: LocationId | null): Account {
  switch (to) {
    case "available":
      return { holder: stock.row(place ?? row.location, row.sku, row.lot), name: "available" };
    case "destroyed":
      return stock.outside(row, "destroyed");
    case "defective":
    case "condemned":
      return { holder: row, name: to };
    default:
      return to satisfies never;
  }
}

/** The WMS of whose goods they are hears what is for sale again and what will not be; destroyed units are gone from stock like any others. */
export function tellDecided(
  { confirmations }: WithConfirmations,
  desk: Desk,
  { client, subject }: { readonly client: ClientId; readonly subject: string },
  cause: AdjustmentCause,
  decided: readonly {
    readonly sku: Sku;
    readonly to: Disposition;
    readonly units: number;
    readonly grade?: Grade | undefined;
  }[],
): void {
  const graded = decided.filter(({ to, units }) => units > 0 && to !== "destroyed");
  if (graded.length > 0) {
    const lines = graded.map(({ sku, to, units, grade }) => ({
      sku,
      quantity: units,
      state: to,
      ...(grade === undefined ? {} : { grade }),
    }));
    confirmations.tell(desk, subject, "stock.graded", { lines, cause }, client);
  }
  const gone = decided.filter(({ to, units }) => units > 0 && to === "destroyed");
  if (gone.length > 0) {
    const lines = gone.map(({ sku, units }) => ({ sku, quantity: -units }));
    confirmations.tell(desk, subject, "stock.adjusted", { lines, cause }, client);
  }
}
