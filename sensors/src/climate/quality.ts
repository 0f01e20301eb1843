/** How far a measured value can be believed. Physical bounds come first: no rule about bands or trends ever sees what cannot be. */
import type { ReadingQuality } from "@floorplane/contracts/documents";
import type { SensorsSettings } from "../settings.ts";
import type { MeasuredAt } from "./device-clock.ts";

export type Quantity = "temperature" | "humidity";

/** REFERENCE section 8: what sensors for rooms can measure at all. */
export const physicalBounds = {
  temperature: { min: -80, max: 125, unit: "Cel" },
  humidity: { min: 0, max: 100, unit: "%RH" },
} as const satisfies Record<Quantity, { min: number; max: number; unit: string }>;

export type Doubt =
  | "not-a-number"
  | "impossible"
  | "device-says-bad"
  | "frozen"
  | "silent"
  | Exclude<MeasuredAt["doubt"], undefined>;

export interface Judgement {
  readonly quality: ReadingQuality;
  readonly reason: Doubt | "";
}

/** What is remembered of a quantity to see that it does not move any more. */
export interface Stillness {
  readonly value: number;
  /** Since when, and over how many readings, the value is exactly this. */
  readonly since: number;
  readonly readings: number;
}

export function judge(
  value: unknown,
  facts: {
    readonly quantity: Quantity;
    readonly deviceSaysBad: boolean;
    readonly clock: MeasuredAt["doubt"];
    readonly frozen: boolean;
  },
): Judgement {
  if (facts.deviceSaysBad) return { quality: "bad", reason: "device-says-bad" };
  if (typeof value !== "number" || !Number.isFinite(value)) return { quality: "bad", reason: "not-a-number" };
  const { min, max } = physicalBounds[facts.quantity];
  if (value < min || value > max) return { quality: "bad", reason: "impossible" };
  if (facts.frozen) return { quality: "uncertain", reason: "frozen" };
  if (facts.clock) return { quality: "uncertain", reason: facts.clock };
  return { quality: "good", reason: "" };
}

export function stillness(before: Stillness | undefined, value: number, now: number): Stillness {
  return before?.value === value
    ? { value, since: before.since, readings: before.readings + 1 }
    : { value, since: now, readings: 1 };
}

/** Saturated damp air stays at 100 %, and dry air at 0 %: at its ends a humidity may stand still. */
export function isFrozen(
  still: Stillness | undefined,
  quantity: Quantity,
  now: number,
  settings: SensorsSettings,
): boolean {
  if (!still || still.readings < settings.frozenReadingsMin || now - still.since < settings.frozenAfterMs)
    return false;
  const { min, max } = physicalBounds[quantity];
  return quantity === "temperature" || (still.value > min && still.value < max);
}
