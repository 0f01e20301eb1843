/**
 * Climate devices on any wire: values become readings with unit, quality and time; the newest stand in a document a device, all of them go to the
 * series, good ones are held against the band of their zone. A reading writes no row unless what a person would see has changed.
 */
import { climateValues, parseClimateReading } from "@floorplane/contracts/devices.schema";
import type { ClimateDocument, DeviceLinkState, ReadingQuality } from "@floorplane/contracts/documents";
import { byCodeUnits, DeviceId } from "@floorplane/contracts/ids";
import type { DeviceRow, Site } from "@floorplane/contracts/site";
import { secondMs } from "@floorplane/contracts/units";
import type { MachineConnector, MachinePort, PortState, ValueChange } from "@floorplane/runtime/machine-port";
import type { MachineDue } from "@floorplane/runtime/machines";
import type { Desk, Kept, Office, Restore } from "@floorplane/runtime/room";
import type { Alarms } from "../alarms/alarms.ts";
import type { Figures } from "../figures.ts";
import type { Links } from "../links/links.ts";
import type { Series } from "../series.ts";
import type { SensorsSettings } from "../settings.ts";
import { Bands } from "./bands.ts";
import { measuredAt } from "./device-clock.ts";
import {
  type Doubt,
  isFrozen,
  judge,
  physicalBounds,
  type Quantity,
  type Stillness,
  stillness,
} from "./quality.ts";

/** One bad reading is a glitch; so many in a row are a fault, and as many good ones its end. */
const badInRow = 3;

export interface ClimateOptions {
  readonly site: Site;
  readonly office: Office;
  readonly machines: MachineConnector;
  readonly alarms: Alarms;
  readonly links: Links;
  readonly settings: SensorsSettings;
  readonly series: Series | undefined;
  readonly figures: Figures;
}

/** The document as kept; screens may rely on what `ClimateDocument` names, and `reason` says why a quality is not good. */
interface KeptClimate extends ClimateDocument {
  readonly reason: Doubt | "";
}

interface Shown {
  readonly value: number | null;
  readonly quality: ReadingQuality;
  readonly reason: Doubt | "";
  readonly measuredAt: number | null;
}

interface Device {
  readonly row: DeviceRow;
  readonly zone: string;
  readonly shown: Record<Quantity, Shown>;
  readonly still: Partial<Record<Quantity, Stillness>>;
  /** Negative: bad readings in a row; positive: good ones. */
  streak: number;
  port: MachinePort | undefined;
  kept: KeptClimate;
  keptAt: number;
}

const nothingYet: Shown = { value: null, quality: "bad", reason: "", measuredAt: null };

export class Climate {
  readonly #options: ClimateOptions;
  readonly #bands: Bands;
  readonly #devices = new Map<string, Device>();
  readonly #restored = new Map<string, KeptClimate>();

