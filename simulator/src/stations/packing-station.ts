/**
 * A packing bench as an OPC UA machine in PackML's words (ISA-TR88.00.02, OPC 30050): totes come into its infeed, jobs into `Command.Job`; a job is worked when
 * its tote is there, and its label (SSCC) is on the parcel that leaves. Of a tote that several orders share a job says what goes into its parcel, as the lights over
 * the slots do. A check lane has such a bench too.
 */
import {
  type FinishedJobs,
  parseStationJob,
  type StationJob,
  stationValues,
} from "@floorplane/contracts/devices.schema";
import { packSeconds, toteHandlingS } from "@floorplane/contracts/picking";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import { type Value, ValueStore } from "@floorplane/runtime/machine-port";
import type { Shelves } from "../goods/shelves.ts";
import { type Piece, takeOut } from "../goods/tote-contents.ts";
import type { WorldFile } from "../world-file.ts";

/** Totes that find room in front of the bench. */
export const infeedMax = 6;
/** As many finished jobs as `Status.Finished` shows. */
const finishedMax = 32;
/** A tote that stands so long without a job is taken aside by the people of the bench, so that the infeed flows; its job may still come. */
const setAsideAfterMs = 10 * minuteMs;
/** A job follows its tote within seconds. */
const idleAfterMs = 1 * minuteMs;
/** More work than a bench does in a shift: further jobs are refused, and asked again later. */
const jobsMax = 500;
const packMl = { stopped: 2, idle: 4, execute: 6 } as const;

export interface Packed {
  readonly sscc: string;
  readonly station: string;
  readonly job: string;
  readonly pieces: readonly Piece[];
  readonly at: number;
  /** It is put where pallets are built; absent: the belt takes it out. */
  readonly isForPallet?: true;
}

export interface PackingStationOptions {
  /** LIF station. */
  readonly station: string;
  readonly timers: Timers;
  readonly shelves: Shelves;
  readonly file: WorldFile;
  readonly log: Log;
  /** Takes the labelled parcel; called inside the change that ends the job. */
  readonly packed: (parcel: Packed) => void;
}

interface Work {
  readonly job: StationJob;
  readonly endsAt: number;
}

interface Kept {
  readonly infeed: readonly { tote: string; from: number }[];
  readonly aside: readonly string[];
  readonly jobs: readonly StationJob[];
  readonly work: Work | null;
  readonly finished: FinishedJobs;
}

export class PackingStation {
  readonly station: string;
  readonly values = new ValueStore();
  readonly #options: PackingStationOptions;
  /** In order of arrival; `from` is when the tote stands there. */
  readonly #infeed: { tote: string; from: number }[] = [];
  /** Totes that nobody told what to do with, contents and all. */
  readonly #aside = new Set<string>();
  /** Waiting jobs, in the order in which they came. */
  readonly #jobs = new Map<string, StationJob>();
  /** Every job that was ever begun here: told again, it is not done again. */
  readonly #begun = new Set<string>();
  #finished: FinishedJobs = [];
  #work: Work | undefined;
  #isBroken = false;
  readonly #cancels = new Set<() => void>();

  constructor(options: PackingStationOptions) {
    this.#options = options;
    this.station = options.station;
    this.values.onWrite = (name, value) => name === stationValues.job && this.#take(value);
  }

