/** Every unit that enters or leaves the building, by how it did. */
import type { WorldFile } from "../world-file.ts";

/** `delivered`: off a truck; `written-off`: taken off a shelf because the WMS asked; `destroyed`: looked at, and fit for nothing. */
export const outsideAccounts = [
  "opening",
  "returned",
  "delivered",
  "written-off",
  "destroyed",
  "shipped",
] as const;
export type OutsideAccount = (typeof outsideAccounts)[number];

export class OutsideAccounts {
  readonly #file: WorldFile;
  /** Units by sku. */
  readonly #units = new Map<OutsideAccount, Map<string, number>>(
    outsideAccounts.map((account) => [account, new Map()]),
  );

  constructor(file: WorldFile) {
    this.#file = file;
  }

  of(account: OutsideAccount): ReadonlyMap<string, number> {
    return this.#units.get(account)!;
  }

  total(account: OutsideAccount): number {
    let sum = 0;
    for (const units of this.of(account).values()) sum += units;
    return sum;
  }

  book(account: OutsideAccount, sku: string, units: number): void {
    const now = (this.of(account).get(sku) ?? 0) + units;
    this.#units.get(account)!.set(sku, now);
    this.#file.put(`account-${account}`, sku, { units: now });
  }

  restore(): void {
    for (const account of outsideAccounts)
      for (const { id, body } of this.#file.all(`account-${account}`))
        this.#units.get(account)!.set(id, (body as { units: number }).units);
  }
}
