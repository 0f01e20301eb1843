/** One quantity of one climate device: what it shows, how far it is believed, and since when nothing came of it. A dead channel beside a healthy one has its own health and age. */
import type { ClimateChannel, ReadingQuality } from "@floorplane/contracts/documents";
import type { SensorsSettings } from "../settings.ts";
import { type MeasuredAt, measuredAt } from "./device-clock.ts";
import { LateReadings } from "./late-readings.ts";
import { type Doubt, isFrozen, judge, type Quantity, type Stillness, stillness } from "./quality.ts";

/** One bad reading is a glitch; so many in a row are a fault, and as many good ones its end. */
const badInRow = 3;

/** As kept; screens may rely on what `ClimateChannel` names, and `reason` says why a quality is not good. */
export interface KeptChannel extends ClimateChannel {
  readonly reason: Doubt | "";
}

export interface Judged {
  readonly quality: ReadingQuality;
  readonly reason: Doubt | "";
  readonly at: number;
  /** Why nobody knows how old it is, or that it is old. */
  readonly clock: MeasuredAt["doubt"];
  /** What just became true of the channel's health. */
  readonly turned: "ill" | "well" | undefined;
  /** Measured before the newest of the channel: for history alone. */
  readonly isLate: boolean;
}

export const nothingYet: KeptChannel = { value: null, quality: "bad", reason: "", measuredAt: null };

export class Channel {
  readonly quantity: Quantity;
  #shown: KeptChannel;
  #still: Stillness | undefined;
  /** Negative: bad readings in a row; positive: good ones. */
  #streak = 0;
  /** House time of the last reading of whatever quality; undefined: a device that never sent this owes none. */
  #heardAt: number | undefined;
  readonly #late: LateReadings;

  constructor(quantity: Quantity, kept: KeptChannel | undefined, now: number, settings: SensorsSettings) {
    this.quantity = quantity;
    this.#shown = kept ?? nothingYet;
    this.#late = new LateReadings(this.#shown.measuredAt ?? undefined);
    if (!kept || (kept.value === null && kept.reason === "")) return;
    this.#heardAt = now;
    // Frozen before a restart is frozen after it, until the value moves.
    if (kept.reason === "frozen" && kept.value !== null)
      this.#still = {
        value: kept.value,
        since: now - settings.frozenAfterMs,
        readings: settings.frozenReadingsMin,
      };
  }

  get shown(): KeptChannel {
    return this.#shown;
  }

  /** Nothing could have come until now: how long it is silent counts from here. */
  excuse(now: number): void {
    if (this.#heardAt !== undefined) this.#heardAt = now;
  }

  /** Nothing came for longer than `silenceMs`; never true of what was never heard, nor told twice. */
  isLate(silenceMs: number, now: number): boolean {
    return this.#heardAt !== undefined && this.#shown.reason !== "silent" && now - this.#heardAt > silenceMs;
  }

  hear(
    value: unknown,
    said: { readonly time: string | number; readonly isBad: boolean },
    now: number,
    settings: SensorsSettings,
  ): Judged {
    const clock: MeasuredAt = measuredAt(said.time, now, settings.deviceClockOffMsMax);
    // What a device itself calls bad is told at the time of the last good value by some.
    if (!said.isBad && clock.since !== null && this.#late.isLate(clock.since, now)) {
      const facts = { quantity: this.quantity, deviceSaysBad: false, clock: clock.doubt, frozen: false };
      return { ...judge(value, facts), at: clock.at, clock: clock.doubt, turned: undefined, isLate: true };
    }
    this.#heardAt = now;
    if (typeof value === "number") this.#still = stillness(this.#still, value, now);
    const frozen = isFrozen(this.#still, this.quantity, now, settings);
    const { quantity } = this;
    const { quality, reason } = judge(value, {
      quantity,
      deviceSaysBad: said.isBad,
      clock: clock.doubt,
      frozen,
    });
    const before = this.#streak;
    this.#streak = quality === "bad" ? Math.min(before, 0) - 1 : Math.max(before, 0) + 1;
    // The last value that could be believed stays on the screen, marked bad and with its age.
    if (quality === "bad") this.#shown = { ...this.#shown, quality, reason };
    else this.#shown = { value: value as number, quality, reason, measuredAt: clock.since };
    const turned = this.#streak === -badInRow ? "ill" : this.#streak === badInRow ? "well" : undefined;
    return { quality, reason, at: clock.at, clock: clock.doubt, turned, isLate: false };
  }

  /** Nothing came of it for too long, while its device speaks. */
  becomeSilent(): void {
    this.#shown = { ...this.#shown, quality: "bad", reason: "silent" };
  }

  /** Its device was away as a whole, which was told as such: the wait for this channel begins anew. */
  waitAnew(now: number): void {
    if (this.#heardAt !== undefined) this.#heardAt = now;
  }
}
