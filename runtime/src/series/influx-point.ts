/**
 * A point as InfluxDB's line protocol has it, the same for 1.x and 2.x: the quantity is the measurement; device, site and unit are tags, sorted
 * by name as the stores like it; the value is a float, the quality an integer (0 good, 1 uncertain, 2 bad), so that the worst is the `max`.
 */
import { doubtOf } from "./buckets.ts";
import type { Point } from "./series.ts";

export interface InfluxPoint {
  readonly measurement: string;
  readonly tags: { readonly device: string; readonly site: string; readonly unit: string };
  readonly fields: { readonly quality: number; readonly value: number };
  /** ms since the epoch. */
  readonly timestamp: number;
}

export const tagNames = ["device", "site", "unit"] as const;

export const influxPoint = ({ site, device, quantity, unit, value, quality, at }: Point): InfluxPoint => ({
  measurement: quantity,
  tags: { device, site, unit },
  fields: { quality: doubtOf[quality], value },
  timestamp: at,
});
