/**
 * Exact travel times to a goal from every edge, on the guidance graph and with turns: Dijkstra (1959) backwards over edges, with Dial's buckets (1969) since costs are small whole numbers.
 * The state is the edge about to be driven, so that any layout's headings count, not only four. Shared by robots with one goal, freed when nobody needs them.
 */
import type { Graph } from "@floorplane/layout/graph";
import { blocked, costDsMax, type Guidance } from "./guidance.ts";
import { betweenMs, type Motion } from "./motion.ts";

/** No way leads from there. */
export const unreachable = 0xffff;
/** Tables that nobody holds are kept up to this much for the next who asks. */
const keptBytesMax = 64 * 1024 * 1024;

/** From the start of each edge, already facing along it, to the goal: tenths of a second. */
export type GoalTable = Uint16Array;

/** Of one goal. */
export interface GoalTimes {
  readonly table: GoalTable;
}

/** A table is made when it is read, with the costs of the moment from which it counts: most robots of a quiet floor stand where they want to be, and nobody reads theirs. */
class Entry implements GoalTimes {
  readonly #table: GoalTable;
  readonly #search: (table: GoalTable, queueDs: Uint16Array) => void;
  /** Costs of queues with which it is to be made; undefined: it is. Other costs are the same until it is to be made anew. */
  #queueDs: Uint16Array | undefined;
  version = 0;
  queueVersion = 0;
  holders = 0;
  /** The greater, the later somebody asked for it. */
  asked = 0;

  constructor(edges: number, search: (table: GoalTable, queueDs: Uint16Array) => void) {
    this.#table = new Uint16Array(edges);
    this.#search = search;
  }

  get table(): GoalTable {
    if (this.#queueDs) this.#search(this.#table, this.#queueDs);
    this.#queueDs = undefined;
    return this.#table;
  }

  begin(version: number, queueVersion: number, queueDs: Uint16Array): void {
    this.version = version;
    this.queueVersion = queueVersion;
    this.#queueDs = queueDs;
  }
}

export class GoalDistances {
  readonly #graph: Graph;
  readonly #motion: Motion;
  readonly #guidance: Guidance;
  readonly #kept = new Map<number, Entry>();
  #asked = 0;
  /** Costs of queues as they were last when a table was to be made. */
  #queue: { readonly version: number; readonly ds: Uint16Array } = { version: -1, ds: new Uint16Array(0) };
  /** Held ones, from the one made longest ago. */
  readonly #renewal = new Map<number, Entry>();
  readonly #keptMax: number;
  /** Between each edge and the edges that lead to it, tenths of a second: `pairDs[pairFirst[edge] + i]` for the i-th edge that ends where it begins. */
  readonly #pairFirst: Int32Array;
  readonly #pairDs: Uint16Array;
  /** Least bucket count that no single step can overrun. */
  readonly #bucket: Int32Array;
  readonly #after: Int32Array;
  readonly #before: Int32Array;

