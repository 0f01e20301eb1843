/**
 * Goal costs shared by all who go to one goal, counted, and freed when nobody does. Who makes the tables is behind a port: this thread or another. The answers do not depend on when a table is
 * made: it is served from the plan for which it is due, and until then the table of the nearest goal that has one stands in, which leads the same way.
 */
import { assert } from "@floorplane/contracts/errors";
import { bytesPerNode, type StepGoalTable } from "./goal-search.ts";
import { tableIn } from "./goal-tables-queue.ts";
import type { StepGraph, StepMotion } from "./step-graph.ts";
import { directions } from "./step-graph.ts";
import type { StepGuidance } from "./step-guidance.ts";

/** Makes tables; all that was asked for before a ticket is there when it has been awaited. */
export interface TableMaker {
  /** Room for tables, where the maker can write. */
  room(bytes: number): ArrayBufferLike;
  /** Answers with a ticket. Tickets count up. */
  ask(goal: number, table: StepGoalTable): number;
  /** `helping`: the asking thread has nothing better to do than make some of them itself. */
  await(ticket: number, helping: boolean): void;
  /** From now on costs are these. */
  guide(guidance: StepGuidance): void;
  stop(): void;
}

export interface GoalTablesOptions {
  readonly graph: StepGraph;
  readonly motion: StepMotion;
  readonly maker: TableMaker;
  /** Plans between asking for a table and the one that it must be there for. */
  readonly standInPlans: number;
  /** Tables that nobody needs are kept for those who come again, as long as all together take no more than this. */
  readonly keptBytesMax?: number;
}

const keptBytesMax = 256 * 2 ** 20;
/** Tables are given room for so many at a time. */
const chunkTables = 64;
/** A goal with no table within so many nodes has no stand-in; its own is waited for. */
const standInNodesMax = 2_000;

export class GoalTables {
  readonly #options: GoalTablesOptions;
  readonly #maker: TableMaker;
  readonly #slotsKept: number;
  /** By node: its table's slot, -1 none. */
  readonly #slotOf: Int32Array;
  readonly #tables: StepGoalTable[] = [];
  readonly #goalOf: number[] = [];
  readonly #users: number[] = [];
  readonly #ticketOf: number[] = [];
  readonly #dueIn: number[] = [];
  /** Slots whose goal nobody needs, the longest unused first. */
  readonly #idle = new Set<number>();
  readonly #empty: number[] = [];
  /** Asked for and not served yet. */
  #open: number[] = [];
  #plans = 0;
  readonly #seen: Int32Array;
  readonly #queue: Int32Array;
  #looks = 0;

  constructor(options: GoalTablesOptions) {
    const { graph, motion } = options;
    this.#options = options;
    this.#maker = options.maker;
    const bytes = bytesPerNode(motion) * graph.nodeCount;
    this.#slotsKept = Math.floor((options.keptBytesMax ?? keptBytesMax) / bytes);
    this.#slotOf = new Int32Array(graph.nodeCount).fill(-1);
    this.#seen = new Int32Array(graph.nodeCount);
    this.#queue = new Int32Array(standInNodesMax);
  }

  /** Someone goes there from now on. */
  acquire(goal: number): void {
    let slot = this.#slotOf[goal]!;
    if (slot >= 0) {
      this.#users[slot]!++;
      this.#idle.delete(slot);
      return;
    }
    slot = this.#freeSlot();
    this.#slotOf[goal] = slot;
    this.#goalOf[slot] = goal;
    this.#users[slot] = 1;
    this.#ask(slot, this.#plans === 0 ? 0 : this.#options.standInPlans);
  }

