/** Why a transport waits. */
import type { NotAssignable } from "./not-assignable.ts";
import type { EarlierReasons, Names, ReasonOf } from "./reason.ts";

export interface TransportReasons extends EarlierReasons {
  /** Robots that stand for good bar every way to the place. */
  "transport.cut-off": { place: string; by: Names };
  /** Robots are kept from every place where its next stop could be made: a person opens one. */
  "transport.closed": { places: Names };
  /** All robots that could take it have other work, or can take none. */
  "transport.no-robot": object;
  /** No robot of this site can do it, now or later: some of them, each with why not. */
  "transport.no-able-robot": { robots: readonly RobotsRefusal[]; more: number };
  /** Those that it follows have not ended: numbers of whoever asked. */
  "transport.after": { transports: Names };
  /** Earlier ones of its sequence have not ended. */
  "transport.in-sequence": { sequence: string; ahead: number };
  /** The robot that was asked for by name cannot take it yet. */
  "transport.robot-wanted": RobotsRefusal;
}

/** Why not this robot. */
export interface RobotsRefusal {
  readonly robot: string;
  readonly because: readonly NotAssignable[];
}

export type TransportReason = ReasonOf<TransportReasons>;
