/**
 * The accounts of the stock book. Inside: what a place holds (available, allocated, frozen, received, held, defective, condemned) and what rides in a tote (in transit). Outside: the sheet of a
 * SKU and lot, from which units come and to which they go. Units only ever move from one account to another.
 */
import type { ClientId, LocationId, LotId, Sku, ToteId } from "@floorplane/contracts/ids";

/** `removed`: stock stands there by the book, and the site's files know the place no more. */
export type PlaceKind = "face" | "reserve" | "bench" | "removed";

/** Outside accounts of one SKU and lot. `supplier` is what was received, written negative; `shipped` falls again when goods come back. */
export interface Sheet {
  readonly kind: "sheet";
  /** Whose goods they are; a row's and a tote's goods are their sheet's. */
  readonly client: ClientId;
  readonly sku: Sku;
  readonly lot: LotId;
  readonly supplier: number;
  readonly shipped: number;
  readonly destroyed: number;
  /** Differences that counts found: positive is gone, negative was found. */
  readonly adjusted: number;
  /** On their way to another warehouse of the same owner: not here, not sold, and not lost. */
  readonly between: number;
  /** Running sum of every inside account. */
  readonly inside: number;
}

/** One SKU and lot at one place. */
export interface StockRow {
  readonly kind: "row";
  readonly sheet: Sheet;
  readonly location: LocationId;
  readonly place: PlaceKind;
  /** Order of places along the floor, from the packing stations. */
  readonly rank: number;
  readonly sku: Sku;
  readonly lot: LotId;
  readonly available: number;
  readonly allocated: number;
  /** Waits for somebody to look at it: it came back, was set aside, or lies where it does not belong. */
  readonly frozen: number;
  /** Came, is sound, and waits to be put away: frozen for whoever asks, and for sale at the place that it is brought to. */
  readonly received: number;
  /** On hold: frozen for whoever asks, and for sale again when the hold ends. */
  readonly held: number;
  /** Looked at, and not to be sold as it is. */
  readonly defective: number;
  /** Pending destruction. */
  readonly condemned: number;
  /** Most units this place has held for picking: what a refill fills up to; 0 where the SKU does not belong. */
  readonly nominal: number;
}

/** One SKU and lot in one tote. */
export interface Transit {
  readonly kind: "transit";
  readonly sheet: Sheet;
  readonly tote: ToteId;
  readonly sku: Sku;
  readonly lot: LotId;
  readonly units: number;
}

export type RowAccount =
  | "available"
  | "allocated"
  | "frozen"
  | "received"
  | "held"
  | "defective"
  | "condemned";
export type OutsideAccount = "supplier" | "shipped" | "destroyed" | "adjusted" | "between";

export type Account =
  | { readonly holder: StockRow; readonly name: RowAccount }
  | { readonly holder: Transit; readonly name: "units" }
  | { readonly holder: Sheet; readonly name: OutsideAccount };

export const unitsOf = (row: StockRow): number =>
  row.available + row.allocated + row.frozen + row.received + row.held + row.defective + row.condemned;
