/** Bins that must be counted, when each was counted last, places that the site lost and those that are closed. */
import type { LocationId, OrderId, TaskId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, orNull, Type } from "@floorplane/contracts/kind";
import { client, type OfClient, ofBefore } from "../keeping/owned.ts";

/** A bin that must be counted; the task is given when no robot is on its way to the bin any more. */
export const binCountKind = kind(
  "count",
  3,
  fields({
    client,
    location: named<LocationId>(),
    task: orNull(named<TaskId>()),
    /** The order whose pick found the bin otherwise than the book has it. */
    order: orNull(named<OrderId>()),
  }),
  { 1: ({ order = null, ...count }) => ({ ...count, order }), 2: ofBefore },
);
export type KeptCount = BodyOf<typeof binCountKind>;
export type BinCount = OfClient<KeptCount>;

export const countedKind = kind(
  "counted",
  3,
  fields({
    client,
    location: named<LocationId>(),
    at: moment,
    /** Whether it was as the book said; null: of a house that did not write it down. */
    isRight: orNull(Type.Boolean()),
  }),
  { 1: ofBefore, 2: (counted) => ({ ...counted, isRight: null }) },
);
export type KeptCounted = BodyOf<typeof countedKind>;
export type Counted = OfClient<KeptCounted>;

export interface KeptPlace {
  readonly location: LocationId;
}

/** A place that the site lost while stock stood there: an alarm stands for it. */
export const removedPlaceKind = kind("removed-place", 1, fields({ location: named<LocationId>() }));

/** A storage place that no robot is sent to. */
export const closedPlaceKind = kind("closed-place", 1, fields({ location: named<LocationId>() }));

/** A storage place where goods stand that it does not admit: an alarm stands for it. */
export const misplacedKind = kind("misplaced", 1, fields({ location: named<LocationId>() }));
