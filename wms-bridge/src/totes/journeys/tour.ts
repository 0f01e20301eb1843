/** A tour: an empty tote is fetched, lines of one order are picked into it, and it is brought to be packed. */
import { StationId } from "@floorplane/contracts/ids";
import { releaseOpenLines } from "../keeping.ts";
import type { ToteNews } from "../news.ts";
import { hasUnread, pickDone, readsFailed, readsId } from "../picking.ts";
import type { Tour } from "../tote.ts";
import type { Journey } from "./journey.ts";

export const tour: Journey<Tour> = {
  stops: ({ tote, lines }, stations) => [
    { stations, action: { type: "fetchTote", tote }, purpose: { type: "fetch" } },
    ...lines.map(
      ({ line, sku, lot, location, planned: quantity }, entry) =>
        ({
          stations: [StationId(location)],
          action: { type: "pickItems", tote, line, sku, lot, quantity },
          purpose: { type: "pick", entry },
        }) as const,
    ),
    { stations, action: { type: "dropTote", tote }, purpose: { type: "drop" } },
  ],

  done(means, desk, tote, { purpose, status, station, quantity }) {
    const { totes } = means;
    switch (purpose.type) {
      case "fetch":
        return status === "finished" && totes.fetched(tote) ? [{ type: "fetched" }] : [];
      case "pick": {
        const fetched: ToteNews[] = totes.fetched(tote) ? [{ type: "fetched" }] : [];
        const line = tote.lines[purpose.entry];
        return line ? [...fetched, ...pickDone(means, desk, tote, line, quantity)] : fetched;
      }
      case "drop":
        if (status !== "finished") return [];
        totes.fetched(tote);
        if (hasUnread(tote)) {
          desk.cancelDue(readsId(tote));
          if (!tote.recount) readsFailed(means, desk, tote);
          totes.doubt(tote);
        }
        releaseOpenLines(means, tote);
        return [{ type: "brought", station }];
      case "put":
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
