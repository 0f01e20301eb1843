/** What an asked step is for, in the words of whoever asks: whoever does it keeps them and says them again with what became of it, and decides nothing by them. So nobody counts stops. */

import type { LocationId, ToteId } from "./ids.ts";

/** Of a stop of a transport. */
export type StopPurpose =
  | { readonly type: "fetch" }
  /** `entry`: which of the lines that the tote is for; `share`: that these are of another tote's share of the box. */
  | { readonly type: "pick"; readonly entry: number; readonly share?: ToteId }
  /** `entry`: which of the lines, of a transport that puts several. */
  | { readonly type: "put"; readonly entry?: number }
  | { readonly type: "drop" }
  | { readonly type: "count"; readonly location: LocationId }
  /** `stop`: which of the stops that somebody asked for. */
  | { readonly type: "carry"; readonly stop: number };

export function isSamePurpose(a: StopPurpose, b: StopPurpose): boolean {
  if (a.type === "pick") return b.type === "pick" && a.entry === b.entry && a.share === b.share;
  if (a.type === "put") return b.type === "put" && a.entry === b.entry;
  if (a.type === "count") return b.type === "count" && a.location === b.location;
  if (a.type === "carry") return b.type === "carry" && a.stop === b.stop;
  return a.type === b.type;
}
