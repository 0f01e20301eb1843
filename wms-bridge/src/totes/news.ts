/** What became of a tote, for whoever it is on its way for: told in the order in which it came about, and what it means is decided there. */
import type { LotId, Sku, StationId } from "@floorplane/contracts/ids";
import type { TransportFailure } from "@floorplane/contracts/messages";
import type { Tote } from "./tote.ts";

export type ToteNews =
  | { readonly type: "fetched" }
  /** So many units of a line were not where the book has them. */
  | { readonly type: "short"; readonly units: number }
  /** So many units are sure to be in it; below nought: surely not. */
  | { readonly type: "confirmed"; readonly sku: Sku; readonly units: number }
  /** Nothing is left to fetch. */
  | { readonly type: "picked" }
  /** It stands there with what it holds. */
  | { readonly type: "brought"; readonly station: StationId }
  /** Its transport is over, and nobody said that it was brought anywhere. */
  | { readonly type: "lost"; readonly reason: TransportFailure }
  | { readonly type: "packed"; readonly ssccs: readonly string[] }
  /** A parcel of it went out of the dock with these. */
  | {
      readonly type: "left";
      readonly sscc: string;
      readonly units: readonly { readonly sku: Sku; readonly lot: LotId; readonly units: number }[];
    };

export interface Told {
  readonly tote: Tote;
  readonly news: readonly ToteNews[];
}
