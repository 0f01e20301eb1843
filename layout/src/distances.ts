/**
 * Travel times on the free floor: Dijkstra (1959) backwards from each goal, kept by goal. A state is an edge about to be driven, so that turns and stops
 * between edges count. Estimates for dispatch; who waits for whom is traffic's business.
 */
import { normaliseAngle } from "@floorplane/contracts/units";
import type { Graph } from "./graph.ts";
import { IndexHeap } from "./index-heap.ts";

/** What a robot does with a free road; a site's `vehicle` fits. */
export interface TravelModel {
  readonly speedMps: number;
  readonly accelerationMps2: number;
  readonly quarterTurnS: number;
}

/** Kept goals may fill this much; the one that nobody asked for longest goes first. */
const keptBytesMax = 64 * 1024 * 1024;
/** Headings that differ by less are one: no robot stops to turn for it, rad. */
const straightMax = 0.05;

interface Kept {
  readonly times: Float32Array;
  /** The greater, the later somebody asked for it. */
  asked: number;
}

export class TravelTimes {
  readonly #graph: Graph;
  readonly #model: TravelModel;
  /** Seconds to drive an edge without stopping. */
  readonly #driving: Float64Array;
  /** Seconds lost at one end of an edge when the robot stops or starts there. */
  readonly #halting: Float64Array;
  /** Between each edge and the edges that lead to it: `#pairs[#pairFirst[edge] + i]` for the i-th edge that ends where it begins, s. */
  readonly #pairFirst: Int32Array;
  readonly #pairs: Float64Array;
  readonly #heap: IndexHeap;
  readonly #times: Float64Array;
  readonly #byGoal = new Map<number, Kept>();
  #asked = 0;
  readonly #goalsMax: number;
  #closed: ReadonlySet<number> = new Set();

  constructor(graph: Graph, model: TravelModel) {
    this.#graph = graph;
    this.#model = model;
    this.#driving = new Float64Array(graph.edgeCount);
    this.#halting = new Float64Array(graph.edgeCount);
    for (let edge = 0; edge < graph.edgeCount; edge++) {
      const speed = Math.min(model.speedMps, graph.edgeMaxSpeed[edge]!);
      const length = graph.edgeLength[edge]!;
      this.#driving[edge] = length / speed;
      // Between two stops a short edge never reaches full speed.
      this.#halting[edge] =
        length >= speed ** 2 / model.accelerationMps2
          ? speed / (2 * model.accelerationMps2)
          : Math.sqrt(length / model.accelerationMps2) - length / (2 * speed);
    }
    this.#pairFirst = new Int32Array(graph.edgeCount + 1);
    for (let edge = 0; edge < graph.edgeCount; edge++) {
      const node = graph.edgeFrom[edge]!;
      this.#pairFirst[edge + 1] = this.#pairFirst[edge]! + graph.inFirst[node + 1]! - graph.inFirst[node]!;
    }
    this.#pairs = this.#allPairs();
    this.#heap = new IndexHeap(graph.edgeCount);
    this.#times = new Float64Array(graph.edgeCount);
    this.#goalsMax = Math.max(1, Math.floor(keptBytesMax / (4 * Math.max(1, graph.edgeCount))));
  }

  /** Nodes that may not be entered from now on; a robot that stands on one may still leave. */
  close(nodes: ReadonlySet<number>): void {
    this.#closed = nodes;
    this.#byGoal.clear();
  }

  /** Seconds from standing at one node to standing at another; Infinity where no way leads. Without a heading the first turn is free. */
  seconds(from: number, goal: number, heading?: number): number {
    if (from === goal) return 0;
    const edge = this.#firstEdge(from, goal, heading);
    return edge === -1 ? Number.POSITIVE_INFINITY : this.#startingWith(edge, goal, heading);
  }

  /** The edges of a fastest way, in order; undefined where none leads. */
  route(from: number, goal: number, heading?: number): number[] | undefined {
    const edges: number[] = [];
    if (from === goal) return edges;
    const times = this.#timesTo(goal);
    let edge = this.#firstEdge(from, goal, heading);
    if (edge === -1) return undefined;
    for (;;) {
      edges.push(edge);
      const node = this.#graph.edgeTo[edge]!;
      if (node === goal) return edges;
      let best = -1;
      let bestSeconds = Number.POSITIVE_INFINITY;
      for (let i = this.#graph.outFirst[node]!; i < this.#graph.outFirst[node + 1]!; i++) {
        const next = this.#graph.outEdge[i]!;
        const seconds = this.#between(edge, next) + times[next]!;
        if (seconds >= bestSeconds) continue;
        best = next;
        bestSeconds = seconds;
      }
      edge = best;
    }
  }

