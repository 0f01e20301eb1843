/** The catalogue: what a SKU is, and whom every name of goods belongs to. Memory and what a restart restores are indexed by one function. */
import { Bug } from "@floorplane/contracts/errors";
import { type ClientId, Sku } from "@floorplane/contracts/ids";
import { given } from "../keeping/owned.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { itemKind, type KeptItem, type KnownItem } from "./item.kind.ts";
import { Names, type Owner } from "./names.ts";
import { nameOfGtin } from "./spelling.ts";

export interface WithItems {
  readonly items: Items;
}

/** An item is found by its very SKU; what people write is read by `readGoods`. */
export class Items extends Shelf<Sku, KnownItem, KeptItem> {
  readonly #names = new Names();

  constructor(stores: Stores, client: ClientId) {
    super(stores, {
      kind: itemKind,
      id: (item) => Sku(item.sku),
      body: (item) => ({ ...item }),
      owner: { own: client, ids: "client" },
      read: (item) => given(item, client),
    });
  }

  /** For SKUs that came through a door, which asked before. */
  need(sku: Sku): KnownItem {
    const item = this.get(sku);
    if (!item) throw new Bug(`${sku} is in the book and not in the catalogue`);
    return item;
  }

  /** In the place of what was known of it. */
  override add(item: KnownItem): KnownItem {
    const before = this.get(item.sku as Sku);
    if (before) this.#names.remove(before);
    this.#names.add(item);
    return super.add(item);
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

  protected override restored(item: KnownItem): void {
    this.#names.add(item);
  }
}
