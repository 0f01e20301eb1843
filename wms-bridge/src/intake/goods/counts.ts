/** Counts at the door: asked for by scope or by a list of tags, passes of readers taken in, ended, and shown. */
import type { CountPass, CountRequest, CountScope } from "@floorplane/contracts/counts.schema";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, LocationId, type Sku } from "@floorplane/contracts/ids";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { coverageTarget } from "../../counting/coverage.ts";
import { confirmRead, meantBy, type ReadMeans, sumsOf, takePass } from "../../counting/reads.ts";
import { binsOf } from "../../counting/scope.ts";
import type { CountTag, Stocktake } from "../../counting/stocktake.kind.ts";
import { isOpen } from "../../counting/stocktakes.ts";
import type { WithPlaces } from "../../stock/places.ts";
import { countWaiting, type WaitMeans } from "../../tasks/count-waits.ts";
import { countSoon } from "../../tasks/cycle-counts.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import { hashOfContent } from "../reading/hash.ts";
import { namedUnits } from "../reading/named-goods.ts";
import { readAll } from "../reading/read-all.ts";

export type CountMeans = ReadMeans & WaitMeans & WithPlaces;

/** Open ones of a client; each is looked at whenever somebody counts a bin. */
const openMax = 100;
/** Bins of one count: as many as a row holds. */
const binsMax = 20_000;

/** The same again is the same count, answered with how far it is. */
export function postCount(
  means: CountMeans,
  desk: Desk,
  client: ClientId,
  request: Omit<CountRequest, "client">,
): HttpResponse {
  const { stocktakes, readTags } = means;
  const { count, by = "people", scope, tags } = request;
  const hash = hashOfContent(request);
  const known = stocktakes.get(count, client);
  if (known?.hash === hash) return jsonAnswer(200, shown(means, known));
  if (known)
    throw new Refusal("conflict", `count ${count} is known with another content, and is ${known.state}`, {
      field: "count",
    });
  if ([...stocktakes.all()].filter((one) => one.client === client && isOpen(one)).length >= openMax)
    throw new Refusal("too-busy", `${openMax} counts are open; end or cancel one of them`, {
      headers: { "retry-after": "3600" },
    });
  if (tags && by === "people")
    throw new Refusal("malformed-message", "people count what they see; send tags for a count by reads", {
      field: "tags",
    });
  if ((tags === undefined) === (scope === undefined))
    throw new Refusal(
      "malformed-message",
      tags
        ? "the tags say which bins: send them or a scope"
        : "name the bins: send a scope, all: true for all",
      { field: "scope" },
    );
  const listed = tags && listedTags(means, client, tags);
  const locations = listed
    ? [...new Set(listed.map(({ location }) => location))]
    : binsIn(means, client, scope!, desk.now);
  const stocktake = stocktakes.add({
    client,
    count,
    state: by === "reads" ? "reading" : "counting",
    by,
    openedAt: desk.now,
    endedAt: null,
    hash,
    schedule: null,
    locations,
    listed: listed ? listed.length : null,
    passes: [],
    beyond: 0,
    confirmed: 0,
    differing: { bins: 0, more: 0, fewer: 0 },
  });
  for (const tag of listed ?? []) readTags.list(stocktake, tag);
  countSoon(means, desk);
  return jsonAnswer(201, shown(means, stocktake));
}

function binsIn(means: CountMeans, client: ClientId, scope: CountScope, now: number): LocationId[] {
  const { places } = means;
  readAll(scope.locations ?? [], (location, index) => placeIn(means, location, `scope.locations[${index}]`));
  readAll(scope.zones ?? [], (zone, index) => {
    for (const location of places.storage()) if (places.zoneOf(location) === zone) return;
    throw new Refusal("malformed-message", `${zone} is no zone with bins here`, {
      field: `scope.zones[${index}]`,
    });
  });
  const { skus, ...rest } = scope;
  const named = skus && readAll(skus, (text, index) => skuIn(means, client, text, `scope.skus[${index}]`));
  const bins = binsOf(means, { ...rest, ...(named ? { skus: named } : {}) }, now);
  if (bins.length === 0)
    throw new Refusal(doorCodes.nothingToCount, "no bin is of this scope now", { field: "scope" });
  if (bins.length > binsMax)
    throw new Refusal(
      "malformed-message",
      `${bins.length} bins are more than ${binsMax}: count zone by zone`,
      {
        field: "scope",
      },
    );
  return bins;
}

type ListedTag = Omit<CountTag, "passes" | "elsewhere" | "location"> & { readonly location: LocationId };

function listedTags(
  means: CountMeans,
  client: ClientId,
  tags: NonNullable<CountRequest["tags"]>,
): ListedTag[] {
  const first = new Map<string, number>();
  return [
    ...readAll(tags, ({ epc: text, location, sku: named }, index) => {
      const at = `tags[${index}]`;
      const epc = text.toUpperCase();
      const twice = first.get(epc);
      if (twice !== undefined)
        throw new Refusal("malformed-message", `tags[${twice}] and ${at} are one tag`, {
          field: `${at}.epc`,
        });
      first.set(epc, index);
      const meant =
        named === undefined
          ? meantBy(means, epc, client)
          : { sku: skuIn(means, client, named, `${at}.sku`), units: 1 };
      if (meant.sku === null)
        throw new Refusal(
          "unknown-item",
          `the code of ${at} is no GTIN of the catalogue; say what it hangs on as sku`,
          { field: `${at}.sku` },
        );
      return { epc, ...meant, location: placeIn(means, location, `${at}.location`) };
    }),
  ];
}

