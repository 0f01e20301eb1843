/** Lets go of what nobody will ask for any more: totes and tasks after a day, closed orders and answers after more than a month, their numbers after two years. A bounded number in one step. */
import { hourMs, secondMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { Stores } from "./keeping/stores.ts";

/** Documents removed in one step: a row of a few ten kilobytes. */
const perStepMax = 500;
const everyMs = hourMs;

export function armRetention(desk: Desk): void {
  desk.due("retention", desk.now + everyMs, { type: "retention" });
}

export function letGo(stores: Stores, desk: Desk): void {
  const areMore = stores.letGo(desk, perStepMax);
  desk.due("retention", desk.now + (areMore ? secondMs : everyMs), { type: "retention" });
}