  #firstEdge(from: number, goal: number, heading: number | undefined): number {
    let best = -1;
    let bestSeconds = Number.POSITIVE_INFINITY;
    for (let i = this.#graph.outFirst[from]!; i < this.#graph.outFirst[from + 1]!; i++) {
      const edge = this.#graph.outEdge[i]!;
      const seconds = this.#startingWith(edge, goal, heading);
      if (seconds >= bestSeconds) continue;
      best = edge;
      bestSeconds = seconds;
    }
    return best;
  }

  #startingWith(edge: number, goal: number, heading: number | undefined): number {
    const turning = heading === undefined ? 0 : this.#turning(heading, this.#graph.edgeHeading[edge]!);
    return turning + this.#halting[edge]! + this.#timesTo(goal)[edge]!;
  }

  /** Seconds from the start of each edge, already rolling, to standing at the goal. */
  #timesTo(goal: number): Float32Array {
    const kept = this.#byGoal.get(goal);
    if (kept) {
      kept.asked = ++this.#asked;
      return kept.times;
    }
    const times = this.#search(goal);
    if (this.#byGoal.size >= this.#goalsMax) this.#letGo();
    this.#byGoal.set(goal, { times, asked: ++this.#asked });
    return times;
  }

  #letGo(): void {
    let oldest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [goal, { asked }] of this.#byGoal)
      if (asked < least) {
        oldest = goal;
        least = asked;
      }
    this.#byGoal.delete(oldest);
  }

  #search(goal: number): Float32Array {
    const { inFirst, inEdge, edgeFrom } = this.#graph;
    const times = this.#times.fill(Number.POSITIVE_INFINITY);
    const reach = (edge: number, seconds: number): void => {
      if (seconds >= times[edge]!) return;
      times[edge] = seconds;
      this.#heap.push(edge, seconds);
    };
    if (!this.#closed.has(goal))
      for (let i = inFirst[goal]!; i < inFirst[goal + 1]!; i++)
        reach(inEdge[i]!, this.#driving[inEdge[i]!]! + this.#halting[inEdge[i]!]!);
    for (let edge = this.#heap.pop(); edge !== -1; edge = this.#heap.pop()) {
      const node = edgeFrom[edge]!;
      if (node === goal || this.#closed.has(node)) continue;
      const pair = this.#pairFirst[edge]! - inFirst[node]!;
      for (let i = inFirst[node]!; i < inFirst[node + 1]!; i++) {
        const before = inEdge[i]!;
        reach(before, this.#driving[before]! + this.#pairs[pair + i]! + times[edge]!);
      }
    }
    return new Float32Array(times);
  }

  #allPairs(): Float64Array {
    const { inFirst, inEdge, edgeFrom, edgeCount } = this.#graph;
    const pairs = new Float64Array(this.#pairFirst[edgeCount]!);
    for (let edge = 0; edge < edgeCount; edge++) {
      const first = inFirst[edgeFrom[edge]!]!;
      const last = inFirst[edgeFrom[edge]! + 1]!;
      for (let i = first; i < last; i++)
        pairs[this.#pairFirst[edge]! + i - first] = this.#between(inEdge[i]!, edge);
    }
    return pairs;
  }

  /** Seconds lost between two edges: a stop and a turn, a stop to reverse, or nothing. */
  #between(edge: number, next: number): number {
    const { edgeHeading, edgeCourse } = this.#graph;
    const turned = Math.abs(normaliseAngle(edgeHeading[next]! - edgeHeading[edge]!));
    const veered = Math.abs(normaliseAngle(edgeCourse[next]! - edgeCourse[edge]!));
    if (turned < straightMax && veered < straightMax) return 0;
    return (
      this.#halting[edge]! + this.#halting[next]! + this.#turning(edgeHeading[edge]!, edgeHeading[next]!)
    );
  }

  #turning(from: number, to: number): number {
    const angle = Math.abs(normaliseAngle(to - from));
    return angle < straightMax ? 0 : (this.#model.quarterTurnS * angle) / (Math.PI / 2);
  }
}
