/** Counts, the bins and tags of one, and when each bin of the site was counted last. */
import { clientOf, codeOf } from "@floorplane/contracts/client-names";
import type { LocationId } from "@floorplane/contracts/ids";
import { dayMs, isoTime } from "@floorplane/contracts/units";
import { stateOfTag, type TagState } from "../../counting/reads.ts";
import type { CountTag, Stocktake, StocktakeState } from "../../counting/stocktake.kind.ts";
import { countWaiting } from "../../tasks/count-waits.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { namesIn, perPageIn, truthIn, wholeIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";
import { type CountMeans, countOf, shown } from "./counts.ts";

type Listed = Pick<Addressed, "client" | "query">;
type ListedOf = Listed & Pick<Addressed, "number">;

export const countsQuery = ["after", "perPage", "state"] as const;
export const countStates: Readonly<Record<StocktakeState, string>> = {
  reading: "passes are taken",
  counting: "people count what is left",
  done: "each of its bins was counted since it was asked for",
  cancelled: "nobody counts for it any more",
};

export function getCounts(means: CountMeans, { client, query }: Listed): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "counts");
  const states = wordsIn(query, "state", countStates);
  const isWanted = (one: Stocktake): boolean => one.client === client && (!states || states.has(one.state));
  return {
    cause: "http.counts-asked",
    decide() {
      const page = pageOf(means.stocktakes.all(), { key: ({ count }) => count, isWanted, after, perPage });
      const counts = page.rows.map((one) => shown(means, one));
      return jsonAnswer(200, { counts, count: page.count, next: page.next });
    },
  };
}

export const countTagsQuery = ["after", "perPage", "state"] as const;
export const tagStates: Readonly<Record<TagState, string>> = {
  seen: "in one pass at least",
  "not-seen": "listed and in no pass so far; nobody says that it is gone",
  unlisted: "the client's goods, and not on the list of the count",
  foreign: "nobody's here: no stock, whatever it is",
};

export function getCountTags(means: CountMeans, { client, number, query }: ListedOf): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "count-tags");
  const states = wordsIn(query, "state", tagStates);
  return {
    cause: "http.count-tags-asked",
    decide() {
      const stocktake = countOf(means, client, number);
      const stateOf = (tag: CountTag): TagState => stateOfTag(means, stocktake, tag);
      const page = pageOf(means.readTags.of(stocktake), {
        key: ({ epc }) => epc,
        isWanted: (tag) => !states || states.has(stateOf(tag)),
        after,
        perPage,
      });
      const tags = page.rows.map((tag) => ({
        epc: tag.epc,
        state: stateOf(tag),
        sku: tag.sku !== null && clientOf(tag.sku, means.client) === client ? codeOf(tag.sku) : null,
        location: tag.location,
        passes: tag.passes,
        elsewhere: tag.elsewhere,
      }));
      return jsonAnswer(200, { tags, count: page.count, next: page.next });
    },
  };
}

export const countBinsQuery = ["after", "perPage", "left"] as const;

/** Bins of one count, by their places. */
export function getCountBins(means: CountMeans, { client, number, query }: ListedOf): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "count-bins");
  const left = truthIn(query, "left");
  return {
    cause: "http.count-bins-asked",
    decide(desk) {
      const stocktake = countOf(means, client, number);
      const waits = new Set(means.stocktakes.leftOf(stocktake));
      const page = pageOf(stocktake.locations, {
        key: (location) => location,
        isWanted: (location) => left === undefined || waits.has(location) === left,
        after,
        perPage,
      });
      const why = countWaiting(means);
      const isCounted = stocktake.state !== "counting";
      const bins = page.rows.map((location) => ({
        ...binShown(means, location, desk.now),
        left: waits.has(location),
        ...(waits.has(location) && !isCounted ? { reason: why(location) } : {}),
      }));
      return jsonAnswer(200, { bins, count: page.count, next: page.next });
    },
  };
}

export const countCoverageQuery = ["after", "perPage", "zone", "notCountedForDays", "doubt"] as const;

/** Every bin of the site with the days since it was counted. */
export function getCountCoverage(means: CountMeans, { query }: Listed): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "count-coverage");
  const [zone] =
    namesIn(query, "zone", {
      what: "zone with bins",
      known: () => [...means.places.storage()].map((location) => means.places.zoneOf(location)),
    }) ?? [];
  const days = query.has("notCountedForDays")
    ? wholeIn(query, "notCountedForDays", { otherwise: 0, least: 1, most: 3_650 })
    : 0;
  const doubt = truthIn(query, "doubt");
  return {
    cause: "http.count-coverage-asked",
    decide(desk) {
      const isWanted = (location: LocationId): boolean => {
        const at = means.countedBins.get(location)?.at ?? Number.NEGATIVE_INFINITY;
        return (
          (zone === undefined || means.places.zoneOf(location) === zone) &&
          (days === 0 || at <= desk.now - days * dayMs) &&
          (doubt === undefined || (means.counts.get(location) !== undefined) === doubt)
        );
      };
      const page = pageOf(means.places.storage(), { key: (location) => location, isWanted, after, perPage });
      const why = countWaiting(means);
      const bins = page.rows.map((location) => {
        const bin = binShown(means, location, desk.now);
        return bin.doubt ? { ...bin, reason: why(location) } : bin;
      });
      return jsonAnswer(200, { at: isoTime(desk.now), bins, count: page.count, next: page.next });
    },
  };
}

function binShown({ places, countedBins, counts }: CountMeans, location: LocationId, now: number) {
  const at = countedBins.get(location)?.at;
  return {
    location,
    zone: places.zoneOf(location),
    countedAt: at === undefined ? null : isoTime(at),
    daysSince: at === undefined ? null : Math.floor((now - at) / dayMs),
    doubt: counts.get(location) !== undefined,
  };
}
