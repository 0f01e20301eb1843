/** The catalogue: what a SKU is, and whom every name of goods belongs to. Memory and what a restart restores are indexed by one function. */
import { Bug } from "@floorplane/contracts/errors";
import type { ClientId, Sku } from "@floorplane/contracts/ids";
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
  /** Each client has its own. */
  readonly #names = new Map<ClientId, Names>();

  constructor(stores: Stores, client: ClientId) {
    super(stores, {
      kind: itemKind,
      id: (item) => item.sku as Sku,
      body: (item) => ({ ...item }),
      owner: { own: client, ids: "names" },
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
    if (before) this.#namesOf(item.client).remove(before);
    this.#namesOf(item.client).add(item);
    return super.add(item);
  }

  /** Everyone whom a text may mean, of this client's goods or of anybody's. */
  meant(text: string, client: ClientId | "anybody"): readonly Owner[] {
    if (client !== "anybody") return this.#namesOf(client).meant(text);
    return [...this.#names.values()].flatMap((names) => names.meant(text));
  }

  /** Everyone of this client's goods who has a name (`namesOf`). */
  ownersOf(name: string, client: ClientId): readonly Owner[] {
    return this.#namesOf(client).ownersOf(name);
  }

  /** What wears a tag, among a client's goods; a GTIN of two owners says nothing. */
  skuOf(gtin: string, client: ClientId): Sku | undefined {
    const owners = this.#namesOf(client).ownersOf(nameOfGtin(gtin));
    return owners.length === 1 ? owners[0]!.sku : undefined;
  }

  protected override restored(item: KnownItem): void {
    this.#namesOf(item.client).add(item);
  }

  #namesOf(client: ClientId): Names {
    const known = this.#names.get(client);
    if (known) return known;
    const names = new Names();
    this.#names.set(client, names);
    return names;
  }
}
