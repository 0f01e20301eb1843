/** Faults of the field kit in a simulated day, one after the other, each on the next robot of the site: `simulate --faults names-early,reboots`. */
import { isoTime, minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { FaultName } from "@floorplane/simulator/field-kit/faults";
import type { FieldKit } from "@floorplane/simulator/field-kit/field-kit";
import type { SimulatedRobot } from "@floorplane/simulator/robots/simulated-robot";

/** By then robots are at work. */
const firstAfterMs = 10 * minuteMs;
/** One fault begins so long after the one before. */
const gapMs = 3 * minuteMs;
/** A vehicle that drives far is waited for so long. */
const waitsMs = minuteMs;
/** So long a vehicle misbehaves before it is sound again. */
const lastsMs = 2 * minuteMs;

export interface BegunFault {
  readonly at: string;
  readonly fault: FaultName;
  readonly robot: string;
  /** Since when the vehicle is sound again. */
  until?: string;
}

/** Puts them on the clock; what is answered grows as they begin. */
export function scheduleFaults(
  names: readonly FaultName[],
  kit: FieldKit,
  robots: readonly SimulatedRobot[],
  timers: Timers,
): readonly BegunFault[] {
  const begun: BegunFault[] = [];
  const drives = ({ id }: SimulatedRobot): boolean =>
    (kit.truthOf(id)?.nodeStates.filter(({ released }) => released).length ?? 0) >= 2;
  const begin = (fault: FaultName, robot: SimulatedRobot): void => {
    const one: BegunFault = { at: isoTime(timers.now()), fault, robot: robot.id };
    begun.push(one);
    const end = kit.begin(fault, robot);
    timers.at(timers.now() + lastsMs, () => {
      end();
      one.until = isoTime(timers.now());
    });
  };
  const startAt = timers.now() + firstAfterMs;
  for (const [index, fault] of names.entries()) {
    const at = startAt + index * gapMs;
    const inTurn = robots.map((_, turn) => robots[(index + turn) % robots.length]!);
    const look = (): void => {
      const robot = inTurn.find(drives);
      if (robot) begin(fault, robot);
      else if (timers.now() >= at + waitsMs) begin(fault, inTurn[0]!);
      else timers.at(timers.now() + secondMs, look);
    };
    timers.at(at, look);
  }
  return begun;
}
