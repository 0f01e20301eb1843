/** What the other warehouse says of a transfer, and what people decide of what it is off by: booked the same, whoever says it and by which door. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Sku } from "@floorplane/contracts/ids";
import type { DifferenceDecision } from "@floorplane/contracts/states";
import type { Desk } from "@floorplane/runtime/room";
import type { WithHandling } from "../handling/handling.ts";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { StockBook } from "../stock/stock-book.ts";
import {
  arrivedSince,
  type Standing,
  type Word,
  withArrival,
  withFewer,
  withLate,
  withLoss,
  withMore,
} from "../transfers/arrivals.ts";
import { offBy, type Transfer, type TransferLine } from "../transfers/transfers.ts";
import { sheetOf } from "./difference-form.ts";
import { changeTransfer, lookedOn, type TicketMeans, watchTransfer } from "./transfer-tickets.ts";

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

/** One of its parcels left. What the other warehouse said of it before holds now. */
export function transferLeft(means: ArrivalMeans, desk: Desk, transfer: Transfer, sscc: string): void {
  watchTransfer(desk, transfer, desk.now);
  const late = withLate(transfer);
  if (arrivedSince(transfer.lines, late.lines).some((units) => units > 0)) book(means, desk, transfer, late);
  const early = means.transfers.takeEarly(transfer, sscc);
  if (!early) return;
  clearAlarm(desk, "parcel.elsewhere", sscc);
  parcelArrived(means, desk, transfer, early);
}

/** A word of the other warehouse about one parcel. */
export interface ParcelWord {
  readonly sscc: string;
  /** Null: it is there, and nobody has looked into it. */
  readonly counted: Transfer["over"] | null;
  /** When they saw it, ms since the epoch. */
  readonly saidAt: number;
}

/** What they saw last of a parcel is what holds; one that is here by the book stays here until it has left. */
export function parcelArrived(means: ArrivalMeans, desk: Desk, transfer: Transfer, word: ParcelWord): void {
  const { sscc, counted, saidAt } = word;
  const parcel = transfer.parcels.find((one) => one.sscc === sscc);
  if (!parcel) {
    means.transfers.saidEarly(transfer, word);
    raiseAlarm(desk, "parcel.elsewhere", sscc, { transfer: codeOf(transfer.order), to: transfer.to });
    return;
  }
  // Its units were counted with all others, or it was seen otherwise later.
  const isKnown = parcel.arrivedAt !== null && (parcel.saidAt === null || saidAt <= parcel.saidAt);
  if (isKnown || (parcel.units.length === 0 && transfer.parcels.length > 1)) return;
  means.handling.by({ hand: "wms", ref: `transfer/${codeOf(transfer.order)}` });
  const held = parcel.units.length > 0 ? parcel.units : leftOf(transfer);
  const before = parcel.arrivedAt === null ? undefined : unitsIn(parcel.counted ?? held);
  const now = unitsIn(counted ?? (before ? (parcel.counted ?? held) : held));
  const after = before
    ? withArrival(withFewer(transfer, moreIn(before, now)), { came: moreIn(now, before), about: new Map() })
    : withArrival(transfer, { came: now, about: unitsIn(held) });
  const isSame = before !== undefined && moreIn(before, now).size + moreIn(now, before).size === 0;
  const told = {
    ...parcel,
    arrivedAt: parcel.arrivedAt ?? desk.now,
    counted: counted ?? parcel.counted,
    saidAt,
  };
  const parcels = transfer.parcels.map((one) => (one === parcel ? told : one));
  if (isSame) means.transfers.settle(transfer, { parcels });
  else book(means, desk, transfer, { ...after, parcels });
}

/** They received so much of it, and say nothing of the rest. */
export function goodsArrived(
  means: ArrivalMeans,
  desk: Desk,
  transfer: Transfer,
  came: ReadonlyMap<Sku, number>,
): void {
  means.handling.by({ hand: "wms", ref: `transfer/${codeOf(transfer.order)}` });
  book(means, desk, transfer, withArrival(transfer, { came, about: came }));
}

const leftOf = ({ lines }: Transfer): Transfer["over"] =>
  lines.map(({ sku, left }) => ({ sku, units: left }));

function unitsIn(list: Transfer["over"]): Map<Sku, number> {
  const units = new Map<Sku, number>();
  for (const { sku, units: more } of list) units.set(sku, (units.get(sku) ?? 0) + more);
  return units;
}

/** What the one has more of. */
const moreIn = (one: ReadonlyMap<Sku, number>, other: ReadonlyMap<Sku, number>): Map<Sku, number> =>
  new Map(
    [...one].flatMap(([sku, units]): [Sku, number][] =>
      units > (other.get(sku) ?? 0) ? [[sku, units - (other.get(sku) ?? 0)]] : [],
    ),
  );

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
function book(
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
    if (came[index]! > 0) units.set(sku, (units.get(sku) ?? 0) + came[index]!);
  // Said once more, it is nothing new, and nobody is told.
  const isNews = transfer.arrivedAt === null || units.size > 0 || !isSameStanding(transfer, after);
  if (!isNews) return;
  changeTransfer(means, desk, transfer, { arrivedAt: desk.now, ...after });
  const variance = offBy(transfer).map(({ sku, units: off }) => ({ sku, quantity: off }));
  const data = {
    order: transfer.order,
    transfer: { to: transfer.to },
    lines: [...units].map(([sku, quantity]) => ({ sku, quantity })),
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
