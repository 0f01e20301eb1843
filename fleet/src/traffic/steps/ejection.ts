/**
 * Gives one robot a way and sends whoever is in it elsewhere, in turn, until all have a place: the recursion of EPIBT (arXiv 2511.09193), with a budget. What the first one gains the others
 * may lose; without a budget (`unlimited`) the first one's rank decides. Either all of a chain is done or nothing.
 */
import type { ProgressWatch } from "./progress-watch.ts";
import { type Prospects, scoreOf, sequenceOf } from "./prospects.ts";
import type { Reservations } from "./reservations.ts";

export const unlimited = 2 ** 30;
/** A chain that moves more robots than this is left for the next step. */
const chainMax = 400;
/** A file of robots that follow one another closely and is longer than this is not followed to its end; nobody joins it in that step. */
const ringMax = 512;
/**
 * Who has come no nearer for so many steps loses nothing to a younger one: without this, two that gain a little keep pushing back a third that gives way to nobody else, and crossings jam.
 * More would save less of a jammed floor, fewer would leave a flowing one a tenth of its throughput.
 */
const steadyFrom = 2;
const tooMany = -2;

export class Ejection {
  /** What is left of each robot's way at the end of what it means to do now. */
  readonly score: Int32Array;
  /** 1 for robots that may not be moved: decided before in this step, or fixed. */
  readonly decided: Uint8Array;
  readonly #prospects: Prospects;
  readonly #table: Reservations;
  readonly #progress: ProgressWatch;
  readonly #forbidsRings: boolean;
  /** Place in the order of ranks, 0 first. */
  readonly #position: Int32Array;
  readonly #inChain: Uint8Array;
  /** In which chain each robot found no way, and by which step it had to leave its place then: asked to leave no later, it would find none again. */
  readonly #failedIn: Int32Array;
  readonly #failedBy: Uint8Array;
  readonly #leaveBy: Uint8Array;
  /** Robots displaced, with what they meant to do before, for undoing. */
  readonly #trailRobot = new Int32Array(chainMax + 1);
  readonly #trailWay: Int32Array;
  readonly #trailScore = new Int32Array(chainMax + 1);
  #trail = 0;
  #chain = 0;
  #first = 0;
  #effort = 0;
  #left = 0;

  constructor(
    prospects: Prospects,
    table: Reservations,
    progress: ProgressWatch,
    robots: number,
    forbidsRings: boolean,
  ) {
    this.#prospects = prospects;
    this.#table = table;
    this.#progress = progress;
    this.#forbidsRings = forbidsRings;
    this.score = new Int32Array(robots);
    this.decided = new Uint8Array(robots);
    this.#position = new Int32Array(robots);
    this.#inChain = new Uint8Array(robots);
    this.#failedIn = new Int32Array(robots);
    this.#failedBy = new Uint8Array(robots);
    this.#leaveBy = new Uint8Array(robots);
    this.#trailWay = new Int32Array((chainMax + 1) * table.stride);
  }

  /** Says who comes before whom in this step. */
  rank(order: Int32Array): void {
    for (let i = 0; i < order.length; i++) this.#position[order[i]!] = i;
  }

  /** Everybody may be moved but the fixed. */
  free(fixed: Uint8Array | undefined): void {
    if (fixed) this.decided.set(fixed);
    else this.decided.fill(0);
  }

  /** True when the robot has a better way; what it costs all together is no more than `budget`. */
  improve(robot: number, budget: number, effort: number): boolean {
    this.#trail = 0;
    this.#chain++;
    this.#effort = effort;
    this.#left = budget;
    this.#first = robot;
    this.#lift(robot);
    const done = this.#settle(robot, 0);
    if (!done) this.#undo(0);
    for (let i = 0; i < this.#trail; i++) this.#inChain[this.#trailRobot[i]!] = 0;
    return done;
  }

  /** Takes a robot's way off the floor and remembers it. */
  #lift(robot: number): void {
    const table = this.#table;
    const trail = this.#trail;
    const { stride } = table;
    this.#trailRobot[trail] = robot;
    this.#trailScore[trail] = this.score[robot]!;
    for (let i = 0; i < stride; i++) this.#trailWay[trail * stride + i] = table.way[robot * stride + i]!;
    this.#trail++;
    this.#inChain[robot] = 1;
    table.take(robot);
  }