  constructor(graph: Graph, motion: Motion, guidance: Guidance) {
    this.#graph = graph;
    this.#motion = motion;
    this.#guidance = guidance;
    [this.#pairFirst, this.#pairDs] = pairsOf(graph, motion);
    this.#keptMax = Math.max(16, Math.floor(keptBytesMax / (2 * Math.max(1, graph.edgeCount))));
    const turnDsMax =
      (Math.max(...motion.turnMs) + 2 * motion.haltMs.reduce((a, b) => Math.max(a, b), 0)) / 100;
    this.#bucket = new Int32Array(2 ** Math.ceil(Math.log2(3 * costDsMax + turnDsMax + 2)));
    this.#after = new Int32Array(graph.edgeCount);
    this.#before = new Int32Array(graph.edgeCount);
  }

  /** The table, up to date with the guidance. Hold it (`hold`) to keep it from being thrown out. */
  to(goal: number): GoalTable {
    return this.timesTo(goal).table;
  }

  /** The same for who may not need it: to be read before the guidance changes. */
  timesTo(goal: number): GoalTimes {
    return this.#entryOf(goal);
  }

  #entryOf(goal: number): Entry {
    let entry = this.#kept.get(goal);
    if (!entry) {
      this.#makeRoom();
      entry = new Entry(this.#graph.edgeCount, (table, queueDs) => this.#search(goal, table, queueDs));
      this.#begin(entry);
      this.#kept.set(goal, entry);
    } else if (entry.version !== this.#guidance.version) this.#begin(entry);
    entry.asked = ++this.#asked;
    return entry;
  }

  #begin(entry: Entry): void {
    const { version, queueVersion, queueDs } = this.#guidance;
    if (this.#queue.version !== queueVersion) this.#queue = { version: queueVersion, ds: queueDs.slice() };
    entry.begin(version, queueVersion, this.#queue.ds);
  }

  /** Goals that robots go to. */
  get heldCount(): number {
    return this.#renewal.size;
  }

  /** Makes some tables that robots use anew, the oldest first: soft costs have changed since. */
  renew(count: number): void {
    let left = count;
    for (const [goal, entry] of this.#renewal) {
      if (left <= 0) return;
      const isHeld = entry.holders > 0 && this.#kept.get(goal) === entry;
      if (isHeld && entry.queueVersion === this.#guidance.queueVersion) continue;
      this.#renewal.delete(goal);
      if (!isHeld) continue;
      left--;
      this.#begin(entry);
      this.#renewal.set(goal, entry);
    }
  }

  hold(goal: number): void {
    const entry = this.#entryOf(goal);
    entry.holders++;
    this.#renewal.set(goal, entry);
  }

  letGo(goal: number): void {
    const entry = this.#kept.get(goal);
    if (entry && entry.holders > 0) entry.holders--;
  }

  /** Tenths of a second from a node, after arriving by `lastEdge` (-1: unknown), to the goal; `unreachable` where no way leads. */
  from(node: number, lastEdge: number, goal: number): number {
    if (node === goal) return 0;
    const table = this.to(goal);
    const { outFirst, outEdge } = this.#graph;
    let best = unreachable;
    for (let i = outFirst[node]!; i < outFirst[node + 1]!; i++) {
      const edge = outEdge[i]!;
      const rest = table[edge]!;
      if (rest === unreachable) continue;
      best = Math.min(best, rest + Math.round(betweenMs(this.#motion, lastEdge, edge) / 100));
    }
    return best;
  }

  /** The one that nobody holds and nobody asked for longest goes: to find it costs less than to make the new one. */
  #makeRoom(): void {
    if (this.#kept.size < this.#keptMax) return;
    let oldest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [goal, { holders, asked }] of this.#kept)
      if (holders === 0 && asked < least) {
        oldest = goal;
        least = asked;
      }
    this.#kept.delete(oldest);
  }

  #search(goal: number, table: GoalTable, queueDs: Uint16Array): void {
    const { inFirst, inEdge, edgeFrom } = this.#graph;
    const { edgeDs, nodeDs } = this.#guidance;
    const bucket = this.#bucket;
    const pairFirst = this.#pairFirst;
    const pairDs = this.#pairDs;
    table.fill(unreachable);
    bucket.fill(-1);
    if (nodeDs[goal] === blocked) return;
    let queued = 0;
    for (let i = inFirst[goal]!; i < inFirst[goal + 1]!; i++)
      queued += this.#reach(table, inEdge[i]!, edgeDs[inEdge[i]!]!);
    const mask = bucket.length - 1;
    for (let now = 0; queued > 0; now++) {
      for (let edge = bucket[now & mask]!; edge >= 0; edge = bucket[now & mask]!) {
        this.#unlink(edge, now & mask);
        queued--;
        const node = edgeFrom[edge]!;
        const extra = nodeDs[node]!;
        if (extra === blocked || node === goal) continue;
        const pair = pairFirst[edge]! - inFirst[node]!;
        for (let i = inFirst[node]!; i < inFirst[node + 1]!; i++) {
          const earlier = inEdge[i]!;
          const between = pairDs[pair + i]!;
          queued += this.#reach(table, earlier, now + edgeDs[earlier]! + extra + queueDs[node]! + between);
        }
      }
    }
  }

  /** 1 when the edge is newly queued. */
  #reach(table: GoalTable, edge: number, distance: number): number {
    const known = table[edge]!;
    if (distance >= known || distance >= unreachable) return 0;
    const mask = this.#bucket.length - 1;
    if (known !== unreachable) this.#unlink(edge, known & mask);
    table[edge] = distance;
    const head = this.#bucket[distance & mask]!;
    this.#after[edge] = head;
    this.#before[edge] = -1;
    if (head >= 0) this.#before[head] = edge;
    this.#bucket[distance & mask] = edge;
    return known === unreachable ? 1 : 0;
  }

  #unlink(edge: number, slot: number): void {
    const after = this.#after[edge]!;
    const before = this.#before[edge]!;
    if (before >= 0) this.#after[before] = after;
    else this.#bucket[slot] = after;
    if (after >= 0) this.#before[after] = before;
  }
}

function pairsOf({ edgeCount, edgeFrom, inFirst, inEdge }: Graph, motion: Motion): [Int32Array, Uint16Array] {
  const first = new Int32Array(edgeCount + 1);
  for (let edge = 0; edge < edgeCount; edge++) {
    const node = edgeFrom[edge]!;
    first[edge + 1] = first[edge]! + inFirst[node + 1]! - inFirst[node]!;
  }
  const betweenDs = new Uint16Array(first[edgeCount]!);
  for (let edge = 0; edge < edgeCount; edge++) {
    const node = edgeFrom[edge]!;
    for (let i = inFirst[node]!; i < inFirst[node + 1]!; i++)
      betweenDs[first[edge]! + i - inFirst[node]!] = Math.round(betweenMs(motion, inEdge[i]!, edge) / 100);
  }
  return [first, betweenDs];
}
