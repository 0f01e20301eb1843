/** The first start on a ledger that was put back from a backup: what its house gave since that backup is given to nobody else. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { ssccsUnder } from "@floorplane/contracts/labels";
import type { Gs1 } from "@floorplane/contracts/site-cartons";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "./confirmations/confirmations.ts";
import type { WithHandling } from "./handling/handling.ts";
import type { WithCounters } from "./keeping/counters.ts";
import type { Restoration } from "./keeping/restorations.ts";
import type { Stores } from "./keeping/stores.ts";

/** Of parcels, boxes, tasks and whatever else is numbered: more than a site does in an hour. */
const perHourMost = 10_000;
/** Also of a backup that was taken a moment ago. */
const skippedLeast = 1_000;

type Means = WithCounters &
  WithHandling &
  WithConfirmations & { readonly stores: Stores; readonly gs1: Gs1 | undefined };

/** Throws `ledger-failed` where no parcel could be numbered any more. */
export function goOnAfter(
  { stores, counters, handling, confirmations, gs1 }: Means,
  desk: Desk,
  restoration: Restoration,
): void {
  const journals = [confirmations.told, handling.journal, confirmations.webhooks.deliveries];
  const hours = stores.restorations.begin(desk, restoration, journals);
  if (hours === undefined) return;
  const skipped = Math.max(skippedLeast, Math.ceil(hours * perHourMost));
  const { serialsPerHour = perHourMost } = gs1 ?? {};
  const parcel = Math.max(Math.min(skippedLeast, serialsPerHour), Math.ceil(hours * serialsPerHour));
  const left = ssccsUnder(gs1) - counters.last("parcel");
  if (parcel >= left)
    throw new FloorplaneError({
      code: "ledger-failed",
      field: "gs1.serialsPerHour",
      message: `the backup is ${Math.ceil(hours)} hours old, in which ${parcel} parcels may have been numbered (${serialsPerHour} an hour), and ${left} numbers are left under the company prefix: write as gs1.serialsPerHour in site.yaml how many the site numbers in an hour at most, or take another prefix`,
    });
  counters.skip({
    tote: skipped,
    parcel,
    wave: skipped,
    task: skipped,
    confirmation: skipped,
    print: skipped,
  });
}