  constructor(options: ClimateOptions) {
    this.#options = options;
    this.#bands = new Bands({
      zones: options.site.zones,
      alarms: options.alarms,
      settings: options.settings,
    });
  }

  async restore(read: Restore): Promise<void> {
    await this.#bands.restore(read);
    for (const { id, body } of await read.documents("climate")) this.#restored.set(id, body as KeptClimate);
  }

  *kept(): Iterable<Kept> {
    yield* this.#bands.kept();
    for (const [id, { kept }] of this.#devices) yield { kind: "climate", id, body: kept };
  }

  begin(desk: Desk): void {
    const { site, links, settings } = this.#options;
    const rows = site.devices.filter(({ kind }) => kind === "climate");
    for (const row of rows.sort((a, b) => byCodeUnits(a.device, b.device))) {
      const restored = this.#restored.get(row.device);
      const { quality = "bad", reason = "", measuredAt = null } = restored ?? {};
      const shown = (value: number | null): Shown =>
        value === null ? nothingYet : { value, quality, reason, measuredAt };
      const device: Device = {
        row,
        zone: row.zone ?? "",
        shown: {
          temperature: shown(restored?.temperatureC ?? null),
          humidity: shown(restored?.humidityPercent ?? null),
        },
        still: {},
        streak: 0,
        port: undefined,
        kept: restored ?? documentOf(row, "connecting", nothingYet, nothingYet),
        keptAt: desk.now,
      };
      this.#devices.set(row.device, device);
      desk.put("climate", row.device, device.kept);
      const periodMs = row.periodS === undefined ? settings.climatePeriodMs : row.periodS * secondMs;
      links.begin(row.device, 2 * periodMs + settings.silenceGraceMs, desk);
    }
    desk.after(() => {
      for (const device of this.#devices.values()) if (device.row.wire !== "mqtt") this.#open(device);
    });
  }

  knows(device: string): boolean {
    return this.#devices.get(device)?.row.wire === "mqtt";
  }

  /** One MQTT message of the device that the topic names. */
  hear(id: string, payload: Uint8Array, desk: Desk): void {
    const { alarms, figures } = this.#options;
    const device = this.#devices.get(id);
    if (device?.row.wire !== "mqtt") {
      figures.count("climate.unknown-device");
      alarms.raiseOwn("device.unknown", `device.unknown.${id}`, id, {}, desk);
      return;
    }
    const reading = parseClimateReading.bytes(payload);
    if (reading.device !== id) {
      figures.count("messages.not-own");
      alarms.raiseOwn("device.identity", `device.identity.${id}`, id, { said: reading.device }, desk);
      return;
    }
    this.#options.links.heard(id, desk);
    const { at } = reading;
    if (reading.temperatureC !== undefined)
      this.#reading(device, "temperature", reading.temperatureC, at, false, desk);
    if (reading.humidityPercent !== undefined)
      this.#reading(device, "humidity", reading.humidityPercent, at, false, desk);
    this.#show(device, desk);
  }

  fire(due: MachineDue, desk: Desk): void {
    this.#bands.fire(due, desk);
  }

  linkChanged(id: string, link: DeviceLinkState, desk: Desk): void {
    const device = this.#devices.get(id);
    if (device) this.#keep(device, { ...device.kept, link }, desk);
  }

  async stop(): Promise<void> {
    for (const device of this.#devices.values()) {
      await device.port?.close();
      device.port = undefined;
    }
  }

  #open(device: Device): void {
    const { office, machines, links } = this.#options;
    const { device: id, address } = device.row;
    const port = machines.connect(id, address ?? "");
    device.port = port;
    port.onLink((state: PortState) =>
      office.act({ type: "climate.link", data: { device: id, state } }, (desk) => {
        // That a port is open says nothing about the probe behind it: only a value does.
        if (state === "broken") links.broke(id, desk);
      }),
    );
    port.watch([climateValues.temperature, climateValues.humidity], (change) =>
      office.act({ type: "climate.changed", data: { device: id, name: change.name } }, (desk) =>
        this.#changed(device, change, desk),
      ),
    );
  }

  #changed(device: Device, change: ValueChange, desk: Desk): void {
    const quantity = change.name === climateValues.temperature ? "temperature" : "humidity";
    this.#options.links.heard(device.row.device, desk);
    this.#reading(device, quantity, change.value, change.at, change.quality === "bad", desk);
    this.#show(device, desk);
  }

  #reading(
    device: Device,
    quantity: Quantity,
    value: unknown,
    deviceTime: string | number,
    deviceSaysBad: boolean,
    desk: Desk,
  ): void {
    const { settings, series, figures } = this.#options;
    const { now } = desk;
    const clock = measuredAt(deviceTime, now, settings.deviceClockOffMsMax);
    if (typeof value === "number") device.still[quantity] = stillness(device.still[quantity], value, now);
    const frozen = isFrozen(device.still[quantity], quantity, now, settings);
    const { quality, reason } = judge(value, { quantity, deviceSaysBad, clock: clock.doubt, frozen });
    figures.count("climate.readings");
    if (quality !== "good") figures.count(quality === "bad" ? "climate.bad" : "climate.uncertain");
    this.#watchHealth(device, quantity, quality, reason, desk);

    if (quality === "bad") {
      // The last value that could be believed stays on the screen, marked bad and with its age.
      device.shown[quantity] = { ...device.shown[quantity], quality, reason };
      return;
    }
    device.shown[quantity] = { value: value as number, quality, reason, measuredAt: clock.at };
    const { unit } = physicalBounds[quantity];
    series?.write(device.row.device, quantity, value as number, unit, quality, clock.at);
    if (reason !== "frozen")
      this.#bands.hear(device.zone, quantity, device.row.device, value as number, desk);
  }

  #watchHealth(
    device: Device,
    quantity: Quantity,
    quality: ReadingQuality,
    reason: Doubt | "",
    desk: Desk,
  ): void {
    const { alarms } = this.#options;
    const id = device.row.device;
    const before = device.streak;
    device.streak = quality === "bad" ? Math.min(before, 0) - 1 : Math.max(before, 0) + 1;
    if (device.streak === -badInRow)
      alarms.raiseOwn("device.bad-values", `device.bad-values.${id}`, id, { quantity, reason }, desk);
    if (device.streak === badInRow) alarms.clear(`device.bad-values.${id}`, desk);
    if (quality === "bad") return;
    const frozenKey = `device.frozen.${id}.${quantity}`;
    if (reason === "frozen") alarms.raiseOwn("device.frozen", frozenKey, id, { quantity }, desk);
    else alarms.clear(frozenKey, desk);
  }

  /** Writes the document when what it shows has changed for a person, or when it has become old; then all old ones with it, as one row. */
  #show(device: Device, desk: Desk): void {
    const { settings, links } = this.#options;
    const next = documentOf(
      device.row,
      links.state(device.row.device),
      device.shown.temperature,
      device.shown.humidity,
    );
    const { kept } = device;
    const isOld = desk.now - device.keptAt >= settings.shownEveryMs;
    const hasChanged =
      next.quality !== kept.quality ||
      next.reason !== kept.reason ||
      moved(next.temperatureC, kept.temperatureC, settings.shownStep.temperature) ||
      moved(next.humidityPercent, kept.humidityPercent, settings.shownStep.humidity);
    if (hasChanged) this.#keep(device, next, desk);
    if (!isOld) return;
    for (const other of this.#devices.values()) {
      const fresh = documentOf(
        other.row,
        links.state(other.row.device),
        other.shown.temperature,
        other.shown.humidity,
      );
      if (fresh.measuredAt !== other.kept.measuredAt) this.#keep(other, fresh, desk);
      other.keptAt = desk.now;
    }
  }

  #keep(device: Device, document: KeptClimate, desk: Desk): void {
    device.kept = document;
    device.keptAt = desk.now;
    desk.put("climate", device.row.device, document);
  }
}

function documentOf(row: DeviceRow, link: DeviceLinkState, temperature: Shown, humidity: Shown): KeptClimate {
  const worst = rank(humidity) > rank(temperature) ? humidity : temperature;
  const times = [temperature.measuredAt, humidity.measuredAt].filter((at) => at !== null);
  return {
    device: DeviceId(row.device),
    zone: row.zone ?? "",
    wire: row.wire,
    link,
    temperatureC: temperature.value,
    humidityPercent: humidity.value,
    quality: worst.quality,
    reason: worst.reason,
    measuredAt: times.length > 0 ? Math.max(...times) : null,
  };
}

/** A quantity that a device never sent does not spoil what it does send. */
const rank = ({ value, quality, reason }: Shown): number =>
  value === null && reason === "" ? -1 : ["good", "uncertain", "bad"].indexOf(quality);

const moved = (next: number | null, kept: number | null, step: number): boolean =>
  next === null || kept === null ? next !== kept : Math.abs(next - kept) >= step;
