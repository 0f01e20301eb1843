/**
 * A person fetched by hand what a robot was sent for (FAULTS E10). The scan of place and goods says which line it was: its hold becomes units in a tote of that person, once; the robot makes that stop no more and
 * goes on, or is called off where nothing is left to fetch. One that is at the shelf already takes its units as well: then they are counted out of its tote.
 */
import type { LocationId, OrderId, Sku, StationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { hear, orderFor } from "../orders/hearing.ts";
import type { WithOrders } from "../orders/orders.ts";
import { byUrgency } from "../orders/urgency.ts";
import { askToBring } from "../tasks/picks.ts";
import type { Task } from "../tasks/task.ts";
import { pickOf } from "../totes/journeys/tour.ts";
import { boxOf, isByHand, isTravelling, newTour, type ToteLine, type Tour } from "../totes/tote.ts";
import { type PickingMeans, stationFor } from "./picking.ts";

export interface FetchedByHand {
  readonly location: LocationId;
  readonly sku: Sku;
  readonly units: number;
  /** Undefined: whichever is most urgent. */
  readonly order: OrderId | undefined;
}

export type Resolved =
  | { readonly kind: "picked"; readonly tote: Tour; readonly task: Task; readonly station: StationId }
  /** A task for people asks for it: that is what is to be answered. */
  | { readonly kind: "asked"; readonly task: Task }
  /** So many are wanted from there at most; 0: nobody wants any. */
  | { readonly kind: "too-many"; readonly wanted: number };

export function pickedInstead(
  means: PickingMeans & WithOrders,
  desk: Desk,
  fetched: FetchedByHand,
): Resolved {
  const open = openLines(means, fetched);
  const found = open.find(({ line }) => line.planned >= fetched.units);
  if (!found)
    return { kind: "too-many", wanted: open.reduce((most, { line }) => Math.max(most, line.planned), 0) };
  const { tour, line, entry } = found;
  const asked = means.tasks.picksOf(tour.tote).find((task) => task.entry === entry);
  if (asked) return { kind: "asked", task: asked };
  const hand = intoHandTote(means, tour, line, fetched.units);
  callOff(means, desk, tour, entry);
  // No reader and no scale has seen it: where one of them is needed, it is counted before it is packed.
  const { kinds } = means.evidence.for(fetched.sku);
  if (!means.evidence.isUsual && (kinds.has("rfid") || kinds.has("weight"))) means.totes.doubt(hand);
  const order = orderFor(means, tour);
  if (order) means.orders.toteSent(order, hand.tote);
  hear(means, desk, {
    tote: hand,
    news: [
      { type: "fetched" },
      { type: "confirmed", sku: fetched.sku, units: fetched.units },
      { type: "picked" },
    ],
  });
  const station = stationFor(means, desk.now);
  askToBring(means, desk, hand, station);
  return { kind: "picked", tote: hand, task: means.tasks.bringOf(hand.tote)!, station };
}

interface OpenLine {
  readonly tour: Tour;
  readonly line: ToteLine;
  readonly entry: number;
}

/** Lines that robots were sent to that place for, the most urgent order's first. */
function openLines(means: PickingMeans & WithOrders, { location, sku, order }: FetchedByHand): OpenLine[] {
  const found: (OpenLine & { readonly of: NonNullable<ReturnType<typeof orderFor>> })[] = [];
  for (const tour of means.totes.all()) {
    if (tour.kind !== "tour" || !isTravelling(tour) || tour.withdrawn || isByHand(tour)) continue;
    const of = orderFor(means, tour);
    if (!of || (order !== undefined && of.order !== order)) continue;
    for (const [entry, line] of tour.lines.entries())
      if (line.state === "open" && line.location === location && line.sku === sku)
        found.push({ tour, line, entry, of });
  }
  return found.sort((a, b) => byUrgency(a.of, b.of));
}

/** The hold is given up once: what was fetched is in the person's tote, the rest of it is others' again. */
function intoHandTote(means: PickingMeans, tour: Tour, line: ToteLine, units: number): Tour {
  const { totes, stock, counters } = means;
  const { sku, lot, location } = line;
  const whose = { client: tour.client, order: tour.order, broughtBy: "person" } as const;
  const asked = { line: line.line, sku, lot, location, planned: units, by: "person" as const };
  const hand = newTour(counters.next("tote"), whose, [asked]);
  totes.add(hand);
  const row = stock.row(location, sku, lot);
  const transit = stock.transit(hand.tote, sku, lot);
  stock.move({ holder: row, name: "allocated" }, { holder: transit, name: "units" }, units);
  stock.move({ holder: row, name: "allocated" }, { holder: row, name: "available" }, line.planned - units);
  totes.fetchedElsewhere(tour, line);
  totes.settle(hand, hand.lines[0]!, { taken: units, state: "confirmed" });
  totes.fetched(hand);
  return hand;
}

/** The robot goes on without that stop; one whose box has nothing left to fetch, and holds nothing, need not go at all. */
function callOff({ totes, places, stock }: PickingMeans, desk: Desk, tour: Tour, entry: number): void {
  const { transport } = tour;
  const box = totes.inBox(tour);
  const isWanted = box.some(
    ({ tote, lines }) =>
      lines.some(({ state }) => state === "open") || stock.contents(tote).some(({ units }) => units > 0),
  );
  desk.send("fleet", {
    type: "transport.skipStops",
    transport,
    tote: boxOf(tour),
    purposes: [pickOf(tour, entry)],
  });
  if (isWanted) return;
  desk.send("fleet", {
    type: "transport.withdraw",
    transport,
    stations: places.check,
    reason: "picked-by-hand",
  });
}
