/** A shipping order as the room works on it, and the document that it is kept as. */
import type { OrderState } from "@floorplane/contracts/documents";
import type { ClientId, LineId, OrderId, Sku, ToteId, WaveId } from "@floorplane/contracts/ids";
import type { OrderEnding } from "@floorplane/contracts/wms.schema";
import type { StockRow } from "../stock/accounts.ts";
import type { StockBook } from "../stock/stock-book.ts";
import type { KeptOrder, Risk } from "./order.kind.ts";

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
  /** Since when units are missing that no place can give; told to the WMS once each time. */
  lackingSince: number | null;
  /** Why the rest of it does not come any more. */
  ending: OrderEnding | null;
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

/** Units of one line of the order. */
export interface LineUnits {
  readonly line: LineId;
  readonly sku: Sku;
  readonly quantity: number;
}

/** Deals units of a SKU to its lines in their order; negative units are taken back from the last. Answers what each line got. */
export function deal(order: Order, sku: Sku, what: "picked" | "shipped", units: number): LineUnits[] {
  const lines = order.needs.find((need) => need.sku === sku)?.lines ?? [];
  const dealt: LineUnits[] = [];
  let left = units;
  for (const line of units > 0 ? lines : lines.toReversed()) {
    if (left === 0) break;
    const part = Math.max(-line[what], Math.min(left, line.asked - line[what]));
    if (part === 0) continue;
    line[what] += part;
    left -= part;
    dealt.push({ line: line.line, sku, quantity: part });
  }
  return dealt;
}

/** Units of a need that are missing, by line: the last lines go without first. */
export function missingByLine({ lines, sku }: Need, units: number): LineUnits[] {
  const missing: LineUnits[] = [];
  let left = units;
  for (const { line, asked, shipped } of lines.toReversed()) {
    const part = Math.min(left, asked - shipped);
    if (part > 0) missing.unshift({ line, sku, quantity: part });
    left -= part;
  }
  return missing;
}

/** What of each line has not left. */
export const unshipped = ({ lines }: Order): LineUnits[] =>
  lines.flatMap(({ line, sku, asked, shipped }) =>
    asked > shipped ? { line, sku, quantity: asked - shipped } : [],
  );

export function orderBody(order: Order): KeptOrder {
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

export function readOrder(
  { holds, totes, parcels, lines: kept, ...plain }: KeptOrder,
  stock: StockBook,
): Order {
  const lines = kept.map((line) => ({ ...line }));
  return {
    ...plain,
    lines,
    needs: needsOf(lines),
    totes: [...totes],
    parcels: [...parcels],
    holds: holds.map(({ line, at, sku, lot, units }) => ({ line, row: stock.row(at, sku, lot), units })),
  };
}
