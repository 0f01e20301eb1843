/**
 * Day 0: which units stand where. Every item has at least one pick face; fast sellers are nearest to the packing stations; of a large stock a part stands in
 * reserve, so that refills run. A bin holds one item unless the site has fewer faces than items.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { byCodeUnits, LotId, type Sku } from "@floorplane/contracts/ids";
import type { LocationRow } from "@floorplane/contracts/site";
import type { Item, OpeningStock } from "@floorplane/contracts/wms.schema";

export type StockRow = OpeningStock["rows"][number];

/** One delivery, one lot. */
export const openingLot = LotId("L1");
/** Goods in a bin leave air: so much of its volume is filled. Weight is filled up to its limit. */
const fill = 0.85;
/** A stock of more units than this keeps a part in reserve: two totes full. */
const reserveFromUnits = 120;
const reserveShare = 0.2;
/** Items that may share a bin where faces are short. */
const itemsInBinMax = 12;

/** Units of an item that fit a bin: at least one, since a shelf may be overhung. */
export function unitsThatFit(item: Item, bin: Pick<LocationRow, "litres" | "kilograms">): number {
  const byVolume = item.litres > 0 ? (fill * bin.litres) / item.litres : Number.POSITIVE_INFINITY;
  const byWeight = item.kilograms > 0 ? bin.kilograms / item.kilograms : Number.POSITIVE_INFINITY;
  return Math.max(1, Math.floor(Math.min(byVolume, byWeight)));
}

/** Pick faces that this stock asks of a site whose faces have this room: what a generator of sites is told. */
export function facesNeeded(
  items: readonly Item[],
  units: ReadonlyMap<Sku, number>,
  face: Pick<LocationRow, "litres" | "kilograms">,
): number {
  let faces = 0;
  for (const item of items)
    if (item.kind === "goods")
      faces += Math.ceil(Math.max(1, units.get(item.sku as Sku) ?? 0) / unitsThatFit(item, face));
  return faces;
}

export interface SlottingOptions {
  readonly items: readonly Item[];
  /** Units to place, by sku. */
  readonly units: ReadonlyMap<Sku, number>;
  readonly locations: readonly LocationRow[];
  /** How far a location is from the packing stations; any measure that grows with the way. */
  readonly distance: (location: string) => number;
}

interface Bin {
  readonly row: LocationRow;
  items: number;
}

/** Rows sorted by location, then sku. All units are placed; bins are over-full only where the whole site is. */
export function slot({ items, units, locations, distance }: SlottingOptions): StockRow[] {
  const nearest = byDistance(locations, distance);
  const faces = new Bins(nearest.filter(({ kind }) => kind === "face"));
  const reserves = new Bins(nearest.filter(({ kind }) => kind === "reserve"));
  const goods = items.filter(({ kind }) => kind === "goods");
  faces.mustHold(goods.length);

  const rows: StockRow[] = [];
  const place = (bin: LocationRow, sku: string, count: number) => {
    if (count > 0) rows.push({ location: bin.location, sku, lot: openingLot, units: count });
  };
  for (const { item, total, face } of firstFaces(goods, units, faces)) {
    let left = total;
    const inReserve = left > reserveFromUnits ? Math.floor(left * reserveShare) : 0;
    const fitsFirst = Math.min(left - inReserve, unitsThatFit(item, face));
    place(face, item.sku, fitsFirst);
    left -= fitsFirst;
    let forReserve = inReserve;
    while (forReserve > 0) {
      const bin = reserves.takeFree();
      if (!bin) break;
      const count = Math.min(forReserve, unitsThatFit(item, bin));
      place(bin, item.sku, count);
      forReserve -= count;
      left -= count;
    }
    while (left > 0) {
      const bin = faces.takeFree() ?? reserves.takeFree();
      // The site is full: the first face takes what is left, higher than it should.
      const count = bin ? Math.min(left, unitsThatFit(item, bin)) : left;
      place(bin ?? face, item.sku, count);
      left -= count;
    }
  }
  return joined(rows);
}

/** Class by class, each item's first face before the second faces of anyone; within a class by sku, which says nothing about demand. */
function firstFaces(
  goods: readonly Item[],
  units: ReadonlyMap<Sku, number>,
  faces: Bins,
): { item: Item; total: number; face: LocationRow }[] {
  const order = [...goods].sort((a, b) => byCodeUnits(a.class, b.class) || byCodeUnits(a.sku, b.sku));
  return order.map((item) => ({ item, total: units.get(item.sku as Sku) ?? 0, face: faces.takeAny() }));
}

function byDistance(
  locations: readonly LocationRow[],
  distance: (location: string) => number,
): LocationRow[] {
  const measured = locations.map((row) => ({ row, metres: distance(row.location) }));
  measured.sort((a, b) => a.metres - b.metres || byCodeUnits(a.row.location, b.row.location));
  return measured.map(({ row }) => row);
}

class Bins {
  readonly #bins: Bin[];
  #next = 0;

  constructor(rows: readonly LocationRow[]) {
    this.#bins = rows.map((row) => ({ row, items: 0 }));
  }

  mustHold(items: number): void {
    if (items <= this.#bins.length * itemsInBinMax) return;
    throw new FloorplaneError({
      code: "bad-option",
      message: `${items} items need pick faces, and the site has ${this.#bins.length} (at most ${itemsInBinMax} items share one); give it more`,
      field: "locations",
    });
  }

  /** The next empty bin, if any is left. */
  takeFree(): LocationRow | undefined {
    const bin = this.#bins[this.#next];
    if (!bin || bin.items > 0) return undefined;
    this.#next++;
    bin.items++;
    return bin.row;
  }

  /** The next empty bin; when all are taken, round again. */
  takeAny(): LocationRow {
    if (this.#next >= this.#bins.length) this.#next = 0;
    const bin = this.#bins[this.#next++]!;
    bin.items++;
    return bin.row;
  }
}

function joined(rows: readonly StockRow[]): StockRow[] {
  const byKey = new Map<string, StockRow>();
  for (const row of rows) {
    const key = `${row.location} ${row.sku}`;
    const known = byKey.get(key);
    byKey.set(key, known ? { ...known, units: known.units + row.units } : row);
  }
  return [...byKey.values()].sort((a, b) => byCodeUnits(a.location, b.location) || byCodeUnits(a.sku, b.sku));
}
