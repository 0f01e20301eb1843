/**
 * Where each robot is really sent: its goal; or, while another has the right to that goal or stands on it, a pocket nearby, so that nobody waits in a lane for longer than a moment.
 * Robots without a goal stay in the pocket they are in, or go to one.
 */
import type { Claims } from "./claims.ts";
import { type GoalDistances, unreachable } from "./goal-distances.ts";
import type { Refuges } from "./refuges.ts";
import type { Rover } from "./rover.ts";

export interface TargetParts {
  readonly claims: Claims;
  readonly distances: GoalDistances;
  readonly refuges: Refuges;
  readonly mouths: Int32Array;
}

/** Who is this near to a goal that is taken looks for a place to wait; tenths of a second. Farther away the goal may well be free on arrival. */
const nearDs = 120;

/** A visit to a place of work takes about so long; who has been there longer may be there for good. */
const visitMs = 20_000;

/** Who has stood in a lane for so long waits somewhere else if its goal is taken. */
const lanePatienceMs = 40_000;

/** To one goal: who has the right to it, and the next. */
const underWayMax = 3;

/** More robots than this on one another's goals are left to the planner. */
const ringMax = 16;

export class Targets {
  readonly #parts: TargetParts;
  /** Per node: the robot that has the right to it as its goal, -1 none. */
  readonly #owner: Int32Array;
  /** Per node: the robot that waits or will wait there. */
  readonly #guest: Int32Array;
  /** Per node: robots under way to it as their goal. */
  readonly #underWay: Int32Array;
  /** Per robot: how good its right to its goal is; the less the better. */
  readonly #rank: number[] = [];

  constructor(parts: TargetParts) {
    this.#parts = parts;
    this.#owner = new Int32Array(parts.mouths.length).fill(-1);
    this.#guest = new Int32Array(parts.mouths.length).fill(-1);
    this.#underWay = new Int32Array(parts.mouths.length);
  }

  assign(rovers: readonly (Rover | undefined)[], now: number): void {
    this.#settleOwners(rovers);
    this.#guest.fill(-1);
    for (const rover of rovers) if (rover && rover.refuge >= 0) this.#guest[rover.refuge] = rover.slot;
    this.#underWay.fill(0);
    for (const rover of rovers) if (rover && rover.goal >= 0 && rover.underWay) this.#underWay[rover.goal]!++;
    // Who was sent first sets out first.
    const inOrder = rovers.filter((rover) => rover !== undefined);
    inOrder.sort((a, b) => a.goalSinceMs - b.goalSinceMs || a.slot - b.slot);
    for (const rover of inOrder) this.#choose(rover, rovers, now);
  }

  ownerOf(goal: number): number {
    return this.#owner[goal]!;
  }

  /** Who stands on his goal has it; then who is near and had it before; then who is nearest, so that nobody waits for one who is still far. */
  #settleOwners(rovers: readonly (Rover | undefined)[]): void {
    const { claims, distances } = this.#parts;
    this.#owner.fill(-1);
    for (const rover of rovers) {
      if (!rover || rover.goal < 0) continue;
      const there = claims.end(rover.slot) === rover.goal;
      const ds = there ? 0 : this.#distance(rover, distances);
      const late = rover.underWay ? 0 : unreachable;
      this.#rank[rover.slot] = there ? -2 : rover.ownsGoal && ds <= nearDs ? -1 : ds + late;
      const before = this.#owner[rover.goal]!;
      if (before < 0 || this.#rank[rover.slot]! < this.#rank[before]!) this.#owner[rover.goal] = rover.slot;
    }
    for (const rover of rovers)
      if (rover) rover.ownsGoal = rover.goal >= 0 && this.#owner[rover.goal] === rover.slot;
  }

