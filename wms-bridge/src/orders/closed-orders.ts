/**
 * Orders that are over, with their parcels and papers, as long as they are at hand: packed, since thousands are listed and few are asked for. Of each stands open what lists choose by. Whoever asks for one gets
 * a copy, the same all through a step; whoever changes one wakes it, and it is a working copy again.
 */
import type { OrderState } from "@floorplane/contracts/documents";
import type { ClientId, OrderId } from "@floorplane/contracts/ids";
import type { Priority } from "@floorplane/contracts/states";
import { fromColumns, toColumns } from "../keeping/columns.ts";
import { bitsOf, NumberTable } from "../keeping/number-table.ts";
import { TextPacker } from "../keeping/packed-text.ts";
import type { Asleep } from "../keeping/shelf.ts";
import type { Store, Stores } from "../keeping/stores.ts";
import { packSsccs, unpackSsccs } from "../packing/packed-ssccs.ts";
import type { KeptParcel } from "../packing/parcel.kind.ts";
import type { KeptConsignment } from "./consignment.kind.ts";
import type { KeptOrder } from "./order.kind.ts";
import type { Order } from "./order.ts";

/** Carriers, clients and the manifests of some days. */
const wordsMax = 2_000;

/** An order with all that leaves with it. */
export interface OrderFile {
  readonly order: Order;
  readonly parcels: readonly KeptParcel[];
  readonly consignment: KeptConsignment | undefined;
}

/** What lists choose orders by, and come back to them with. */
export interface OrderHead {
  readonly order: OrderId;
  readonly client: ClientId;
  readonly state: OrderState;
  readonly carrier: string;
  readonly priority: Priority;
  readonly receivedAt: number;
  readonly shipBy: number;
}

/** A class, since objects of one are laid out without a table of names. */
class ClosedOrder implements OrderHead {
  readonly order: OrderId;
  readonly client: ClientId;
  readonly state: OrderState;
  readonly carrier: string;
  readonly priority: Priority;
  readonly receivedAt: number;
  readonly shipBy: number;
  readonly closedAt: number;
  /** Numbers of its parcels, which have all left, packed. */
  readonly ssccs: string;
  /** Of them, with blanks between. */
  readonly manifests: string;
  /** Where it stands among the others. */
  readonly place: number;
  readonly text: string;

  constructor({ order, parcels }: OrderFile, wordOf: (word: string) => string, place: number, text: string) {
    this.order = order.order;
    this.client = wordOf(order.client) as ClientId;
    this.state = order.state;
    this.carrier = wordOf(order.carrier);
    this.priority = order.priority;
    this.receivedAt = order.receivedAt;
    this.shipBy = order.shipBy;
    this.closedAt = order.closedAt ?? 0;
    this.ssccs = packSsccs(parcels.map(({ sscc }) => sscc));
    this.manifests = wordOf([...new Set(parcels.flatMap(({ manifest }) => manifest ?? []))].join(" "));
    this.place = place;
    this.text = text;
  }
}

type Packed = readonly [KeptOrder, readonly KeptParcel[], KeptConsignment | null];

export interface WithClosedOrders {
  readonly closedOrders: ClosedOrders;
}

export interface ClosedOrdersOptions {
  readonly body: (order: Order) => KeptOrder;
  readonly read: (body: KeptOrder) => Order;
}

export class ClosedOrders implements Store {
  readonly #options: ClosedOrdersOptions;
  readonly #byOrder = new Map<OrderId, ClosedOrder>();
  /** By their place; those that left make room. */
  readonly #places: (ClosedOrder | undefined)[] = [];
  readonly #free: number[] = [];
  /** Places of the orders of parcels. */
  readonly #placesOfParcels = new NumberTable();
  readonly parcels = this.asleep<KeptParcel>(
    (sscc) => this.fileWith(sscc),
    (file) => file.parcels,
    (parcel, sscc) => parcel.sscc === sscc,
  );
  readonly #packer = new TextPacker();
  /** Read in this step. */
  readonly #read = new Map<OrderId, OrderFile>();
  readonly #words = new Map<string, string>();
  /** Who takes them up as working copies again. */
  #woken: ((file: OrderFile) => void)[] = [];

  constructor(stores: Stores, options: ClosedOrdersOptions) {
    this.#options = options;
    stores.register(this);
  }

  get size(): number {
    return this.#byOrder.size;
  }

