/** What is kept of climate devices and of the bands of zones; screens may rely on what `ClimateDocument` names. */
import type { ReadingQuality } from "@floorplane/contracts/documents";
import type { DeviceId } from "@floorplane/contracts/ids";
import {
  type BodyOf,
  chartAlone,
  fields,
  kind,
  machineRow,
  moment,
  named,
  oneOf,
  orNull,
  Type,
} from "@floorplane/contracts/kind";
import { linkStates } from "../links/link.kind.ts";
import type { Doubt, Quantity } from "./quality.ts";

const quality = oneOf<ReadingQuality>({ good: true, uncertain: true, bad: true });
const reason = oneOf<Doubt | "">({
  "": true,
  "not-a-number": true,
  impossible: true,
  "device-says-bad": true,
  frozen: true,
  silent: true,
  "clock-no-zone": true,
  "clock-not-set": true,
  "clock-ahead": true,
  "clock-behind": true,
});
const channel = fields({ value: orNull(Type.Number()), quality, reason, measuredAt: orNull(moment) });

export const climateKind = kind(
  "climate",
  2,
  fields({
    device: named<DeviceId>(),
    zone: Type.String(),
    wire: oneOf({ mqtt: true, modbus: true, opcua: true }),
    link: linkStates,
    temperatureC: orNull(Type.Number()),
    humidityPercent: orNull(Type.Number()),
    quality,
    /** Of its worst channel. */
    reason,
    measuredAt: orNull(moment),
    channels: fields({ temperature: channel, humidity: channel }),
  }),
  {
    // A row of before channels were kept has one quality and one age for both.
    1: ({ channels, ...device }) => {
      const { quality, reason, measuredAt, temperatureC, humidityPercent } = device;
      const of = (value: number | null): object =>
        value === null
          ? { value: null, quality: "bad", reason: "", measuredAt: null }
          : { value, quality, reason, measuredAt };
      return {
        ...device,
        channels: channels ?? { temperature: of(temperatureC), humidity: of(humidityPercent) },
      };
    },
  },
);
export type KeptClimate = BodyOf<typeof climateKind>;

export const bandKind = kind(
  "climate-band",
  2,
  fields({
    zone: Type.String(),
    quantity: oneOf<Quantity>({ temperature: true, humidity: true }),
    /** The last good value of each device that is outside. */
    outside: Type.Record(Type.String(), Type.Number()),
    machine: Type.Optional(machineRow),
  }),
  {
    1: ({ machine, ...band }) => ({ ...band, ...(machine ? { machine: chartAlone(machine) } : {}) }),
  },
);
export type KeptBand = BodyOf<typeof bandKind>;
