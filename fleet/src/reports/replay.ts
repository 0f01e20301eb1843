/**
 * Who holds what after a start, of robots that say nothing. What was written down of each is all that it was released to, also what it has passed since; so
 * two may claim one place. The grants are taken again in the order in which they were made: whoever was granted a place proves that those before have left.
 */

export interface Grant {
  readonly node: number;
  /** When it was held, ms. */
  readonly heldAt: number;
}

/** The floor, as far as it is asked here. */
export interface Floor<Robot> {
  /** Puts the robot there with these nodes, in driving order, instead of those before. Answers who is in the way, by id: then it holds nothing. */
  enter(robot: Robot, nodes: readonly number[]): readonly string[];
  leave(robot: Robot): void;
}

interface Holder<Robot> {
  readonly robot: Robot;
  readonly nodes: number[];
}

/** Answers what each holds in the end; a robot that those who were seen left no place is not in it. */
export function replayed<Robot extends { readonly id: string }>(
  released: readonly { readonly robot: Robot; readonly base: readonly Grant[] }[],
  floor: Floor<Robot>,
): Map<Robot, readonly number[]> {
  const holders = new Map<string, Holder<Robot>>(
    released.map(({ robot }) => [robot.id, { robot, nodes: [] }]),
  );
  const grants = released
    .flatMap(({ robot, base }) => base.map((grant) => ({ holder: holders.get(robot.id)!, grant })))
    // Sorting is stable: of one moment, each robot's nodes stay in their order.
    .sort((a, b) => a.grant.heldAt - b.grant.heldAt);
  for (const { holder, grant } of grants) {
    holder.nodes.push(grant.node);
    settle(holder, holders, floor);
  }
  return new Map(
    [...holders.values()].filter(({ nodes }) => nodes.length > 0).map(({ robot, nodes }) => [robot, nodes]),
  );
}

/** The holder takes its place: others give up from behind until it fits. Where the one in the way was seen there, the holder itself has passed. */
function settle<Robot extends { readonly id: string }>(
  holder: Holder<Robot>,
  holders: ReadonlyMap<string, Holder<Robot>>,
  floor: Floor<Robot>,
): void {
  while (holder.nodes.length > 0) {
    const inTheWay = floor.enter(holder.robot, holder.nodes).map((id) => holders.get(id));
    if (inTheWay.length === 0) return;
    if (inTheWay.includes(undefined)) holder.nodes.shift();
    for (const other of inTheWay) {
      if (!other) continue;
      other.nodes.shift();
      // It still held all that is left of it: this cannot be refused.
      if (other.nodes.length > 0) floor.enter(other.robot, other.nodes);
      else floor.leave(other.robot);
    }
  }
  floor.leave(holder.robot);
}