  heads(): Iterable<OrderHead & { readonly closedAt: number }> {
    return this.#byOrder.values();
  }

  /** With the numbers of the parcels of each. */
  *parcelsOf(isWanted: (head: OrderHead) => boolean): Iterable<string> {
    for (const one of this.#byOrder.values()) if (isWanted(one)) yield* unpackSsccs(one.ssccs);
  }

  /** Those that went with a truck. */
  *onManifest(client: ClientId, manifest: string): Iterable<KeptParcel> {
    for (const one of this.#byOrder.values())
      if (one.client === client && one.manifests.split(" ").includes(manifest))
        for (const parcel of this.#fileOf(one).parcels) if (parcel.manifest === manifest) yield parcel;
  }

  file(order: OrderId): OrderFile | undefined {
    const known = this.#byOrder.get(order);
    if (!known) return undefined;
    let file = this.#read.get(order);
    if (!file) this.#read.set(order, (file = this.#fileOf(known)));
    return file;
  }

  parcelsWith(order: OrderId): readonly KeptParcel[] | undefined {
    return this.file(order)?.parcels;
  }

  /** Of a parcel. */
  fileWith(sscc: string): OrderFile | undefined {
    const known = this.#of(sscc);
    return known && this.file(known.order);
  }

  hasParcel(sscc: string): boolean {
    return this.#of(sscc) !== undefined;
  }

  /** Nobody is to have them as working copies any more. */
  lay(file: OrderFile): void {
    const { order, parcels, consignment } = file;
    const packed: Packed = [this.#options.body(order), parcels, consignment ?? null];
    const place = this.#free.pop() ?? this.#places.length;
    const text = this.#packer.pack(toColumns(packed));
    const laid = new ClosedOrder(file, (word) => this.#wordOf(word), place, text);
    this.#places[place] = laid;
    this.#byOrder.set(order.order, laid);
    for (const { sscc } of parcels) this.#placesOfParcels.set(bitsOf(sscc), place);
  }

  /** Hears of those that are working copies again. */
  whenWoken(take: (file: OrderFile) => void): void {
    this.#woken.push(take);
  }

  /** It is a working copy again. */
  wake(order: OrderId): OrderFile | undefined {
    const file = this.file(order);
    const laid = this.#byOrder.get(order);
    if (!file || !laid) return undefined;
    this.#byOrder.delete(order);
    this.#read.delete(order);
    this.#places[laid.place] = undefined;
    this.#free.push(laid.place);
    for (const { sscc } of file.parcels) this.#placesOfParcels.delete(bitsOf(sscc));
    for (const take of this.#woken) take(file);
    return file;
  }

  /** The orders, parcels and papers of files as their shelves find them. */
  asleep<Thing>(
    fileOf: (id: string) => OrderFile | undefined,
    thingsIn: (file: OrderFile) => readonly Thing[],
    isIt: (thing: Thing, id: string) => boolean,
  ): Asleep<Thing> {
    const closed = this;
    return {
      get: (id) => {
        const file = fileOf(id);
        return file && thingsIn(file).find((thing) => isIt(thing, id));
      },
      wake: (id) => {
        const file = fileOf(id);
        if (file) closed.wake(file.order.order);
      },
      *all() {
        for (const one of closed.#byOrder.values())
          yield* thingsIn(closed.#read.get(one.order) ?? closed.#fileOf(one));
      },
    };
  }

  /** Ends a step: what was read in it is read anew in the next. */
  flush(): void {
    this.#read.clear();
  }

  /** Its shelves have them. */
  *kept(): Iterable<never> {}

  async restore(): Promise<void> {}

  #of(sscc: string): ClosedOrder | undefined {
    const place = this.#placesOfParcels.get(bitsOf(sscc));
    const known = place === undefined ? undefined : this.#places[place];
    return known && unpackSsccs(known.ssccs).includes(sscc) ? known : undefined;
  }

  #fileOf({ text }: ClosedOrder): OrderFile {
    const [order, parcels, consignment] = fromColumns(this.#packer.unpack(text)) as Packed;
    return { order: this.#options.read(order), parcels, consignment: consignment ?? undefined };
  }

  /** One string for all that have the word. */
  #wordOf(word: string): string {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    if (this.#words.size >= wordsMax) this.#words.clear();
    this.#words.set(word, word);
    return word;
  }
}