const skuIn = (means: CountMeans, client: ClientId, text: string, field: string): Sku =>
  namedUnits(means, { client, text, quantity: 1 }, field).sku;

function placeIn({ places }: WithPlaces, text: string, field: string): LocationId {
  const location = LocationId(text);
  if (places.isStorage(location)) return location;
  throw new Refusal("malformed-message", `${text} is no storage place of this site`, { field });
}

function find({ stocktakes }: CountMeans, client: ClientId, count: string): Stocktake {
  const known = stocktakes.get(count, client);
  if (known) return known;
  throw new Refusal("not-found", `count ${count} is not known here; ask for it with POST /v1/counts`, {
    field: "count",
  });
}

/** What a number in an address says, and whose count it is. */
export interface Named {
  readonly client: ClientId;
  readonly number: string;
}

function reading(means: CountMeans, { client, number }: Named): Stocktake {
  const stocktake = find(means, client, number);
  if (stocktake.state === "reading") return stocktake;
  throw new Refusal(
    "conflict",
    stocktake.by === "people"
      ? `count ${number} is made by people; answer its tasks`
      : `count ${number} takes no further pass: it is ${stocktake.state}`,
    { field: "count" },
  );
}

export function postPass(means: CountMeans, named: Named, pass: Omit<CountPass, "client">): HttpResponse {
  const stocktake = reading(means, named);
  if ((stocktake.listed === null) !== (pass.location !== undefined))
    throw new Refusal(
      "malformed-message",
      stocktake.listed === null
        ? "name the bin that was read: no list says where its tags hang"
        : "the list of the count says where its tags hang: leave location out",
      { field: "location" },
    );
  if (pass.location !== undefined) {
    const location = placeIn(means, pass.location, "location");
    if (!stocktake.locations.includes(location))
      throw new Refusal("malformed-message", `${location} is no bin of this count`, { field: "location" });
  }
  takePass(means, stocktake, pass);
  return jsonAnswer(200, shown(means, stocktake));
}

/** People count what the reads left open. Ended before, it is answered with how far it is. */
export function postCountEnd(means: CountMeans, desk: Desk, named: Named): HttpResponse {
  const known = find(means, named.client, named.number);
  if (known.by === "reads" && known.state !== "reading") return jsonAnswer(200, shown(means, known));
  const stocktake = reading(means, named);
  if (stocktake.passes.length === 0)
    throw new Refusal("conflict", `nothing was read for count ${named.number} yet; cancel it instead`, {
      field: "count",
    });
  means.stocktakes.readingEnded(stocktake, confirmRead(means, stocktake, desk.now), desk.now);
  countSoon(means, desk);
  return jsonAnswer(200, shown(means, stocktake));
}

export function postCountCancellation(means: CountMeans, desk: Desk, named: Named): HttpResponse {
  const stocktake = find(means, named.client, named.number);
  if (stocktake.state === "done")
    throw new Refusal("conflict", `count ${named.number} is done`, { field: "count" });
  if (isOpen(stocktake)) means.stocktakes.cancel(stocktake, desk.now);
  return jsonAnswer(200, shown(means, stocktake));
}

export const getCount = (means: CountMeans, { client, number }: Named): HttpResponse =>
  jsonAnswer(200, shown(means, find(means, client, number)));

export const countOf = find;

/** A count and how far it is. */
export function shown(means: CountMeans, stocktake: Stocktake): object {
  const { count, state, by, schedule, openedAt, endedAt, locations, confirmed, differing } = stocktake;
  const left = means.stocktakes.leftOf(stocktake);
  const [next] = state === "counting" ? left : [];
  return {
    count,
    state,
    by,
    schedule,
    openedAt: isoTime(openedAt),
    endedAt: endedAt === null ? null : isoTime(endedAt),
    bins: {
      all: locations.length,
      counted: locations.length - left.length,
      left: left.length,
      confirmedByReads: confirmed,
      differing: differing.bins,
    },
    ...(next === undefined ? {} : { reason: { location: next, ...countWaiting(means)(next) } }),
    differences: { more: differing.more, fewer: differing.fewer },
    ...(by === "reads" ? { reads: readsShown(means, stocktake) } : {}),
  };
}

function readsShown(means: CountMeans, stocktake: Stocktake): object {
  const { tags, coverage, passes } = sumsOf(means, stocktake);
  const { method, unseen, unseenMax, coverage: share, passesNeeded, isReached } = coverage;
  return {
    listed: stocktake.listed,
    seen: tags.seen,
    notSeen: tags["not-seen"],
    unlisted: tags.unlisted,
    foreign: tags.foreign,
    passes: passes.map(({ pass, seen, fresh }) => ({ pass, seen, new: fresh })),
    estimate: {
      method,
      unseen: rounded(unseen, 10),
      unseenAtMost: rounded(unseenMax, 10),
      coverage: rounded(share, 10_000),
      target: coverageTarget,
      isReached,
      passesNeeded,
    },
  };
}

const rounded = (value: number | null, parts: number): number | null =>
  value === null ? null : Math.round(value * parts) / parts;
