/** Holds of goods, and which of them keep what stands at a place. What they keep is promised to nobody, however many rows are still to be written. */
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import type { WithItems } from "../goods/items.ts";
import type { RememberedNumbers } from "../keeping/remembered-numbers.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import type { StockRow } from "./accounts.ts";
import { type Hold, holdKind } from "./hold.kind.ts";
import { classOf } from "./room.ts";

export interface WithHolds {
  readonly holds: Holds;
}

/** Goods of one SKU and lot, wherever they are. */
export type Goods = Pick<StockRow, "sku" | "lot"> & { readonly sheet: Pick<StockRow["sheet"], "client"> };

export interface HoldsOptions {
  readonly client: ClientId;
  readonly items: WithItems["items"];
  readonly numbers: RememberedNumbers;
  /** Released ones are at hand so long, ms. */
  readonly keptMs: number;
}

export class Holds extends Shelf<string, Hold> {
  readonly #options: HoldsOptions;
  /** Those that keep goods, by the SKU that they name, and those that name none by their client. */
  readonly #bySku = new Map<Sku, Set<Hold>>();
  readonly #ofClient = new Map<ClientId, Set<Hold>>();
  /** Rows that a hold may keep since the last look, or keep no longer. */
  readonly untidy = new Set<StockRow>();
  /** Those that ended since `takeEnded`. */
  #ended: Hold[] = [];

  constructor(stores: Stores, options: HoldsOptions) {
    super(stores, {
      kind: holdKind,
      id: ({ hold }) => hold,
      owner: { own: options.client, ids: "client" },
      body: (hold) => ({ ...hold }),
      read: (hold) => ({ ...hold }),
      isOver: ({ releasedAt }, now) => releasedAt !== null && releasedAt < now - options.keptMs,
    });
    this.#options = options;
  }

  /** Holds that keep goods, of all clients. */
  get active(): number {
    let count = 0;
    for (const holds of [...this.#bySku.values(), ...this.#ofClient.values()]) count += holds.size;
    return count;
  }

  /** The one that has kept these goods longest. */
  on(goods: Goods): Hold | undefined {
    if (this.#bySku.size === 0 && this.#ofClient.size === 0) return undefined;
    let first: Hold | undefined;
    for (const holds of [this.#bySku.get(goods.sku), this.#ofClient.get(goods.sheet.client)])
      for (const hold of holds ?? [])
        if (this.isAbout(hold, goods) && (!first || comesBefore(hold, first))) first = hold;
    return first;
  }

  /** The one that kept them and ended last. */
  lastOn(goods: Goods): Hold | undefined {
    let last: Hold | undefined;
    for (const hold of this.all())
      if (hold.releasedAt !== null && this.isAbout(hold, goods))
        if (!last || hold.releasedAt >= last.releasedAt!) last = hold;
    return last;
  }

  isAbout(hold: Hold, { sku, lot, sheet }: Goods): boolean {
    return (
      hold.client === sheet.client &&
      (hold.sku === null || hold.sku === sku) &&
      (hold.lot === null || hold.lot === lot) &&
      (hold.goodsClass === null || hold.goodsClass === classOf(this.#options, sku))
    );
  }

  isRemembered(hold: string, client: ClientId): boolean {
    return this.#options.numbers.find(numberOf(hold, client)) !== undefined;
  }

  override add(hold: Hold): Hold {
    this.#index(hold);
    return super.add(hold);
  }

  override remove(hold: Hold): void {
    const { client, requestHash } = hold;
    this.#options.numbers.remember({ number: numberOf(hold.hold, client), requestHash, ending: "taken" });
    super.remove(hold);
  }

  endAt(hold: Hold, until: number | null): void {
    this.write(hold).until = until;
  }

  /** Undefined: nobody is asked any more. */
  asked(hold: Hold, ticket: Hold["ticket"]): void {
    this.write(hold).ticket = ticket;
  }

  release(hold: Hold, at: number): void {
    Object.assign(this.write(hold), { releasedAt: at, ticket: null });
    this.#index(hold);
    this.#ended.push(hold);
  }

  takeEnded(): readonly Hold[] {
    if (this.#ended.length === 0) return this.#ended;
    const ended = this.#ended;
    this.#ended = [];
    return ended;
  }

  protected override restored(hold: Hold): void {
    this.#index(hold);
  }

  #index(hold: Hold): void {
    if (hold.sku === null) index(this.#ofClient, hold.client, hold);
    else index(this.#bySku, hold.sku, hold);
  }
}

function index<Key>(holds: Map<Key, Set<Hold>>, key: Key, hold: Hold): void {
  const known = holds.get(key) ?? new Set();
  if (hold.releasedAt === null) known.add(hold);
  else known.delete(hold);
  if (known.size > 0) holds.set(key, known);
  else holds.delete(key);
}

const comesBefore = (a: Hold, b: Hold): boolean =>
  a.since < b.since || (a.since === b.since && a.hold < b.hold);

const numberOf = (hold: string, client: ClientId): string => `hold/${hold}/${client}`;
