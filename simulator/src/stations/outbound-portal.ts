/**
 * The gate to the trucks: each parcel comes by about 20 s after it was packed, and a fixed reader sees its SSCC. What came by is the dock's record: the
 * world's own list of what left the building. The dock knows no orders.
 */
import { parseReadRound, type Reads } from "@floorplane/contracts/devices.schema";
import type { DeviceId, SiteId } from "@floorplane/contracts/ids";
import { ssccEpc } from "@floorplane/contracts/labels";
import { topics } from "@floorplane/contracts/topics";
import { isoTime, minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Random } from "@floorplane/runtime/random";
import type { Shelves } from "../goods/shelves.ts";
import type { Piece } from "../goods/tote-contents.ts";
import type { Mishaps } from "../mishaps/mishaps.ts";
import type { WorldFile } from "../world-file.ts";
import type { Packed } from "./packing-station.ts";

/** Bench to gate on the belt. */
const beltMs = 20 * secondMs;
/** A parcel stands in the gate's field for a moment: seen three times, 5 s apart. */
const passages = 3;
const passageMs = 5 * secondMs;
/** Parcels stand on the dock in reach of the reader for so long; asked for one more round, it answers with these. */
const stagedMs = 30 * minuteMs;
/** After a lost link the staged parcels are read again this long after it came back: the house needs a moment to listen. */
const rereadsAfterMs = [5 * secondMs, 30 * secondMs, 3 * minuteMs] as const;
/** What one message may carry is 2,000 reads. */
const readsMax = 500;

export interface DockRecord {
  readonly sscc: string;
  readonly station: string;
  /** Units by sku, as really in the parcel. */
  readonly contents: readonly (readonly [string, number])[];
  /** When it passed the gate, ms since the epoch. */
  readonly at: number;
}

interface Parcel extends Omit<DockRecord, "at"> {
  /** When it reaches the gate. */
  readonly gateAt: number;
  /** No reader ever sees it: its label lies face down, or is torn. */
  readonly isUnseen?: true;
  passed: boolean;
}

export interface OutboundPortalOptions {
  readonly site: SiteId;
  readonly device: DeviceId;
  readonly bus: Bus;
  readonly timers: Timers;
  readonly random: Random;
  readonly shelves: Shelves;
  readonly file: WorldFile;
  /** Of the company prefix in an SSCC of this site; the usual one's where absent. */
  readonly prefixLength?: number | undefined;
  readonly mishaps?: Pick<Mishaps, "atGate"> | undefined;
  /** Share of the parcels that the reader never sees; none where absent. */
  readonly missed?: number | undefined;
}

export class OutboundPortal {
  readonly #options: OutboundPortalOptions;
  readonly #parcels = new Map<string, Parcel>();
  readonly #dock: DockRecord[] = [];
  readonly #missed = new Set<string>();
  #onBelt = 0;
  #round = 0;
  #lost = false;
  readonly #ends: (() => void)[] = [];
  #stopped = false;

  constructor(options: OutboundPortalOptions) {
    this.#options = options;
  }

