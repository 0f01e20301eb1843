/** Open orders whose country nobody knows: they are picked and packed, and one alarm stands for all of them until the last has ended. */
import type { OrderId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import { unassigned } from "./carriers.ts";
import type { Order } from "./order.ts";

const source = "WMS";

export interface WithUnknownCountries {
  readonly unknownCountries: UnknownCountries;
}

export class UnknownCountries {
  /** By the country as it was written. */
  readonly #orders = new Map<string, Set<OrderId>>();
  #count = 0;

  /** Also after a restart, when its alarm stands already. */
  add({ order, country, carrier }: Order, desk?: Desk): void {
    if (carrier !== unassigned.carrier) return;
    const known = this.#orders.get(country);
    this.#count++;
    if (known) known.add(order);
    else this.#orders.set(country, new Set([order]));
    if (known || !desk) return;
    const parameters = { country: country.slice(0, 80), order, orders: this.#count };
    raiseAlarm(desk, "order.country-unknown", source, parameters);
  }

  ended({ order, country }: Order, desk: Desk): void {
    const known = this.#orders.get(country);
    if (!known?.delete(order)) return;
    this.#count--;
    if (known.size === 0) this.#orders.delete(country);
    if (this.#count === 0) clearAlarm(desk, "order.country-unknown", source);
  }
}
