/**
 * Day 0: which units stand where. Every item has at least one pick face; fast sellers are nearest to the packing stations; of a large stock a part stands in
 * reserve, so that refills run. A bin holds one item unless the site has fewer faces than items.
 */
import { Bug, FloorplaneError } from "@floorplane/contracts/errors";
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

/** Units of an item that fit an empty bin: at least one, since a shelf may be overhung. */
export const unitsThatFit = (item: Item, bin: Pick<LocationRow, "litres" | "kilograms">): number =>
  Math.max(1, unitsWithin(item, { litres: fill * bin.litres, kilograms: bin.kilograms }));

/** Sums of thousandths may miss by less than this. */
const tolerance = 1e-9;

function unitsWithin(item: Item, room: Pick<LocationRow, "litres" | "kilograms">): number {
  const byVolume = item.litres > 0 ? (room.litres + tolerance) / item.litres : Number.POSITIVE_INFINITY;
  const byWeight =
    item.kilograms > 0 ? (room.kilograms + tolerance) / item.kilograms : Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor(Math.min(byVolume, byWeight)));
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
  /** Of these, so many may stay with the supplier where the site has no room for them. */
  readonly spare?: ReadonlyMap<Sku, number>;
  readonly locations: readonly LocationRow[];
  /** How far a location is from the packing stations; any measure that grows with the way. */
  readonly distance: (location: string) => number;
}

interface Bin {
  readonly row: LocationRow;
  items: number;
  litres: number;
  kilograms: number;
}

/** How much of what may be spared is tried, until all has room. */
const spareShares = [1, 0.5, 0.25, 0] as const;

/** Rows sorted by location, then sku. All units are placed but those that may be spared; no bin holds more than it can. */
export function slot(options: SlottingOptions): StockRow[] {
  const found = slotIfRoom(options);
  if ("rows" in found) return found.rows;
  const { item, units } = found;
  throw new FloorplaneError({
    code: "bad-option",
    message: `the site's places are full, and ${units} units of ${item.sku} that the orders need have no room; give it more or larger locations`,
    field: "locations",
  });
}

/** The same, or the first item that found no room and how many units of it. */
export function slotIfRoom({ units, spare = new Map(), ...options }: SlottingOptions): Slotted {
  for (const share of spareShares) {
    const wanted = [...units].map(([sku, count]): [Sku, number] => {
      const mayStay = spare.get(sku) ?? 0;
      return [sku, count - mayStay + Math.floor(share * mayStay)];
    });
    const slotted = slotAll({ ...options, units: new Map(wanted) });
    if ("rows" in slotted || share === 0 || spare.size === 0) return slotted;
  }
  throw new Bug("the last share is none");
}

export type Slotted = { readonly rows: StockRow[] } | { readonly item: Item; readonly units: number };

function slotAll({ items, units, locations, distance }: Omit<SlottingOptions, "spare">): Slotted {
  const nearest = byDistance(locations, distance);
  const faces = new Bins(nearest.filter(({ kind }) => kind === "face"));
  const reserves = new Bins(nearest.filter(({ kind }) => kind === "reserve"));
  const goods = items.filter(({ kind }) => kind === "goods");
  faces.mustHold(goods.length);

  const rows: StockRow[] = [];
  /** Puts what fits, up to `most`; answers how many that were. */
  const place = (bin: Bin, item: Item, most: number, share = fill): number => {
    const count = Math.min(most, unitsLeftIn(bin, item, share));
    if (count === 0) return 0;
    rows.push({ location: bin.row.location, sku: item.sku, lot: openingLot, units: count });
    bin.litres += count * item.litres;
    bin.kilograms += count * item.kilograms;
    return count;
  };
  for (const { item, total, face } of firstFaces(goods, units, faces)) {
    let left = total;
    const inReserve = left > reserveFromUnits ? Math.floor(left * reserveShare) : 0;
    left -= place(face, item, left - inReserve);
    let forReserve = inReserve;
    while (forReserve > 0) {
      const bin = reserves.takeFree();
      if (!bin) break;
      const count = place(bin, item, forReserve);
      forReserve -= count;
      left -= count;
    }
    while (left > 0) {
      const bin = faces.takeFree() ?? reserves.takeFree();
      if (!bin) break;
      left -= place(bin, item, left);
    }
    if (left === 0) continue;
    // No bin is free any more: what others leave is filled up.
    for (const bin of [...faces.all(), ...reserves.all()]) {
      left -= place(bin, item, left, 1);
      if (left === 0) break;
    }
    if (left > 0) return { item, units: left };
  }
  return { rows: joined(rows) };
}

/** At least one in an empty bin. */
function unitsLeftIn({ row, litres, kilograms }: Bin, item: Item, share: number): number {
  const units = unitsWithin(item, {
    litres: share * row.litres - litres,
    kilograms: row.kilograms - kilograms,
  });
  return litres === 0 && kilograms === 0 ? Math.max(1, units) : units;
}

/** Class by class, each item's first face before the second faces of anyone; within a class by sku, which says nothing about demand. */
function firstFaces(
  goods: readonly Item[],
  units: ReadonlyMap<Sku, number>,
  faces: Bins,
): { item: Item; total: number; face: Bin }[] {
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
    this.#bins = rows.map((row) => ({ row, items: 0, litres: 0, kilograms: 0 }));
  }

  all(): readonly Bin[] {
    return this.#bins;
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
  takeFree(): Bin | undefined {
    const bin = this.#bins[this.#next];
    if (!bin || bin.items > 0) return undefined;
    this.#next++;
    bin.items++;
    return bin;
  }

  /** The next empty bin; when all are taken, round again. */
  takeAny(): Bin {
    if (this.#next >= this.#bins.length) this.#next = 0;
    const bin = this.#bins[this.#next++]!;
    bin.items++;
    return bin;
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
