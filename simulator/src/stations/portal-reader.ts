/** The fixed reader at the gate: what comes by is seen three times, and read again when somebody asks for a round or the link was lost. */
import { parseReadRound, type Reads } from "@floorplane/contracts/devices.schema";
import type { DeviceId, SiteId } from "@floorplane/contracts/ids";
import { ssccEpc } from "@floorplane/contracts/labels";
import { topics } from "@floorplane/contracts/topics";
import { isoTime, minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Random } from "@floorplane/runtime/random";
import type { WorldFile } from "../world-file.ts";

/** A parcel stands in the gate's field for a moment: seen three times, 5 s apart. */
const passages = 3;
const passageMs = 5 * secondMs;
/** What came by stands on the dock in reach of the reader for so long; asked for one more round, it answers with these. */
const inReachMs = 30 * minuteMs;
/** After a lost link what is in reach is read again this long after it came back: the house needs a moment to listen. */
const rereadsAfterMs = [5 * secondMs, 30 * secondMs, 3 * minuteMs] as const;
/** What one message may carry is 2,000 reads. */
const readsMax = 500;

export interface PortalReaderOptions {
  readonly site: SiteId;
  readonly device: DeviceId;
  readonly bus: Bus;
  readonly timers: Timers;
  readonly random: Random;
  readonly file: WorldFile;
  /** Of the company prefix in an SSCC of this site; the usual one's where absent. */
  readonly prefixLength?: number | undefined;
}

/** Tags that can be seen, of what came by together. */
export interface Passage {
  readonly ssccs: readonly string[];
  /** ms since the epoch. */
  readonly at: number;
}

export class PortalReader {
  readonly #options: PortalReaderOptions;
  /** In the order in which it came by. */
  #passed: Passage[] = [];
  #round = 0;
  #lost = false;
  readonly #ends: (() => void)[] = [];
  #stopped = false;

  constructor(options: PortalReaderOptions) {
    this.#options = options;
  }

  /** `before`: what came by before a restart. A reader that comes back does not know what was heard of it. */
  start(before: readonly Passage[]): void {
    const { bus, site, device, file } = this.#options;
    for (const { body } of file.all("portal")) this.#round = (body as { round: number }).round;
    this.#passed = [...before].sort((a, b) => a.at - b.at);
    this.#ends.push(
      bus.subscribe(topics.readRound(site, device).text, ({ payload }) => this.#answer(payload)),
      bus.onLink((state) => {
        if (state === "live" && this.#lost) this.#rereadSoon();
        this.#lost = state !== "live";
      }),
    );
    if (this.#passed.length > 0) this.#rereadSoon();
  }

  stop(): void {
    this.#stopped = true;
    for (const end of this.#ends.splice(0)) end();
  }

  passes(passage: Passage): void {
    this.#passed.push(passage);
    for (let time = 0; time < passages; time++)
      this.#at(passage.at + time * passageMs, () => this.#readAll(passage.ssccs, ++this.#round));
  }

  #readAll(ssccs: readonly string[], round: number): void {
    for (let from = 0; from < ssccs.length; from += readsMax)
      this.#read(ssccs.slice(from, from + readsMax), round);
  }

  /** One read round: what stands in the field, weaker or stronger. */
  #read(ssccs: readonly string[], round: number): void {
    const { bus, site, device, timers, random, file, prefixLength } = this.#options;
    file.put("portal", device, { round: this.#round });
    const reads: Reads = {
      reader: device,
      at: isoTime(timers.now()),
      round,
      reads: ssccs.map((sscc) => ({
        epc: ssccEpc(sscc, prefixLength),
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
    this.#readInReach(round);
  }

  #rereadSoon(): void {
    const now = this.#options.timers.now();
    for (const after of rereadsAfterMs) this.#at(now + after, () => this.#readInReach(++this.#round));
  }

  #readInReach(round: number): void {
    const since = this.#options.timers.now() - inReachMs;
    const inReach: string[] = [];
    for (let index = this.#passed.length - 1; index >= 0 && this.#passed[index]!.at >= since; index--)
      inReach.push(...this.#passed[index]!.ssccs);
    this.#readAll(inReach, round);
  }

  #at(at: number, run: () => void): void {
    this.#options.timers.at(at, () => {
      if (!this.#stopped) run();
    });
  }
}

const encoder = new TextEncoder();