  start(): void {
    this.#restore();
    this.#show();
    for (const { tote, from } of this.#infeed) this.#expect(tote, from);
    if (this.#work) this.#at(this.#work.endsAt, () => this.#finish());
    else this.#workOn();
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  /** A place in the infeed: the tote stands there once it is handed over. False when full. */
  offer(tote: string): boolean {
    if (this.#infeed.some((place) => place.tote === tote)) return true;
    if (this.#infeed.length >= infeedMax) return false;
    const from = this.#now() + toteHandlingS * secondMs;
    this.#infeed.push({ tote, from });
    this.#keep();
    this.#show();
    this.#expect(tote, from);
    return true;
  }

  /** Whether the tote stands in the infeed or on the bench. */
  has(tote: string): boolean {
    return (
      this.#work?.job.tote === tote ||
      this.#aside.has(tote) ||
      this.#infeed.some((place) => place.tote === tote && place.from <= this.#now())
    );
  }

  /** Totes here that are not being packed: in the infeed or set aside. */
  totes(): string[] {
    return [...this.#infeed.map(({ tote }) => tote), ...this.#aside];
  }

  /** Totes that have stood here for a minute and that nobody was told to pack: what is in them was set aside. */
  idleTotes(): string[] {
    const before = this.#now() - idleAfterMs;
    const standing = this.#infeed.filter(({ from }) => from <= before).map(({ tote }) => tote);
    return [...this.#aside, ...standing].filter((tote) => !this.#jobOf(tote));
  }

  /** Somebody emptied the tote: it goes back on the stack. */
  release(tote: string): void {
    this.#options.shelves.emptyTote(tote);
    this.#aside.delete(tote);
    this.#leaveInfeed(tote);
  }

  /** Out of order, or mended: what was under way is begun anew then. Not kept over a restart of the world. */
  setBroken(isBroken: boolean): void {
    this.#isBroken = isBroken;
    this.#show();
    if (isBroken) return;
    const work = this.#work;
    const now = this.#now();
    if (!work) this.#workOn();
    else if (work.endsAt <= now) {
      this.#work = { ...work, endsAt: now + workMs(work.job) };
      this.#at(this.#work.endsAt, () => this.#finish());
    }
  }

  /** It packs, or its infeed is full. */
  get isBusy(): boolean {
    return this.#work !== undefined || this.#infeed.length >= infeedMax;
  }

  get idle(): boolean {
    return this.#work === undefined && this.#jobs.size === 0;
  }

  /** A job was written. Taken once, however often it is told. */
  #take(value: Value): boolean {
    let job: StationJob;
    try {
      job = parseStationJob(JSON.parse(String(value)));
    } catch (error) {
      this.#options.log.warn("station.jobMalformed", { station: this.#options.station, why: String(error) });
      return false;
    }
    if (this.#begun.has(job.job) || this.#jobs.has(job.job)) return true;
    if (this.#jobs.size >= jobsMax) return false;
    this.values.set(stationValues.job, String(value), this.#now());
    this.#add(job);
    return true;
  }

  #add(job: StationJob): void {
    if (this.#begun.has(job.job) || this.#jobs.has(job.job)) return;
    this.#jobs.set(job.job, job);
    this.#keep();
    this.#workOn();
  }

  /** A person packs here: what he did at his screen he does with the goods. Told twice it is done once. */
  byHand(job: StationJob): void {
    this.#add(job);
  }

  /** A tote is being handed over. An empty one goes straight back on the stack. */
  #expect(tote: string, from: number): void {
    const { shelves } = this.#options;
    this.#at(from, () => {
      if (shelves.unitsIn(tote) === 0 && !this.#jobOf(tote)) {
        shelves.emptyTote(tote);
        this.#leaveInfeed(tote);
      } else this.#workOn();
    });
    this.#at(from + setAsideAfterMs, () => {
      if (!this.#infeed.some((place) => place.tote === tote) || this.#jobOf(tote)) return;
      this.#aside.add(tote);
      this.#leaveInfeed(tote);
    });
  }

  #leaveInfeed(tote: string): void {
    const place = this.#infeed.findIndex((candidate) => candidate.tote === tote);
    if (place >= 0) this.#infeed.splice(place, 1);
    this.#keep();
    this.#show();
  }

  #jobOf(tote: string): StationJob | undefined {
    for (const job of this.#jobs.values()) if (job.tote === tote) return job;
    return undefined;
  }

  /** Begins the job of the first tote that has one: what was set aside, then the infeed. */
  #workOn(): void {
    if (this.#work || this.#isBroken || this.#jobs.size === 0) return;
    const now = this.#now();
    const job = this.#nextJob(now);
    if (!job) return;
    this.#jobs.delete(job.job);
    this.#aside.delete(job.tote);
    this.#work = { job, endsAt: now + workMs(job) };
    this.#options.file.together(() => {
      this.#begin(job.job);
      this.#leaveInfeed(job.tote);
    });
    this.#at(this.#work.endsAt, () => this.#finish());
  }

  #nextJob(now: number): StationJob | undefined {
    for (const tote of this.#aside) {
      const job = this.#jobOf(tote);
      if (job) return job;
    }
    for (const { tote, from } of this.#infeed) {
      const job = from <= now ? this.#jobOf(tote) : undefined;
      if (job) return job;
    }
    return undefined;
  }

  #finish(): void {
    // What was under way when it broke ends after it is mended.
    if (!this.#work || this.#isBroken || this.#now() < this.#work.endsAt) return;
    const { job } = this.#work;
    const { shelves, station, packed, file } = this.#options;
    this.#work = undefined;
    file.together(() => {
      const pieces = job.goods ? shelves.takeFrom(job.tote, job.goods) : shelves.emptyTote(job.tote);
      // What else lies in it is somebody else's: it stands beside the bench until it is asked for.
      if (job.goods && shelves.unitsIn(job.tote) > 0) this.#aside.add(job.tote);
      else if (job.goods) shelves.emptyTote(job.tote);
      const at = this.#now();
      for (const parcel of intoParcels(job, pieces)) packed({ ...parcel, station, job: job.job, at });
      this.#finished = [...this.#finished, { job: job.job, sscc: job.sscc }].slice(-finishedMax);
      this.#keep();
    });
    this.#workOn();
    this.#show();
  }

  #begin(job: string): void {
    this.#begun.add(job);
    this.#options.file.put("job-begun", `${this.#options.station}/${job}`, {});
  }

