/** A round of dispatch as the shift plan reads: robots under way first, then new work, then what gives way to it, then counts for those without work, then power, then everybody out of the way. */
import { assignTransports } from "./assign-transports.ts";
import { chargeRobots } from "./charge-robots.ts";
import { chooseAgain } from "./choose-again.ts";
import { continueTransports } from "./continue-transports.ts";
import { countIdle } from "./count-idle.ts";
import type { Phase } from "./floor.ts";
import { giveWay } from "./give-way.ts";
import { makeRoom } from "./make-room.ts";
import { parkIdle } from "./park-idle.ts";

export const dispatchRound: readonly Phase[] = [
  chooseAgain,
  continueTransports,
  assignTransports,
  // Who was assigned just now gets its first place in the same round.
  continueTransports,
  giveWay,
  countIdle,
  makeRoom,
  chargeRobots,
  parkIdle,
];