  /** Someone goes there no more. */
  letGo(goal: number): void {
    const slot = this.#slotOf[goal]!;
    assert(slot >= 0 && this.#users[slot]! > 0, "a goal table was given back that nobody had");
    if (--this.#users[slot]! === 0) this.#idle.add(slot);
  }

  /** For one plan: `into[robot]` is the table of the robot's goal, which was acquired before. Waits for those that are due. */
  serve(goals: Int32Array, into: StepGoalTable[]): void {
    this.#plans++;
    this.#awaitDue(this.#plans, true);
    this.serveAlso(goals, into);
  }

  /** For the same plan, more goals of robots. */
  serveAlso(goals: Int32Array, into: StepGoalTable[]): void {
    for (let robot = 0; robot < goals.length; robot++) {
      const slot = this.#slotOf[goals[robot]!]!;
      into[robot] = this.#isThere(slot) ? this.#tables[slot]! : this.#standIn(slot);
    }
    if (this.#open.length > 0) this.#open = this.#open.filter((slot) => !this.#isThere(slot));
  }

  /** While the floor moves: waits until the maker is done with what the next plan needs, so that the plan does not. */
  settle(): void {
    this.#awaitDue(this.#plans + 1, false);
  }

  /** Costs have changed: all tables are made again, those that nobody needs are forgotten. */
  guide(guidance: StepGuidance): void {
    for (const slot of this.#open) this.#maker.await(this.#ticketOf[slot]!, true);
    this.#open = [];
    this.#maker.guide(guidance);
    for (const slot of this.#idle) {
      this.#slotOf[this.#goalOf[slot]!] = -1;
      this.#empty.push(slot);
    }
    this.#idle.clear();
    for (const [slot, users] of this.#users.entries()) if (users > 0) this.#ask(slot, 0);
  }

  /** Room for how many tables there is. */
  get size(): number {
    return this.#tables.length;
  }

  stop(): void {
    this.#maker.stop();
  }

  #ask(slot: number, plansUntilDue: number): void {
    this.#ticketOf[slot] = this.#maker.ask(this.#goalOf[slot]!, this.#tables[slot]!);
    this.#dueIn[slot] = this.#plans + 1 + plansUntilDue;
    this.#open.push(slot);
  }

  #awaitDue(plan: number, helping: boolean): void {
    let last = -1;
    for (const slot of this.#open)
      if (this.#dueIn[slot]! <= plan) last = Math.max(last, this.#ticketOf[slot]!);
    if (last >= 0) this.#maker.await(last, helping);
  }

  #isThere(slot: number): boolean {
    return this.#dueIn[slot]! <= this.#plans;
  }

  #freeSlot(): number {
    const known = this.#empty.pop();
    if (known !== undefined) return known;
    if (this.#tables.length >= this.#slotsKept)
      for (const slot of this.#idle) {
        // A table that is still being made is not given away.
        if (!this.#isThere(slot)) continue;
        this.#idle.delete(slot);
        this.#slotOf[this.#goalOf[slot]!] = -1;
        return slot;
      }
    this.#makeRoom();
    return this.#empty.pop()!;
  }

  #makeRoom(): void {
    const { graph, motion } = this.#options;
    const bytes = bytesPerNode(motion) * graph.nodeCount;
    const wanted = Math.max(1, Math.min(chunkTables, graph.nodeCount - this.#tables.length));
    const room = this.#maker.room(wanted * bytes);
    const first = this.#tables.length;
    for (let i = 0; i < wanted; i++) {
      this.#tables.push(tableIn(room, i * bytes, graph.nodeCount, motion));
      this.#goalOf.push(-1);
      this.#users.push(0);
      this.#ticketOf.push(-1);
      this.#dueIn.push(0);
    }
    for (let slot = this.#tables.length - 1; slot >= first; slot--) this.#empty.push(slot);
  }

  /** The table of the goal nearest to one whose own is not due yet; its own, waited for, where there is none. */
  #standIn(slot: number): StepGoalTable {
    const { to } = this.#options.graph;
    const seen = this.#seen;
    const queue = this.#queue;
    const mark = ++this.#looks;
    let count = 0;
    queue[count++] = this.#goalOf[slot]!;
    seen[queue[0]!] = mark;
    for (let i = 0; i < count; i++)
      for (let direction = 0; direction < directions; direction++) {
        const node = to[directions * queue[i]! + direction]!;
        if (node < 0 || seen[node] === mark) continue;
        const near = this.#slotOf[node]!;
        if (near >= 0 && this.#isThere(near)) return this.#tables[near]!;
        seen[node] = mark;
        if (count < standInNodesMax) queue[count++] = node;
      }
    this.#maker.await(this.#ticketOf[slot]!, true);
    this.#dueIn[slot] = this.#plans;
    return this.#tables[slot]!;
  }
}
