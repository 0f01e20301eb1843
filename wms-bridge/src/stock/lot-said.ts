/** What somebody says of a lot, held against what its item asks for and what is known of it: one judgement for requests and for people who read labels. */
import { isId, LotId, type Sku } from "@floorplane/contracts/ids";
import { dayMs } from "@floorplane/contracts/units";
import type { WithItems } from "../goods/items.ts";
import { isUnknownLot, type WithLots } from "./lots.ts";

export interface LotSaid {
  readonly sku: Sku;
  readonly lot: string | undefined;
  readonly expires: string | undefined;
}

export type LotFault =
  | { readonly reason: "lot-missing" | "no-lot"; readonly field: "lot" }
  | {
      readonly reason: "expires-missing" | "no-shelf-life" | "no-day" | "day-too-far";
      readonly field: "expires";
    }
  /** `known`: its day, as it was said before. */
  | { readonly reason: "other-day"; readonly field: "expires"; readonly known: string };

export interface Judged {
  /** Undefined: nobody said one, and none is needed. */
  readonly lot: LotId | undefined;
  /** Its last day, where it has one and nobody knew it. */
  readonly newDay: string | undefined;
}

/** `days`: of lots that the same request or form has named before, by `lotKey`. */
export function judgeLot(
  means: WithItems & WithLots,
  { sku, lot: text, expires }: LotSaid,
  now: number,
  days: ReadonlyMap<string, string> = new Map(),
): Judged | LotFault {
  const { lotKept, shelfLifeDays } = means.items.need(sku);
  if (text !== undefined && !isId(text)) return { reason: "no-lot", field: "lot" };
  const lot = text === undefined ? undefined : LotId(text);
  if (lotKept && (lot === undefined || isUnknownLot(lot))) return { reason: "lot-missing", field: "lot" };
  if (shelfLifeDays === undefined || lot === undefined)
    return expires === undefined ? { lot, newDay: undefined } : { reason: "no-shelf-life", field: "expires" };
  const known = means.lots.of({ sku, lot })?.expires ?? days.get(lotKey(sku, lot));
  if (expires === undefined)
    return known === undefined ? { reason: "expires-missing", field: "expires" } : { lot, newDay: undefined };
  if (known !== undefined && known !== expires) return { reason: "other-day", field: "expires", known };
  const fault = judgeDay(means, expires, { now, shelfLifeDays });
  if (fault) return { reason: fault, field: "expires" };
  return { lot, newDay: known === undefined ? expires : undefined };
}

export const lotKey = (sku: Sku, lot: LotId): string => `${sku}|${lot}`;

/** A day of the calendar, and none that is further away than the goods last. */
export function judgeDay(
  { lots }: WithLots,
  day: string,
  { now, shelfLifeDays }: { readonly now: number; readonly shelfLifeDays: number },
): "no-day" | "day-too-far" | undefined {
  const isDay =
    /^\d{4}-\d\d-\d\d$/.test(day) &&
    new Date(Date.parse(`${day}T00:00:00Z`) || 0).toISOString().startsWith(day);
  if (!isDay) return "no-day";
  return lots.endOf(day) <= now + (shelfLifeDays + 1) * dayMs ? undefined : "day-too-far";
}
