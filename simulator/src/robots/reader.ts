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

export interface ReaderOptions {
  readonly robot: RobotId;
  readonly site: SiteId;
  readonly seed: string;
  readonly timers: Timers;
  readonly connector: BusConnector;
  readonly credentials: ((clientId: string) => Pick<Identity, "username" | "password">) | undefined;
  /** Chance that a tag is seen in one round. */
  readonly readProbability: number;
  /** Tags in the field: those of the tote on the robot. */
  readonly inField: () => readonly string[];
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

  /** The arm is back: one round of its own. */
  begin(): void {
    this.#wait(++this.#round);
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

  #wait(round: number): void {
    const waiting = { round, atMs: this.#options.timers.now() + readDelayMs };
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

  #read(round: number): void {
    const { timers, inField } = this.#options;
    const tags = [...inField(), ...this.stray()];
    const reads = tags
      .slice(0, readsMax)
      .map((epc) => ({ epc, luck: hash32(`${this.#options.seed}/${this.#id}/${round}/${epc}`) }))
      .filter(({ luck }) => luck / 4_294_967_296 < this.#options.readProbability)
      .map(({ epc, luck }) => ({
        epc,
        antenna: 1 + (luck & 1),
        rssiDbm: -40 - (luck % 200) / 10,
        count: 1 + (luck % 7),
      }));
    const message: Reads = { reader: this.#id, at: isoTime(timers.now()), round, reads };
    this.#bus?.publish(this.#topic, new TextEncoder().encode(JSON.stringify(message)));
  }
}
