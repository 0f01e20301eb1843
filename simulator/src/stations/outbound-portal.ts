/**
 * The gate to the trucks. A parcel comes by about 20 s after it was packed, and a fixed reader sees its SSCC; one that is to go on a pallet stands at the dock until its pallet is driven out, or until it turns out
 * that it goes alone. What came by is the dock's record: the world's own list of what left the building. The dock knows no orders.
 */
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Shelves } from "../goods/shelves.ts";
import type { Piece } from "../goods/tote-contents.ts";
import type { Mishaps } from "../mishaps/mishaps.ts";
import type { Packed } from "./packing-station.ts";
import { type Passage, PortalReader, type PortalReaderOptions } from "./portal-reader.ts";

/** Bench to gate on the belt, and bench to the place where pallets are built. */
const beltMs = 20 * secondMs;
/** From where it was built to the gate. */
const palletMs = minuteMs;
/** Of the parcels on a pallet that is driven through, those whose own tags are seen beside the pallet's; the others lie in the middle. */
const ownTagShare = 0.5;

export interface DockRecord {
  readonly sscc: string;
  readonly station: string;
  /** Units by sku, as really in the parcel. */
  readonly contents: readonly (readonly [string, number])[];
  /** When it passed the gate, ms since the epoch. */
  readonly at: number;
  /** SSCC of what it stood on. */
  readonly pallet?: string;
}

export interface PalletRecord {
  readonly sscc: string;
  readonly parcels: readonly string[];
  /** When it passed the gate, ms since the epoch. */
  readonly at: number;
}

interface Parcel extends Omit<DockRecord, "at"> {
  /** When it reaches the gate; of one that stands, the place where pallets are built. */
  readonly gateAt: number;
  /** It waits at the dock for a pallet. */
  readonly stands?: true;
  /** No reader ever sees it: its label lies face down, or is torn. */
  readonly isUnseen?: true;
  readonly passed: boolean;
}

interface Loaded extends Omit<PalletRecord, "at"> {
  readonly gateAt: number;
  /** Tags that the reader sees, its own and its parcels'. */
  readonly seen: readonly string[];
  readonly passed: boolean;
}

export interface OutboundPortalOptions extends PortalReaderOptions {
  readonly shelves: Shelves;
  readonly mishaps?: Pick<Mishaps, "atGate"> | undefined;
  /** Share of the parcels and pallets that the reader never sees; none where absent. */
  readonly missed?: number | undefined;
  /** What is for a pallet waits for one; the belt takes everything out where absent. */
  readonly hasPallets?: boolean;
}

export class OutboundPortal {
  readonly #options: OutboundPortalOptions;
  readonly #reader: PortalReader;
  readonly #parcels = new Map<string, Parcel>();
  readonly #pallets = new Map<string, Loaded>();
  readonly #dock: DockRecord[] = [];
  readonly #missed = new Set<string>();
  readonly #standing = new Set<string>();
  #onBelt = 0;
  #stopped = false;

  constructor(options: OutboundPortalOptions) {
    this.#options = options;
    this.#reader = new PortalReader(options);
  }

  start(): void {
    const { file } = this.#options;
    const pallets = file.all("pallet").map(({ body }) => body as Loaded);
    for (const pallet of pallets) this.#pallets.set(pallet.sscc, pallet);
    const passed: Passage[] = [];
    for (const { body } of file.all("parcel")) {
      const parcel = body as Parcel;
      this.#expect(parcel);
      if (parcel.passed && parcel.pallet === undefined && !parcel.isUnseen)
        passed.push({ ssccs: [parcel.sscc], at: parcel.gateAt });
    }
    for (const pallet of pallets) {
      if (!pallet.passed) this.#at(pallet.gateAt, () => this.#palletPasses(pallet));
      else if (pallet.seen.length > 0) passed.push({ ssccs: pallet.seen, at: pallet.gateAt });
      if (pallet.passed && !pallet.seen.includes(pallet.sscc)) this.#missed.add(pallet.sscc);
    }
    this.#dock.sort((a, b) => a.at - b.at);
    this.#reader.start(passed);
  }

  stop(): void {
    this.#stopped = true;
    this.#reader.stop();
  }

