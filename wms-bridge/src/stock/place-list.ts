/** Places of which one thing is remembered: that no robot is sent there, that the site lost them, that an alarm stands for what lies there. */
import type { LocationId } from "@floorplane/contracts/ids";
import type { Kind } from "@floorplane/contracts/kind";
import type { Desk } from "@floorplane/runtime/room";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import type { KeptPlace } from "./places.kind.ts";

export class PlaceList extends Shelf<LocationId, KeptPlace> {
  constructor(stores: Stores, kind: Kind<KeptPlace>) {
    super(stores, {
      kind,
      id: ({ location }) => location,
      body: (place) => ({ ...place }),
      read: (place) => place,
    });
  }
}

/** Alarms of places raised or cleared in one step, since a row holds only so much mail; the rest follow a second later. */
const alarmsPerStep = 400;

/** Asked before each of them: whether this step has said enough. */
export function placeAlarmsOf(desk: Desk): () => boolean {
  let left = alarmsPerStep;
  return () => {
    if (left-- > 0) return false;
    desk.due("places", desk.now + 1_000, { type: "places.look" });
    return true;
  };
}
