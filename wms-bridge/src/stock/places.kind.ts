/** Bins that must be counted, when each was counted last, places that the site lost and those that are closed. */
import type { LocationId, OrderId, TaskId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, orNull } from "@floorplane/contracts/kind";

/** A bin that must be counted; the task is given when no robot is on its way to the bin any more. */
export const binCountKind = kind(
  "count",
  2,
  fields({
    location: named<LocationId>(),
    task: orNull(named<TaskId>()),
    /** The order whose pick found the bin otherwise than the book has it. */
    order: orNull(named<OrderId>()),
  }),
  { 1: ({ order = null, ...count }) => ({ ...count, order }) },
);
export type BinCount = BodyOf<typeof binCountKind>;

export const countedKind = kind("counted", 1, fields({ location: named<LocationId>(), at: moment }));
export type Counted = BodyOf<typeof countedKind>;

export interface KeptPlace {
  readonly location: LocationId;
}

/** A place that the site lost while stock stood there: an alarm stands for it. */
export const removedPlaceKind = kind("removed-place", 1, fields({ location: named<LocationId>() }));

/** A storage place that no robot is sent to. */
export const closedPlaceKind = kind("closed-place", 1, fields({ location: named<LocationId>() }));
