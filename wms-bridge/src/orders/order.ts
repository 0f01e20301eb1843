/** A shipping order as the room works on it, and the document that it is kept as. */
import type { OrderDocument, OrderState } from "@floorplane/contracts/documents";
import type { ClientId, LineId, OrderId, Sku, ToteId, WaveId } from "@floorplane/contracts/ids";
import type { StockRow } from "../stock/accounts.ts";
import type { StockBook } from "../stock/stock-book.ts";

export interface OrderLine {
  readonly line: LineId;
  readonly sku: Sku;
  readonly asked: number;
  picked: number;
  shipped: number;
}

/** All of an order's lines of one SKU: picked together under the first line's id, each line keeping its share. */
export interface Need {
  readonly sku: Sku;
  readonly line: LineId;
  readonly asked: number;
  readonly lines: readonly OrderLine[];
}

/** Units held for the order at a place until a tote is planned for them. */
export interface Hold {
  readonly line: LineId;
  readonly row: StockRow;
  readonly units: number;
}

/** Its deadline is watched, an alarm stands, or it was packed in time or ended. */
export type Risk = "watched" | "raised" | "over";

export interface Order {
  readonly order: OrderId;
  readonly client: ClientId;
  readonly country: string;
  readonly carrier: string;
  readonly region: string;
  readonly receivedAt: number;
  readonly cutOffAt: number;
  readonly shipBy: number;
  readonly requestHash: string;
  readonly lines: readonly OrderLine[];
  readonly needs: readonly Need[];
  state: OrderState;
  wave: WaveId | null;
  /** Its wave went: from now on shortages are made up by further totes. */
  released: boolean;
  totes: ToteId[];
  parcels: string[];
  holds: Hold[];
  shippedAt: number | null;
  closedAt: number | null;
  /** Lines and units that a robot did not find where the book had them. */
  shortLines: number;
  shortUnits: number;
  failures: number;
  risk: Risk;
  backorderTold: boolean;
  /** Why it stands, where it does. */
  why: string;
}

export const isClosed = (state: OrderState): boolean =>
  state === "shipped" || state === "cancelled" || state === "rejected";

export function needsOf(lines: readonly OrderLine[]): Need[] {
  const bySku = new Map<Sku, { asked: number; lines: OrderLine[] }>();
  for (const line of lines) {
    const need = bySku.get(line.sku);
    if (!need) bySku.set(line.sku, { asked: line.asked, lines: [line] });
    else {
      need.asked += line.asked;
      need.lines.push(line);
    }
  }
  return [...bySku].map(([sku, { asked, lines: ofSku }]) => ({
    sku,
    line: ofSku[0]!.line,
    asked,
    lines: ofSku,
  }));
}

/** Deals units of a SKU to its lines in their order; negative units are taken back from the last. */
export function deal(order: Order, sku: Sku, what: "picked" | "shipped", units: number): void {
  const lines = order.needs.find((need) => need.sku === sku)?.lines ?? [];
  let left = units;
  for (const line of units > 0 ? lines : lines.toReversed()) {
    const part = Math.max(-line[what], Math.min(left, line.asked - line[what]));
    line[what] += part;
    left -= part;
    if (left === 0) return;
  }
}

interface Kept extends OrderDocument {
  readonly requestHash: string;
  readonly released: boolean;
  readonly parcels: readonly string[];
  readonly holds: readonly { line: LineId; at: string; sku: Sku; lot: string; units: number }[];
  readonly closedAt: number | null;
  readonly shortLines: number;
  readonly shortUnits: number;
  readonly failures: number;
  readonly risk: Risk;
  readonly backorderTold: boolean;
  readonly why: string;
}

export function orderBody(order: Order): Kept {
  const { needs: _derived, lines, holds, totes, parcels, ...plain } = order;
  return {
    ...plain,
    totes: [...totes],
    parcels: [...parcels],
    lines: lines.map((line) => ({ ...line })),
    holds: holds.map(({ line, row, units }) => ({
      line,
      at: row.location,
      sku: row.sku,
      lot: row.lot,
      units,
    })),
  };
}

export function readOrder(body: unknown, stock: StockBook): Order {
  const { holds, totes, parcels, lines: kept, ...plain } = body as Kept;
  const lines = kept.map((line) => ({ ...line }));
  return {
    ...plain,
    lines,
    needs: needsOf(lines),
    totes: [...totes],
    parcels: [...parcels],
    holds: holds.map(({ line, at, sku, lot, units }) => ({
      line,
      row: stock.row(at as StockRow["location"], sku, lot as StockRow["lot"]),
      units,
    })),
  };
}
