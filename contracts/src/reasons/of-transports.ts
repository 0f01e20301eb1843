/** Why a transport waits. */
import type { EarlierReasons, Names, ReasonOf } from "./reason.ts";

export interface TransportReasons extends EarlierReasons {
  /** Robots that stand for good bar every way to the place. */
  "transport.cut-off": { place: string; by: Names };
  /** Robots are kept from every place where its next stop could be made: a person opens one. */
  "transport.closed": { places: Names };
  /** All robots that could take it have other work, or can take none. */
  "transport.no-robot": object;
}

export type TransportReason = ReasonOf<TransportReasons>;
