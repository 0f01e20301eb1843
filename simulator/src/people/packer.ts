/**
 * A person at a packing station with a screen: opens the tote that stands there, scans what really lies in it, says what is missing, and closes the parcels. What he does at the screen he does with his hands too: the goods of the parcels
 * leave the tote for the gate. Where somebody else works at his station he stands back, until that one has done nothing for a while.
 */
import type { StationJob } from "@floorplane/contracts/devices.schema";
import type { HttpOut, HttpResponse } from "@floorplane/contracts/http";
import type { PackingAnswer, PackingStation as Shown, WorkAtBench } from "@floorplane/contracts/packing";
import type { PackingAct } from "@floorplane/contracts/packing.schema";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import type { Piece } from "../goods/tote-contents.ts";
import { unitsBySku } from "../goods/tote-contents.ts";
import type { WrongScans } from "./wrong-scans.ts";

/** A unit is taken, turned and scanned. */
const deedMs = 4 * secondMs;
/** Somebody else works here: his goods are his for so long after his last deed. */
const othersMs = 10 * minuteMs;

export interface PackerOptions {
  readonly station: string;
  /** Base URL of the house's screens. */
  readonly screensUrl: string;
  readonly http: HttpOut;
  readonly timers: Timers;
  readonly bench: {
    has(tote: string): boolean;
    byHand(job: StationJob): void;
  };
  readonly piecesIn: (tote: string) => readonly Piece[];
  /** Serial numbers on the labels of goods that are kept by them; none of all others. */
  readonly labelsIn: (tote: string, sku: string) => readonly string[];
  /** What is scanned in place of what should be; rightly where absent. */
  readonly scans?: Pick<WrongScans, "atBench" | "isTwice">;
}

type Deed = Pick<PackingAct, "do"> & Partial<PackingAct>;

export class Packer {
  readonly #options: PackerOptions;
  readonly #name: string;
  #stop: (() => void) | undefined;
  #isAsking = false;
  #deeds = 0;
  /** What somebody else's screen showed last, and since when. */
  #others = { seen: "", since: 0 };
  /** What somebody else packs. */
  #theirs: WorkAtBench | undefined;

  constructor(options: PackerOptions) {
    this.#options = options;
    this.#name = `packer at ${options.station}`.slice(0, 40);
  }

