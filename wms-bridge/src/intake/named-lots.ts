/** Lots as a request names them, held against what each item asks for and what is known of the lot. Their days are written down when the whole request is taken. */
import { codeOf } from "@floorplane/contracts/client-names";
import { type ClientId, LotId, type Sku } from "@floorplane/contracts/ids";
import { dayMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../goods/items.ts";
import { watchLot } from "../stock/expiry.ts";
import { isUnknownLot, type WithLots } from "../stock/lots.ts";
import { doorCodes, Refusal } from "./refusal.ts";

interface Said {
  readonly sku: Sku;
  readonly lot: string | undefined;
  readonly expires: string | undefined;
}

export class NamedLots {
  readonly #means: WithItems & WithLots;
  readonly #client: ClientId;
  readonly #now: number;
  /** Of lots whose day was not known. */
  readonly #days = new Map<string, { readonly sku: Sku; readonly lot: LotId; readonly expires: string }>();

  constructor(means: WithItems & WithLots, client: ClientId, now: number) {
    this.#means = means;
    this.#client = client;
    this.#now = now;
  }

  /** `at`: path of the row that names it. */
  read({ sku, lot: text, expires }: Said, at: string): LotId | undefined {
    const { lotKept, shelfLifeDays } = this.#means.items.need(sku);
    const lot = text === undefined ? undefined : LotId(text);
    if (lotKept && (lot === undefined || isUnknownLot(lot)))
      throw new Refusal(
        "malformed-message",
        `${codeOf(sku)} is kept by lot: name the lot that its label says`,
        { field: `${at}.lot` },
      );
    if (shelfLifeDays !== undefined && lot !== undefined)
      this.#readDay({ sku, lot, expires, shelfLifeDays }, `${at}.expires`);
    else if (expires !== undefined)
      throw new Refusal(
        "malformed-message",
        `${codeOf(sku)} has no shelf life; send the item with shelfLifeDays first`,
        { field: `${at}.expires` },
      );
    return lot;
  }

  #readDay(
    said: {
      readonly sku: Sku;
      readonly lot: LotId;
      readonly expires: string | undefined;
      readonly shelfLifeDays: number;
    },
    field: string,
  ): void {
    const { sku, lot, expires, shelfLifeDays } = said;
    const key = `${sku}|${lot}`;
    const known = this.#means.lots.of({ sku, lot })?.expires ?? this.#days.get(key)?.expires;
    if (expires === undefined) {
      if (known !== undefined) return;
      throw new Refusal("malformed-message", `say when lot ${lot} of ${codeOf(sku)} expires: its last day`, {
        field,
      });
    }
    if (known !== undefined && known !== expires)
      throw new Refusal(
        "conflict",
        `lot ${lot} of ${codeOf(sku)} expires on ${known}; correct the row, or the lot at /v1/lots`,
        { field },
      );
    judgeDay(this.#means, expires, { now: this.#now, shelfLifeDays }, field);
    if (known === undefined) this.#days.set(key, { sku, lot, expires });
  }

  /** When the request is taken. */
  write(desk: Desk): void {
    for (const day of this.#days.values()) {
      const expiredAt = this.#means.lots.endOf(day.expires) <= desk.now ? desk.now : null;
      watchLot(this.#means, desk, this.#means.lots.expiresOn({ client: this.#client, ...day, expiredAt }));
    }
  }
}

/** A day of the calendar, and none that is further away than the goods last. */
export function judgeDay(
  { lots }: WithLots,
  day: string,
  { now, shelfLifeDays }: { readonly now: number; readonly shelfLifeDays: number },
  field: string,
): void {
  const isDay = new Date(Date.parse(`${day}T00:00:00Z`) || 0).toISOString().startsWith(day);
  if (!isDay) throw new Refusal("malformed-message", `${day} is no day of the calendar`, { field });
  if (lots.endOf(day) <= now + (shelfLifeDays + 1) * dayMs) return;
  throw new Refusal(
    "malformed-message",
    `${day} is further away than the ${shelfLifeDays} days that these goods last`,
    { field },
  );
}

/** Where a place has or awaits another lot of goods that are kept by lot. */
export const otherLotThere = (location: string, sku: Sku, lot: LotId, other: LotId, field: string): Refusal =>
  new Refusal(
    doorCodes.otherLot,
    `${location} holds lot ${other} of ${codeOf(sku)}, and a place holds one lot of it at a time; name another place for lot ${lot}`,
    { field },
  );
