/** Vehicles whose counters and clocks are anywhere: begun anew, far ahead, behind, standing still; and lines that lose, double, delay and replay. */
import { isoTime } from "@floorplane/contracts/units";
import { uint32Max } from "@floorplane/contracts/vda5050/header";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import type { Fault, Victim } from "./fault.ts";
import type { BadLine, Lie } from "./tongue.ts";

const hourMs = 3_600_000;
const shifted = (state: State, ms: number): State => ({
  ...state,
  timestamp: isoTime(Date.parse(state.timestamp) + ms),
});

/** From now on: its counter begins at this, its clock is off by so much. */
const countsFrom = (what: string, header: number, clockMs: number): Fault => ({
  what,
  begin: ({ robot, tongue }) => {
    let next = header;
    tongue.lie((state) => [{ ...shifted(state, clockMs), headerId: next++ % (uint32Max + 1) }]);
    robot.speak();
    // Nobody sets a clock back while the vehicle works: it stays so.
    return () => {};
  },
});

const says = (what: string, lie: (victim: Victim) => Lie): Fault => ({
  what,
  begin: (victim) => victim.tongue.lie(lie(victim)),
});

const onLine = (what: string, line: (victim: Victim) => BadLine): Fault => ({
  what,
  begin: (victim) => victim.tongue.spoil(line(victim)),
});

export const falseClocks = {
  "counter-anew": countsFrom("begins its header ids at 0 again", 0, 0),
  "counter-and-clock-anew": countsFrom(
    "begins its header ids at 0 again, its clock two hours behind",
    0,
    -2 * hourMs,
  ),
  "clock-1970": countsFrom("begins anew with a clock of the year 1970", 0, -56 * 365.25 * 24 * hourMs),
  "counter-far-ahead": countsFrom(
    "goes on with header ids near their end, its clock a day behind",
    4_294_967_000,
    -24 * hourMs,
  ),
  "clock-behind": countsFrom("has its clock set back by a day and its counter by a few", 3, -24 * hourMs),
  "clock-ahead": countsFrom("has its clock set a year ahead", 0, 365 * 24 * hourMs),
  "clock-and-counter-stand": says("says the same header id and time for ever", () => {
    let first: State | undefined;
    return (state) => {
      first ??= state;
      return [{ ...state, headerId: first.headerId, timestamp: first.timestamp }];
    };
  }),
  "replays-old": says("says a state of ten states ago again after each", () => {
    const before: State[] = [];
    return (state) => {
      before.push(state);
      if (before.length > 10) before.shift();
      return before.length < 10 ? [state] : [state, before[0]!];
    };
  }),
  "replays-backwards": says("sends its states in threes, the newest first", () => {
    let held: State[] = [];
    return (state) => {
      held.push(state);
      if (held.length < 3) return [];
      const said = held.reverse();
      held = [];
      return said;
    };
  }),
  "line-loses": onLine(
    "loses every third message in either direction",
    ({ random }) =>
      () =>
        random.chance(1 / 3) ? "lost" : "passes",
  ),
  "line-doubles": onLine("hears and says every message twice", () => () => "doubled"),
  "line-delays": onLine(
    "hears and says messages up to four seconds late, out of their order",
    ({ random }) =>
      () => ({
        lateMs: 1 + random.below(4_000),
      }),
  ),
  "line-deaf": onLine(
    "hears nothing, and is heard",
    () => (direction) => (direction === "in" ? "lost" : "passes"),
  ),
  "line-mute": onLine(
    "hears all, and is not heard",
    () => (direction) => (direction === "out" ? "lost" : "passes"),
  ),
} as const satisfies Readonly<Record<string, Fault>>;