  start(): void {
    const { bus, site, device, file } = this.#options;
    for (const { body } of file.all("portal")) this.#round = (body as { round: number }).round;
    for (const { body } of file.all("parcel")) this.#expect(body as Parcel);
    this.#dock.sort((a, b) => a.at - b.at);
    this.#ends.push(
      bus.subscribe(topics.readRound(site, device).text, ({ payload }) => this.#answer(payload)),
      bus.onLink((state) => {
        if (state === "live" && this.#lost) this.#rereadSoon();
        this.#lost = state !== "live";
      }),
    );
    // A world that comes back does not know what was heard before it went.
    if (this.#dock.length > 0) this.#rereadSoon();
  }

  stop(): void {
    this.#stopped = true;
    for (const end of this.#ends.splice(0)) end();
  }

  /** A labelled parcel leaves a bench. A label is used once. */
  accept({ sscc, station, pieces, at }: Packed): void {
    if (this.#parcels.has(sscc)) return;
    const { isUnseen = false, lateMs = 0 } = this.#options.mishaps?.atGate(sscc) ?? {};
    const parcel: Parcel = {
      sscc,
      station,
      contents: [...contentsOf(pieces)],
      gateAt: at + beltMs + lateMs,
      passed: false,
      ...(isUnseen || this.#isMissed(sscc) ? { isUnseen: true } : {}),
    };
    this.#options.file.put("parcel", sscc, parcel);
    this.#expect(parcel);
  }

  /** Each parcel's own chance, so that nothing else of a day depends on it. */
  #isMissed(sscc: string): boolean {
    const { missed = 0, random } = this.#options;
    return missed > 0 && random.split(`missed ${sscc}`).next() < missed;
  }

  /** Parcels that went by unread. */
  get missed(): ReadonlySet<string> {
    return this.#missed;
  }

  /** It came by, whoever saw it. */
  wentOut(sscc: string): boolean {
    return this.#parcels.get(sscc)?.passed === true;
  }

  /** In the order in which the parcels passed. */
  get dock(): readonly DockRecord[] {
    return this.#dock;
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

  #expect(parcel: Parcel): void {
    this.#parcels.set(parcel.sscc, parcel);
    if (parcel.passed) {
      this.#dock.push(recordOf(parcel));
      if (parcel.isUnseen) this.#missed.add(parcel.sscc);
      return;
    }
    this.#onBelt++;
    this.#at(parcel.gateAt, () => this.#pass(parcel));
  }

  #pass(parcel: Parcel): void {
    parcel.passed = true;
    this.#onBelt--;
    const { file, shelves } = this.#options;
    file.together(() => {
      for (const [sku, units] of parcel.contents) shelves.shipped(sku, units);
      file.put("parcel", parcel.sscc, parcel);
    });
    this.#dock.push(recordOf(parcel));
    if (parcel.isUnseen) {
      this.#missed.add(parcel.sscc);
      return;
    }
    for (let passage = 0; passage < passages; passage++)
      this.#at(parcel.gateAt + passage * passageMs, () => this.#read([parcel.sscc], ++this.#round));
  }

  /** One read round: what stands in the field, weaker or stronger. */
  #read(ssccs: readonly string[], round: number): void {
    const { bus, site, device, timers, random, file } = this.#options;
    file.put("portal", device, { round: this.#round });
    const reads: Reads = {
      reader: device,
      at: isoTime(timers.now()),
      round,
      reads: ssccs.map((sscc) => ({
        epc: ssccEpc(sscc, this.#options.prefixLength),
        antenna: 1 + random.below(2),
        rssiDbm: -60 + random.below(20),
        count: 1 + random.below(8),
      })),
    };
    bus.publish(topics.reads(site, device), encoder.encode(JSON.stringify(reads)));
  }

  #answer(payload: Uint8Array): void {
    let round: number;
    try {
      ({ round } = parseReadRound.bytes(payload));
    } catch {
      return; // A reader has nobody to complain to.
    }
    this.#readStaged(round);
  }

  #rereadSoon(): void {
    const now = this.#options.timers.now();
    for (const after of rereadsAfterMs) this.#at(now + after, () => this.#readStaged(++this.#round));
  }

  #readStaged(round: number): void {
    const since = this.#options.timers.now() - stagedMs;
    const staged: string[] = [];
    for (let index = this.#dock.length - 1; index >= 0 && this.#dock[index]!.at >= since; index--)
      if (!this.#parcels.get(this.#dock[index]!.sscc)?.isUnseen) staged.push(this.#dock[index]!.sscc);
    for (let from = 0; from < staged.length; from += readsMax)
      this.#read(staged.slice(from, from + readsMax), round);
  }

  #at(at: number, run: () => void): void {
    this.#options.timers.at(at, () => {
      if (!this.#stopped) run();
    });
  }
}

const encoder = new TextEncoder();

const recordOf = ({ sscc, station, contents, gateAt }: Parcel): DockRecord => ({
  sscc,
  station,
  contents,
  at: gateAt,
});

function contentsOf(pieces: readonly Piece[]): Map<string, number> {
  const contents = new Map<string, number>();
  for (const { sku, units } of pieces) contents.set(sku, (contents.get(sku) ?? 0) + units);
  return contents;
}
