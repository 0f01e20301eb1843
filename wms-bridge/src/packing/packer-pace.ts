/** How long a tote takes at a bench, so that those with a quick packer are given more, and one where nobody comes is given no more. */

import type { StationId } from "@floorplane/contracts/ids";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { WithPlaces } from "../stock/places.ts";
import type { PackingDesk, Work } from "./work.kind.ts";
import type { WithWorks } from "./works.ts";

type PaceMeans = WithPlaces & WithWorks;

/** A machine that packs, s a tote; machines are alike here, since the one that falls behind has more waiting. */
const machinePaceS = 30;
/** Of the pace that was measured, the newest tote's share: some eight totes tell it. */
const newestShare = 0.25;
/** A tote that stood open over a break says nothing of how quick its packer is, ms. */
const openMsMax = 15 * minuteMs;

/** s a tote. A person's is as measured at that bench; until then he is taken to be as quick as a machine. A tote that waits longer than that while nothing is packed says that nobody is there. */
export function paceAt({ places, works, packingDesks }: PaceMeans, station: StationId, now: number): number {
  if (!places.people.has(station)) return machinePaceS;
  const { secondsPerTote = null, packedAt = null } = packingDesks.get(station) ?? {};
  const usual = secondsPerTote ?? machinePaceS;
  const [first] = works.at(station);
  if (!first) return usual;
  return Math.max(usual, (now - Math.max(first.givenAt, packedAt ?? 0)) / secondMs);
}

/** With one more tote packed, which stood open since then. */
export function paceWith({ secondsPerTote }: PackingDesk, { openedAt }: Work, now: number): number | null {
  if (openedAt === null || now - openedAt > openMsMax) return secondsPerTote;
  const took = Math.max(1, (now - openedAt) / secondMs);
  if (secondsPerTote === null) return Math.round(took);
  return Math.round(secondsPerTote + newestShare * (took - secondsPerTote));
}
