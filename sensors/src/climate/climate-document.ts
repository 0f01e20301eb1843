/** What is kept and shown of one climate device: both its channels, and the worst and oldest of them for a tile. */
import type { DeviceLinkState } from "@floorplane/contracts/documents";
import { DeviceId } from "@floorplane/contracts/ids";
import type { DeviceRow } from "@floorplane/contracts/site";
import type { SensorsSettings } from "../settings.ts";
import type { Channel, KeptChannel } from "./channel.ts";
import type { KeptClimate } from "./climate.kind.ts";
import type { Quantity } from "./quality.ts";

export function documentOf(
  row: DeviceRow,
  link: DeviceLinkState,
  channels: Readonly<Record<Quantity, Channel>>,
): KeptClimate {
  const temperature = channels.temperature.shown;
  const humidity = channels.humidity.shown;
  const worst = rank(humidity) > rank(temperature) ? humidity : temperature;
  // As old as the oldest of what it shows; of no known age when one of them has none.
  const times = [temperature, humidity].flatMap(({ value, measuredAt }) =>
    value === null ? [] : [measuredAt],
  );
  const known = times.filter((at) => at !== null);
  return {
    device: DeviceId(row.device),
    zone: row.zone ?? "",
    wire: row.wire,
    link,
    temperatureC: temperature.value,
    humidityPercent: humidity.value,
    quality: worst.quality,
    reason: worst.reason,
    measuredAt: known.length > 0 && known.length === times.length ? Math.min(...known) : null,
    channels: { temperature, humidity },
  };
}

/** A quantity that a device never sent does not spoil what it does send. */
const rank = ({ value, quality, reason }: KeptChannel): number =>
  value === null && reason === "" ? -1 : ["good", "uncertain", "bad"].indexOf(quality);

export function hasMoved(
  next: KeptClimate,
  kept: KeptClimate,
  quantity: Quantity,
  { shownStep }: SensorsSettings,
): boolean {
  const [now, before] = [next.channels[quantity], kept.channels[quantity]];
  if (now.quality !== before.quality || now.reason !== before.reason) return true;
  if (now.value === null || before.value === null) return now.value !== before.value;
  return Math.abs(now.value - before.value) >= shownStep[quantity];
}
