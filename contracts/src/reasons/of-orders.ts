/** Why an order stands, or does not go on as it should. */
import type { TransportFailure } from "../messages.ts";
import type { TransportReason } from "./of-transports.ts";
import type { EarlierReasons, ReasonOf } from "./reason.ts";

/** What units that are here, and not for whoever asks, wait for. */
export type KeptWhy =
  /** Their place waits for a count: its book is doubted. */
  | "to-be-counted"
  /** No robot is sent to their place. */
  | "closed"
  /** Their lot expires too soon for whoever asks. */
  | "short-lived"
  /** A hold keeps them. */
  | "held"
  /** A person has to look at them, who says what they are fit for. */
  | "to-be-inspected"
  /** They are for sale under a fresh label. */
  | "to-be-labelled"
  /** They were received, and are brought to a place. */
  | "to-be-put-away"
  /** Somebody found them defective, and nobody has decided otherwise. */
  | "defective"
  /** They are in a box that is put away. */
  | "on-its-way"
  /** They are in a tote whose order wants them no more. */
  | "called-back"
  /** Such a tote stands at a bench until a person has counted it. */
  | "tote-to-be-counted"
  /** They are in a parcel of an order that is called back: somebody says whether it left. */
  | "to-leave-or-stay";

export interface KeptUnits {
  readonly sku: string;
  readonly units: number;
  /** A place of the site, a tote, or a parcel's SSCC. */
  readonly at: string;
  readonly why: KeptWhy;
  /** Of the person who ends it. */
  readonly task?: string;
  /** When he was asked, ISO 8601. */
  readonly since?: string;
  readonly lot?: string;
  readonly hold?: string;
}

export interface OrderReasons extends EarlierReasons {
  /** No line of it asks for goods. */
  "order.no-goods": object;
  /** No open place has these units; `more`: SKUs beyond those named. */
  "units.lacking": { units: readonly { readonly sku: string; readonly units: number }[]; more: number };
  /** These units are here, and on hold; of several holds the first. `more`: SKUs beyond those named. */
  "units.held": {
    units: readonly { readonly sku: string; readonly units: number }[];
    more: number;
    hold: string;
    because: string;
  };
  /** These units are here, and none that it lacks is free: where some of them lie, and what those wait for. `more`: SKUs beyond those named; `others`: places and totes beyond. */
  "units.kept": {
    units: readonly { readonly sku: string; readonly units: number }[];
    more: number;
    places: readonly KeptUnits[];
    others: number;
  };
  /** It is begun when these have shipped; `more`: orders beyond those named. */
  "order.after": { orders: readonly string[]; more: number };
  /** Of the orders that it is to follow this one ended without shipping: somebody releases it, or cancels it. */
  "order.after-ended": { order: string; state: "cancelled" | "rejected" };
  /** A person keeps it from being begun. */
  "order.held": { by: string; words: string };
  /** Its goods leave room in a tote: until then at most it waits for others on the way, ISO 8601. */
  "company.awaited": { until: string };
  /** Its transport waits. */
  "tote.held": { tote: string; because: TransportReason };
  /** It stands at a station that no device of the site is a machine of. */
  "tote.unpacked": { tote: string; station: string };
  /** It stands at a station where a person packs, and nobody has opened it; `since`: when it came there, ISO 8601. */
  "packer.awaited": { tote: string; station: string; since: string };
  /** It stands at a bench until a person has counted what lies in it: the task says what is asked. */
  "count.awaited": { tote: string; station: string; task: string };
  /** Its station was given it long ago, and has not said that it is packed. */
  "packing.late": { tote: string; station: string };
  /** It is packed, and no portal has seen this of it leave for long; the alarm `parcel.late` stands. */
  "parcel.unseen": { parcel: string; station: string };
  /** It is called back, and this of it is packed and was not seen to leave: the portal sees it, or somebody says whether it left. `more`: parcels beyond it. */
  "departure.awaited": { parcel: string; station: string; more: number };
  /** It is packed, and leaves with these, which are not; until then at most, ISO 8601. `more`: orders beyond those named. */
  "consolidation.awaited": { orders: readonly string[]; more: number; until: string };
  /** It is packed, and is to leave on a pallet: so many of its parcels stand on none. */
  "pallet.awaited": { parcels: number };
  /** It is packed and stands on these, which are open: somebody closes them before their truck leaves, ISO 8601. `more`: pallets beyond those named. */
  "pallet.open": { pallets: readonly string[]; more: number; until: string };
  /** Its truck has left, and no portal read these parcels of it: a person says whether they left or are here. `more`: parcels beyond those named. */
  "parcel.unread": { parcels: readonly string[]; more: number };
  /** The same of pallets on which parcels of it stand, or of one that was read while it was open. */
  "pallet.unread": { pallets: readonly string[]; more: number };
  /** The station where it was last is no longer in the site's files. */
  "tote.station-gone": { tote: string; station: string };
  "tote.came-empty": { tote: string };
  "tour.failed": { transport: string; failure: TransportFailure };
}

export type OrderReason = ReasonOf<OrderReasons>;
export type OrderReasonCode = OrderReason["code"];
