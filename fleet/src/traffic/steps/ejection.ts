/**
 * Gives one robot a way and sends whoever is in it elsewhere, in turn, until all have a place: the recursion of EPIBT (arXiv 2511.09193), with a budget. What the first one gains the others
 * may lose; without a budget (`unlimited`) the first one's rank decides. Either all of a chain is done or nothing.
 */
import type { Prospects } from "./prospects.ts";
import type { Reservations } from "./reservations.ts";

export const unlimited = 2 ** 30;

export class Ejection {
  private readonly prospects: Prospects;
  private readonly table: Reservations;
  /** What is left of each robot's way at the end of what it means to do now. */
  readonly score: Int32Array;
  /** Which of its prospects that is; -1: what it meant to do before. */
  readonly rank: Int16Array;
  /** What a robot's loss counts. */
  readonly weight: Int32Array;
  /** Those that decided before in this step. */
  readonly decided: Uint8Array;
  private readonly inChain: Uint8Array;
  /** In which chain each robot found no way, and how often. */
  private readonly failedIn: Int32Array;
  private readonly failures: Uint8Array;
  private chain = 0;
  revisits = 1;
  /** Robots displaced, with what they meant to do before, for undoing. */
  private readonly trailRobot: Int32Array;
  private readonly trailWay: Int32Array;
  private readonly trailScore: Int32Array;
  private readonly trailRank: Int16Array;
  private trail = 0;
  private effort = 0;
  private left = 0;
  private readonly forbidsRings: boolean;
  /** How many robots may be in one robot's way. */
  private readonly others: Int32Array;

  constructor(prospects: Prospects, table: Reservations, robots: number, forbidsRings: boolean) {
    this.prospects = prospects;
    this.table = table;
    this.score = new Int32Array(robots);
    this.rank = new Int16Array(robots);
    this.weight = new Int32Array(robots).fill(1);
    this.decided = new Uint8Array(robots);
    this.inChain = new Uint8Array(robots);
    this.failedIn = new Int32Array(robots);
    this.failedBy = new Uint8Array(robots);
    this.leaveBy = new Uint8Array(robots);
    this.trailRobot = new Int32Array(chainMax + 1);
    this.trailWay = new Int32Array((chainMax + 1) * table.stride);
    this.trailScore = new Int32Array(chainMax + 1);
    this.trailRank = new Int16Array(chainMax + 1);
    this.others = new Int32Array((chainMax + 2) * othersMax);
    this.forbidsRings = forbidsRings;
  }

  /** True when the robot has a new way; what it costs all together is no more than `budget`. */
  improve(robot: number, budget: number, effort: number): boolean {
    this.trail = 0;
    this.chain++;
    this.effort = effort;
    this.left = budget;
    this.lift(robot);
    const done = this.settle(robot, 0);
    if (!done) this.undo(0);
    for (let i = 0; i < this.trail; i++) this.inChain[this.trailRobot[i]!] = 0;
    if (!done) this.inChain[robot] = 0;
    return done;
  }

  /** Takes a robot's way off the floor and remembers it. */
  private lift(robot: number): void {
    const { table, trail } = this;
    const { stride } = table;
    this.trailRobot[trail] = robot;
    this.trailScore[trail] = this.score[robot]!;
    this.trailRank[trail] = this.rank[robot]!;
    for (let i = 0; i < stride; i++) this.trailWay[trail * stride + i] = table.way[robot * stride + i]!;
    this.trail++;
    this.inChain[robot] = 1;
    table.take(robot);
  }

  /** Back to what was meant before, down to a mark of the trail. Everyone on the trail above the mark must be off the floor or on its new way. */
  private undo(mark: number): void {
    const { table } = this;
    const { stride } = table;
    for (let i = mark; i < this.trail; i++) {
      const robot = this.trailRobot[i]!;
      if (this.isPlaced(robot)) table.take(robot);
    }
    for (let i = mark; i < this.trail; i++) {
      const robot = this.trailRobot[i]!;
      this.inChain[robot] = 0;
      this.score[robot] = this.trailScore[i]!;
      this.rank[robot] = this.trailRank[i]!;
      for (let k = 0; k < stride; k++) table.way[robot * stride + k] = this.trailWay[i * stride + k]!;
    }
    for (let i = mark; i < this.trail; i++) table.put(this.trailRobot[i]!);
    this.trail = mark;
  }

  private isPlaced(robot: number): boolean {
    const { by, way, stride } = this.table;
    return by[(way[robot * stride + 1]! >> 2) * stride + 1] === robot + 1;
  }

