/** What a place of another tool's drawing is for, guessed from what is done there and what it is called. */
import type { StationKind } from "@floorplane/contracts/site";

export interface PlaceClues {
  /** Words of its operations or actions. */
  readonly operations: readonly string[];
  /** Its own name, and that of its type. */
  readonly names: readonly string[];
}

/** A bin, a station of a kind, or nothing that could be told. */
export type PlaceGuess = StationKind | "bin" | undefined;

/** `Discharge` is said of loads. */
export const isCharging = (operation: string): boolean =>
  /charg|batter/i.test(operation) && !/discharg/i.test(operation);

/** In English and German, as plants are named where openTCS and LIF come from. */
const byName: readonly (readonly [kind: StationKind, words: RegExp])[] = [
  ["charging", /charg|batter|lade(platz|station)/i],
  ["parking", /park|home|wait/i],
  ["receiving", /receiv|goods.?in|inbound|delivery|wareneingang/i],
  ["check", /check|inspect|quality|prüf/i],
  ["packing", /pack|goods.?out|outbound|ship|dispatch|warenausgang|versand/i],
];

export function placeGuess({ operations, names }: PlaceClues): PlaceGuess {
  if (operations.some(isCharging)) return "charging";
  if (operations.some((operation) => /park/i.test(operation))) return "parking";
  for (const [kind, words] of byName)
    if (names.some((name) => words.test(name) && !/discharg/i.test(name))) return kind;
  return operations.some((operation) => /load|pick|drop|put|fetch|deliver|stor|transfer/i.test(operation))
    ? "bin"
    : undefined;
}
