/**
 * What does not fit together in what a robot says of its order and its place. While it does not, nothing is released to it, nothing that it says is done counts, and all that it may
 * stand on stays held; a moment later it may be clear, and if not a person is told (FAULTS C8). One state that does not fit is never taken for an end.
 */
import type { DoubtReason } from "@floorplane/contracts/reasons/of-robots";
import { type Footing, pastNextOf, shortOf, toldM, wordM } from "./ground.ts";

export type DoubtKind =
  /** It names a node that it has not come to. */
  | "too-early"
  /** It has driven past nodes that it does not name. */
  | "too-late"
  /** Node and sequence id of its last node do not belong together, or are none of its order's. */
  | "no-such-node"
  /** It had our order, and says that it has none, another, or nothing left of it on the way. */
  | "order-gone"
  /** It has come to the end of its order and does not say what became of an action. */
  | "outcome-missing";

export interface Doubt {
  readonly kind: DoubtKind;
  readonly why: DoubtReason;
}

/** A robot's doubts over time. */
export interface Doubts {
  /** Of its last state; undefined: all of it fits. */
  readonly now: Doubt | undefined;
  /** What did not fit last. */
  readonly why: DoubtReason;
  /** House time at which they began, ms. */
  readonly since: number;
  /** Since when they are of the present kind, ms. */
  readonly kindSince: number;
  /** House time of the last state that did not fit, ms. */
  readonly lastAt: number;
}

/** What is unclear for longer is told. */
const toldAfterMs = 5_000;
/** All has fitted for so long: it is over. Shorter, and an alarm would come and go. */
const overAfterMs = 10_000;
/** A robot that says nothing new while something is unclear is asked this often. */
export const askEveryMs = 2_000;
/** So long it must go on saying it until it is taken at its word. An outcome may only be late: an arm is longer at work than a message on its way. */
const believedAfterMs: Partial<Record<DoubtKind, number>> = {
  "order-gone": 1_500,
  "outcome-missing": 15_000,
};

/** Word against pose: `named` is the index of the node that it names among those held. */
export function doubtOfPlace(
  footing: Footing,
  named: number,
  name: (index: number) => string,
): Doubt | undefined {
  const short = shortOf(footing, named);
  if (short > wordM)
    return {
      kind: "too-early",
      why: { code: "doubt.too-early", node: name(named), metres: toldM(short) },
    };
  const past = pastNextOf(footing, named);
  if (past > wordM)
    return {
      kind: "too-late",
      why: { code: "doubt.too-late", node: name(named), metres: toldM(past) },
    };
  return undefined;
}

/** After a state that was heard at `at`. */
export function doubtsAfter(
  before: Doubts | undefined,
  now: Doubt | undefined,
  at: number,
): Doubts | undefined {
  if (now) {
    const kindSince = before?.now?.kind === now.kind ? before.kindSince : at;
    return { now, why: now.why, since: before?.since ?? at, kindSince, lastAt: at };
  }
  if (!before || at - before.lastAt >= overAfterMs) return undefined;
  return { ...before, now: undefined };
}

/** What it goes on saying, and is to be taken for: an order that is gone, an outcome that will never come. */
export function isBelieved({ now, kindSince }: Doubts, at: number): boolean {
  const afterMs = now && believedAfterMs[now.kind];
  return afterMs !== undefined && at - kindSince >= afterMs;
}

/** Whether a person is to be told at this time. */
export const isTold = ({ now, since, lastAt }: Doubts, at: number): boolean =>
  (now ? at : lastAt) - since >= toldAfterMs;

export const isOver = ({ now, lastAt }: Doubts, at: number): boolean => !now && at - lastAt >= overAfterMs;
