/** The judge of a world: what it may know besides bodies and racks. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Floor } from "./floor/floor.ts";
import { Judge } from "./judge/judge.ts";
import type { SimulatedRobot } from "./robots/simulated-robot.ts";
import type { PackingStation } from "./stations/packing-station.ts";
import type { WorldOptions } from "./world-options.ts";

/** A robot with a tote this near to a busy bench waits for its turn: the lane in front of it and a few robots, m. */
const queueM = 12;

export function worldJudge(
  { site, layout, timers, options = {} }: WorldOptions,
  floor: Floor,
  robots: readonly SimulatedRobot[],
  benches: readonly PackingStation[],
  people: { isAwaited(tote: string): boolean },
): Judge {
  const byId = new Map(robots.map((robot) => [robot.id as string, robot]));
  const { lengthM, widthM } = site.vehicle;
  const isQueueing = (id: string): boolean => {
    const robot = byId.get(id);
    if (robot?.tote === undefined) return false;
    // A person is on the way to it: how long that takes is nobody's jam.
    if (people.isAwaited(robot.tote)) return true;
    const { x, y } = robot.poseAt(timers.now());
    return benches.some((bench) => {
      const place = bench.isBusy ? layout.stations.get(bench.station as StationId) : undefined;
      return place !== undefined && Math.hypot(place.x - x, place.y - y) < queueM;
    });
  };
  return new Judge({
    floor,
    timers,
    solids: options.solids ?? site.racks,
    reach: Math.hypot(lengthM, widthM) / 2 + (options.robot?.loadOverhangM ?? 0),
    hasTransport: options.hasTransport ?? ((id) => byId.get(id)?.tote !== undefined),
    isQueueing: options.isQueueing ?? isQueueing,
    ...(options.writePositions ? { writePositions: options.writePositions } : {}),
  });
}
