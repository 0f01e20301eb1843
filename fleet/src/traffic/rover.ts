/** What traffic knows of one robot beside what it holds. Times are ms as handed to `plan` and `grant`. */
import type { RobotId } from "@floorplane/contracts/ids";

export interface Rover {
  readonly slot: number;
  readonly id: RobotId;
  /** Where it shall go, -1: nowhere in particular. */
  goal: number;
  goalSinceMs: number;
  /** It has the first right to its goal: another with the same goal waits elsewhere. */
  ownsGoal: boolean;
  /** It has set out for its goal; else it waits in a pocket until fewer others are on their way there. */
  underWay: boolean;
  /** No way leads to the goal now. */
  cutOff: boolean;
  /** The nearest it has been to its goal, tenths of a second, and since when it came no nearer. */
  nearestDs: number;
  nearestSinceMs: number;
  standing: boolean;
  standingSinceMs: number;
  loaded: boolean;
  /** So long before it must know of more ground it is told: what its answers have taken, and some to spare. */
  answerMs: number;
  /** It has asked for more ground and got none since. */
  asks: boolean;
  /** Where the planner sends it: the goal, or a refuge. */
  target: number;
  /** A pocket where it waits for its goal, or stays out of the way; -1 none. */
  refuge: number;
  /** Told to make room until it is there, or this time has passed. */
  yieldUntilMs: number;
  /** It has gone aside for another and lets others pass first until then. */
  modestUntilMs: number;
  /** When it passed the first node that it holds, or set out from it. */
  legSinceMs: number;
  /** It set out from rest. */
  fromRest: boolean;
  /** Since when it holds no node ahead. */
  haltedSinceMs: number;
  /** Nodes made dear because it stands on them, and how dear. */
  dearNodes: readonly number[];
  dearDs: number;
}

/** What a message to a robot and its answer take on a poor network, ms: nobody is expected to be faster. */
export const answerMsMin = 1_200;

export function newRover(slot: number, id: RobotId, nowMs: number): Rover {
  return {
    slot,
    id,
    goal: -1,
    goalSinceMs: nowMs,
    ownsGoal: false,
    underWay: false,
    cutOff: false,
    nearestDs: Number.POSITIVE_INFINITY,
    nearestSinceMs: nowMs,
    standing: false,
    standingSinceMs: nowMs,
    loaded: false,
    answerMs: answerMsMin,
    asks: false,
    target: -1,
    refuge: -1,
    yieldUntilMs: 0,
    modestUntilMs: 0,
    legSinceMs: nowMs,
    fromRest: true,
    haltedSinceMs: nowMs,
    dearNodes: [],
    dearDs: 0,
  };
}
