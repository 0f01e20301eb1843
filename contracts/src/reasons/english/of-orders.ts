/** Why an order stands, in English: for the page, and for programs that ask over HTTP. Total: a reason without words does not compile. */
import type { TransportFailure } from "../../messages.ts";
import type { KeptUnits, KeptWhy, OrderReason, OrderReasons } from "../of-orders.ts";
import { inWords, type WordsFor } from "../reason.ts";
import { transportReasonInEnglish } from "./of-transports.ts";

const failed = {
  "no-route": "no way led there",
  "rejected-by-robot": "the robot rejected it",
  "no-answer": "the robot did not answer",
  withdrawn: "it was withdrawn",
  "robot-lost": "its robot was lost",
  "taken-over": "a person took it over",
  dispensable: "it gave way to others",
} as const satisfies Readonly<Record<TransportFailure, string>>;

/** Of several, those that are named and how many more. */
const named = (what: string, all: readonly string[], more: number): string =>
  `${what}${all.length + more > 1 ? "s" : ""} ${all.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;

/** Where they lie, and what ends it. */
const kept = {
  "to-be-counted": "which waits for a count",
  closed: "where no robot is sent",
  "short-lived": "of a lot that expires too soon",
  held: "kept by a hold",
  "to-be-inspected": "until a person has looked at them",
  "to-be-labelled": "until they have a fresh label",
  "to-be-put-away": "to be put away",
  defective: "found defective",
  "on-its-way": "on its way to a place",
  "called-back": "which was called back and is counted first",
  "tote-to-be-counted": "which waits for a person to count it",
  "to-leave-or-stay": "of which nobody has said whether it left",
} as const satisfies Readonly<Record<KeptWhy, string>>;

export const keptWhys = Object.keys(kept) as readonly KeptWhy[];

function keptInWords({ sku, units, at, why, task, since }: KeptUnits): string {
  const asked = task === undefined ? "" : ` (task ${task}${since === undefined ? "" : `, since ${since}`})`;
  return `${units} × ${sku} in ${at}, ${kept[why]}${asked}`;
}

const ofOrders = {
  "order.no-goods": () => "no line of it asks for goods",
  "units.lacking": ({ units, more }) =>
    `waits for units that no open place has: ${units.map((one) => `${one.units} × ${one.sku}`).join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  "units.held": ({ units, more, hold, because }) =>
    `waits for units that hold ${hold} keeps (${because}): ${units.map((one) => `${one.units} × ${one.sku}`).join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  "units.kept": ({ units, more, places, others }) =>
    `waits for ${units.map((one) => `${one.units} × ${one.sku}`).join(", ")}${more > 0 ? ` and ${more} more` : ""}; here and not free: ${places.map(keptInWords).join("; ")}${others > 0 ? `; and in ${others} more` : ""}`,
  "order.after": ({ orders, more }) =>
    `is begun when ${orders.join(", ")}${more > 0 ? ` and ${more} more` : ""} ${orders.length + more === 1 ? "has" : "have"} shipped`,
  "order.after-ended": ({ order, state }) =>
    `was to follow order ${order}, which is ${state}: release it, or cancel it`,
  "order.held": ({ by, words }) => `is held by ${by}: ${words}`,
  "company.awaited": ({ until }) => `waits for others to share a tote with, until ${until} at most`,
  "tote.held": ({ tote, because }) => `tote ${tote} ${transportReasonInEnglish(because)}`,
  "tote.unpacked": ({ tote, station }) =>
    `waits at ${station}: no device of the site is a machine there, so that nothing packs tote ${tote}`,
  "packer.awaited": ({ tote, station, since }) =>
    `tote ${tote} waits for a packer at ${station} since ${since}`,
  "count.awaited": ({ tote, station, task }) =>
    `tote ${tote} waits at ${station} for a person to count it (task ${task})`,
  "packing.late": ({ tote, station }) =>
    `tote ${tote} was given to ${station} long ago and is not packed yet: look at the station`,
  "parcel.unseen": ({ parcel, station }) =>
    `is packed, and no portal has seen parcel ${parcel} since: look for it between ${station} and the dock, or say that it left`,
  "departure.awaited": ({ parcel, station, more }) =>
    `is called back, and what was packed of it cannot be: parcel ${parcel}${more > 0 ? ` and ${more} more` : ""}, packed at ${station}, has not been seen to leave; say whether it left`,
  "consolidation.awaited": ({ orders, more, until }) =>
    `is packed, and waits for ${orders.join(", ")}${more > 0 ? ` and ${more} more` : ""} to leave with, until ${until} at most`,
  "pallet.awaited": ({ parcels }) =>
    `is packed: ${parcels === 1 ? "a parcel waits" : `${parcels} parcels wait`} at the dock to be put on a pallet`,
  "pallet.open": ({ pallets, more, until }) =>
    `is packed and stands on ${named("pallet", pallets, more)}, still open: to be closed before the truck leaves at ${until}`,
  "parcel.unread": ({ parcels, more }) =>
    `is packed, and its truck has left: no portal read ${named("parcel", parcels, more)}; say of each whether it left (departure) or is here (stay)`,
  "pallet.unread": ({ pallets, more }) =>
    `is packed, and nobody has said where ${named("pallet", pallets, more)} went: say of each whether it left (departure) or is here (stay)`,
  "tote.station-gone": ({ tote, station }) =>
    `waits at ${station}: it is no longer in the site's files; look for tote ${tote} there`,
  "tote.came-empty": ({ tote }) => `tote ${tote} came back empty`,
  "tour.failed": ({ transport, failure }) => `transport ${transport} failed: ${failed[failure]}`,
  "earlier.words": ({ words }) => words,
} as const satisfies WordsFor<OrderReasons>;

export const orderReasonCodes = Object.keys(ofOrders) as readonly (keyof typeof ofOrders)[];
export const orderReasonInEnglish = (reason: OrderReason): string => inWords(ofOrders, reason);
