/**
 * What does not fit together in what a robot says of its order and its place. While it does not, nothing is released to it, nothing that it says is done counts, and all that it may
 * stand on stays held; a moment later it may be clear, and if not a person is told (FAULTS C8).
 */
import { type Footing, pastNextOf, shortOf, wordM } from "./ground.ts";

export type DoubtKind =
  /** It names a node that it has not come to. */
  | "too-early"
  /** It has driven past nodes that it does not name. */
  | "too-late"
  /** Node and sequence id of its last node do not belong together, or are none of its order's. */
  | "no-such-node";

export interface Doubt {
  readonly kind: DoubtKind;
  /** In words, for people. */
  readonly text: string;
}

/** A robot's doubts over time. */
export interface Doubts {
  /** Of its last state; undefined: all of it fits. */
  readonly now: Doubt | undefined;
  /** What did not fit last, in words. */
  readonly text: string;
  /** House time at which they began, ms. */
  readonly since: number;
  /** House time of the last state that did not fit, ms. */
  readonly lastAt: number;
}

/** What is unclear for longer is told. */
const toldAfterMs = 5_000;
/** All has fitted for so long: it is over. Shorter, and an alarm would come and go. */
const overAfterMs = 10_000;

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
      text: `it names ${name(named)} and says that it stands ${short.toFixed(1)} m before it`,
    };
  const past = pastNextOf(footing, named);
  if (past > wordM)
    return {
      kind: "too-late",
      text: `it names ${name(named)} and says that it is ${past.toFixed(1)} m past the node after it`,
    };
  return undefined;
}

/** After a state that was heard at `at`. */
export function doubtsAfter(
  before: Doubts | undefined,
  now: Doubt | undefined,
  at: number,
): Doubts | undefined {
  if (now) return { now, text: now.text, since: before?.since ?? at, lastAt: at };
  if (!before || at - before.lastAt >= overAfterMs) return undefined;
  return { ...before, now: undefined };
}

/** Whether a person is to be told at this time. */
export const isTold = ({ now, since, lastAt }: Doubts, at: number): boolean =>
  (now ? at : lastAt) - since >= toldAfterMs;

export const isOver = ({ now, lastAt }: Doubts, at: number): boolean => !now && at - lastAt >= overAfterMs;
