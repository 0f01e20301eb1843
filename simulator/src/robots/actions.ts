/**
 * The robot's actions, from WAITING to FINISHED or FAILED (VDA 5050 2.1.0 clauses 6.8 and 6.11). Actions of a node start in list order; NONE and
 * SOFT run side by side, HARD waits until it is alone. What an action does is asked of its `ActionWork`; this file keeps the order and the clock.
 */
import type { Action, BlockingType } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { ActionState, ActionStatus } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import { type Parameters, parametersOf } from "./declared-actions.ts";

/** What became of an action; a failure is told as an error of this type. */
export type Outcome =
  | { readonly status: "FINISHED"; readonly result?: string }
  | {
      readonly status: "FAILED";
      readonly errorType: string;
      readonly reason: string;
      readonly result?: string;
    };

export interface ActionWork {
  /** When it starts: how long it takes (ms), not yet (asked again a second later), or a failure. */
  begin(actionType: string, parameters: Parameters): number | "not yet" | Outcome;
  /** Its time is over. */
  end(actionType: string, parameters: Parameters): Outcome;
}

export interface Entry {
  readonly actionId: string;
  readonly actionType: string;
  readonly blockingType: BlockingType;
  readonly parameters: Parameters;
  readonly isInstant: boolean;
  /** Of a node that is not released: goes when the horizon goes. */
  isHorizon: boolean;
  status: ActionStatus;
  result: string | undefined;
  /** The node was reached: it may start when its turn comes. */
  isDue: boolean;
  /** When its present phase ends, ms; Infinity: somebody else ends it. */
  until: number;
  /** Waits for room or the like; its work has not begun. */
  isHeld: boolean;
  /** Present phase and time left in it, while PAUSED. */
  paused: { readonly status: ActionStatus; readonly leftMs: number } | undefined;
}

/** While an action says "not yet", it is asked this often. */
const askAgainMs = 1_000;
/** Finished instant actions beyond this are forgotten, oldest first: an idle robot is asked for its state for days. */
const instantKeptMax = 50;

export const hasEnded = ({ status }: Entry): boolean => status === "FINISHED" || status === "FAILED";
const isUnderWay = ({ status }: Entry): boolean =>
  status === "INITIALIZING" || status === "RUNNING" || status === "PAUSED";

export class ActionQueue {
  readonly #work: ActionWork;
  readonly #initialisingMs: number;
  readonly #ended: (entry: Entry, outcome: Outcome) => void;
  #entries: Entry[] = [];
  /** Entries that have not ended; most of the time none or one. */
  #open: Entry[] = [];

  constructor(options: {
    readonly work: ActionWork;
    readonly initialisingMs: number;
    readonly ended: (entry: Entry, outcome: Outcome) => void;
  }) {
    this.#work = options.work;
    this.#initialisingMs = options.initialisingMs;
    this.#ended = options.ended;
  }

  /** Every action that has not ended, instant ones too. */
  get isIdle(): boolean {
    return this.#open.length === 0;
  }

  /** Actions of the order that have not ended. */
  get hasOrderWork(): boolean {
    return this.#open.some((entry) => !entry.isInstant);
  }

  /** At work and not merely waiting for room. */
  get isWorking(): boolean {
    return this.#open.some((entry) => isUnderWay(entry) && !entry.isInstant && !entry.isHeld);
  }

