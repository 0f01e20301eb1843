/** Everything that this room keeps. */
import type { Kind } from "@floorplane/contracts/kind";
import { alarmKind } from "./alarms/alarm.kind.ts";
import { bandKind, climateKind } from "./climate/climate.kind.ts";
import { linkKind } from "./links/link.kind.ts";
import { parcelSeenKind } from "./reads/parcel-seen.kind.ts";
import { stationJobKind, stationKind } from "./stations/station.kind.ts";

export const sensorsKinds: readonly Kind[] = [
  alarmKind,
  bandKind,
  climateKind,
  linkKind,
  parcelSeenKind,
  stationJobKind,
  stationKind,
];
