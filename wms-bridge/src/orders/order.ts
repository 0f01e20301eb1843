/** A shipping order as the room works on it, and the document that it is kept as. */

import type { OrderActNote } from "@floorplane/contracts/acts";
import type { OrderEnding } from "@floorplane/contracts/confirmation.schema";
import type { OrderHeld, OrderState } from "@floorplane/contracts/documents";
import type { ClientId, LineId, OrderId, Sku, ToteId, WaveId } from "@floorplane/contracts/ids";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import type { Allocation, Priority } from "@floorplane/contracts/states";
import type { StockRow } from "../stock/accounts.ts";
import type { StockBook } from "../stock/stock-book.ts";
import type { KeptOrder, Risk } from "./order.kind.ts";

export interface OrderLine {
  readonly line: LineId;
  readonly sku: Sku;
  readonly asked: number;
  readonly picked: number;
  readonly shipped: number;
  /** Given up: no place had them, and they are not waited for, or no longer. */
  readonly cancelled: number;
}

/** All of an order's lines of one SKU: picked together under the first line's id, each line keeping its share. */
export interface Need {
  readonly sku: Sku;
  readonly line: LineId;
  readonly asked: number;
  readonly lines: readonly OrderLine[];
}

/** Units of a need that are still to ship, or have. */
export const wantedOf = ({ asked, lines }: Need): number =>
  lines.reduce((units, { cancelled }) => units - cancelled, asked);

/** Units that no open place has. */
export interface LackedUnits {
  readonly sku: Sku;
  readonly units: number;
}

export interface Lacking extends LackedUnits {
  /** When the last of them is expected; null: nothing that was announced covers them. */
  readonly expectedAt: number | null;
}

export interface CourseStep {
  readonly state: OrderState;
  readonly at: number;
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
  readonly allocation: Allocation;
  readonly priority: Priority;
  /** A person keeps it from being begun. */
  readonly held: OrderHeld | null;
  /** What was done about it lately, the latest last. */
  readonly acts?: readonly OrderActNote[];
  /** When it came to which state, the latest last. */
  readonly course: readonly CourseStep[];
  /** Orders that must have shipped before it is begun; those that have are taken out. */
  readonly after: readonly OrderId[];
  readonly state: OrderState;
  readonly wave: WaveId | null;
  /** Its wave went: from now on shortages are made up by further totes. */
  readonly released: boolean;
  readonly totes: readonly ToteId[];
  readonly parcels: readonly string[];
  readonly holds: readonly Hold[];
  readonly shippedAt: number | null;
  readonly closedAt: number | null;
  /** Lines and units that a robot did not find where the book had them. */
  readonly shortLines: number;
  readonly shortUnits: number;
  readonly failures: number;
  readonly risk: Risk;
  /** Since when units are missing that no place can give. */
  readonly lackingSince: number | null;
  /** Those units, as the WMS was told of them last. */
  readonly lacking: readonly Lacking[];
  /** So long they are waited for. */
  readonly givenUpAt: number | null;
  /** Why the rest of it does not come any more. */
  readonly ending: OrderEnding | null;
  /** Why it stands, where it does. */
  readonly why: OrderReason | null;
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

/** Units of a need that are missing, by line: the last lines go without first. */
export function missingByLine({ lines, sku }: Need, units: number): LineUnits[] {
  const missing: LineUnits[] = [];
  let left = units;
  for (const { line, asked, shipped, cancelled } of lines.toReversed()) {
    const part = Math.min(left, asked - shipped - cancelled);
    if (part > 0) missing.unshift({ line, sku, quantity: part });
    left -= part;
  }
  return missing;
}

/** Units of it that have not left and are not cancelled. */
export const unshippedOf = ({ lines }: Need): number =>
  lines.reduce((sum, { asked, shipped, cancelled }) => sum + asked - shipped - cancelled, 0);

/** What of each line has not left. */
export const unshipped = ({ lines }: Order): LineUnits[] =>
  lines.flatMap(({ line, sku, asked, shipped }) =>
    asked > shipped ? { line, sku, quantity: asked - shipped } : [],
  );

export function orderBody(order: Order): KeptOrder {
  const { needs: _derived, lines, holds, totes, parcels, after, lacking, course, acts, ...plain } = order;
  return {
    ...plain,
    ...(acts ? { acts: acts.map((note) => ({ ...note })) } : {}),
    course: course.map((step) => ({ ...step })),
    after: [...after],
    lacking: lacking.map((one) => ({ ...one })),
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
