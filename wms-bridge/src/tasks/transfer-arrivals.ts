/** What the other warehouse says of a transfer, and what people decide of what it is off by: booked the same, whoever says it and by which door. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Sku } from "@floorplane/contracts/ids";
import type { DifferenceDecision } from "@floorplane/contracts/states";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import type { StockBook } from "../stock/stock-book.ts";
import {
  arrivedSince,
  type Standing,
  type Word,
  withArrival,
  withLoss,
  withMore,
} from "../transfers/arrivals.ts";
import { offBy, type Transfer, type TransferLine } from "../transfers/transfers.ts";
import { sheetOf } from "./difference-form.ts";
import { changeTransfer, lookedOn, type TicketMeans } from "./transfer-tickets.ts";

export type ArrivalMeans = TicketMeans & WithHandling;

/** Places of goods that came too many which are counted: they left from one of these. */
const placesCountedMax = 5;

/** The other warehouse has spoken of the whole transfer. */
export function arrive(means: ArrivalMeans, desk: Desk, transfer: Transfer, word: Word): void {
  means.handling.by({ hand: "wms", ref: `transfer/${codeOf(transfer.order)}` });
  const after = {
    ...withArrival(transfer, word),
    arrivedAt: desk.now,
    parcels: transfer.parcels.map((one) => (one.arrivedAt === null ? { ...one, arrivedAt: desk.now } : one)),
  };
  book(means, desk, transfer, after);
}

export interface Decided {
  readonly decision: DifferenceDecision;
  /** Units that are there after all (arrived). */
  readonly found: ReadonlyMap<Sku, number>;
  /** Whose word it was; two where it took a second person. */
  readonly by: readonly string[];
}

/** People have decided about what it is off by; its task is closed. */
export function decideDifference(means: ArrivalMeans, desk: Desk, transfer: Transfer, said: Decided): void {
  const { decision, found, by } = said;
  if (decision === "keep-looking") {
    lookedOn(means, desk, transfer);
    return;
  }
  const decided = { decidedAt: desk.now, decidedBy: by.join(", ") };
  means.transfers.settle(transfer, decided);
  if (decision === "give-up") giveUp(means, desk, transfer, by);
  else foundThere(means, desk, transfer, found);
}

function giveUp(means: ArrivalMeans, desk: Desk, transfer: Transfer, by: readonly string[]): void {
  const gone = transfer.lines.filter(({ missing }) => missing > 0);
  for (const line of gone) move(means.stock, line, "adjusted", line.missing);
  const lines = gone.map(({ sku, missing }) => ({ sku, quantity: -missing }));
  const cause = { kind: "lost-between-sites", order: transfer.order, decidedBy: [...by] } as const;
  changeTransfer(means, desk, transfer, withLoss(transfer));
  if (lines.length > 0)
    means.confirmations.tell(desk, transfer.order, "stock.adjusted", { lines, cause }, transfer.client);
}

/** What came too many left from here, and the book has it here still: it has left now, and the places that it may have stood at are counted. */
function foundThere(
  means: ArrivalMeans,
  desk: Desk,
  transfer: Transfer,
  found: ReadonlyMap<Sku, number>,
): void {
  const { stock, counts, places } = means;
  const came = new Map(found);
  let now: Standing = transfer;
  for (const { sku, units } of transfer.over) {
    const more = Math.min(units, found.get(sku) ?? 0);
    const sheet = sheetOf(means, transfer, sku);
    if (more === 0 || !sheet) continue;
    came.set(sku, came.get(sku)! - more);
    stock.move({ holder: sheet, name: "adjusted" }, { holder: sheet, name: "shipped" }, more);
    now = withMore(now, sheet, more);
    const stood = stock.rowsOf(sku).filter(({ location }) => places.isStorage(location));
    for (const { location } of stood.slice(0, placesCountedMax)) counts.need(location, transfer.order);
  }
  const taken = arrivedSince(transfer.lines, now.lines);
  const about = new Map([...came].filter(([, units]) => units > 0));
  // What is found of what is missing arrives as it does when the other warehouse says so itself.
  const after = about.size === 0 ? now : withArrival(now, { came: about, about: new Map() });
  book(means, desk, transfer, after, taken);
}

/** `booked`: units of each line that left no account between the sites, since they were in none. */
export function book(
  means: ArrivalMeans,
  desk: Desk,
  transfer: Transfer,
  after: Standing & Partial<Pick<Transfer, "arrivedAt" | "parcels">>,
  booked: readonly number[] = [],
): void {
  const came = arrivedSince(transfer.lines, after.lines);
  for (const [index, line] of after.lines.entries())
    move(means.stock, line, "shipped", came[index]! - (booked[index] ?? 0));
  for (const [index, line] of after.lines.entries()) backOnTheWay(means.stock, line, -came[index]!);
  const units = new Map<Sku, number>();
  for (const [index, { sku }] of after.lines.entries())
    if (came[index] !== 0) units.set(sku, (units.get(sku) ?? 0) + came[index]!);
  // Said once more, it is nothing new, and nobody is told.
  const isNews = transfer.arrivedAt === null || units.size > 0 || !isSameStanding(transfer, after);
  if (!isNews) {
    if (after.parcels) means.transfers.settle(transfer, { parcels: after.parcels });
    return;
  }
  changeTransfer(means, desk, transfer, { arrivedAt: desk.now, ...after });
  const variance = offBy(transfer).map(({ sku, units: off }) => ({ sku, quantity: off }));
  const data = {
    order: transfer.order,
    transfer: { to: transfer.to },
    lines: [...units].flatMap(([sku, quantity]) => (quantity === 0 ? [] : { sku, quantity })),
    ...(variance.length > 0 ? { variance } : {}),
  };
  means.confirmations.tell(desk, transfer.order, "transfer.arrived", data, transfer.client);
}

const isSameStanding = (before: Standing, after: Standing): boolean =>
  JSON.stringify([before.lines, before.over]) === JSON.stringify([after.lines, after.over]);

/** It was believed to be there. */
function backOnTheWay(stock: StockBook, { sku, lot }: TransferLine, units: number): void {
  const sheet = stock.sheetsOf(sku).find((one) => one.lot === lot);
  if (sheet && units > 0)
    stock.move({ holder: sheet, name: "shipped" }, { holder: sheet, name: "between" }, units);
}

function move(stock: StockBook, { sku, lot }: TransferLine, to: "shipped" | "adjusted", units: number): void {
  const sheet = stock.sheetsOf(sku).find((one) => one.lot === lot);
  if (sheet && units > 0) stock.move({ holder: sheet, name: "between" }, { holder: sheet, name: to }, units);
}
