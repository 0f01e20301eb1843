/** All pallets, until a month after they left or were broken up: found by their SSCC, and by what stands on them. */
import { Bug } from "@floorplane/contracts/errors";
import type { ClientId } from "@floorplane/contracts/ids";
import { dayMs } from "@floorplane/contracts/units";
import type { RememberedNumbers } from "../keeping/remembered-numbers.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type Pallet, palletKind } from "./pallet.kind.ts";
import { type PalletEvent, palletChart } from "./pallet.machine.ts";

export type { Pallet } from "./pallet.kind.ts";

/** As long as the manifest of its truck. */
const keptMs = 35 * dayMs;

export interface WithPallets {
  readonly pallets: Pallets;
}

export interface PalletsOptions {
  readonly client: ClientId;
  readonly numbers: RememberedNumbers;
}

export class Pallets extends Shelf<string, Pallet> {
  readonly #numbers: RememberedNumbers;
  /** What stands, or stood when it left, on which: a parcel is on one pallet at a time. */
  readonly #on = new Map<string, Pallet>();

  /** In this step. */
  readonly #closedNow = new Set<Pallet>();

  constructor(stores: Stores, { client, numbers }: PalletsOptions) {
    super(stores, {
      kind: palletKind,
      id: ({ sscc }) => sscc,
      owner: { own: client, ids: "house" },
      body: (pallet) => ({ ...pallet, parcels: [...pallet.parcels], apart: [...pallet.apart] }),
      read: (kept) => ({ ...kept }),
      isOver: ({ endedAt }, now) => endedAt !== null && endedAt < now - keptMs,
      staysFindable: true,
    });
    this.#numbers = numbers;
  }

  /** What it stands on, or left on. */
  under(parcel: string): Pallet | undefined {
    return this.#on.get(parcel);
  }

  /** Also one that was let go of. */
  isKnown(sscc: string): boolean {
    return this.get(sscc) !== undefined || this.#numbers.find(palletNumber(sscc)) !== undefined;
  }

  open(client: ClientId, sscc: string, openedAt: number): Pallet {
    const nothing = { ...forAny, parcels: [], apart: [], closedAt: null, endedAt: null };
    return this.add({ client, sscc, state: palletChart.initial, openedAt, ...nothing });
  }

  put(
    pallet: Pallet,
    parcel: string,
    { carrier, manifest, consolidation }: Pick<Pallet, "carrier" | "manifest" | "consolidation">,
  ): void {
    const parcels = [...pallet.parcels, parcel];
    Object.assign(this.write(pallet), { carrier, manifest, consolidation, parcels });
    this.#on.set(parcel, pallet);
  }

  /** An empty one is for any truck again. */
  take(pallet: Pallet, parcel: string): void {
    const without = (list: readonly string[]): string[] => list.filter((one) => one !== parcel);
    const parcels = without(pallet.parcels);
    const truck = parcels.length === 0 ? forAny : {};
    Object.assign(this.write(pallet), { ...truck, parcels, apart: without(pallet.apart) });
    this.#on.delete(parcel);
  }

  goesOn(pallet: Pallet, manifest: string): void {
    this.write(pallet).manifest = manifest;
  }

  /** A portal read this parcel and not the pallet. */
  partedFrom(pallet: Pallet, parcel: string): void {
    this.write(pallet).apart = [...pallet.apart, parcel];
  }

  follow(pallet: Pallet, event: PalletEvent, at: number): void {
    const state = palletChart.next(pallet.state, event);
    if (!state) throw new Bug(`pallet ${pallet.sscc} is ${pallet.state} and cannot follow ${event}`);
    const written = this.write(pallet);
    written.state = state;
    if (state === "closed") {
      written.closedAt = at;
      this.#closedNow.add(pallet);
    }
    if (state === "left" || state === "broken-up") Object.assign(written, { endedAt: at, apart: [] });
  }

  /** Those that were closed since this was asked: each once. */
  closedNow(): readonly Pallet[] {
    const closed = [...this.#closedNow];
    this.#closedNow.clear();
    return closed;
  }

  override retire(pallet: Pallet): void {
    const { sscc, parcels } = pallet;
    this.#numbers.remember({ number: palletNumber(sscc), requestHash: sscc, ending: "taken" });
    for (const parcel of parcels) if (this.#on.get(parcel) === pallet) this.#on.delete(parcel);
    super.retire(pallet);
  }

  protected override restored(pallet: Pallet): void {
    for (const parcel of pallet.parcels) this.#on.set(parcel, pallet);
  }
}

/** Nothing is on it. */
const forAny = { carrier: null, manifest: null, consolidation: null };

const palletNumber = (sscc: string): string => `pallet/${sscc}`;