  /** The robot is off the floor: finds it a way. On failure everything but itself is as before, and it is still off the floor. */
  private settle(robot: number, depth: number): boolean {
    const { prospects, table, score, weight } = this;
    const { most, count } = prospects;
    const { stride, way } = table;
    const steps = stride - 1;
    const before = score[robot]!;
    const w = weight[robot]!;
    const base = robot * most;
    const budget = this.left;
    const room = depth < chainMax - 1;
    for (let rank = base; rank < base + count[robot]!; rank++) {
      const loss = budget === unlimited ? 0 : (prospects.score[rank]! - before) * w;
      if (loss > budget || --this.effort < 0) break;
      // What it means to do already hurts nobody.
      if (depth === 0 && prospects.score[rank]! >= before) break;
      const found = this.inTheWay(robot, rank * steps, depth);
      if (found < 0 || (found > 0 && !room)) continue;
      for (let i = 0; i < steps; i++) way[robot * stride + 1 + i] = prospects.place[rank * steps + i]!;
      if (this.forbidsRings && this.closesRing(robot)) continue;
      score[robot] = prospects.score[rank]!;
      this.rank[robot] = rank - base;
      this.left = budget - loss;
      if (budget === unlimited) this.left = unlimited;
      if (found === 0) {
        table.put(robot);
        return true;
      }
      const mark = this.trail;
      if (mark + found > chainMax) continue;
      for (let i = 0; i < found; i++) this.lift(this.others[depth * othersMax + i]!);
      table.put(robot);
      let done = true;
      for (let i = 0; i < found && done; i++)
        done = this.settle(this.others[depth * othersMax + i]!, depth + 1);
      if (done) return true;
      table.take(robot);
      this.undo(mark);
    }
    score[robot] = before;
    this.failedIn[robot] = this.chain;
    this.failedBy[robot] = this.leaveBy[robot]!;
    return false;
  }

  /** How many robots have to go, written to `others`; -1 where one of them may not be moved, or they are too many. */
  private inTheWay(robot: number, at: number, depth: number): number {
    const { by, stride, way } = this.table;
    const { place } = this.prospects;
    let found = 0;
    let here = way[robot * stride]! >> 2;
    for (let step = 1; step < stride; step++) {
      const next = place[at + step - 1]! >> 2;
      const there = by[next * stride + step]!;
      if (there !== 0) {
        found = this.noteOther(there - 1, found, depth, at);
        if (found < 0) return -1;
      }
      if (next !== here) {
        const swaps = by[next * stride + step - 1]!;
        if (swaps !== 0 && swaps !== there && swaps - 1 !== robot && by[here * stride + step] === swaps) {
          found = this.noteOther(swaps - 1, found, depth, at);
          if (found < 0) return -1;
        }
      }
      here = next;
    }
    return found;
  }

  private noteOther(other: number, found: number, depth: number, at: number): number {
    const { others } = this;
    const first = depth * othersMax;
    for (let i = 0; i < found; i++) if (others[first + i] === other) return found;
    if (found === othersMax || this.inChain[other] || this.decided[other]) return -1;
    const by = this.stepOnto(this.table.way[other * this.table.stride]! >> 2, at);
    if (this.failedIn[other] === this.chain && by <= this.failedBy[other]!) return -1;
    this.leaveBy[other] = by;
    others[first + found] = other;
    return found + 1;
  }

  /** First step at which a prospect stands on a node; `stride` where never. */
  private stepOnto(node: number, at: number): number {
    const { stride } = this.table;
    const { place } = this.prospects;
    let step = 1;
    while (step < stride && place[at + step - 1]! >> 2 !== node) step++;
    return step;
  }

  /** Whether one of the robot's moves would be the last of a ring of robots that each enter what the next one leaves in the same step. */
  private closesRing(robot: number): boolean {
    for (let step = 1; step < this.table.stride; step++) if (this.closesRingAt(robot, step)) return true;
    return false;
  }

  private closesRingAt(robot: number, step: number): boolean {
    const { by, way, stride } = this.table;
    let next = way[robot * stride + step]! >> 2;
    if (next === way[robot * stride + step - 1]! >> 2) return false;
    for (;;) {
      const other = by[next * stride + step - 1]! - 1;
      if (other < 0 || other === robot) return other === robot;
      const then = way[other * stride + step]! >> 2;
      if (then === next || by[then * stride + step] !== other + 1) return false;
      next = then;
    }
  }
}

/** A chain that moves more robots than this is left for the next step. */
const chainMax = 400;
/** Robots that stand in one robot's way and may be sent elsewhere at once. */
const othersMax = 1;
