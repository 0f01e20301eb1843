/**
 * The RFID reader that a robot carries, a device with a line of its own: one round 0.8 s after the arm is back, and again when asked.
 * Whether a tag is seen is drawn from reader, round and tag, so that a restart draws the same and no draw shifts another.
 */

import { parseReadRound, type Reads } from "@floorplane/contracts/devices.schema";
import { DeviceId, type RobotId, type SiteId } from "@floorplane/contracts/ids";
import { readerOf } from "@floorplane/contracts/labels";
import { type Topic, topics } from "@floorplane/contracts/topics";
import { isoTime } from "@floorplane/contracts/units";
import type { Bus, BusConnector, Identity } from "@floorplane/runtime/bus/bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import { hash32 } from "@floorplane/runtime/random";

/** From the arm's return to the end of the round. */
export const readDelayMs = 800;
/** Rounds that wait to be read at once; more are forgotten, oldest first. */
const waitingMax = 8;
const readsMax = 2_000;
/** The strongest of each; the weakest of the near and of the far are 20 dB weaker. The label hangs before the antenna. */
const labelDbm = -38;
const nearDbm = -40;
const farDbm = -70;
/** Of the tags in the next bins. */
const farProbability = 0.05;

export interface Field {
  /** Of the place: nearest to the antenna. */
  readonly label?: string;
  readonly near: readonly string[];
  readonly far: readonly string[];
}

export interface ReaderOptions {
  readonly robot: RobotId;
  readonly site: SiteId;
  readonly seed: string;
  readonly timers: Timers;
  readonly connector: BusConnector;
  readonly credentials: ((clientId: string) => Pick<Identity, "username" | "password">) | undefined;
  /** Chance that a tag is seen in one round. */
  readonly readProbability: number;
  /** Chance that a tag that is far answers as strongly as one that is near. */
  readonly strayProbability: number;
  /** Tags in the field: those of the tote on the robot, or of the bin before it and, weakly, of those beside it. */
  readonly inField: () => Field;
}

export interface SavedReader {
  readonly round: number;
  readonly waiting: readonly { readonly round: number; readonly atMs: number }[];
}

export class Reader {
  readonly #options: ReaderOptions;
  readonly #id: DeviceId;
  readonly #topic: Topic;
  /** Tags beyond the tote's own (FAULTS: stray reads); none by default. */
  stray: () => readonly string[] = () => [];
  #bus: Bus | undefined;
  #round = 0;
  #waiting: { readonly round: number; readonly atMs: number }[] = [];
  readonly #cancels = new Set<() => void>();
  #isHalted = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#id = DeviceId(readerOf(options.robot));
    this.#topic = topics.reads(options.site, this.#id);
  }

  open(): void {
    const { connector, credentials, site } = this.#options;
    const bus = connector.connect({ clientId: this.#id, ...credentials?.(this.#id) });
    this.#bus = bus;
    bus.subscribe(topics.readRound(site, this.#id).text, ({ payload, retained }) => {
      if (!retained) this.#asked(payload);
    });
    for (const waiting of this.#waiting) this.#arm(waiting);
  }

  async close(): Promise<void> {
    this.halt();
    await this.#bus?.close();
  }

  /** Reads and hears nothing more; its line stays until it is closed. */
  halt(): void {
    this.#isHalted = true;
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  /** The arm is back, or before a bin: rounds of its own, one after the other. */
  begin(rounds: number): void {
    for (let round = 0; round < rounds; round++) this.#wait(++this.#round, round);
  }

  save(): SavedReader {
    return { round: this.#round, waiting: [...this.#waiting] };
  }

  restore(saved: SavedReader, laterMs: number): void {
    this.#round = saved.round;
    this.#waiting = saved.waiting.map(({ round, atMs }) => ({ round, atMs: atMs + laterMs }));
  }

  #asked(payload: Uint8Array): void {
    if (this.#isHalted) return;
    let round: number;
    try {
      round = parseReadRound.bytes(payload).round;
    } catch {
      // A reader has no way to answer what it cannot read.
      return;
    }
    this.#round = Math.max(this.#round, round);
    this.#wait(round);
  }

  #wait(round: number, others = 0): void {
    const waiting = { round, atMs: this.#options.timers.now() + readDelayMs * (others + 1) };
    this.#waiting.push(waiting);
    if (this.#waiting.length > waitingMax) this.#waiting.shift();
    this.#arm(waiting);
  }

  #arm(waiting: { readonly round: number; readonly atMs: number }): void {
    const cancel = this.#options.timers.at(waiting.atMs, () => {
      this.#cancels.delete(cancel);
      const index = this.#waiting.indexOf(waiting);
      if (index < 0) return;
      this.#waiting.splice(index, 1);
      this.#read(waiting.round);
    });
    this.#cancels.add(cancel);
  }

  #luck(epc: string, round: number): number {
    return hash32(`${this.#options.seed}/${this.#id}/${round}/${epc}`);
  }

  #seen(tags: readonly string[], round: number, strongestDbm: number): Reads["reads"] {
    return tags
      .map((epc) => ({ epc, luck: this.#luck(epc, round) }))
      .filter(({ luck }) => luck / 4_294_967_296 < this.#options.readProbability)
      .map(({ epc, luck }) => ({
        epc,
        antenna: 1 + (luck & 1),
        rssiDbm: strongestDbm - (strongestDbm === labelDbm ? 0 : (luck % 200) / 10),
        count: 1 + (luck % 7),
      }));
  }

  /** Some of them answer, and weakly; few as if they lay here. */
  #far(tags: readonly string[], round: number): Reads["reads"] {
    const { strayProbability } = this.#options;
    const lucks = tags.map((epc) => ({ epc, luck: this.#luck(epc, round) / 4_294_967_296 }));
    const strays = lucks.filter(({ luck }) => luck < strayProbability).map(({ epc }) => epc);
    const weak = lucks.filter(({ luck }) => luck >= strayProbability && luck < farProbability);
    return [
      ...this.#seen(strays, round, nearDbm),
      ...this.#seen(
        weak.map(({ epc }) => epc),
        round,
        farDbm,
      ),
    ];
  }

  #read(round: number): void {
    const { timers, inField } = this.#options;
    const { label, near, far } = inField();
    const reads = [
      ...(label === undefined ? [] : this.#seen([label], round, labelDbm)),
      ...this.#seen([...near, ...this.stray()].slice(0, readsMax), round, nearDbm),
      ...this.#far(far, round),
    ].slice(0, readsMax);
    const message: Reads = { reader: this.#id, at: isoTime(timers.now()), round, reads };
    this.#bus?.publish(this.#topic, new TextEncoder().encode(JSON.stringify(message)));
  }
}
