/** Boxes asked of the fleet: what one order holds, or several do, becomes totes that make one tour in it. */
import type { LineId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { openBenches } from "../packing/stations.ts";
import type { StockRow } from "../stock/accounts.ts";
import { bringTo, sendBox } from "../supplies/calling.ts";
import { askForPick } from "../tasks/picks.ts";
import { sendOff } from "../totes/journeys.ts";
import { newTour, type Supply, type Tour } from "../totes/tote.ts";
import type { OrderMeans } from "./means.ts";
import type { Order } from "./order.ts";
import { goodsDueAt } from "./urgency.ts";

export interface HeldPick {
  readonly line: LineId;
  readonly row: StockRow;
  readonly units: number;
  /** Of one unit. */
  readonly litres: number;
  readonly kilograms: number;
}

/** What an order holds, along the floor. */
export const picksOf = ({ items }: OrderMeans, { holds }: Order): HeldPick[] =>
  holds
    .map(({ line, row, units }) => {
      const { litres, kilograms } = items.need(row.sku);
      return { line, row, units, litres, kilograms };
    })
    .sort((a, b) => a.row.rank - b.row.rank || (a.row.lot < b.row.lot ? -1 : a.row.lot > b.row.lot ? 1 : 0));

export interface InBox {
  readonly order: Order;
  readonly picks: readonly Pick<HeldPick, "line" | "row" | "units">[];
}

/** One transport for all of them, the most urgent first: the box has the number of its tote. */
export function requestBox(means: OrderMeans, desk: Desk, together: readonly InBox[]): void {
  const { counters, orders, settings, places } = means;
  let box: Tour | undefined;
  const riders: Tour[] = [];
  for (const { order, picks } of together) {
    const lines = picks.map(({ line, row: { sku, lot, location }, units: planned }) => {
      const by = places.pickingAt(location) === "robot" ? ("robot" as const) : ("person" as const);
      return { line, sku, lot, location, planned, by };
    });
    const tour = newTour(counters.next("tote"), { client: order.client, order: order.order }, lines, box);
    orders.toteSent(order, tour.tote);
    if (box) riders.push(tour);
    else box = tour;
  }
  if (!box) return;
  const dueAt = Math.min(...together.map(({ order }) => goodsDueAt(order, desk.now, settings.packingLeadMs)));
  sendOff(means, desk, box, { stations: openBenches(means, desk.now), dueAt }, riders);
}

/** A tote that a person fills and brings, without a robot: each of its lines is a pick on handhelds. */
export function requestHandTote(means: OrderMeans, desk: Desk, box: InBox): void {
  const tour = handTote(means, box);
  for (const entry of tour.lines.keys()) askForPick(means, desk, tour, entry);
}

/** One that stands at a station, where its lines are dealt out of the boxes that robots bring. */
export function requestStationTote(means: OrderMeans, desk: Desk, box: InBox): void {
  const tour = handTote(means, box);
  for (const line of tour.lines) bringTo(means, desk, tour, line);
}

/** A box of goods has waited for company: it is due when the first of those that it serves is. */
export function sendBoxOfGoods(means: OrderMeans, desk: Desk, box: Supply): void {
  const { orders, settings } = means;
  sendBox(means, desk, box, (id) => {
    const order = orders.get(id);
    return order && goodsDueAt(order, desk.now, settings.packingLeadMs);
  });
}

function handTote(means: OrderMeans, { order, picks }: InBox): Tour {
  const { counters, orders, totes } = means;
  const lines = picks.map(({ line, row: { sku, lot, location }, units: planned }) => ({
    line,
    sku,
    lot,
    location,
    planned,
    by: "person" as const,
  }));
  const whose = { client: order.client, order: order.order, broughtBy: "person" } as const;
  const tour = newTour(counters.next("tote"), whose, lines);
  orders.toteSent(order, tour.tote);
  totes.add(tour);
  return tour;
}

/** Nobody sends a robot there. */
export const isForHands = ({ places }: OrderMeans, { row }: Pick<HeldPick, "row">): boolean =>
  places.pickingAt(row.location) === "person";

/** Robots bring the goods to a person. */
export const isForStation = ({ places }: OrderMeans, { row }: Pick<HeldPick, "row">): boolean =>
  places.pickingAt(row.location) === "goods-to-person";