  /** A labelled parcel leaves a bench. A label is used once. */
  accept({ sscc, station, pieces, at, isForPallet }: Packed): void {
    if (this.#parcels.has(sscc)) return;
    const parcel = { sscc, station, contents: [...contentsOf(pieces)], passed: false };
    this.#keep(
      isForPallet && this.#options.hasPallets
        ? { ...parcel, gateAt: at + beltMs, stands: true }
        : { ...parcel, ...this.#wayOut(sscc, at + beltMs) },
    );
  }

  /** It waits at the dock for a pallet, and is on none that was driven away. */
  stands(sscc: string): boolean {
    return this.#standing.has(sscc) && this.#parcels.get(sscc)!.gateAt <= this.#options.timers.now();
  }

  /** Parcels that wait for a pallet, or are on their way to where pallets are built. */
  get standing(): ReadonlySet<string> {
    return this.#standing;
  }

  /** It goes on no pallet after all: somebody puts it on the belt. */
  goesAlone(sscc: string): void {
    if (!this.stands(sscc)) return;
    const { stands: _, ...parcel } = this.#parcels.get(sscc)!;
    this.#keep({ ...parcel, ...this.#wayOut(sscc, this.#options.timers.now() + beltMs) });
  }

  /** Somebody drives a pallet out, with all of these that stand here. */
  load(sscc: string, parcels: readonly string[]): void {
    const here = parcels.filter((parcel) => this.stands(parcel));
    if (here.length === 0 || this.#pallets.has(sscc)) return;
    const { file, timers } = this.#options;
    const { isUnseen, gateAt } = this.#wayOut(sscc, timers.now() + palletMs);
    const own = here.filter((parcel) => !this.#isMissed(parcel) && this.#isSeenOnPallet(parcel));
    const seen = isUnseen ? (this.#isMissed(sscc) ? own : []) : [sscc, ...own];
    const pallet: Loaded = { sscc, parcels: here, gateAt, seen, passed: false };
    file.together(() => {
      for (const one of here) {
        const { stands: _, ...parcel } = this.#parcels.get(one)!;
        this.#keep({ ...parcel, gateAt, pallet: sscc });
      }
      this.#keepPallet(pallet);
    });
    this.#at(gateAt, () => this.#palletPasses(pallet));
  }

  /** Parcels and pallets that went by unread. */
  get missed(): ReadonlySet<string> {
    return this.#missed;
  }

  /** It came by, whoever saw it. */
  wentOut(sscc: string): boolean {
    return (this.#parcels.get(sscc) ?? this.#pallets.get(sscc))?.passed === true;
  }

  /** In the order in which the parcels passed. */
  get dock(): readonly DockRecord[] {
    return this.#dock;
  }

  /** Those that passed. */
  get pallets(): readonly PalletRecord[] {
    return [...this.#pallets.values()].flatMap(({ sscc, parcels, gateAt: at, passed }) =>
      passed ? { sscc, parcels, at } : [],
    );
  }

  /** Parcels that are packed and have not passed. */
  get onBelt(): number {
    return this.#onBelt;
  }

  /** Units by sku between bench and gate. */
  unitsOnBelt(): Map<string, number> {
    const units = new Map<string, number>();
    for (const { contents, passed } of this.#parcels.values())
      if (!passed) for (const [sku, count] of contents) units.set(sku, (units.get(sku) ?? 0) + count);
    return units;
  }

  /** How it fares at the gate. */
  #wayOut(sscc: string, at: number): Pick<Parcel, "gateAt" | "isUnseen"> {
    const { isUnseen = false, lateMs = 0 } = this.#options.mishaps?.atGate(sscc) ?? {};
    return {
      gateAt: at + lateMs,
      ...(isUnseen || this.#isMissed(sscc) ? { isUnseen: true } : {}),
    };
  }

  /** Each label's own chance, so that nothing else of a day depends on it. */
  #isMissed(sscc: string): boolean {
    const { missed = 0, random } = this.#options;
    return missed > 0 && random.split(`missed ${sscc}`).next() < missed;
  }

  #isSeenOnPallet(sscc: string): boolean {
    return this.#options.random.split(`on a pallet ${sscc}`).next() < ownTagShare;
  }

  #keep(parcel: Parcel): void {
    this.#options.file.put("parcel", parcel.sscc, parcel);
    this.#expect(parcel);
  }

  #keepPallet(pallet: Loaded): void {
    this.#options.file.put("pallet", pallet.sscc, pallet);
    this.#pallets.set(pallet.sscc, pallet);
  }

  #expect(parcel: Parcel): void {
    const { sscc, passed, stands, pallet, isUnseen, gateAt } = parcel;
    if (!passed && !this.#parcels.has(sscc)) this.#onBelt++;
    this.#parcels.set(sscc, parcel);
    if (stands) this.#standing.add(sscc);
    else this.#standing.delete(sscc);
    if (passed) {
      this.#dock.push(recordOf(parcel));
      if (isUnseen) this.#missed.add(sscc);
    } else if (!stands && pallet === undefined) this.#at(gateAt, () => this.#pass(parcel));
  }

  #pass(parcel: Parcel): void {
    const { file } = this.#options;
    file.together(() => this.#leaves(parcel));
    const { sscc, gateAt: at, isUnseen } = parcel;
    if (!isUnseen) this.#reader.passes({ ssccs: [sscc], at });
  }

  #palletPasses(pallet: Loaded): void {
    const { sscc, parcels, seen, gateAt: at } = pallet;
    this.#options.file.together(() => {
      for (const parcel of parcels) this.#leaves(this.#parcels.get(parcel)!);
      this.#keepPallet({ ...pallet, passed: true });
    });
    if (!seen.includes(sscc)) this.#missed.add(sscc);
    if (seen.length > 0) this.#reader.passes({ ssccs: seen, at });
  }

  #leaves(parcel: Parcel): void {
    this.#onBelt--;
    for (const [sku, units] of parcel.contents) this.#options.shelves.shipped(sku, units);
    this.#keep({ ...parcel, passed: true });
  }

  #at(at: number, run: () => void): void {
    this.#options.timers.at(at, () => {
      if (!this.#stopped) run();
    });
  }
}

const recordOf = ({ sscc, station, contents, gateAt, pallet }: Parcel): DockRecord => ({
  sscc,
  station,
  contents,
  at: gateAt,
  ...(pallet === undefined ? {} : { pallet }),
});

function contentsOf(pieces: readonly Piece[]): Map<string, number> {
  const contents = new Map<string, number>();
  for (const { sku, units } of pieces) contents.set(sku, (contents.get(sku) ?? 0) + units);
  return contents;
}
