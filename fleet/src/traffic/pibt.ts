/**
 * Priority Inheritance with Backtracking (Okumura et al., Artificial Intelligence 310, 2022) on any directed graph, with moves that take time. Robots that are ready decide in order of priority;
 * who wants a place that another occupies lends it his priority and makes it decide first. Three answers instead of two: a place whose occupant is on its way, or waits for one that is,
 * is waited for (`later`) and nobody is chased into a detour for it; only where waiting would be in vain (`never`: a ring, a dead end) do the others make room.
 * Every decision follows those it depends on, so the plan can be carried out in its own order: no ring is ever closed (`executable` mode).
 */
import type { Graph } from "@floorplane/layout/graph";
import { Crossings } from "./crossings.ts";
import { type GoalDistances, type GoalTimes, unreachable } from "./goal-distances.ts";
import { blocked, type Guidance } from "./guidance.ts";
import { betweenMs, type Motion, newLeg, timeLeg } from "./motion.ts";
import { type Plan, type Problem, wholeWindow } from "./planner.ts";
import type { Resources } from "./resource-table.ts";
import type { Budget } from "./steps/step-planner.ts";
import { forever, Timetable } from "./timetable.ts";
import { VisitLog } from "./visit-log.ts";

export interface PibtParts {
  readonly graph: Graph;
  readonly resources: Resources;
  readonly motion: Motion;
  readonly guidance: Guidance;
  readonly distances: GoalDistances;
  /** Pocket mouths by node, -1 elsewhere. */
  readonly mouths: Int32Array;
}

const moved = 0;
const later = 1;
const never = 2;
type Answer = typeof moved | typeof later | typeof never;

/** A way that is longer by no more than this is as good as waiting for the best one. */
const slackDs = 20;
/** Who is asked in a chain of pushes; a longer chain waits for the next round. */
const depthMax = 64;

export class Pibt {
  readonly #parts: PibtParts;
  readonly #floor: Timetable;
  readonly #log = new VisitLog();
  readonly #leg = newLeg();
  readonly #outMax: number;
  readonly #crossings: Crossings;
  readonly #candidateEdge: Int32Array;
  readonly #candidateCost: Float64Array;

  #at = new Int32Array(0);
  #lastEdge = new Int32Array(0);
  #readyMs = new Int32Array(0);
  /** Round of the last decision. */
  #decided = new Int32Array(0);
  /** Round in which it was found that waiting for it is in vain. */
  #refused = new Int32Array(0);
  #asking = new Uint8Array(0);
  /** 1: it stands, so that it has braked already. */
  #rests = new Uint8Array(0);
  #times: (GoalTimes | undefined)[] = [];
  #order: number[] = [];
  #problem!: Problem;
  #round = 0;
  /** Where the robot goes that started the present chain of pushes: who makes room for it does not take that place. */
  #wanted = -1;
  #roundEndMs = 0;
  #gaveWay = new Uint8Array(0);

  constructor(parts: PibtParts) {
    this.#parts = parts;
    const { graph, resources } = parts;
    this.#floor = new Timetable(graph, resources);
    this.#crossings = new Crossings(parts);
    this.#outMax = 1;
    for (let node = 0; node < graph.nodeCount; node++)
      this.#outMax = Math.max(this.#outMax, graph.outFirst[node + 1]! - graph.outFirst[node]!);
    this.#candidateEdge = new Int32Array((depthMax + 1) * this.#outMax);
    this.#candidateCost = new Float64Array((depthMax + 1) * this.#outMax);
  }

