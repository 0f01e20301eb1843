/** Last days of lots that a request or a form names and nobody knew: they are written down when all of it is taken. */
import type { ClientId, LotId, Sku } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { watchLot } from "./expiry.ts";
import { lotKey } from "./lot-said.ts";
import type { WithLots } from "./lots.ts";

export class NewDays {
  readonly #client: ClientId;
  readonly #days = new Map<string, { readonly sku: Sku; readonly lot: LotId; readonly expires: string }>();
  /** By `lotKey`. */
  readonly known = new Map<string, string>();

  constructor(client: ClientId) {
    this.#client = client;
  }

  add(sku: Sku, lot: LotId, expires: string): void {
    this.#days.set(lotKey(sku, lot), { sku, lot, expires });
    this.known.set(lotKey(sku, lot), expires);
  }

  write(means: WithLots, desk: Desk): void {
    const { lots } = means;
    for (const day of this.#days.values()) {
      const expiredAt = lots.endOf(day.expires) <= desk.now ? desk.now : null;
      watchLot(means, desk, lots.expiresOn({ client: this.#client, ...day, expiredAt }));
    }
  }
}