  #show(): void {
    const now = this.#now();
    const say = (name: string, value: Value) => {
      if (this.values.get(name)?.value !== value) this.values.set(name, value, now);
    };
    say(stationValues.finished, JSON.stringify(this.#finished));
    say(stationValues.queue, this.#infeed.length);
    const sound = this.#work ? packMl.execute : packMl.idle;
    say(stationValues.state, this.#isBroken ? packMl.stopped : sound);
  }

  #keep(): void {
    const kept: Kept = {
      infeed: this.#infeed,
      aside: [...this.#aside],
      jobs: [...this.#jobs.values()],
      work: this.#work ?? null,
      finished: this.#finished,
    };
    this.#options.file.put("station", this.#options.station, kept);
  }

  #restore(): void {
    const { file, station } = this.#options;
    for (const { id } of file.all("job-begun"))
      if (id.startsWith(`${station}/`)) this.#begun.add(id.slice(station.length + 1));
    const row = file.all("station").find(({ id }) => id === station);
    if (!row) return;
    const { infeed, aside, jobs, work, finished } = row.body as Kept;
    for (const tote of aside) this.#aside.add(tote);
    this.#infeed.push(...infeed);
    for (const job of jobs) this.#jobs.set(job.job, job);
    this.#work = work ?? undefined;
    this.#finished = finished;
  }

  #now(): number {
    return this.#options.timers.now();
  }

  #at(at: number, run: () => void): void {
    const cancel = this.#options.timers.at(at, () => {
      this.#cancels.delete(cancel);
      run();
    });
    this.#cancels.add(cancel);
  }
}

const workMs = ({ lines, units }: StationJob): number => Math.round(packSeconds(lines, units) * secondMs);

/** Each parcel gets what the job says of it, as far as it is there; whatever else is in the tote goes into the last. */
function intoParcels(
  { sscc, parcels = [] }: StationJob,
  inTote: readonly Piece[],
): Pick<Packed, "sscc" | "pieces" | "isForPallet">[] {
  const onPallet = parcels.some(({ shipOn }) => shipOn === "pallet") ? { isForPallet: true as const } : {};
  let left = inTote;
  const first = parcels.slice(0, -1).map((parcel) => ({
    sscc: parcel.sscc,
    ...onPallet,
    pieces: parcel.goods.flatMap(({ sku, units }) => {
      // Nobody reads the tags of what is opened at a bench.
      const taken = takeOut(left, sku, units, () => "");
      left = taken.left;
      return taken.out;
    }),
  }));
  return [...first, { sscc: parcels.at(-1)?.sscc ?? sscc, ...onPallet, pieces: left }];
}
