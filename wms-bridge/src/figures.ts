/** What the room can say about its day, computed from the books when asked. */
import type { OrderState } from "@floorplane/contracts/documents";
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import type { WithConfirmations } from "./confirmations/confirmations.ts";
import type { WithCountTours } from "./counting/count-tours.ts";
import type { WithReferences } from "./intake/reading/references.ts";
import { unassigned } from "./orders/carriers.ts";
import { isClosed } from "./orders/order.ts";
import type { WithOrders } from "./orders/orders.ts";
import { dwellOf } from "./returns/dwell.ts";
import type { WithReturns } from "./returns/returns.ts";
import { unitsOf } from "./stock/accounts.ts";
import type { StockBook, WithStock } from "./stock/stock-book.ts";
import type { Task } from "./tasks/task.ts";
import type { WithTasks } from "./tasks/tasks.ts";
import type { WithTotes } from "./totes/totes.ts";

export interface Figures {
  readonly orders: {
    readonly received: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly shipped: number;
    readonly cancelled: number;
    /** Neither shipped nor cancelled nor rejected; backordered and parked among them. */
    readonly open: number;
    /** Shipped after their ship-by. */
    readonly late: number;
    /** To a country that nobody knows: they have no carrier. */
    readonly countryUnknown: number;
    readonly byState: Readonly<Partial<Record<OrderState, number>>>;
  };
  /** `picked`: lines of which every unit was confirmed. `short`: picks that found fewer units than the book had. */
  readonly lines: { readonly asked: number; readonly picked: number; readonly short: number };
  readonly units: {
    readonly asked: number;
    readonly shipped: number;
    readonly short: number;
    readonly returned: number;
    /** Net of counts: negative is gone. */
    readonly adjusted: number;
    readonly destroyed: number;
    readonly conserved: boolean;
  };
  readonly returns: number;
  /** s after ship-by of orders that were late. */
  readonly lateness: { readonly p50: number; readonly p99: number; readonly maxS: number };
  readonly tasks: {
    /** By people: lines, and totes that no robot carried. */
    readonly pick: number;
    readonly bring: number;
    readonly countTote: number;
    readonly countBin: number;
    readonly writeOff: number;
    readonly receive: number;
    readonly inspect: number;
    readonly hold: number;
    readonly putAway: number;
    readonly relabel: number;
    readonly destroy: number;
    readonly difference: number;
  };
  /** s from the receipt of returns to the last decision about each. */
  readonly returnDwell: { readonly decided: number; readonly p50S: number; readonly p99S: number };
  /** Since the start: bins that robots' readers confirmed, and those that they left to people. */
  readonly counts: { readonly confirmed: number; readonly doubted: number };
  readonly totes: { readonly tours: number; readonly refillsUnderWay: number };
  readonly confirmationsWaiting: number;
}

export type OrderCounts = Pick<Figures["orders"], "received" | "shipped" | "open" | "byState">;

export function orderCountsOf({ orders }: WithOrders): OrderCounts {
  const byState = orders.byState();
  return { received: orders.size, shipped: byState.shipped ?? 0, open: orders.open, byState };
}

export function figuresOf(
  means: WithReturns &
    WithCountTours &
    WithOrders &
    WithReferences &
    WithTasks &
    WithTotes &
    WithStock &
    WithConfirmations,
): Figures {
  const { orders, references, tasks: allTasks, totes, stock, confirmations } = means;
  const byState: Partial<Record<OrderState, number>> = {};
  const lateS: number[] = [];
  const lines = { asked: 0, picked: 0, short: 0 };
  const units = { asked: 0, shipped: 0, short: 0 };
  let received = 0;
  let open = 0;
  let countryUnknown = 0;
  let tours = 0;
  for (const order of orders.all()) {
    received++;
    byState[order.state] = (byState[order.state] ?? 0) + 1;
    if (!isClosed(order.state)) open++;
    if (order.carrier === unassigned.carrier) countryUnknown++;
    if (order.shippedAt !== null && order.shippedAt > order.shipBy)
      lateS.push((order.shippedAt - order.shipBy) / 1_000);
    lines.asked += order.lines.length;
    lines.short += order.shortLines;
    units.short += order.shortUnits;
    tours += order.totes.length;
    for (const { asked, picked, shipped } of order.lines) {
      units.asked += asked;
      units.shipped += shipped;
      if (picked === asked) lines.picked++;
    }
  }
  let returns = 0;
  let returned = 0;
  // One that was announced has no units before it comes.
  for (const { what, units: back } of references.all())
    if (what === "return" && back > 0) {
      returns++;
      returned += back;
    }
  const { decided, p50S, p99S } = dwellOf(means, 0);
  const tasks = {
    countTote: 0,
    countBin: 0,
    writeOff: 0,
    receive: 0,
    inspect: 0,
    hold: 0,
    putAway: 0,
    pick: 0,
    bring: 0,
    relabel: 0,
    destroy: 0,
    difference: 0,
  };
  for (const { kind } of allTasks.all()) tasks[figureOf[kind]]++;
  const rejected = byState.rejected ?? 0;
  return {
    orders: {
      received,
      accepted: received - rejected,
      rejected,
      shipped: byState.shipped ?? 0,
      cancelled: byState.cancelled ?? 0,
      open,
      late: lateS.length,
      countryUnknown,
      byState,
    },
    lines,
    units: { ...units, returned, ...outsideOf(stock), conserved: isConserved(stock) },
    returns,
    returnDwell: { decided, p50S, p99S },
    lateness: quantiles(lateS),
    tasks,
    counts: { confirmed: means.countTours.confirmed, doubted: means.countTours.doubted },
    totes: { tours, refillsUnderWay: totes.refills.size },
    confirmationsWaiting: confirmations.waiting,
  };
}

