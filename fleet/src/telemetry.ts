/** The position frame: all poses of the site a few times a second, for screens (contracts/positions). It decides nothing and is written nowhere. */
import { activityCodes, writePositions } from "@floorplane/contracts/positions";
import type { Topic } from "@floorplane/contracts/topics";
import type { Bus } from "@floorplane/runtime/bus/bus";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import { activityOf } from "./robots/activity.ts";
import { chargeOf } from "./robots/report.ts";
import type { Robot } from "./robots/robot.ts";

export interface TelemetryOptions {
  readonly bus: Bus;
  readonly timers: Timers;
  readonly topic: Topic;
  readonly robots: readonly Robot[];
  readonly hz: number;
  /** Older than this, a pose is shown as stale, ms. */
  readonly staleMs: (robot: Robot) => number;
  readonly waitingAfterMs: number;
}

/** Starts the frames; returns what ends them. */
export function speakPositions(options: TelemetryOptions): () => void {
  let sequence = 0;
  return every(options.timers, 1_000 / options.hz, () => {
    const at = options.timers.now();
    options.bus.publish(options.topic, frameOf(options, sequence++, at));
  });
}

function frameOf(
  { robots, staleMs, waitingAfterMs }: Pick<TelemetryOptions, "robots" | "staleMs" | "waitingAfterMs">,
  sequence: number,
  at: number,
): Uint8Array {
  return writePositions({
    sequence,
    at,
    robots: robots.flatMap((robot) => {
      const { pose } = robot;
      if (!pose) return [];
      return {
        index: robot.index,
        x: pose.x,
        y: pose.y,
        theta: pose.theta,
        activity: activityCodes.indexOf(activityOf(robot, at, waitingAfterMs)),
        battery: chargeOf(robot.report),
        loaded: robot.loaded,
        stale: at - robot.heardAt > staleMs(robot),
        ageSeconds: (at - robot.heardAt) / 1_000,
      };
    }),
  });
}
