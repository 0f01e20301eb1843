/** A kind of journey that totes make: what is asked of the fleet for it, what each stop that was done means for the tote, and what the end of its transport does. */
import type { StationId } from "@floorplane/contracts/ids";
import type { Stop, TransportFailure } from "@floorplane/contracts/messages";
import type { Desk } from "@floorplane/runtime/room";
import type { Told, ToteNews } from "../news.ts";
import type { StopDone, ToteMeans } from "../picking.ts";

export interface Journey<OneTote> {
  /** `stations`: where an empty tote comes from and a full one goes to; `riders`: totes that share its box. */
  stops(tote: OneTote, stations: readonly StationId[], riders: readonly OneTote[]): Stop[];
  /** A robot did what a stop was for, or could not. A read of a shared box tells something of several totes. */
  done(means: ToteMeans, desk: Desk, tote: OneTote, word: StopDone): Told[];
  /** Its transport is over without a drop. */
  ended(means: ToteMeans, desk: Desk, tote: OneTote, reason: TransportFailure): ToteNews[];
}