  /** Back to what was meant before, down to a mark of the trail. Everyone above the mark is off the floor or on its new way. */
  #undo(mark: number): void {
    const table = this.#table;
    const { stride } = table;
    for (let i = mark; i < this.#trail; i++) {
      const robot = this.#trailRobot[i]!;
      if (table.isPut(robot)) table.take(robot);
    }
    for (let i = mark; i < this.#trail; i++) {
      const robot = this.#trailRobot[i]!;
      this.#inChain[robot] = 0;
      this.score[robot] = this.#trailScore[i]!;
      for (let k = 0; k < stride; k++) table.way[robot * stride + k] = this.#trailWay[i * stride + k]!;
    }
    for (let i = mark; i < this.#trail; i++) table.put(this.#trailRobot[i]!);
    this.#trail = mark;
  }

  /** The robot is off the floor: finds it a way. On failure everything but itself is as before, and it is still off the floor. */
  #settle(robot: number, depth: number): boolean {
    const { score } = this;
    const prospects = this.#prospects;
    const table = this.#table;
    const { most, count, key, place } = prospects;
    const { stride, way } = table;
    const steps = stride - 1;
    const before = score[robot]!;
    const base = robot * most;
    const budget = this.#left;
    const mayLose = this.#mayLose(robot);
    prospects.sort(robot);
    for (let rank = base; rank < base + count[robot]!; rank++) {
      const value = scoreOf(key[rank]!);
      const loss = budget === unlimited ? 0 : value - before;
      if (loss > budget || --this.#effort < 0 || (value > before && !mayLose)) break;
      // What the first one means to do already hurts nobody.
      if (depth === 0 && value >= before) break;
      const at = (base + sequenceOf(key[rank]!)) * steps;
      const other = this.#inTheWay(robot, at);
      if (other === tooMany || (other >= 0 && this.#trail === chainMax)) continue;
      for (let i = 0; i < steps; i++) way[robot * stride + 1 + i] = place[at + i]!;
      if (this.#forbidsRings && this.#closesRing(robot)) continue;
      score[robot] = value;
      this.#left = budget === unlimited ? unlimited : budget - loss;
      if (other < 0) {
        table.put(robot);
        return true;
      }
      const mark = this.#trail;
      this.#lift(other);
      table.put(robot);
      if (this.#settle(other, depth + 1)) return true;
      table.take(robot);
      this.#undo(mark);
    }
    score[robot] = before;
    this.#failedIn[robot] = this.#chain;
    this.#failedBy[robot] = this.#leaveBy[robot]!;
    return false;
  }

  #mayLose(robot: number): boolean {
    if (this.#left === unlimited || this.#progress.idle[robot]! < steadyFrom) return true;
    return this.#position[robot]! >= this.#position[this.#first]!;
  }

  /** The robot that has to go for this prospect; -1 nobody; `tooMany` where that is more than one, or one that may not be moved. */
  #inTheWay(robot: number, at: number): number {
    const { by, stride, way } = this.#table;
    const { place } = this.#prospects;
    let found = 0;
    let here = way[robot * stride]! >> 2;
    for (let step = 1; step < stride; step++) {
      const next = place[at + step - 1]! >> 2;
      const there = by[next * stride + step]!;
      if (there !== 0 && there !== found) {
        if (found !== 0) return tooMany;
        found = there;
      }
      if (next !== here) {
        const swaps = by[next * stride + step - 1]!;
        if (swaps !== 0 && swaps !== found && swaps - 1 !== robot && by[here * stride + step] === swaps) {
          if (found !== 0) return tooMany;
          found = swaps;
        }
      }
      here = next;
    }
    return found === 0 ? -1 : this.#ask(found - 1, at);
  }

  #ask(other: number, at: number): number {
    if (this.#inChain[other] || this.decided[other]) return tooMany;
    const leaveBy = this.#stepOnto(this.#table.way[other * this.#table.stride]! >> 2, at);
    if (this.#failedIn[other] === this.#chain && leaveBy <= this.#failedBy[other]!) return tooMany;
    this.#leaveBy[other] = leaveBy;
    return other;
  }

  /** First step at which a prospect stands on a node; `stride` where never. */
  #stepOnto(node: number, at: number): number {
    const { stride } = this.#table;
    const { place } = this.#prospects;
    let step = 1;
    while (step < stride && place[at + step - 1]! >> 2 !== node) step++;
    return step;
  }

  #closesRing(robot: number): boolean {
    const { way, stride } = this.#table;
    for (let step = 1, i = robot * stride; step < stride; step++, i++)
      if (this.#table.closesRing(way[i]! >> 2, way[i + 1]! >> 2, step, ringMax)) return true;
    return false;
  }
}
