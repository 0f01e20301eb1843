/** What hands do to vehicles: they are carried, seized, switched off and on, and their orders cleared; nobody turns the mode switch. */

import { every } from "@floorplane/runtime/clock/clock";
import { falseClocks } from "./false-clocks.ts";
import type { Fault, Place, Victim } from "./fault.ts";

const nothing = (): void => {};

/** Whoever carries it waits for a place where he may put it down, and looks so often, ms. */
const lookEveryMs = 1_000;

/** Put down there, as soon as there is such a place. */
const carried = (what: string, where: (victim: Victim) => Place | undefined): Fault => ({
  what,
  begin: (victim) => {
    const carry = (): boolean => {
      const place = where(victim);
      if (place) victim.robot.carryTo(place);
      return place !== undefined;
    };
    if (carry()) return nothing;
    const end = every(victim.timers, lookEveryMs, () => {
      if (carry()) end();
    });
    return end;
  },
});

const rebooted = (
  what: string,
  counters: Fault | undefined,
  where: (victim: Victim) => Place | undefined,
): Fault => ({
  what,
  begin: (victim) => {
    const place = where(victim);
    if (place) victim.robot.carryTo(place);
    victim.robot.reboot();
    counters?.begin(victim);
    return nothing;
  },
});

const inPlace = (): undefined => undefined;
const elsewhere = (victim: Victim): Place | undefined => victim.freePlace();
const here = ({ robot, timers }: Victim): Place => robot.poseAt(timers.now());

/** So far aside of where it stands, m. */
const aside =
  (metres: number) =>
  (victim: Victim): Place => {
    const { x, y, theta } = here(victim);
    return { x: x - metres * Math.sin(theta), y: y + metres * Math.cos(theta), theta };
  };

export const hands = {
  carried: carried("is carried elsewhere by hand, its order forgotten", elsewhere),
  "carried-near": carried("is carried a few metres by hand, its order forgotten", (victim) =>
    victim.freePlace(here(victim)),
  ),
  "carried-onto-a-way": carried("is put down where another robot is about to drive", (victim) =>
    victim.wayOfAnother(),
  ),
  "pushed-aside": carried("is pushed 6 cm off its lane", aside(0.06)),
  "pushed-to-the-other-side": carried("is pushed 6 cm to the other side", aside(-0.06)),
  "carried-switched-off": rebooted(
    "is switched off, carried elsewhere and switched on",
    undefined,
    elsewhere,
  ),
  "carried-counters-anew": rebooted(
    "is switched off, carried elsewhere and switched on, its counters and clock begun anew",
    falseClocks["counter-and-clock-anew"],
    elsewhere,
  ),
  "forgets-order": {
    what: "has its order cleared at its panel, where it is",
    begin: ({ robot }) => {
      robot.forgetOrder();
      return nothing;
    },
  },
  reboots: rebooted("is switched off and on where it is", undefined, inPlace),
  "reboots-counters-anew": rebooted(
    "is switched off and on where it is, its counters and clock begun anew",
    falseClocks["counter-and-clock-anew"],
    inPlace,
  ),
  "reboots-1970": rebooted(
    "is switched off and on where it is, with a clock of the year 1970",
    falseClocks["clock-1970"],
    inPlace,
  ),
  "reboots-counters-ahead": rebooted(
    "is switched off and on where it is, its counter near its end",
    falseClocks["counter-far-ahead"],
    inPlace,
  ),
  seized: {
    what: "stands, and says the truth of it",
    begin: ({ robot }) => {
      robot.seize(true);
      return () => robot.seize(false);
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;
