/** A put-away: goods that came are taken from the receiving station, and put at their places one after another; what a place did not take is counted. */
import { StationId } from "@floorplane/contracts/ids";
import type { Stop } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import { goAlong } from "../../serials/in-places.ts";
import { atPlace, inTote } from "../../serials/serials.ts";
import { releaseOpenLines } from "../keeping.ts";
import type { ToteNews } from "../news.ts";
import { needToteCount, type StopDone, type ToteMeans } from "../picking.ts";
import type { PutAway } from "../tote.ts";
import type { Journey } from "./journey.ts";

export const putAway: Journey<PutAway> = {
  stops({ tote, lines, puts }, stations) {
    const [first] = lines;
    const from = [StationId(first!.location)];
    const goods = lines.map(({ line, sku, lot, planned: quantity }) => ({ tote, line, sku, lot, quantity }));
    return [
      { stations: from, action: { type: "fetchTote", tote }, purpose: { type: "fetch" } },
      ...goods.map((one, entry): Stop => {
        return { stations: from, action: { type: "pickItems", ...one }, purpose: { type: "pick", entry } };
      }),
      ...goods.map((one, entry): Stop => {
        const to = [StationId(puts[entry]!.to)];
        return { stations: to, action: { type: "putItems", ...one }, purpose: { type: "put", entry } };
      }),
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

function done(means: ToteMeans, desk: Desk, tote: PutAway, word: StopDone): ToteNews[] {
  const { totes } = means;
  const { purpose, status, station, quantity } = word;
  if (purpose.type === "fetch" && status !== "finished") return [];
  if (purpose.type === "drop" && status !== "finished") return [];
  const news: ToteNews[] = totes.fetched(tote) ? [{ type: "fetched" }] : [];
  switch (purpose.type) {
    case "fetch":
      return news;
    case "pick":
      load(means, desk, tote, purpose.entry, quantity);
      return news;
    case "put":
      put(means, desk, tote, purpose.entry ?? 0, quantity);
      return news;
    case "drop":
      releaseOpenLines(means, tote);
      return [...news, { type: "brought", station }];
    case "count":
    case "carry":
      return news;
    default:
      return purpose satisfies never;
  }
}

/** What the robot took stands at the station no more. What it did not find there a person looks for. */
function load(means: ToteMeans, desk: Desk, tote: PutAway, entry: number, quantity: number): void {
  const { stock, totes } = means;
  const line = tote.lines[entry];
  if (!line) return;
  // Somebody else has these goods, and it took some all the same.
  if (line.state !== "open") {
    if (quantity > 0) needToteCount(means, desk, tote);
    return;
  }
  const row = stock.row(line.location, line.sku, line.lot);
  const asked = Math.min(line.planned, row.received);
  const taken = Math.min(quantity, asked);
  const transit = stock.transit(tote.tote, line.sku, line.lot);
  const [bench, box] = [atPlace(line.location), inTote(tote.tote)];
  const { client } = tote;
  goAlong(means, { client, sku: line.sku, units: taken, from: bench, to: box }, desk.now);
  stock.move({ holder: row, name: "received" }, { holder: transit, name: "units" }, taken);
  stock.move({ holder: row, name: "received" }, { holder: row, name: "frozen" }, asked - taken);
  totes.settle(tote, line, { taken, state: taken === line.planned ? "confirmed" : "short" });
  if (taken === 0) totes.putDone(tote, entry);
  if (quantity > taken) needToteCount(means, desk, tote);
}

function put(means: ToteMeans, desk: Desk, tote: PutAway, entry: number, quantity: number): void {
  const { stock, totes, counts } = means;
  const line = tote.lines[entry];
  const there = tote.puts[entry];
  if (!line || !there?.isOpen) return;
  const { sku, lot, taken } = line;
  const transit = stock.transit(tote.tote, sku, lot);
  const place = stock.row(there.to, sku, lot);
  const units = Math.min(quantity, taken, transit.units);
  const { client } = tote;
  goAlong(means, { client, sku, units, from: inTote(tote.tote), to: atPlace(there.to) }, desk.now);
  stock.move({ holder: transit, name: "units" }, { holder: place, name: "available" }, units);
  totes.putDone(tote, entry);
  if (quantity !== units) counts.need(there.to);
  if (units < taken || quantity !== units) needToteCount(means, desk, tote);
}
