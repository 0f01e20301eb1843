/** What the fleet of a house said before stops had purposes, still on its way when that house was stopped: it named the transport and counted its stops. */
import type { TransportId } from "@floorplane/contracts/ids";
import type { FromFleet } from "@floorplane/contracts/messages";
import type { StopPurpose } from "@floorplane/contracts/purposes";
import type { Tote } from "./tote.ts";

export type OfTote = Extract<FromFleet, { tote: unknown }>;

export function wordOfToday<Word extends OfTote>(word: Word, totes: () => Iterable<Tote>): Word {
  if (word.tote !== undefined) return word;
  for (const tote of totes()) if (isOf(tote, word.transport)) return { ...word, ...purposeOf(word, tote) };
  return word;
}

const isOf = ({ transport }: Tote, asked: TransportId): boolean => transport === asked;

function purposeOf(word: OfTote, { tote, kind, lines }: Tote): object {
  if (word.type !== "stop.done") return { tote };
  const { stop } = word;
  const picks = lines.length;
  let purpose: StopPurpose = { type: "drop" };
  if (stop === 0) purpose = { type: "fetch" };
  else if (stop <= picks) purpose = { type: "pick", entry: stop - 1 };
  else if (kind === "refill" && stop === picks + 1) purpose = { type: "put" };
  return { tote, purpose };
}
