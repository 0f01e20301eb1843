/**
 * Which cartons goods go into: the cheapest, then the smallest, that holds them all by volume (under its fill limit), weight, sides and class. What no carton holds alone is split first-fit decreasing
 * (Johnson 1973) over the roomiest, and each part is then put into the cheapest that holds it. Pure; goods in, boxes out, and every unit in exactly one of them.
 */
import type { GoodsClass } from "@floorplane/contracts/goods-class";
import { byCodeUnits, type LotId, type Sku } from "@floorplane/contracts/ids";
import { type CartonRow, fillDefault } from "@floorplane/contracts/site-cartons";

/** What one unit is: nought where nobody knows. */
export interface Unit {
  readonly mm3: number;
  readonly grams: number;
  /** Longest first; undefined where nobody knows: its volume alone is held against cartons. */
  readonly sidesMm: readonly [number, number, number] | undefined;
  readonly goodsClass: GoodsClass;
}

export interface Goods {
  readonly sku: Sku;
  readonly lot: LotId;
  readonly units: number;
}

export interface GoodsToPack extends Goods {
  readonly unit: Unit;
}

/** Why a box is what it is. `fits`: one carton holds all. `split`: none did. `size-unknown`: the default carton. `none-holds`: no carton takes these; `no-list`: the site names none. `packer`: the packer took it instead of the one that was planned. */
export type CartonReason = "fits" | "split" | "size-unknown" | "none-holds" | "no-list" | "packer";

export interface Box {
  /** Null: in whatever the bench has. */
  readonly carton: string | null;
  readonly because: CartonReason;
  readonly goods: readonly Goods[];
  /** Goods and carton; null where nobody knows what one of them weighs. */
  readonly grams: number | null;
}

export class Cartons {
  readonly #rows: readonly Carton[];
  readonly #default: Carton | undefined;

  /** @param rows judged: each named once, at most one of them the default. */
  constructor(rows: readonly CartonRow[]) {
    this.#rows = rows
      .map(cartonOf)
      .sort((a, b) => a.cost - b.cost || a.mm3 - b.mm3 || byCodeUnits(a.name, b.name));
    const largest = [...this.#rows].sort((a, b) => b.mm3 - a.mm3 || byCodeUnits(a.name, b.name))[0];
    const named = rows.find((row) => row.default)?.carton;
    this.#default = this.#rows.find(({ name }) => name === named) ?? largest;
  }

  /** In the order in which they are preferred. */
  names(): readonly string[] {
    return this.#rows.map(({ name }) => name);
  }

  /** Grams; nought of one that the site does not name. */
  tareOf(carton: string): number {
    return this.#rows.find(({ name }) => name === carton)?.tareGrams ?? 0;
  }

  /** What it bears and for whom it is; undefined of one that the site does not name. A packer may press more into it than was planned, but not heavier goods, nor goods of another class. */
  limitsOf(carton: string): { readonly gramsMax: number; readonly admits: Carton["admits"] } | undefined {
    const row = this.#rows.find(({ name }) => name === carton);
    return row && { gramsMax: row.grams + row.tareGrams, admits: row.admits };
  }

  /** At least one box, whatever there is to pack. */
  boxesFor(goods: readonly GoodsToPack[]): Box[] {
    if (this.#default === undefined) return [boxed(undefined, "no-list", goods)];
    if (goods.some(({ unit }) => unit.mm3 === 0)) return this.#unsized(goods, this.#default);
    const one = this.#cheapest(goods);
    if (one) return [boxed(one, "fits", goods)];
    return this.#split(goods, this.#rows).map((part) => {
      const carton = this.#cheapest(part);
      return boxed(carton, carton ? "split" : "none-holds", part);
    });
  }

