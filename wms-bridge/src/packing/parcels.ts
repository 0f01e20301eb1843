/** All parcels, from their job to two days after their order ended: found by their SSCC, by their job, by their order. */
import { Bug } from "@floorplane/contracts/errors";
import type { ClientId, JobId, OrderId, Sku } from "@floorplane/contracts/ids";
import { type Asleep, Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type KeptParcel, parcelKind } from "./parcel.kind.ts";
import { type ParcelEvent, parcelChart } from "./parcel.machine.ts";

export type Parcel = KeptParcel;

/** Those of orders that are over lie with them. */
export interface ParcelsOfClosedOrders {
  readonly parcels: Asleep<Parcel>;
  parcelsWith(order: OrderId): readonly Parcel[] | undefined;
  hasParcel(sscc: string): boolean;
  whenWoken(take: (file: { readonly parcels: readonly Parcel[] }) => void): void;
}

export interface WithParcels {
  readonly parcels: Parcels;
}

export const unitsIn = ({ lines }: Parcel): number => lines.reduce((sum, { units }) => sum + units, 0);

/** Units by SKU, lots together. */
export function unitsBySku({ lines }: Parcel): { readonly sku: Sku; readonly units: number }[] {
  const units = new Map<Sku, number>();
  for (const line of lines) units.set(line.sku, (units.get(line.sku) ?? 0) + line.units);
  return [...units].map(([sku, count]) => ({ sku, units: count }));
}

export const serialsIn = ({ serials }: Parcel, sku: Sku): string[] =>
  serials.flatMap((one) => (one.sku === sku ? one.serial : []));

export class Parcels extends Shelf<string, Parcel> {
  readonly #byJob = new Map<JobId, Parcel[]>();
  readonly #byOrder = new Map<OrderId, Parcel[]>();
  /** In this step: nobody puts anything in any more. */
  readonly #closedNow = new Set<Parcel>();

  readonly #closed: ParcelsOfClosedOrders;

  constructor(stores: Stores, client: ClientId, closed: ParcelsOfClosedOrders) {
    super(stores, {
      kind: parcelKind,
      id: ({ sscc }) => sscc,
      owner: { own: client, ids: "house" },
      body: (parcel) => ({
        ...parcel,
        lines: parcel.lines.map((line) => ({ ...line })),
        serials: parcel.serials.map((one) => ({ ...one })),
      }),
      read: (kept) => ({ ...kept }),
      asleep: closed.parcels,
    });
    this.#closed = closed;
    closed.whenWoken(({ parcels }) => {
      for (const parcel of parcels) {
        this.takeUp(parcel);
        this.#find(parcel);
      }
    });
  }

  /** Found without being read. */
  has(sscc: string): boolean {
    return this.#closed.hasParcel(sscc) || this.get(sscc) !== undefined;
  }

  ofJob(job: JobId): readonly Parcel[] {
    return this.#byJob.get(job) ?? [];
  }

  /** In the order in which they were given to benches. */
  ofOrder(order: OrderId): readonly Parcel[] {
    return this.#byOrder.get(order) ?? this.#closed.parcelsWith(order) ?? [];
  }

  /** Its order is over, and lies with those that are: nothing is expected of it either. */
  override lay(parcel: Parcel): void {
    this.#lose(parcel);
    super.lay(parcel);
  }

  override add(parcel: Parcel): Parcel {
    this.#find(parcel);
    return super.add(parcel);
  }

  override retire(parcel: Parcel): void {
    this.#lose(parcel);
    super.retire(parcel);
  }

  packed(parcel: Parcel, packedAt: number): void {
    this.#become(parcel, "job.finished");
    this.write(parcel).packedAt = packedAt;
    this.#closedNow.add(parcel);
  }

  /** These units are in it, or are to be put into it. */
  named(parcel: Parcel, serials: Parcel["serials"]): void {
    this.write(parcel).serials = serials;
  }

  /** A person closed it, as it is now: its label may be printed, and its job goes on. */
  close(parcel: Parcel, as: Partial<Pick<Parcel, "carton" | "because" | "grams" | "lines">>): void {
    Object.assign(this.write(parcel), as);
    this.#closedNow.add(parcel);
  }

  /** The packer took another than was planned. */
  takeCarton(parcel: Parcel, carton: string): void {
    if (parcel.carton !== carton) Object.assign(this.write(parcel), { carton, because: "packer" });
  }

  /** Those that were closed since this was asked: each once. */
  closedNow(): readonly Parcel[] {
    const closed = [...this.#closedNow];
    this.#closedNow.clear();
    return closed;
  }

  goesOn(parcel: Parcel, manifest: string): void {
    this.write(parcel).manifest = manifest;
  }

  /** Before its station said that it is packed. */
  seenEarly(parcel: Parcel): void {
    this.#become(parcel, "parcel.seen");
  }

  left(parcel: Parcel, leftAt: number): void {
    this.#become(parcel, "parcel.seen");
    this.write(parcel).leftAt = leftAt;
  }

  protected override restored(parcel: Parcel): void {
    this.#find(parcel);
  }

  #become(parcel: Parcel, event: ParcelEvent): void {
    const next = parcelChart.next(parcel.state, event);
    if (!next) throw new Bug(`parcel ${parcel.sscc} is ${parcel.state} and cannot follow ${event}`);
    this.write(parcel).state = next;
  }

  #lose(parcel: Parcel): void {
    const { job, order } = parcel;
    drop(this.#byJob, job, parcel);
    if (order !== null) drop(this.#byOrder, order, parcel);
  }

  #find(parcel: Parcel): void {
    const { job, order } = parcel;
    list(this.#byJob, job, parcel);
    if (order !== null) list(this.#byOrder, order, parcel);
  }
}

function list<Key>(lists: Map<Key, Parcel[]>, key: Key, parcel: Parcel): void {
  const known = lists.get(key);
  if (known) known.push(parcel);
  else lists.set(key, [parcel]);
}

function drop<Key>(lists: Map<Key, Parcel[]>, key: Key, parcel: Parcel): void {
  const left = (lists.get(key) ?? []).filter((one) => one !== parcel);
  if (left.length > 0) lists.set(key, left);
  else lists.delete(key);
}
