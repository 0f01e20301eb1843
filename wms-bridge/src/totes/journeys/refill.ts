/** A refill: units of one kind are picked in reserve and put into a face; what the face did not take is counted. It waits for no order, and its numbers alone are checked. */
import { StationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { releaseOpenLines } from "../keeping.ts";
import type { ToteNews } from "../news.ts";
import { book, needToteCount, type StopDone, type ToteMeans } from "../picking.ts";
import type { Refill } from "../tote.ts";
import type { Journey } from "./journey.ts";

export const refill: Journey<Refill> = {
  stops({ tote, lines, face }, stations) {
    const { line, sku, lot, location, planned: quantity } = lines[0]!;
    const goods = { tote, line, sku, lot, quantity };
    return [
      { stations, action: { type: "fetchTote", tote }, purpose: { type: "fetch" } },
      {
        stations: [StationId(location)],
        action: { type: "pickItems", ...goods },
        purpose: { type: "pick", entry: 0 },
      },
      { stations: [StationId(face)], action: { type: "putItems", ...goods }, purpose: { type: "put" } },
      { stations, action: { type: "dropTote", tote }, purpose: { type: "drop" } },
    ];
  },

  done(means, desk, tote, word) {
    return [{ tote, news: done(means, desk, tote, word) }];
  },

  ended(means, _desk, tote, reason) {
    releaseOpenLines(means, tote);
    return [{ type: "lost", reason }];
  },
};

function done(
  means: ToteMeans,
  desk: Desk,
  tote: Refill,
  { purpose, status, station, quantity }: StopDone,
): ToteNews[] {
  const { totes } = means;
  const [line] = tote.lines;
  switch (purpose.type) {
    case "fetch":
      if (status === "finished") totes.fetched(tote);
      return [];
    case "pick":
      totes.fetched(tote);
      if (line?.state === "open") book(means, tote, line, quantity, "confirmed");
      return [];
    case "put":
      totes.fetched(tote);
      put(means, desk, tote, quantity);
      return [];
    case "drop":
      if (status !== "finished") return [];
      totes.fetched(tote);
      releaseOpenLines(means, tote);
      return [{ type: "brought", station }];
    case "count":
    case "carry":
      return [];
    default:
      return purpose satisfies never;
  }
}

function put(means: ToteMeans, desk: Desk, tote: Refill, quantity: number): void {
  const { stock, totes, counts } = means;
  if (!tote.putOpen) return;
  const { sku, lot } = tote.lines[0]!;
  const transit = stock.transit(tote.tote, sku, lot);
  const face = stock.row(tote.face, sku, lot);
  const units = Math.min(quantity, transit.units);
  stock.move({ holder: transit, name: "units" }, { holder: face, name: "available" }, units);
  totes.putAway(tote);
  if (quantity !== units) counts.need(tote.face);
  if (transit.units > 0) needToteCount(means, desk, tote);
}
