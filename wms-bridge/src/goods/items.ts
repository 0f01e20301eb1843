/** The catalogue: what a SKU is, and whom every name of goods belongs to. Memory and what a restart restores are indexed by one function. */
import { Bug } from "@floorplane/contracts/errors";
import { Sku } from "@floorplane/contracts/ids";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { Shelf } from "../shelf.ts";
import { itemKind, type KnownItem } from "./item.kind.ts";
import { Names, type Owner } from "./names.ts";
import { nameOfGtin } from "./spelling.ts";

export class Items {
  readonly #items = new Shelf<Sku, KnownItem>({
    kind: itemKind,
    id: (item) => Sku(item.sku),
    body: (item) => ({ ...item }),
    read: (item) => item,
  });
  readonly #names = new Names();

  /** By its very SKU; what people write is read by `readGoods`. */
  get(sku: Sku): KnownItem | undefined {
    return this.#items.get(sku);
  }

  /** For SKUs that came through a door, which asked before. */
  need(sku: Sku): KnownItem {
    const item = this.#items.get(sku);
    if (!item) throw new Bug(`${sku} is in the book and not in the catalogue`);
    return item;
  }

  get size(): number {
    return this.#items.size;
  }

  put(item: KnownItem): void {
    const before = this.#items.get(item.sku as Sku);
    if (before) this.#names.remove(before);
    this.#items.add(item);
    this.#names.add(item);
  }

  /** Everyone whom a text may mean. */
  meant(text: string): readonly Owner[] {
    return this.#names.meant(text);
  }

  /** Everyone who has a name (`namesOf`). */
  ownersOf(name: string): readonly Owner[] {
    return this.#names.ownersOf(name);
  }

  /** Whose tag it is; a GTIN of two owners says nothing. */
  readonly skuOf = (gtin: string): Sku | undefined => {
    const owners = this.#names.ownersOf(nameOfGtin(gtin));
    return owners.length === 1 ? owners[0]!.sku : undefined;
  };

  flush(desk: Desk): void {
    this.#items.flush(desk);
  }

  kept(): Iterable<Kept> {
    return this.#items.kept();
  }

  async restore(read: Restore): Promise<void> {
    await this.#items.restore(read);
    for (const item of this.#items.all()) this.#names.add(item);
  }
}
