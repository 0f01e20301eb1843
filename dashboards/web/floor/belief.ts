/**
 * How far what a screen shows can be believed: one judgement that every sign on the page uses. A part is live only when the parts before it are, and
 * nothing is said of a part that nobody has heard. Pure.
 */
import type { Pulse, ViewName } from "../../gateway/protocol.ts";
import type { LinkState } from "../live/live-client.ts";

/** In the order in which word comes from the floor to the screen, the screen's end first. */
export const parts = ["screen", "house", "broker", "positions"] as const;
export type Part = (typeof parts)[number];

export type PartState =
  | { readonly kind: "live" }
  | { readonly kind: "connecting" | "starting" | "stopping" | "lost" }
  /** House time of the last word; null: there was none. */
  | { readonly kind: "delayed" | "offline"; readonly since: number | null }
  /** House milliseconds since the last word. */
  | { readonly kind: "old"; readonly ageMs: number }
  /** Nothing was said of it yet. */
  | { readonly kind: "none" }
  /** Nothing can be known of it, since a part before it is not live. */
  | { readonly kind: "unheard" };

/** What a screen has heard of the robots; undefined where the site has none. */
export interface HeardPositions {
  /** House time of the last frame on this screen. */
  readonly frameAt: number | undefined;
  /** House time at which any robot last said where it is. */
  readonly heardAt: number | null;
  /** A robot that drives says where it is with every node. */
  readonly isDriving: boolean;
}

export interface Heard {
  readonly now: number;
  readonly link: LinkState;
  readonly pulse: Pick<Pulse, "house" | "broker" | "speed"> | undefined;
  readonly positions: HeardPositions | undefined;
  /** Views of which this screen has no copy yet. */
  readonly missing: readonly ViewName[];
}

export interface Belief {
  readonly parts: Readonly<Record<Part, PartState>>;
  /** What comes first between the floor and the reader's eyes; undefined: what is shown is the present. */
  readonly doubt: Doubt | undefined;
}

export type Doubt =
  | { readonly part: Part; readonly state: PartState }
  /** The house has not told everything yet. */
  | { readonly part: "views"; readonly state: { readonly kind: "none" } };

/** Frames come five times a wall second; three seconds of them missed are worth saying. */
const frameOldMs = 3_000;
/** House ms: a robot that drives is heard within this, whatever its edges; robots that stand speak at least each 30 s (VDA 5050 2.1, 6.6). */
const drivingOldMs = 15_000;
const standingOldMs = 45_000;
/** What a report takes from robot to frame, wall ms. */
const reportWayMs = 500;

export function beliefOf(heard: Heard): Belief {
  const screen = screenOf(heard.link);
  const { pulse } = heard;
  const house: PartState =
    screen.kind !== "live"
      ? { kind: "unheard" }
      : pulse === undefined
        ? { kind: "none" }
        : pulse.house === "running"
          ? { kind: "live" }
          : { kind: pulse.house };
  const broker: PartState =
    house.kind !== "live" || pulse === undefined
      ? { kind: "unheard" }
      : pulse.broker === "closed"
        ? { kind: "lost" }
        : { kind: pulse.broker };
  const positions: PartState =
    broker.kind !== "live" || pulse === undefined ? { kind: "unheard" } : positionsOf(heard, pulse.speed);
  const states = { screen, house, broker, positions };
  const part = parts.find((name) => states[name].kind !== "live");
  const doubt: Doubt | undefined = part
    ? { part, state: states[part] }
    : heard.missing.length > 0
      ? { part: "views", state: { kind: "none" } }
      : undefined;
  return { parts: states, doubt };
}

function screenOf(link: LinkState): PartState {
  switch (link.kind) {
    case "live":
    case "connecting":
      return { kind: link.kind };
    case "delayed":
    case "offline":
      return { kind: link.kind, since: link.since };
    default:
      return link satisfies never;
  }
}

function positionsOf({ now, positions }: Heard, speed: number): PartState {
  if (positions === undefined) return { kind: "live" };
  const { frameAt, heardAt, isDriving } = positions;
  if (frameAt === undefined || heardAt === null) return { kind: "none" };
  const reportMsMax = (isDriving ? drivingOldMs : standingOldMs) + reportWayMs * speed;
  const isFresh = now - frameAt <= frameOldMs * speed && frameAt - heardAt <= reportMsMax;
  return isFresh ? { kind: "live" } : { kind: "old", ageMs: Math.max(0, now - heardAt) };
}
