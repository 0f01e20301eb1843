/** Totes that wait for a person at a packing station: what they hold has not left, whatever else is said, and where nobody comes for too long it is the station that somebody looks after, not the portal. */
import type { StationId } from "@floorplane/contracts/ids";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import type { WithSettings } from "../keeping/settings.ts";
import type { Tote } from "../totes/tote.ts";
import type { WithParcels } from "./parcels.ts";
import type { Work } from "./work.kind.ts";
import type { WithWorks } from "./works.ts";

type PackerMeans = WithWorks & WithSettings;

/** The job of a person that is not done; undefined: no person has it, or it is packed. */
export function workOf({ works }: WithWorks, { at }: Tote): Work | undefined {
  return at.state === "packing" ? works.get(at.job) : undefined;
}

/** A parcel that a person has not packed yet, and where its tote stands. */
export function unpackedAt({ works, parcels }: WithWorks & WithParcels, sscc: string): Work | undefined {
  const parcel = parcels.get(sscc);
  return parcel && works.get(parcel.job);
}

/** The tote that has waited too long at the station, or stood open too long. */
export const tooLongAt = (
  { works, settings }: PackerMeans,
  station: StationId,
  now: number,
): Work | undefined =>
  works.at(station).find((work) => now - (work.openedAt ?? work.givenAt) >= settings.parcelWithinMs);

/** After a deed at the station, and after each look: the alarm stands as long as a tote has waited too long, or stood open too long. */
export function judgePacker(means: PackerMeans, desk: Desk, station: StationId): void {
  const first = tooLongAt(means, station, desk.now);
  if (!first) clearAlarm(desk, "packer.late", station);
  else raiseAlarm(desk, "packer.late", station, { tote: first.box, since: isoTime(first.givenAt) });
}
