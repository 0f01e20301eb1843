/**
 * A box of goods: so many units as orders want are picked at their place, the robot stands with them at a station until a person has dealt them out, and what is left goes back to the place. The robot does
 * there what it does at a shelf where it meets a person.
 */
import { StationId } from "@floorplane/contracts/ids";
import type { StopPurpose } from "@floorplane/contracts/purposes";
import type { Desk } from "@floorplane/runtime/room";
import { contentsOf, releaseOpenLines } from "../keeping.ts";
import type { Told } from "../news.ts";
import { needToteCount, type StopDone, type ToteMeans } from "../picking.ts";
import { openServed, unitsOfLines } from "../served.ts";
import { orderOf, type Supply } from "../tote.ts";
import type { Journey } from "./journey.ts";

/** Its line is the first that is picked for; what is dealt out of it is the second. */
export const dealing: StopPurpose = { type: "pick", entry: 1 };

export const supply: Journey<Supply> = {
  stops({ tote, lines, bench }, stations) {
    const { line, sku, lot, location, planned: quantity } = lines[0]!;
    const goods = { tote, line, sku, lot, quantity };
    const place = [StationId(location)];
    return [
      { stations, action: { type: "fetchTote", tote }, purpose: { type: "fetch" } },
      { stations: place, action: { type: "pickItems", ...goods }, purpose: { type: "pick", entry: 0 } },
      { stations: [bench], action: { type: "meetPerson", ...goods }, purpose: dealing },
      { stations: place, action: { type: "putItems", ...goods }, purpose: { type: "put" } },
      { stations, action: { type: "dropTote", tote }, purpose: { type: "drop" } },
    ];
  },

  done(means, desk, tote, word) {
    const { purpose, status, station, quantity } = word;
    const { totes } = means;
    switch (purpose.type) {
      case "fetch":
        if (status === "finished") totes.fetched(tote);
        return [];
      case "pick":
        totes.fetched(tote);
        if (purpose.entry === 0) return filled(means, desk, tote, quantity);
        // No robot stands there for anybody.
        serveNobody(means, desk, tote);
        return [];
      case "put":
        putBack(means, desk, tote, word);
        return [];
      case "drop":
        if (status !== "finished") return [];
        totes.fetched(tote);
        endWork(means, desk, tote);
        return [{ tote, news: [{ type: "brought", station }] }];
      case "count":
      case "carry":
        return [];
      default:
        return purpose satisfies never;
    }
  },

  ended(means, desk, tote, reason) {
    endWork(means, desk, tote);
    return [{ type: "lost", reason }];
  },
};

/** Looked at in a step of its own: whether anybody waits for it still, and who is next. */
export const lookLater = (desk: Desk, { tote }: Supply): void =>
  desk.due(`box/${tote}`, desk.now, { type: "box.look", tote });

/** The units are off the shelf, and nobody else can be promised them. What is missing is missing to whoever asked last; what nobody wants any more comes along and goes back. */
function filled(means: ToteMeans, desk: Desk, box: Supply, quantity: number): Told[] {
  const { stock, totes, counts } = means;
  const line = box.lines[0]!;
  if (line.state !== "open") return [];
  const row = stock.row(line.location, line.sku, line.lot);
  const transit = { holder: stock.transit(box.tote, line.sku, line.lot), name: "units" } as const;
  const held = { holder: row, name: "allocated" } as const;
  const free = { holder: row, name: "available" } as const;
  const served = openServed(means, box);
  const wanted = unitsOfLines(served);
  const taken = Math.min(quantity, wanted);
  const more = Math.min(quantity - taken, row.available);
  stock.move(held, transit, taken);
  stock.move(held, free, wanted - taken);
  stock.move(free, transit, more);
  if (quantity > taken + more) totes.doubt(box);
  const isAll = taken + more >= line.planned;
  totes.settle(box, line, { taken: taken + more, state: isAll ? "confirmed" : "short" });
  if (!isAll) counts.need(line.location, served[0] ? orderOf(served[0].tour) : null);
  lookLater(desk, box);
  let left = taken;
  return served.flatMap(({ tour, line: one }): Told[] => {
    if (left > 0) {
      left -= Math.min(left, one.planned);
      return [];
    }
    totes.settle(tour, one, { taken: 0, state: "short" });
    lookAtHand(desk, tour);
    return [{ tote: tour, news: [{ type: "short", units: one.planned }] }];
  });
}

/** Those who still wait for units of it get none: what they lack is asked for anew. */
export function serveNobody(means: ToteMeans, desk: Desk, box: Supply): void {
  means.totes.stage(box, "leaving");
  for (const { tour, line } of openServed(means, box)) {
    releaseOpenLines(means, tour, (one) => one === line);
    lookAtHand(desk, tour);
  }
}

const lookAtHand = (desk: Desk, { tote }: { readonly tote: string }): void =>
  desk.due(`hand-look/${tote}`, desk.now, { type: "hand.look", tote });

function endWork(means: ToteMeans, desk: Desk, box: Supply): void {
  // Before its own line is settled: what was not taken off the shelf is held there.
  serveNobody(means, desk, box);
  releaseOpenLines(means, box);
  means.totes.putAway(box);
}

function putBack(means: ToteMeans, desk: Desk, box: Supply, { quantity }: StopDone): void {
  const { stock, totes, counts } = means;
  if (!box.putOpen) return;
  const { sku, lot, location } = box.lines[0]!;
  const transit = stock.transit(box.tote, sku, lot);
  const units = Math.min(quantity, transit.units);
  const row = stock.row(location, sku, lot);
  stock.move({ holder: transit, name: "units" }, { holder: row, name: "available" }, units);
  totes.putAway(box);
  if (quantity !== units) counts.need(location);
  if (contentsOf(means, box) > 0) needToteCount(means, desk, box);
}
