/**
 * What fleet control asks of traffic and hears from it. Nodes are indices of the layout's graph. Plans are hopes, claims are facts: a robot may
 * drive onto a node only after a `Release` named it, and a node is free again only after `passed` showed that its holder has left.
 */

import type { RobotId } from "@floorplane/contracts/ids";
import type { TrafficReason } from "@floorplane/contracts/reasons/of-robots";

export interface Release {
  readonly robot: RobotId;
  /** Newly granted nodes, in order, to be appended to the robot's base. */
  readonly nodes: readonly number[];
  /** Planned after them but not granted: the VDA 5050 horizon, at most a few nodes, for the robot's sake. */
  readonly horizon: readonly number[];
}

/** Ground that a robot says to cover: nodes and edges, as indices. */
export interface SaidPlace {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
}

/** A robot says a place that others hold or say too. */
export interface Contest {
  readonly robot: RobotId;
  /** `isAhead`: it is on what the other may still drive onto, not only where it stands. */
  readonly others: readonly { readonly robot: RobotId; readonly isAhead: boolean }[];
}

export interface Traffic {
  /**
   * A robot is on the floor (first sight, restart, return). `base` = nodes it holds now, in driving order: the node it stands on or last passed,
   * then the rest of its released base. Refused with the robots in the way when one of them is held or said by another: then it keeps what it held.
   */
  enter(
    robot: RobotId,
    base: readonly number[],
  ): { readonly ok: true } | { readonly ok: false; readonly heldBy: readonly RobotId[] };
  /** Taken off the floor by a person: only this frees what a silent robot holds. What it says to cover stays covered. */
  leave(robot: RobotId): void;
  /** A robot, on the floor or not, says to cover this ground besides what it holds: nobody is let onto it. Null: no more. */
  setSaid(robot: RobotId, place: SaidPlace | null): void;
  /** Robots that say what others hold or say too. Empty in ordinary life. */
  contests(): readonly Contest[];
  /**
   * Where it shall go; null: nowhere in particular, it may be sent out of others' way. A robot that has come to its goal stays there until it is given another or null.
   * A robot whose goal is taken by another waits in a pocket nearby and goes on by itself.
   */
  setGoal(robot: RobotId, node: number | null): void;
  /** While standing it cannot be moved (acting at a stop, charging, paused, silent, faulty): others are planned around it. */
  setStanding(robot: RobotId, standing: boolean): void;
  /** The footprint grows with a load. */
  setLoaded(robot: RobotId, loaded: boolean): void;
  /** How long before it must know of more ground it has to be told: what its answers took, ms. Less than traffic expects of anybody counts for nothing. */
  setAnswer(robot: RobotId, ms: number): void;
  /** The robot says that it will soon have to slow down: it is let on at the next grant, though nobody here expected it to be short yet. */
  askForGround(robot: RobotId): void;
  /** Evidence that the robot's footprint stands at `node` of its base, or has passed it: everything before it on the base is free again. */
  passed(robot: RobotId, node: number): void;
  /** A node nobody may enter any more (obstacle, person, closed aisle), or again may. Robots on it keep it. */
  setClosed(node: number, closed: boolean): void;
  /** Plans from the ends of what is released. `now` in ms. May answer later; `grant` uses what has arrived. */
  plan(now: number): void;
  /** Grants what may be granted now, in planned order, to those whose base runs out soon, each as much as it may have. Cheap: call it after every `passed`. */
  grant(now: number): Release[];
  /** What it holds, in driving order: the node it stands on or last passed, then the rest of its released base. Empty: not on the floor. */
  released(robot: RobotId): readonly number[];
  /** Why it stands. Null while it may drive. */
  explain(robot: RobotId): TrafficReason | null;
  /** The robot that `explain` names: one link of a chain that ends at the first cause. Undefined while it may drive, or waits for no robot. */
  waitsFor(robot: RobotId): RobotId | undefined;
  /** Robots that wait for one another in a ring for which no way out was found: a person is asked. Empty in ordinary life. */
  rings(): readonly (readonly RobotId[])[];
}
