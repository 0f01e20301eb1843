/** Lots as a request names them, held against what each item asks for and what is known of the lot. Their days are written down when the whole request is taken. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { ClientId, LotId, Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../../goods/items.ts";
import { judgeDay, judgeLot, type LotFault, type LotSaid } from "../../stock/lot-said.ts";
import type { WithLots } from "../../stock/lots.ts";
import { NewDays } from "../../stock/new-days.ts";
import { doorCodes, Refusal } from "../answering/refusal.ts";

export class NamedLots {
  readonly #means: WithItems & WithLots;
  readonly #now: number;
  readonly #days: NewDays;

  constructor(means: WithItems & WithLots, client: ClientId, now: number) {
    this.#means = means;
    this.#now = now;
    this.#days = new NewDays(client);
  }

  /** `at`: path of the row that names it. */
  read(said: LotSaid, at: string): LotId | undefined {
    const judged = judgeLot(this.#means, said, this.#now, this.#days.known);
    if ("reason" in judged) throw refusalOf(this.#means, said, judged, at);
    const { lot, newDay } = judged;
    if (lot !== undefined && newDay !== undefined) this.#days.add(said.sku, lot, newDay);
    return lot;
  }

  /** When the request is taken. */
  write(desk: Desk): void {
    this.#days.write(this.#means, desk);
  }
}

function refusalOf(
  { items }: WithItems,
  { sku, lot, expires }: LotSaid,
  fault: LotFault,
  at: string,
): Refusal {
  const field = `${at}.${fault.field}`;
  const wrong = (detail: string): Refusal => new Refusal("malformed-message", detail, { field });
  switch (fault.reason) {
    case "lot-missing":
      return wrong(`${codeOf(sku)} is kept by lot: name the lot that its label says`);
    case "no-lot":
      return wrong(`${JSON.stringify(lot)} is no name of a lot`);
    case "no-shelf-life":
      return wrong(`${codeOf(sku)} has no shelf life; send the item with shelfLifeDays first`);
    case "expires-missing":
      return wrong(`say when lot ${lot} of ${codeOf(sku)} expires: its last day`);
    case "other-day":
      return new Refusal(
        "conflict",
        `lot ${lot} of ${codeOf(sku)} expires on ${fault.known}; correct the row, or the lot at /v1/lots`,
        { field },
      );
    case "no-day":
    case "day-too-far":
      return dayRefusal(fault.reason, expires!, items.need(sku).shelfLifeDays!, field);
    default:
      return fault satisfies never;
  }
}

function dayRefusal(
  reason: "no-day" | "day-too-far",
  day: string,
  shelfLifeDays: number,
  field: string,
): Refusal {
  const detail =
    reason === "no-day"
      ? `${day} is no day of the calendar`
      : `${day} is further away than the ${shelfLifeDays} days that these goods last`;
  return new Refusal("malformed-message", detail, { field });
}

/** A day of the calendar, and none that is further away than the goods last. */
export function needDay(
  means: WithLots,
  day: string,
  of: { readonly now: number; readonly shelfLifeDays: number },
  field: string,
): void {
  const fault = judgeDay(means, day, of);
  if (fault) throw dayRefusal(fault, day, of.shelfLifeDays, field);
}

/** Where a place has or awaits another lot of goods that are kept by lot. */
export const otherLotThere = (location: string, sku: Sku, lot: LotId, other: LotId, field: string): Refusal =>
  new Refusal(
    doorCodes.otherLot,
    `${location} holds lot ${other} of ${codeOf(sku)}, and a place holds one lot of it at a time; name another place for lot ${lot}`,
    { field },
  );