  /** Whether the robot must stand for what is due or at work. */
  get blocksDriving(): boolean {
    return this.#open.some(
      (entry) => !entry.isInstant && entry.blockingType !== "NONE" && (entry.isDue || isUnderWay(entry)),
    );
  }

  get nextMs(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const entry of this.#open) if (isUnderWay(entry)) next = Math.min(next, entry.until);
    return next;
  }

  has(actionId: string): boolean {
    return this.#entries.some((entry) => entry.actionId === actionId);
  }

  isInstant(actionId: string): boolean {
    return this.#entries.some((entry) => entry.actionId === actionId && entry.isInstant);
  }

  /** An action of the order's base, ended or not. */
  hasReleased(actionId: string): boolean {
    return this.#entries.some((entry) => entry.actionId === actionId && !entry.isInstant && !entry.isHorizon);
  }

  states(): ActionState[] {
    return this.#entries.map(({ actionId, actionType, status, result }) =>
      result === undefined
        ? { actionId, actionType, actionStatus: status }
        : { actionId, actionType, actionStatus: status, resultDescription: result },
    );
  }

  /** A new order: the states of the old one go. */
  clear(): void {
    this.#entries = this.#entries.filter((entry) => !hasEnded(entry));
  }

  add(action: Action, isHorizon: boolean): void {
    this.#append(action, { isInstant: false, isHorizon });
  }

  /** Actions of the horizon are replaced together with it. */
  dropHorizon(): void {
    const keep = (entry: Entry): boolean => !entry.isHorizon;
    this.#entries = this.#entries.filter(keep);
    this.#open = this.#open.filter(keep);
  }

  /** The robot stands on the node of these actions, or passes it. */
  reached(actions: readonly Action[]): void {
    for (const { actionId } of actions) {
      const entry = this.#open.find((candidate) => candidate.actionId === actionId);
      if (entry) entry.isDue = true;
    }
  }

  /** An instant action begins outside the queue; who added it says how it ends. */
  addInstant(action: Action): Entry {
    const entry = this.#append(action, { isInstant: true, isHorizon: false });
    entry.status = "RUNNING";
    const kept = this.#entries.filter((other) => other.isInstant && hasEnded(other));
    if (kept.length > instantKeptMax) this.#entries.splice(this.#entries.indexOf(kept[0]!), 1);
    return entry;
  }

  /** Ends it now; in the queue or out of it. */
  finish(entry: Entry, outcome: Outcome): void {
    entry.status = outcome.status;
    entry.result = outcome.result;
    entry.until = Number.POSITIVE_INFINITY;
    this.#open = this.#open.filter((other) => other !== entry);
    this.#ended(entry, outcome);
  }

  open(actionType: string): Entry | undefined {
    return this.#open.find((entry) => entry.actionType === actionType && entry.isInstant);
  }

  /** Ends what is over and starts what may start. `standing`: SOFT and HARD may begin. True when something changed. */
  step(nowMs: number, standing: boolean): boolean {
    let changed = false;
    for (const entry of [...this.#open])
      if (entry.until <= nowMs) changed = this.#goOn(entry, nowMs) || changed;
    for (const entry of [...this.#open]) {
      if (entry.isInstant || entry.status !== "WAITING") continue;
      if (!entry.isDue || !this.#mayStart(entry, standing)) break;
      entry.isDue = false;
      entry.status = "INITIALIZING";
      entry.until = nowMs + this.#initialisingMs;
      changed = true;
    }
    return changed;
  }

  pause(nowMs: number): void {
    for (const entry of this.#open) {
      if (entry.isInstant || !isUnderWay(entry) || entry.paused) continue;
      entry.paused = { status: entry.status, leftMs: entry.until - nowMs };
      entry.status = "PAUSED";
      entry.until = Number.POSITIVE_INFINITY;
    }
  }

  resume(nowMs: number): void {
    for (const entry of this.#open) {
      if (!entry.paused) continue;
      entry.status = entry.paused.status;
      entry.until = nowMs + entry.paused.leftMs;
      entry.paused = undefined;
    }
  }

  /** `cancelOrder`: what waits fails, what is at work runs out unless it only waits for something. */
  cancel(reason: string, abort: boolean): void {
    for (const entry of [...this.#open]) {
      if (entry.isInstant) continue;
      if (isUnderWay(entry) && !entry.isHeld && !abort) continue;
      this.finish(entry, { status: "FAILED", errorType: "", reason });
    }
  }

  /** Nothing is known of any action any more. */
  forget(): void {
    this.#entries = [];
    this.#open = [];
  }

  save(): readonly Entry[] {
    return this.#entries.map((entry) => ({ ...entry, until: finite(entry.until) }));
  }

  restore(saved: readonly Entry[], laterMs: number): void {
    this.#entries = saved.map((entry) => ({
      ...entry,
      parameters: Object.assign(Object.create(null), entry.parameters),
      until: entry.until < 0 ? Number.POSITIVE_INFINITY : entry.until + laterMs,
    }));
    this.#open = this.#entries.filter((entry) => !hasEnded(entry));
  }

  #append(action: Action, kind: { readonly isInstant: boolean; readonly isHorizon: boolean }): Entry {
    const entry: Entry = {
      actionId: action.actionId,
      actionType: action.actionType,
      blockingType: action.blockingType,
      parameters: parametersOf(action),
      ...kind,
      status: "WAITING",
      result: undefined,
      isDue: false,
      until: Number.POSITIVE_INFINITY,
      isHeld: false,
      paused: undefined,
    };
    this.#entries.push(entry);
    this.#open.push(entry);
    return entry;
  }

  #mayStart({ blockingType }: Entry, standing: boolean): boolean {
    const atWork = this.#open.filter((entry) => !entry.isInstant && isUnderWay(entry));
    if (atWork.some((entry) => entry.blockingType === "HARD")) return false;
    if (blockingType === "NONE") return true;
    return standing && (blockingType === "SOFT" || atWork.length === 0);
  }

  #goOn(entry: Entry, nowMs: number): boolean {
    if (entry.status === "RUNNING" && !entry.isHeld) {
      this.finish(entry, this.#work.end(entry.actionType, entry.parameters));
      return true;
    }
    const wasHeld = entry.isHeld;
    entry.status = "RUNNING";
    const begun = this.#work.begin(entry.actionType, entry.parameters);
    if (typeof begun === "object") {
      this.finish(entry, begun);
      return true;
    }
    entry.isHeld = begun === "not yet";
    entry.until = nowMs + (begun === "not yet" ? askAgainMs : Math.max(0, begun - this.#initialisingMs));
    return !(wasHeld && entry.isHeld);
  }
}

/** JSON has no Infinity; no time is negative. */
const finite = (ms: number): number => (ms === Number.POSITIVE_INFINITY ? -1 : ms);
