/**
 * Lets go of what nobody will ask for any more: totes and answers after an hour, and what else there is of a closed order is packed then; tasks after a day, closed orders after two, what
 * the ledger answered by key after more than a month, their numbers after two years. A bounded number in one step.
 */
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { Stores } from "./keeping/stores.ts";

/** Documents removed in one step, and orders packed: a row of a few ten kilobytes, and a few milliseconds. */
const perStepMax = 200;
/** A hundred orders on a day of 15,000. */
const everyMs = 10 * minuteMs;

export function armRetention(desk: Desk): void {
  desk.due("retention", desk.now + everyMs, { type: "retention" });
}

export function letGo(stores: Stores, desk: Desk): void {
  const areMore = stores.letGo(desk, perStepMax);
  desk.due("retention", desk.now + (areMore ? secondMs : everyMs), { type: "retention" });
}
