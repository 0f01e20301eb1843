/** The catalogue: what a SKU is, and which SKU a GTIN on a tag belongs to. */
import { Bug } from "@floorplane/contracts/errors";
import { Sku } from "@floorplane/contracts/ids";
import type { Item } from "@floorplane/contracts/wms.schema";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { Shelf } from "./shelf.ts";

export class Items {
  readonly #items = new Shelf<Sku, Item>({
    kind: "item",
    id: (item) => Sku(item.sku),
    body: (item) => ({ ...item }),
    read: (body) => body as Item,
  });
  readonly #byGtin = new Map<string, Sku>();

  get(sku: string): Item | undefined {
    return this.#items.get(sku as Sku);
  }

  /** For SKUs that came through a door, which asked before. */
  need(sku: Sku): Item {
    const item = this.#items.get(sku);
    if (!item) throw new Bug(`${sku} is in the book and not in the catalogue`);
    return item;
  }

  get size(): number {
    return this.#items.size;
  }

  put(item: Item): void {
    this.#items.add(item);
    this.#index(item);
  }

  readonly skuOf = (gtin: string): Sku | undefined => this.#byGtin.get(gtin);

  flush(desk: Desk): void {
    this.#items.flush(desk);
  }

  kept(): Iterable<Kept> {
    return this.#items.kept();
  }

  async restore(read: Restore): Promise<void> {
    await this.#items.restore(read);
    for (const item of this.#items.all()) this.#index(item);
  }

  #index({ sku, gtin, caseGtin }: Item): void {
    if (gtin) this.#byGtin.set(gtin, sku as Sku);
    if (caseGtin) this.#byGtin.set(caseGtin, sku as Sku);
  }
}