  /** Cut off after any round it is still a plan, of a shorter window. The first round always comes. */
  plan(problem: Problem, budget: Budget = wholeWindow): Plan {
    this.#begin(problem);
    const wish = this.#wishes();
    this.#gaveWay = new Uint8Array(problem.robots);
    const { windowMs, tickMs } = problem;
    for (let from = 0; from < windowMs && (from === 0 || !budget.isSpent()); from += tickMs) {
      this.#round++;
      this.#roundEndMs = from + tickMs;
      for (const robot of this.#order)
        if (this.#decided[robot]! !== this.#round && this.#readyMs[robot]! < this.#roundEndMs)
          this.#decide(robot, false, 0);
    }
    return { ...this.#log.copy(), wish, gaveWay: this.#gaveWay };
  }

  #begin(problem: Problem): void {
    const { robots, baseFirst, fixed, target, priority } = problem;
    this.#problem = problem;
    this.#round = 0;
    this.#log.clear();
    this.#floor.clear();
    if (this.#at.length < robots) this.#grow(robots);
    this.#decided.fill(0);
    this.#refused.fill(0);
    this.#order.length = 0;
    for (let r = 0; r < robots; r++) {
      const first = baseFirst[r]!;
      const last = baseFirst[r + 1]! - 1;
      this.#times[r] = undefined;
      if (last < first) continue;
      this.#holdBase(r, first, last);
      this.#asking[r] = 0;
      if (target[r]! >= 0) this.#times[r] = this.#parts.distances.timesTo(target[r]!);
      if (!fixed[r]) this.#order.push(r);
    }
    this.#order.sort((a, b) => priority[b]! - priority[a]! || a - b);
  }

  /** What lies behind the robot on its base will be left; if it stands, all of it stays held. */
  #holdBase(r: number, first: number, last: number): void {
    const { baseNode, baseEdge, baseLeaveMs, fixed } = this.#problem;
    const { nodeCount } = this.#parts.graph;
    for (let i = first; i < last; i++) {
      if (fixed[r]) this.#floor.occupant[baseNode[i]!] = r;
      else this.#floor.leaves(baseNode[i]!, baseLeaveMs[i]!);
      if (baseEdge[i + 1]! >= 0)
        this.#floor.leaves(nodeCount + baseEdge[i + 1]!, fixed[r] ? forever : baseLeaveMs[i]!);
    }
    this.#floor.occupant[baseNode[last]!] = r;
    this.#at[r] = baseNode[last]!;
    this.#rests[r] = first === last ? 1 : 0;
    this.#lastEdge[r] = this.#problem.lastEdge[r]!;
    this.#readyMs[r] = baseLeaveMs[last]!;
  }

  #grow(robots: number): void {
    const size = Math.max(robots, 2 * this.#at.length);
    this.#at = new Int32Array(size);
    this.#lastEdge = new Int32Array(size);
    this.#readyMs = new Int32Array(size);
    this.#decided = new Int32Array(size);
    this.#refused = new Int32Array(size);
    this.#asking = new Uint8Array(size);
    this.#rests = new Uint8Array(size);
  }

  #wishes(): Int32Array {
    const wish = new Int32Array(this.#problem.robots).fill(-1);
    for (let r = 0; r < wish.length; r++)
      if (this.#times[r] && this.#at[r] !== this.#problem.target[r] && this.#candidates(r, 0) > 0)
        if (this.#candidateCost[0]! < unreachable) wish[r] = this.#candidateEdge[0]!;
    return wish;
  }

  /** Sorts the edges that leave the robot's node by time to its target; returns how many there are. */
  #candidates(r: number, depth: number): number {
    const { graph, motion, guidance, mouths } = this.#parts;
    const table = this.#times[r]?.table;
    const node = this.#at[r]!;
    const base = depth * this.#outMax;
    let count = 0;
    for (let i = graph.outFirst[node]!; i < graph.outFirst[node + 1]!; i++) {
      const edge = graph.outEdge[i]!;
      const to = graph.edgeTo[edge]!;
      if (guidance.nodeDs[to] === blocked || (depth > 0 && this.#isShut(r, to))) continue;
      const rest = table ? table[edge]! : unreachable;
      let cost = rest + betweenMs(motion, this.#lastEdge[r]!, edge) / 100;
      if (depth > 0 && (to === this.#wanted || this.#floor.kept[to]! > 0)) {
        // A pocket would have to be left by the way the asker comes; elsewhere one can at least drive on.
        if (mouths[to]! >= 0) continue;
        cost += unreachable;
      }
      let at = base + count++;
      while (at > base && this.#candidateCost[at - 1]! > cost) {
        this.#candidateCost[at] = this.#candidateCost[at - 1]!;
        this.#candidateEdge[at] = this.#candidateEdge[at - 1]!;
        at--;
      }
      this.#candidateCost[at] = cost;
      this.#candidateEdge[at] = edge;
    }
    return count;
  }

  /** A pocket with a robot that will not move: who makes room and does not have to go there waits for it in vain. */
  #isShut(r: number, node: number): boolean {
    const inside = this.#parts.mouths[node]! < 0 ? -1 : this.#floor.occupant[node]!;
    return inside >= 0 && node !== this.#problem.target[r] && this.#problem.fixed[inside] === 1;
  }

  #decide(r: number, pushed: boolean, depth: number): Answer {
    if (!pushed) this.#wanted = this.#problem.target[r]!;
    const stays = !pushed && (this.#at[r] === this.#problem.target[r] || !this.#times[r]);
    const answer = stays || depth >= depthMax ? later : this.#search(r, pushed, depth);
    if (answer !== moved) {
      this.#decided[r] = this.#round;
      if (answer === never) this.#refused[r] = this.#round;
      if (this.#readyMs[r]! < this.#roundEndMs) this.#readyMs[r] = this.#roundEndMs;
    }
    return answer;
  }

  #search(r: number, pushed: boolean, depth: number): Answer {
    const count = this.#candidates(r, depth);
    const base = depth * this.#outMax;
    this.#asking[r] = 1;
    let answer: Answer = never;
    for (let i = base; i < base + count; i++) {
      const cost = this.#candidateCost[i]!;
      // Who is not pushed rather waits than drives where no way leads on.
      if (!pushed && cost >= unreachable) break;
      if (answer === later && cost > this.#candidateCost[base]! + slackDs) break;
      const tried = this.#enter(r, this.#candidateEdge[i]!, pushed, depth);
      if (tried === moved) {
        answer = moved;
        if (!pushed && cost > this.#candidateCost[base]! + slackDs) this.#gaveWay[r] = 1;
        break;
      }
      if (tried === later) answer = later;
    }
    this.#asking[r] = 0;
    return answer;
  }

  /** Tries to move a robot along an edge, after whoever is in the way. */
  #enter(r: number, edge: number, pushed: boolean, depth: number): Answer {
    const { graph, mouths } = this.#parts;
    const node = graph.edgeTo[edge]!;
    const target = this.#problem.target[r]!;
    // In front of a pocket that is still taken nobody waits: who comes out needs that place.
    if (!pushed && target >= 0 && mouths[target] === node && this.#at[r] !== target) {
      const inside = this.#floor.occupant[target]!;
      if (inside >= 0 && inside !== r) {
        const answer = this.#clear(r, target, depth);
        return answer === moved ? later : answer;
      }
    }
    // Nobody stops on a crossing: it is entered only when the way over it and the first place behind it are free.
    if (!pushed)
      for (const beyond of this.#crossings.beyond(edge, target, this.#times[r]?.table))
        if (this.#clear(r, beyond, depth) === later) return later;
    this.#floor.keep(edge, 1);
    let answer = this.#clearAll(r, node, edge, depth);
    this.#floor.keep(edge, -1);
    // Who made room for one place may have driven on to another that is needed too.
    if (answer === moved && !this.#floor.isClear(r, edge)) answer = later;
    if (answer === moved) this.#commit(r, edge, node);
    return answer;
  }

  #clearAll(r: number, node: number, edge: number, depth: number): Answer {
    const { resources } = this.#parts;
    const direct = this.#clear(r, node, depth);
    if (direct !== moved) return direct;
    for (let resource = node; ; resource = resources.nodeCount + edge) {
      for (let i = resources.first[resource]!; i < resources.first[resource + 1]!; i++) {
        const other = resources.other[i]!;
        if (other >= resources.nodeCount) {
          if (this.#floor.leftMs[other] === forever) return later;
          continue;
        }
        const answer = this.#clear(r, other, depth);
        if (answer !== moved) return answer;
      }
      if (resource !== node) return moved;
    }
  }

  /** Makes whoever occupies a node leave it; `moved` when it is free. */
  #clear(r: number, node: number, depth: number): Answer {
    const other = this.#floor.occupant[node]!;
    if (other < 0 || other === r) return moved;
    if (this.#problem.fixed[other]) return later;
    if (this.#asking[other]) return never;
    if (this.#refused[other] === this.#round) return never;
    if (this.#decided[other] === this.#round || this.#readyMs[other]! >= this.#roundEndMs) return later;
    return this.#decide(other, true, depth + 1);
  }

  #commit(r: number, edge: number, node: number): void {
    const { graph, motion } = this.#parts;
    const floor = this.#floor;
    this.#leg.lastEdge = this.#lastEdge[r]!;
    this.#leg.rests = this.#rests[r] === 1;
    this.#leg.readyMs = this.#readyMs[r]!;
    this.#leg.stops = node === this.#problem.target[r];
    timeLeg(motion, this.#leg, edge, floor.freeMs(edge));
    const { departMs, arriveMs } = this.#leg;
    this.#rests[r] = this.#leg.stops ? 1 : 0;
    const from = this.#at[r]!;
    floor.occupant[from] = -1;
    floor.leaves(from, arriveMs);
    floor.leaves(graph.nodeCount + edge, arriveMs);
    floor.occupant[node] = r;
    this.#at[r] = node;
    this.#lastEdge[r] = edge;
    this.#readyMs[r] = arriveMs;
    this.#decided[r] = this.#round;
    this.#log.add(r, edge, departMs, arriveMs);
  }
}