  #distance(rover: Rover, distances: GoalDistances): number {
    const { claims } = this.#parts;
    const length = claims.length(rover.slot);
    return distances.from(claims.end(rover.slot), claims.edgeAt(rover.slot, length - 1), rover.goal);
  }

  #choose(rover: Rover, rovers: readonly (Rover | undefined)[], now: number): void {
    const end = this.#parts.claims.end(rover.slot);
    if (rover.yieldUntilMs > now && rover.refuge >= 0 && end !== rover.refuge) {
      rover.target = rover.refuge;
      return;
    }
    rover.yieldUntilMs = 0;
    const toGoal = rover.goal < 0 ? unreachable : this.#distance(rover, this.#parts.distances);
    rover.cutOff = rover.goal >= 0 && toGoal === unreachable;
    if (toGoal < rover.nearestDs) {
      rover.nearestDs = toGoal;
      rover.nearestSinceMs = now;
    }
    if (rover.goal < 0 || rover.cutOff) rover.target = this.#outOfTheWay(rover, end);
    else if (this.#holdsBack(rover, end)) rover.target = end;
    else if (this.#looksAside(rover, end, toGoal, rovers, now) && this.#isTaken(rover, rovers))
      rover.target = this.#waitingPlace(rover, end);
    else {
      rover.target = rover.goal;
      rover.refuge = -1;
    }
  }

  /** It stands in a pocket that nobody else needs, and enough others are under way to its goal: in the lanes it would only wait longer and in others' way. */
  #holdsBack(rover: Rover, end: number): boolean {
    const holds =
      end !== rover.goal &&
      this.#parts.mouths[end]! >= 0 &&
      !rover.ownsGoal &&
      this.#underWay[rover.goal]! - (rover.underWay ? 1 : 0) >= underWayMax &&
      this.#mayStay(rover, end);
    if (holds === rover.underWay) {
      rover.underWay = !holds;
      this.#underWay[rover.goal]! += holds ? -1 : 1;
    }
    return holds;
  }

  /**
   * Whether it is time to see if its goal can be had. Who has gone aside once stays there until it can: a refuge is far from the goal as one-way lanes lead, and who turned back on
   * the way there, since the goal is far now, would drive round for ever. Who stands in a lane is in others' way however far the goal.
   */
  #looksAside(
    rover: Rover,
    end: number,
    toGoal: number,
    rovers: readonly (Rover | undefined)[],
    now: number,
  ): boolean {
    if (toGoal <= nearDs) return true;
    if (rover.refuge >= 0) return end !== rover.refuge || !this.#isDueSoon(rover, rovers, now);
    return this.#parts.mouths[end]! < 0 && now - rover.haltedSinceMs >= lanePatienceMs;
  }

  /** Who has the goal came there a moment ago and will be gone when the next, this one, gets there. Once for each that comes. */
  #isDueSoon(rover: Rover, rovers: readonly (Rover | undefined)[], now: number): boolean {
    const owner = rovers[this.#owner[rover.goal]!];
    if (!owner || this.#parts.claims.end(owner.slot) !== rover.goal) return false;
    if (now - owner.haltedSinceMs >= visitMs) return false;
    const rank = this.#rank[rover.slot]!;
    return rovers.every(
      (other) =>
        !other ||
        other === rover ||
        other === owner ||
        other.goal !== rover.goal ||
        this.#rank[other.slot]! >= rank,
    );
  }

  /** Another has the right to the goal, or stands there and does not leave. */
  #isTaken(rover: Rover, rovers: readonly (Rover | undefined)[]): boolean {
    if (!rover.ownsGoal || this.#yieldsInRing(rover, rovers)) return true;
    const holder = this.#parts.claims.holderOf(rover.goal);
    if (holder < 0 || holder === rover.slot) return false;
    return this.#parts.claims.end(holder) === rover.goal && rovers[holder]!.standing;
  }

  /** Robots that stand on one another's goals, as in two pockets across a lane: the one sent last goes aside first. */
  #yieldsInRing(rover: Rover, rovers: readonly (Rover | undefined)[]): boolean {
    const { claims } = this.#parts;
    let last = rover;
    let member = rover;
    for (let length = 0; length < ringMax; length++) {
      const holder = member.goal < 0 ? -1 : claims.holderOf(member.goal);
      const next = holder < 0 ? undefined : rovers[holder];
      if (!next || next.standing || claims.end(next.slot) !== member.goal) return false;
      if (next === rover) return length > 0 && last === rover;
      if (
        next.goalSinceMs > last.goalSinceMs ||
        (next.goalSinceMs === last.goalSinceMs && next.slot > last.slot)
      )
        last = next;
      member = next;
    }
    return false;
  }

  #waitingPlace(rover: Rover, end: number): number {
    if (!this.#keepsRefuge(rover, end)) rover.refuge = this.#findRefuge(rover, end, rover.goal);
    return rover.refuge >= 0 ? rover.refuge : rover.goal;
  }

  #outOfTheWay(rover: Rover, end: number): number {
    if (this.#parts.mouths[end]! >= 0 && this.#mayStay(rover, end)) {
      rover.refuge = end;
      this.#guest[end] = rover.slot;
      return end;
    }
    if (!this.#keepsRefuge(rover, end)) rover.refuge = this.#findRefuge(rover, end, -1);
    return rover.refuge >= 0 ? rover.refuge : end;
  }

  #mayStay(rover: Rover, node: number): boolean {
    return (this.#owner[node]! < 0 || this.#owner[node] === rover.slot) && this.#isGuest(rover, node);
  }

  #isGuest(rover: Rover, node: number): boolean {
    return this.#guest[node]! < 0 || this.#guest[node] === rover.slot;
  }

  /** It has chosen before and the place is still good. */
  #keepsRefuge(rover: Rover, end: number): boolean {
    if (rover.refuge < 0) return false;
    const holder = this.#parts.claims.holderOf(rover.refuge);
    return (
      (end === rover.refuge || holder < 0 || holder === rover.slot) && this.#mayStay(rover, rover.refuge)
    );
  }

  #findRefuge(rover: Rover, end: number, goal: number): number {
    const { claims, refuges } = this.#parts;
    if (rover.refuge >= 0 && this.#guest[rover.refuge] === rover.slot) this.#guest[rover.refuge] = -1;
    const refuge = refuges.nearest({
      from: end,
      lastEdge: claims.edgeAt(rover.slot, claims.length(rover.slot) - 1),
      goal,
      isFree: (node) =>
        claims.holderOf(node) < 0 &&
        !claims.isClosed(node) &&
        this.#owner[node]! < 0 &&
        this.#guest[node]! < 0,
    });
    if (refuge >= 0) this.#guest[refuge] = rover.slot;
    return refuge;
  }

  /** A pocket for a robot that must make room, or -1. */
  yieldTo(rover: Rover): number {
    return this.#findRefuge(rover, this.#parts.claims.end(rover.slot), rover.cutOff ? -1 : rover.goal);
  }
}
