/**
 * The first cause of a jam: who waits for whom is followed to the robot that waits for nobody, or to a ring, and everyone who waits because of it is counted. A robot knows only the one before it;
 * the person who has to help must hear of the one at the front.
 */
import type { RobotId } from "@floorplane/contracts/ids";

export interface Jam {
  /** The robot for which the others wait in the end; of a ring, all its members. */
  readonly first: readonly RobotId[];
  /** Robots that wait because of it, those of the ring itself among them. */
  readonly waiting: readonly RobotId[];
}

/** `links`: who waits for whom now. Every robot that waits is told its jam. */
export function jamsOf(links: ReadonlyMap<RobotId, RobotId>): ReadonlyMap<RobotId, Jam> {
  const jams = new Map<string, { first: readonly RobotId[]; waiting: RobotId[] }>();
  const jamOf = new Map<RobotId, Jam>();
  for (const robot of links.keys()) {
    const first = firstCause(robot, links);
    const key = first.join(" ");
    const jam = jams.get(key) ?? { first, waiting: [] };
    jam.waiting.push(robot);
    jams.set(key, jam);
    jamOf.set(robot, jam);
  }
  return jamOf;
}

function firstCause(robot: RobotId, links: ReadonlyMap<RobotId, RobotId>): readonly RobotId[] {
  const way: RobotId[] = [];
  let at: RobotId = robot;
  for (let next = links.get(at); next !== undefined; next = links.get(at)) {
    const before = way.indexOf(at);
    if (before >= 0) return way.slice(before).sort();
    way.push(at);
    at = next;
  }
  return [at];
}
