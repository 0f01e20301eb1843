/** A tour: an empty tote is fetched, lines of one order, or of several that share its box, are picked into it, and it is brought to be packed. */
import { StationId } from "@floorplane/contracts/ids";
import type { Stop } from "@floorplane/contracts/messages";
import type { StopPurpose } from "@floorplane/contracts/purposes";
import { releaseOpenLines } from "../keeping.ts";
import type { Told, ToteNews } from "../news.ts";
import { endReads, needToteCount, pickDone, readsId } from "../picking.ts";
import { boxOf, type Tote, type Tour } from "../tote.ts";
import type { Journey } from "./journey.ts";

export const tour: Journey<Tour> = {
  stops: (tour, stations, riders) => [
    { stations, action: { type: "fetchTote", tote: tour.tote }, purpose: { type: "fetch" } },
    // At one place the more urgent order's first: what the last of them does not find there is the least urgent one's to miss.
    ...[tour, ...riders].flatMap(picksOf),
    { stations, action: { type: "dropTote", tote: tour.tote }, purpose: { type: "drop" } },
  ],

  done(means, desk, tote, { purpose, status, station, quantity }) {
    const { totes } = means;
    const told = (news: ToteNews[]): Told[] => [{ tote, news }];
    switch (purpose.type) {
      case "fetch":
        return told(status === "finished" && totes.fetched(tote) ? [{ type: "fetched" }] : []);
      case "pick": {
        const fetched = told(totes.fetched(tote) ? [{ type: "fetched" }] : []);
        const line = tote.lines[purpose.entry];
        if (!line) return fetched;
        const picked = pickDone(means, desk, tote, line, quantity);
        // It was under way when its share was called back: taken out before the others are packed.
        if (tote.withdrawn && line.taken > 0 && totes.isShared(tote)) needToteCount(means, desk, tote);
        return [...fetched, ...picked];
      }
      case "drop":
        if (status !== "finished") return [];
        totes.fetched(tote);
        endReads(means, desk, tote);
        releaseOpenLines(means, tote);
        return told([{ type: "brought", station }]);
      case "put":
        return [];
      case "count":
      case "carry":
        return [];
      default:
        return purpose satisfies never;
    }
  },

  ended(means, desk, tote, reason) {
    desk.cancelDue(readsId(tote));
    releaseOpenLines(means, tote);
    return [{ type: "lost", reason }];
  },
};

const picksOf = (tour: Tour): Stop[] =>
  tour.lines.map(({ line, sku, lot, location, planned: quantity, by }, entry) => ({
    stations: [StationId(location)],
    action: {
      type: by === "person" ? "meetPerson" : "pickItems",
      tote: boxOf(tour),
      line,
      sku,
      lot,
      quantity,
    },
    purpose: pickOf(tour, entry),
  }));

/** Whose line a pick is for, where several share the box. */
export const pickOf = (tote: Tote, entry: number): StopPurpose => ({
  type: "pick",
  entry,
  ...(boxOf(tote) === tote.tote ? {} : { share: tote.tote }),
});