  start(): void {
    this.#stop ??= every(this.#options.timers, deedMs, () => this.#look());
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #look(): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#send({ method: "GET" }, (answer) => {
      const right = answer && this.#next(answer.state);
      const deed = right && this.#asDone(right, answer.state);
      if (deed) this.#do(deed);
      else this.#isAsking = false;
    });
  }

  #do(deed: Deed): void {
    // A screen that is begun anew has deeds of its own.
    const key = `${this.#options.timers.now()}-${++this.#deeds}`;
    const act: PackingAct = { key, screen: this.#name, by: this.#name, ...deed };
    this.#send({ method: "POST", body: JSON.stringify(act) }, () => {
      this.#isAsking = false;
    });
  }

  /** As a hand does it that is quicker than the eye: the next look shows it, and it is done rightly. */
  #asDone(right: Deed, { work }: Shown): Deed {
    const { scans, station } = this.#options;
    const wrong =
      right.do === "scan" ? scans?.atBench(`${station} ${this.#deeds}`, right.code!, work?.tote) : undefined;
    return wrong === undefined ? right : { ...right, code: wrong };
  }

  #next(state: Shown): Deed | undefined {
    const { taken, work, waiting } = state;
    this.#follow(state);
    if (taken && taken.screen !== this.#name && !this.#isLeft(state)) return undefined;
    const { bench } = this.#options;
    const tote = waiting.find((one) => bench.has(one.tote))?.tote;
    if (!work && tote === undefined) return undefined;
    if (taken?.screen !== this.#name) return { do: "take" };
    const [unknown] = state.unknown;
    if (unknown) return { do: "print-again", print: unknown.print };
    return work ? this.#packs(work) : { do: "scan", code: tote! };
  }

  #packs(work: WorkAtBench): Deed | undefined {
    const parcel = work.parcels.find(({ isClosed }) => !isClosed);
    if (!parcel || !this.#options.bench.has(work.tote)) return undefined;
    for (const { sku, planned, packed, missing, damaged } of parcel.units) {
      // One unit was scanned twice, and another is not there.
      if (this.#leftOf(work, sku) < 0) return { do: "missing", sku };
      if (packed + missing + damaged === planned) continue;
      const isThere = this.#leftOf(work, sku) > 0 || this.#isTwice(packed);
      const units = planned - packed - missing - damaged;
      return isThere ? { do: "scan", code: sku, ...this.#label(work, sku) } : { do: "missing", sku, units };
    }
    if (work.parcels.filter(({ isClosed }) => !isClosed).length === 1) this.#withHands(work);
    const missing = parcel.units.reduce((sum, units) => sum + units.missing, 0);
    return { do: "close", ...(missing > 0 ? { missing } : {}) };
  }

  /** Of the next unit in the tote. */
  #label({ tote, parcels }: WorkAtBench, sku: string): Pick<Deed, "serial"> {
    const scanned = parcels.flatMap(({ units }) => units).filter((one) => one.sku === sku);
    const next = scanned.reduce((sum, { packed, damaged }) => sum + packed + damaged, 0);
    const serial = this.#options.labelsIn(tote, sku)[next];
    return serial === undefined ? {} : { serial };
  }

  /** The one in his hand is scanned once more, in place of one that is not there. */
  #isTwice(packed: number): boolean {
    const { scans, station } = this.#options;
    return packed > 0 && scans?.isTwice(`${station} ${this.#deeds}`) === true;
  }

  /** Units of it that lie in the tote and were not scanned yet. */
  #leftOf({ tote, parcels }: WorkAtBench, sku: string): number {
    const there = unitsBySku(this.#options.piecesIn(tote)).get(sku) ?? 0;
    const scanned = parcels.flatMap(({ units }) => units).filter((one) => one.sku === sku);
    return there - scanned.reduce((sum, { packed }) => sum + packed, 0);
  }

  /** The same job as a machine's: told twice it is done once. */
  #withHands({ job, tote, parcels, isForPallet }: WorkAtBench): void {
    const filled = parcels
      .map(({ sscc, carton, units }) => ({
        sscc,
        carton,
        ...(isForPallet ? { shipOn: "pallet" } : {}),
        goods: units.flatMap(({ sku, packed }) => (packed > 0 ? { sku, units: packed } : [])),
      }))
      .filter(({ goods }) => goods.length > 0);
    const [first] = filled;
    if (!first) return;
    const goods = filled.flatMap((parcel) => parcel.goods);
    const units = goods.reduce((sum, one) => sum + one.units, 0);
    const lines = new Set(goods.map(({ sku }) => sku)).size;
    this.#options.bench.byHand({
      job,
      tote,
      lines,
      units,
      sscc: first.sscc,
      goods,
      parcels: filled,
    } as StationJob);
  }

  /** Who packs at a real screen has no hands in this world: when his work is gone from it, and its tote does not wait again, it was packed, and these hands do the same. */
  #follow({ taken, work, waiting }: Shown): void {
    const theirs = this.#theirs;
    this.#theirs = (taken && taken.screen !== this.#name && work) || undefined;
    if (!theirs || theirs.job === work?.job || !this.#options.bench.has(theirs.tote)) return;
    if (!waiting.some(({ tote }) => tote === theirs.tote)) this.#withHands(this.#asClosed(theirs));
  }

  /** A parcel is closed when each of its units is packed or called missing or damaged; the last scans came after the last look. */
  #asClosed(work: WorkAtBench): WorkAtBench {
    const there = new Map(unitsBySku(this.#options.piecesIn(work.tote)));
    const parcels = work.parcels.map((parcel) => ({
      ...parcel,
      units: parcel.units.map((units) => {
        const left = there.get(units.sku) ?? 0;
        const packed = Math.min(left, units.planned - units.missing - units.damaged);
        there.set(units.sku, left - packed);
        return { ...units, packed };
      }),
    }));
    return { ...work, parcels };
  }

  #isLeft(state: Shown): boolean {
    const seen = JSON.stringify([state.taken, state.work]);
    const now = this.#options.timers.now();
    if (seen !== this.#others.seen) this.#others = { seen, since: now };
    return now - this.#others.since >= othersMs;
  }

  #send(
    { method, body = "" }: { readonly method: "GET" | "POST"; readonly body?: string },
    answered: (answer: PackingAnswer | undefined) => void,
  ): void {
    const { http, screensUrl, station } = this.#options;
    http.send(
      {
        method,
        url: `${screensUrl}/api/packing/${encodeURIComponent(station)}`,
        headers: { "content-type": "application/json" },
        body: new TextEncoder().encode(body),
      },
      (response) => answered(read(response)),
    );
  }
}

/** Undefined: the house is away, or would not; it is asked again. */
function read({ status, body }: HttpResponse): PackingAnswer | undefined {
  return status === 200 ? (JSON.parse(new TextDecoder().decode(body)) as PackingAnswer) : undefined;
}
