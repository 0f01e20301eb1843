/** How long returns stood from their receipt to the last decision about them, and which stand now: figures for whoever answers for a day. */
import type { ClientId } from "@floorplane/contracts/ids";
import { secondMs } from "@floorplane/contracts/units";
import type { Return, WithReturns } from "./returns.ts";

export interface ReturnDwell {
  /** Here, and not looked at whole. */
  readonly waiting: number;
  readonly overdue: number;
  /** Age of the oldest that waits, s. */
  readonly oldestS: number;
  /** Decided, as long as they are at hand. */
  readonly decided: number;
  readonly p50S: number;
  readonly p99S: number;
}

/** `client` absent: of all. */
export function dwellOf({ returns }: WithReturns, now: number, client?: ClientId): ReturnDwell {
  const own = [...returns.all()].filter((one) => client === undefined || one.client === client);
  const here = own.filter(({ state }) => state === "received");
  const dwelt = own.flatMap(dweltS).sort((a, b) => a - b);
  const at = (share: number): number =>
    dwelt[Math.min(dwelt.length - 1, Math.floor(share * dwelt.length))] ?? 0;
  return {
    waiting: here.length,
    overdue: here.filter(({ isOverdue }) => isOverdue).length,
    oldestS: Math.max(0, ...here.map(({ receivedAt }) => Math.round((now - receivedAt!) / secondMs))),
    decided: dwelt.length,
    p50S: at(0.5),
    p99S: at(0.99),
  };
}

const dweltS = ({ state, receivedAt, decidedAt }: Return): number[] =>
  state === "decided" && receivedAt !== null && decidedAt !== null
    ? [Math.round((decidedAt - receivedAt) / secondMs)]
    : [];
