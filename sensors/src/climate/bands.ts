/** The bands of zones: which devices of a zone see a quantity outside, and the alarm of the zone that follows. */

import type { AlarmParameters } from "@floorplane/contracts/alarms/alarms";
import { byCodeUnits } from "@floorplane/contracts/ids";
import type { DeviceRow, ZoneRow } from "@floorplane/contracts/site";
import {
  type Doers,
  doAsked,
  type MachineDue,
  type MachineRow,
  Machines,
} from "@floorplane/runtime/machines";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import type { Alarms } from "../alarms/alarms.ts";
import type { SensorsSettings } from "../settings.ts";
import { type BandEvent, type bandAsks, bandMachine } from "./band.machine.ts";
import { bandKind, type KeptBand } from "./climate.kind.ts";
import type { Quantity } from "./quality.ts";

export interface BandsOptions {
  readonly zones: readonly ZoneRow[];
  readonly alarms: Alarms;
  readonly settings: SensorsSettings;
}

interface Band {
  readonly id: string;
  readonly zone: string;
  readonly quantity: Quantity;
  readonly min: number;
  readonly max: number;
  readonly hysteresis: number;
  row: MachineRow | undefined;
  /** Devices whose last good value is outside, with that value. */
  readonly outside: Map<string, number>;
}

export class Bands {
  readonly #options: BandsOptions;
  readonly #machines = new Machines("climate-band", bandMachine);
  readonly #bands = new Map<string, Band>();
  /** Zones with a band that no value lies in. */
  readonly #contradictory = new Set<string>();
  /** Kept of zones that the site no longer has. */
  readonly #removed: string[] = [];
  readonly #doers: Doers<typeof bandAsks, Band> = {
    raiseBand: (band, _, desk) =>
      this.#options.alarms.raiseOwn(
        `climate.${band.quantity}-band`,
        alarmOf(band),
        band.zone,
        measured(band),
        desk,
      ),
    clearBand: (band, _, desk) => this.#options.alarms.clear(alarmOf(band), desk),
  };

  constructor(options: BandsOptions) {
    this.#options = options;
    const { bandHysteresis } = options.settings;
    for (const { zone, temperatureC, humidityPercent } of options.zones) {
      this.#add(zone, "temperature", temperatureC, bandHysteresis.temperature);
      this.#add(zone, "humidity", humidityPercent, bandHysteresis.humidity);
    }
    for (const { min, max, zone } of this.#bands.values()) if (min >= max) this.#contradictory.add(zone);
  }

  async restore(read: Restore): Promise<void> {
    for (const { id, body } of await read.documents(bandKind)) {
      const band = this.#bands.get(id);
      if (!band) {
        this.#removed.push(id);
        continue;
      }
      band.row = body.machine && this.#machines.restored(id, body.machine);
      for (const device of Object.keys(body.outside).sort(byCodeUnits))
        band.outside.set(device, body.outside[device]!);
    }
  }

  /** A value of a device that can be believed. One of no known age may call a person, and says nothing of how it is now. */
  hear(
    zone: string,
    quantity: Quantity,
    device: string,
    { value, isNews }: { readonly value: number; readonly isNews: boolean },
    desk: Desk,
  ): void {
    const band = this.#bands.get(bandId(zone, quantity));
    if (!band) return;
    const wasOutside = band.outside.has(device);
    const margin = wasOutside ? band.hysteresis : 0;
    const isOutside = value > band.max - margin || value < band.min + margin;
    if (!isOutside && !isNews) return;
    const before = band.outside.size;
    if (isOutside) band.outside.set(device, value);
    else band.outside.delete(device);
    if (isOutside === wasOutside) return;
    if (before === 0) this.#step(band, { type: "zone.left" }, desk);
    else if (band.outside.size === 0) this.#step(band, { type: "zone.returned" }, desk);
    else this.#keep(band, desk);
  }

  /** Tells of climate devices that nobody's band judges: without a zone, in one that the site does not have, or in one whose band contradicts itself. */
  unwatched(devices: readonly DeviceRow[], desk: Desk): void {
    const without = devices.filter(
      ({ zone = "" }) => !this.#bands.has(bandId(zone, "temperature")) || this.#contradictory.has(zone),
    );
    this.#options.alarms.setOwn(
      "device.unwatched",
      without.map(({ device }) => device),
      desk,
    );
  }

  /** Nobody measures any more with a device that was taken out of the zone: what it saw last holds no alarm up. */
  endRemoved(devices: readonly DeviceRow[], desk: Desk): void {
    for (const id of this.#removed) desk.remove(bandKind, id);
    for (const band of this.#bands.values()) {
      const gone = [...band.outside.keys()].filter(
        (id) => !devices.some(({ device, zone }) => device === id && zone === band.zone),
      );
      for (const device of gone) band.outside.delete(device);
      if (gone.length === 0) continue;
      if (band.outside.size === 0) this.#step(band, { type: "zone.returned" }, desk);
      else this.#keep(band, desk);
    }
  }

  *kept(): Iterable<Kept> {
    for (const band of this.#bands.values())
      if (band.row) yield { kind: bandKind, id: band.id, body: bodyOf(band) };
  }

  fire(due: MachineDue, desk: Desk): void {
    const band = this.#bands.get(due.id);
    if (band) this.#step(band, due.event as unknown as BandEvent, desk);
  }

  #step(band: Band, event: BandEvent, desk: Desk): void {
    const { settings } = this.#options;
    const input = { raiseAfterMs: settings.bandRaiseAfterMs, clearAfterMs: settings.bandClearAfterMs };
    const before = band.row ?? this.#machines.begin(band.id, input, desk).row;
    const { row, asked } = this.#machines.step(band.id, before, event, desk);
    band.row = row;
    doAsked(this.#doers, asked, band, desk);
    this.#keep(band, desk);
  }

  #keep(band: Band, desk: Desk): void {
    desk.put(bandKind, band.id, bodyOf(band));
  }

  /** A zone that stands twice is held to both its bands. */
  #add(
    zone: string,
    quantity: Quantity,
    { min, max }: { min: number; max: number },
    hysteresis: number,
  ): void {
    const id = bandId(zone, quantity);
    const before = this.#bands.get(id);
    this.#bands.set(id, {
      id,
      zone,
      quantity,
      min: Math.max(min, before?.min ?? min),
      max: Math.min(max, before?.max ?? max),
      hysteresis,
      row: undefined,
      outside: new Map(),
    });
  }
}

const alarmOf = ({ id }: Band): string => `climate.${id}`;
const bandId = (zone: string, quantity: Quantity): string => `${zone}.${quantity}`;

/** The band and the value that is furthest outside. */
function measured({ min, max, outside }: Band): AlarmParameters<`climate.${Quantity}-band`> {
  let worst = { device: "", value: 0, by: Number.NEGATIVE_INFINITY };
  for (const [device, value] of outside) {
    const by = Math.max(value - max, min - value);
    if (by > worst.by) worst = { device, value, by };
  }
  return { min, max, device: worst.device, value: worst.value };
}

const bodyOf = ({ zone, quantity, outside, row }: Band): KeptBand => ({
  zone,
  quantity,
  outside: Object.fromEntries(outside),
  ...(row ? { machine: row } : {}),
});
