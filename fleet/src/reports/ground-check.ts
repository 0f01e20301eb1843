/**
 * What each robot holds against what it says: ground is given back where word and pose agree, a place that it says without holding it is kept from others, and where two claim one
 * place both are told to stop. Never frees anything by time, an error or silence.
 */

import type { RobotId } from "@floorplane/contracts/ids";
import type { Contest, Trouble } from "@floorplane/contracts/reasons/of-robots";
import { someOf } from "@floorplane/contracts/reasons/reason";
import type { Footprint } from "@floorplane/layout/footprint";
import type { Layout } from "@floorplane/layout/layout";
import type { Desk } from "@floorplane/runtime/room";
import { type Footing, footingOn, isOnMap, leftUpTo, toldM, trustedPose, wordM } from "../robots/ground.ts";
import type { HeldGround } from "../robots/held-ground.ts";
import { onNodeM } from "../robots/pose-on-lanes.ts";
import type { RobotReport } from "../robots/report.ts";
import type { Robot } from "../robots/robot.ts";
import type { Roster } from "../robots/roster.ts";
import { saidPlace } from "../robots/said-place.ts";
import type { Traffic } from "../traffic/traffic.ts";
import type { Consequences } from "./consequences.ts";

export interface GroundCheckOptions {
  readonly layout: Layout;
  readonly footprint: Footprint;
  readonly traffic: Traffic;
  readonly ground: HeldGround;
  readonly roster: Roster;
  readonly consequences: Consequences;
}

/** A place is contested for so long: who has it ahead gives up his order, so that one of them can go on. Shorter, and one wrong pose would cost others their orders. */
const givesUpAfterMs = 3_000;

interface Claim {
  readonly why: Contest;
  readonly isAhead: boolean;
}

export class GroundCheck {
  readonly #options: GroundCheckOptions;
  /** Robots in contest, with the house time since when. */
  readonly #contested = new Map<RobotId, number>();

  constructor(options: GroundCheckOptions) {
    this.#options = options;
  }

  /** Where its pose lies on what it holds; undefined where it holds nothing or says no pose that can be trusted. */
  footing(robot: Robot, report: RobotReport): Footing | undefined {
    const { layout, ground } = this.#options;
    const pose = trustedPose(report, layout.graph.mapId);
    const held = ground.held(robot);
    return pose && held.length > 0 ? footingOn(layout.graph, held, pose) : undefined;
  }

  /** Why its place does not fit what it holds; undefined where it does, and where a person has vouched for it. */
  strayed(robot: Robot, footing: Footing | undefined): Trouble | undefined {
    if (!footing || robot.place.isVouchedFor || footing.offM <= wordM) return undefined;
    return { code: "place.strayed", metres: toldM(footing.offM) };
  }

  /** What word and pose agree that it has left. */
  giveBack(robot: Robot, footing: Footing | undefined): void {
    if (!footing) return;
    const { held } = footing;
    const reached = leftUpTo(footing, held.indexOf(robot.node));
    if (reached > 0) this.#options.ground.left(robot, held[reached]!);
  }

  /** Whatever else it says: the place that it says is kept from others, unless it holds it. One that says no place still covers the one it said last. */
  say(robot: Robot, report: RobotReport): void {
    const { layout, traffic, footprint } = this.#options;
    const { pose } = report;
    if (!pose || !isOnMap(pose, layout.graph.mapId)) return;
    const held = this.#options.ground.held(robot);
    const isHeld = held.length > 0 && footingOn(layout.graph, held, pose).offM <= onNodeM;
    if (isHeld && !robot.place.saysAnother) return;
    robot.place.say(!isHeld);
    traffic.setSaid(robot.id, isHeld ? null : saidPlace(layout.graph, pose, footprint));
  }

  /** A person has taken it off the floor: it covers nothing any more. */
  forget(robot: Robot): void {
    robot.place.say(false);
    this.#options.traffic.setSaid(robot.id, null);
  }

  /** Both sides of each contest are told to stop; and to go on when it is over. */
  settle(desk: Desk): void {
    const contests = this.#options.traffic.contests();
    if (contests.length === 0 && this.#contested.size === 0) return;
    const claims = new Map<RobotId, Claim>();
    for (const { robot, others } of contests) {
      const heldBy = someOf(others.map((other) => other.robot));
      claims.set(robot, { why: { code: "contest.says", heldBy }, isAhead: false });
      for (const other of others) {
        const isAhead = other.isAhead || claims.get(other.robot)?.isAhead === true;
        claims.set(other.robot, { why: { code: "contest.holds", saidBy: robot }, isAhead });
      }
    }
    for (const robot of this.#options.roster.list) this.#settle(robot, claims.get(robot.id), desk);
  }

  #settle(robot: Robot, claim: Claim | undefined, desk: Desk): void {
    const { roster, consequences } = this.#options;
    const since = this.#contested.get(robot.id);
    if (!claim) {
      if (since === undefined) return;
      this.#contested.delete(robot.id);
      robot.reasons.contests(null);
      consequences.tell(robot, { type: "room.clear" }, desk);
      if (robot.placed) roster.clear(robot, "robot.displaced", desk);
      return;
    }
    robot.reasons.contests(claim.why);
    if (since === undefined) {
      this.#contested.set(robot.id, desk.now);
      consequences.tell(robot, { type: "room.contested" }, desk);
    }
    roster.raise(robot, "robot.displaced", desk, claim.why);
    const isLong = desk.now - (since ?? desk.now) >= givesUpAfterMs;
    if (isLong && claim.isAhead && robot.orderOpen) consequences.tell(robot, { type: "order.lost" }, desk);
  }
}
