/** Until when lots may be used, and which of them may be promised. A unit of goods with a shelf life whose day nobody knows is promised to nobody. */
import { type ClientId, LotId, type Sku } from "@floorplane/contracts/ids";
import { dayMs } from "@floorplane/contracts/units";
import type { WithItems } from "../goods/items.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type Lot, lotKind } from "./lot.kind.ts";

export interface WithLots {
  readonly lots: Lots;
}

/** Units that were found, or came back, and whose label nobody read. */
export const foundLot = LotId("FOUND");
export const returnedLot = LotId("RETURNED");
export const isUnknownLot = (lot: LotId): boolean => lot === foundLot || lot === returnedLot;

interface OfLot {
  readonly sku: Sku;
  readonly lot: LotId;
}

export interface LotsOptions {
  readonly client: ClientId;
  readonly items: WithItems["items"];
  /** When a day of the site's calendar is over, ms since the epoch. */
  readonly endOfDay: (day: string) => number;
  /** Inside units of a lot: one that is here is not forgotten. */
  readonly unitsOf: (lot: OfLot) => number;
  /** So long after its last day a lot that is not here is remembered, ms. */
  readonly keptMs: number;
}

export class Lots extends Shelf<string, Lot> {
  readonly #options: LotsOptions;
  readonly #ends = new Map<string, number>();

  constructor(stores: Stores, options: LotsOptions) {
    super(stores, {
      kind: lotKind,
      id: nameOf,
      owner: { own: options.client, ids: "names" },
      body: (lot) => ({ ...lot }),
      read: (lot) => ({ ...lot }),
      isOver: (lot, now) =>
        lot.expiredAt !== null && lot.expiredAt < now - options.keptMs && options.unitsOf(lot) === 0,
    });
    this.#options = options;
  }

  of(goods: OfLot): Lot | undefined {
    return this.size === 0 ? undefined : this.get(nameOf(goods));
  }

  /** When its last day is over; what has none lasts for ever. */
  endsAt(goods: OfLot): number {
    const lot = this.of(goods);
    return lot ? this.endOf(lot.expires) : Number.POSITIVE_INFINITY;
  }

  endOf(day: string): number {
    let end = this.#ends.get(day);
    if (end === undefined) {
      if (this.#ends.size >= daysMax) this.#ends.clear();
      this.#ends.set(day, (end = this.#options.endOfDay(day)));
    }
    return end;
  }

  /** Whether units of it may be promised to whoever must ship them then. */
  lasts({ sku, lot }: OfLot, shipBy: number): boolean {
    const { lotKept, shelfLifeDays, minRemainingDays = 0 } = this.#options.items.need(sku);
    if (lotKept && isUnknownLot(lot)) return false;
    const known = this.of({ sku, lot });
    if (!known) return shelfLifeDays === undefined;
    return known.expiredAt === null && this.endOf(known.expires) - minRemainingDays * dayMs >= shipBy;
  }

  /** Its day, or another than was said before. */
  expiresOn(lot: Lot): Lot {
    const known = this.of(lot);
    if (!known) return this.add(lot);
    return Object.assign(this.write(known), { expires: lot.expires, expiredAt: lot.expiredAt });
  }

  expired(lot: Lot, at: number): void {
    this.write(lot).expiredAt = at;
  }
}

const nameOf = ({ sku, lot }: OfLot): string => `${sku}|${lot}`;

/** Ten years of days. */
const daysMax = 4_000;