const figureOf = {
  "count-tote": "countTote",
  "count-bin": "countBin",
  "write-off": "writeOff",
  inspect: "inspect",
  hold: "hold",
  receive: "receive",
  "put-away": "putAway",
  pick: "pick",
  bring: "bring",
  relabel: "relabel",
  destroy: "destroy",
  difference: "difference",
} as const satisfies Record<Task["kind"], keyof Figures["tasks"]>;

function outsideOf(stock: StockBook): { adjusted: number; destroyed: number } {
  let adjusted = 0;
  let destroyed = 0;
  for (const sheet of stock.sheets()) {
    adjusted -= sheet.adjusted;
    destroyed += sheet.destroyed;
  }
  return { adjusted, destroyed };
}

/** Adds everything up anew, unit by unit, rather than trusting the running sums. */
export function isConserved(stock: StockBook): boolean {
  const inside = new Map<string, number>();
  const add = (sku: string, lot: string, units: number): void => {
    const key = `${sku}|${lot}`;
    inside.set(key, (inside.get(key) ?? 0) + units);
  };
  for (const row of stock.rows()) {
    const { available, allocated, frozen, received, held, defective, condemned } = row;
    if (Math.min(available, allocated, frozen, received, held, defective, condemned) < 0) return false;
    add(row.sku, row.lot, unitsOf(row));
  }
  for (const inTote of stock.transits()) for (const { sku, lot, units } of inTote) add(sku, lot, units);
  for (const { sku, lot, supplier, shipped, destroyed, adjusted, between } of stock.sheets())
    if ((inside.get(`${sku}|${lot}`) ?? 0) + supplier + shipped + destroyed + adjusted + between !== 0)
      return false;
  return true;
}

function quantiles(lateS: number[]): Figures["lateness"] {
  if (lateS.length === 0) return { p50: 0, p99: 0, maxS: 0 };
  lateS.sort((a, b) => a - b);
  const at = (share: number): number => lateS[Math.min(lateS.length - 1, Math.floor(share * lateS.length))]!;
  return { p50: at(0.5), p99: at(0.99), maxS: lateS.at(-1)! };
}

export interface BookLine {
  readonly location: LocationId;
  readonly sku: Sku;
  /** Whatever its state: what must lie there. */
  readonly units: number;
}

/** The book as a judge reads it, to hold against shelves and totes of the world. */
export interface Book {
  /** Units per location and SKU, lots together, ordered by location then SKU; places without units are left out. */
  readonly places: () => BookLine[];
  readonly units: (location: LocationId, sku: Sku) => number;
  /** Units on robots and benches, by tote. */
  readonly totes: () => { readonly tote: string; readonly sku: Sku; readonly units: number }[];
}

export function bookOf({ stock }: WithStock): Book {
  return {
    units: (location, sku) =>
      stock.rowsAt(location).reduce((sum, row) => sum + (row.sku === sku ? unitsOf(row) : 0), 0),
    places() {
      const lines = new Map<string, BookLine>();
      for (const row of stock.rows()) {
        if (unitsOf(row) === 0) continue;
        const key = `${row.location}|${row.sku}`;
        const units = (lines.get(key)?.units ?? 0) + unitsOf(row);
        lines.set(key, { location: row.location, sku: row.sku, units });
      }
      return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
    },
    totes: () =>
      [...stock.transits()]
        .flat()
        .filter(({ units }) => units > 0)
        .map(({ tote, sku, units }) => ({ tote, sku, units })),
  };
}