  /** Weight and class still hold where the size is not known. */
  #unsized(goods: readonly GoodsToPack[], carton: Carton): Box[] {
    return this.#split(goods, [carton]).map((part) => {
      const isHeld = holds(carton, part);
      const other = isHeld ? carton : this.#cheapest(part);
      return boxed(other, other ? "size-unknown" : "none-holds", part);
    });
  }

  #cheapest(goods: readonly GoodsToPack[]): Carton | undefined {
    return this.#rows.find((carton) => holds(carton, goods));
  }

  /** First-fit decreasing. What not one carton takes a unit of is a part of its own, for a person to pack. */
  #split(goods: readonly GoodsToPack[], cartons: readonly Carton[]): GoodsToPack[][] {
    const parts: GoodsToPack[][] = [];
    const apart: GoodsToPack[][] = [];
    for (const one of [...goods].sort(largestFirst)) {
      let left = one.units;
      const put = (part: GoodsToPack[]): number => {
        const units = Math.min(left, roomIn(cartons, part, one.unit));
        if (units > 0) part.push({ ...one, units });
        left -= units;
        return units;
      };
      for (const part of parts) if (left > 0) put(part);
      while (left > 0) {
        const part: GoodsToPack[] = [];
        if (put(part) === 0) break;
        parts.push(part);
      }
      if (left > 0) apart.push([{ ...one, units: left }]);
    }
    return [...parts, ...apart];
  }
}

interface Carton {
  readonly name: string;
  /** What goods may fill. */
  readonly mm3: number;
  readonly sidesMm: readonly [number, number, number];
  /** For goods. */
  readonly grams: number;
  readonly tareGrams: number;
  readonly cost: number;
  readonly admits: ReadonlySet<GoodsClass> | undefined;
}

const longestFirst = (a: number, b: number, c: number): [number, number, number] =>
  [a, b, c].sort((one, other) => other - one) as [number, number, number];

function cartonOf(row: CartonRow): Carton {
  const { carton, lengthMm, widthMm, heightMm, gramsMax, tareGrams = 0, fill = fillDefault, cost = 0 } = row;
  return {
    name: carton,
    mm3: Math.floor(fill * lengthMm * widthMm * heightMm),
    sidesMm: longestFirst(lengthMm, widthMm, heightMm),
    grams: gramsMax - tareGrams,
    tareGrams,
    cost,
    admits: row.admits && new Set(row.admits),
  };
}

const sum = (goods: readonly GoodsToPack[], what: "mm3" | "grams"): number =>
  goods.reduce((total, { units, unit }) => total + units * unit[what], 0);

/** Its longest side along the longest of the carton, and so on: goods are turned, not bent. */
const takes = ({ sidesMm, admits }: Carton, unit: Unit): boolean =>
  (admits === undefined || admits.has(unit.goodsClass)) &&
  (unit.sidesMm === undefined || unit.sidesMm.every((side, index) => side <= sidesMm[index]!));

const holds = (carton: Carton, goods: readonly GoodsToPack[]): boolean =>
  sum(goods, "mm3") <= carton.mm3 &&
  sum(goods, "grams") <= carton.grams &&
  goods.every(({ unit }) => takes(carton, unit));

/** Units that the roomiest carton takes beside what is in the part. */
function roomIn(cartons: readonly Carton[], part: readonly GoodsToPack[], unit: Unit): number {
  let most = 0;
  for (const carton of cartons) {
    if (!takes(carton, unit) || !part.every((one) => takes(carton, one.unit))) continue;
    const room = Math.min(
      within(carton.mm3 - sum(part, "mm3"), unit.mm3),
      within(carton.grams - sum(part, "grams"), unit.grams),
    );
    most = Math.max(most, room);
  }
  return most;
}

const within = (room: number, each: number): number =>
  room < 0 ? 0 : each === 0 ? Number.POSITIVE_INFINITY : Math.floor(room / each);

const largestFirst = (a: GoodsToPack, b: GoodsToPack): number =>
  b.unit.mm3 - a.unit.mm3 || byCodeUnits(a.sku, b.sku) || byCodeUnits(a.lot, b.lot);

function boxed(carton: Carton | undefined, because: CartonReason, goods: readonly GoodsToPack[]): Box {
  const isWeighed = goods.length > 0 && goods.every(({ unit }) => unit.grams > 0);
  return {
    carton: carton?.name ?? null,
    because,
    goods: goods.map(({ sku, lot, units }) => ({ sku, lot, units })),
    grams: isWeighed ? sum(goods, "grams") + (carton?.tareGrams ?? 0) : null,
  };
}
