/** `GET /v1/stock`: what the book has at this moment, SKU by SKU or place by place, in each state; what rides in totes is in transit. */
import { codeOf } from "@floorplane/contracts/client-names";
import { isId, LocationId, type Sku } from "@floorplane/contracts/ids";
import { didYouMean } from "@floorplane/contracts/nearest-name";
import { isoTime } from "@floorplane/contracts/units";
import type { WithItems } from "../../goods/items.ts";
import { readGoods, unreadSentence } from "../../goods/reader.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { WithParcels } from "../../packing/parcels.ts";
import type { WithSerials } from "../../serials/serials.ts";
import type { Sheet, StockRow, Transit } from "../../stock/accounts.ts";
import type { WithLots } from "../../stock/lots.ts";
import type { WithPlaces } from "../../stock/places.ts";
import type { WithStock } from "../../stock/stock-book.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { perPageIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

export const stockQuery = ["after", "perPage", "by", "sku", "lot", "location", "state", "serial"] as const;

/** Units in each state; what is held for orders is not available to others. */
const nothing = {
  available: 0,
  allocated: 0,
  inTransit: 0,
  betweenSites: 0,
  frozen: 0,
  defective: 0,
  pendingDestruction: 0,
};
type Units = typeof nothing;
type State = keyof Units;

interface Line {
  readonly key: string;
  readonly sku: Sku;
  readonly lot?: string;
  readonly expires?: string;
  readonly location?: string;
  readonly tote?: string;
  readonly units: Units;
}

export function getStock(
  means: WithStock & WithItems & WithLots & WithSite & WithSerials & WithParcels & WithPlaces,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const [by = "sku"] = wordsIn(query, "by", { sku: true, place: true, lot: true }) ?? [];
  const after = cursorIn(query, `stock by ${by}`);
  const states = wordsIn(query, "state", nothing);
  const [sku, lot, location] = [
    skuIn(means, client, query.get("sku")),
    query.get("lot"),
    placeIn(means, query.get("location")),
  ];
  const serial = query.get("serial");
  const isMeant = (holder: Holder): boolean =>
    (holder.kind === "sheet" ? holder : holder.sheet).client === client &&
    (sku === undefined || holder.sku === sku) &&
    (lot === undefined || holder.lot === lot) &&
    (location === undefined || (holder.kind === "row" && holder.location === location)) &&
    (serial === undefined || hasSerial(means, holder, serial));
  const lotOf: LineOf = ({ sku, lot }) => {
    const expires = means.lots.of({ sku, lot })?.expires;
    return { key: `${codeOf(sku)}/${lot}`, sku, lot, ...(expires === undefined ? {} : { expires }) };
  };
  const isWanted = ({ units }: Line): boolean =>
    Object.entries(units).some(([state, held]) => held > 0 && (!states || states.has(state as State)));
  return {
    cause: "http.stock-asked",
    decide(desk) {
      const holders = holdersOf(means, sku);
      // What is between the sites stands at no place here.
      const all = by === "place" ? holders : [...holders, ...sheetsOf(means, sku)];
      const lines =
        by === "place" ? placesOf(holders, isMeant) : sumsOf(all, isMeant, by === "lot" ? lotOf : skuOf);
      const page = pageOf(lines, { key: ({ key }) => key, isWanted, after, perPage });
      return jsonAnswer(200, {
        at: isoTime(desk.now),
        stock: page.rows.map(({ key: _key, sku: named, units, ...where }) => ({
          sku: codeOf(named),
          ...where,
          ...units,
        })),
        count: page.count,
        next: page.next,
      });
    },
  };
}

/** It was seen there last; a unit that is packed is in the tote that it was packed from. */
function hasSerial({ serials, parcels }: WithSerials & WithParcels, holder: Holder, serial: string): boolean {
  const one = serials.of(holder.sku, serial);
  if (one?.state !== "here" || holder.kind === "sheet") return false;
  const tote = one.in === "parcel" ? parcels.get(one.name)?.tote : one.name;
  return holder.kind === "row"
    ? one.in === "place" && one.name === holder.location
    : one.in !== "place" && holder.tote === tote;
}

/** Goods that nobody knows have no stock of nought: they are refused. */
export function skuIn(
  means: WithItems & WithSite,
  client: Addressed["client"],
  text: string | undefined,
): Sku | undefined {
  if (text === undefined) return undefined;
  const reading = readGoods(means, text, { client });
  if (reading.kind === "goods") return reading.sku;
  throw new Refusal("unknown-item", unreadSentence(reading), { field: "sku" });
}

/** Nor has a place that nobody knows; one that was removed is known while goods are booked there. */
function placeIn({ places, stock }: WithPlaces & WithStock, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const location = isId(text) ? LocationId(text) : undefined;
  if (location !== undefined && (places.get(location) || stock.rowsAt(location).length > 0)) return text;
  throw new Refusal(
    "malformed-message",
    `${text} is no place here${didYouMean(text, [...places.storage()])}; name one of locations.csv or a station`,
    { field: "location" },
  );
}

function* holdersOf({ stock }: WithStock, sku: Sku | undefined): Iterable<StockRow | Transit> {
  yield* sku === undefined ? stock.rows() : stock.rowsOf(sku);
  for (const inTote of stock.transits()) yield* inTote;
}

type Holder = StockRow | Transit | Sheet;

const sheetsOf = ({ stock }: WithStock, sku: Sku | undefined): Sheet[] =>
  [...(sku === undefined ? stock.sheets() : stock.sheetsOf(sku))].filter(({ between }) => between > 0);

type IsMeant = (holder: Holder) => boolean;

type LineOf = (holder: Holder) => Omit<Line, "units">;

const skuOf: LineOf = ({ sku }) => ({ key: codeOf(sku), sku });

function sumsOf(holders: Iterable<Holder>, isMeant: IsMeant, lineOf: LineOf): Iterable<Line> {
  const sums = new Map<string, Line>();
  for (const holder of holders) {
    if (!isMeant(holder)) continue;
    const line = lineOf(holder);
    const before = sums.get(line.key) ?? { ...line, units: { ...nothing } };
    sums.set(line.key, before);
    for (const [state, units] of Object.entries(unitsIn(holder))) before.units[state as State] += units;
  }
  return sums.values();
}

function* placesOf(holders: Iterable<StockRow | Transit>, isMeant: IsMeant): Iterable<Line> {
  for (const holder of holders) {
    if (!isMeant(holder)) continue;
    const { sku, lot } = holder;
    const where = holder.kind === "row" ? { location: holder.location } : { tote: holder.tote };
    const place = holder.kind === "row" ? `place/${holder.location}` : `tote/${holder.tote}`;
    yield { key: `${place}/${codeOf(sku)}/${lot}`, sku, lot, ...where, units: unitsIn(holder) };
  }
}

function unitsIn(holder: Holder): Units {
  if (holder.kind === "sheet") return { ...nothing, betweenSites: holder.between };
  if (holder.kind === "transit") return { ...nothing, inTransit: holder.units };
  const { available, allocated, frozen, received, held, defective, condemned } = holder;
  return {
    available,
    allocated,
    inTransit: 0,
    betweenSites: 0,
    frozen: frozen + received + held,
    defective,
    pendingDestruction: condemned,
  };
}
