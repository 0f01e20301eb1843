/**
 * Climate devices on any wire: values become readings with unit, quality and time; the newest stand in a document a device, all of them go to the
 * series, good ones are held against the band of their zone. A reading writes no row unless what a person would see has changed.
 */
import { noTime, readClimateReading } from "@floorplane/contracts/device-reports";
import { climateValues } from "@floorplane/contracts/devices.schema";
import type { DeviceLinkState } from "@floorplane/contracts/documents";
import { byCodeUnits } from "@floorplane/contracts/ids";
import { isInstant } from "@floorplane/contracts/instant";
import type { DeviceRow, Site } from "@floorplane/contracts/site";
import { isoTime, secondMs } from "@floorplane/contracts/units";
import type { MachineConnector, MachinePort, PortState, ValueChange } from "@floorplane/runtime/machine-port";
import type { MachineDue } from "@floorplane/runtime/machines";
import type { Desk, Kept, Office, Restore } from "@floorplane/runtime/room";
import type { Alarms } from "../alarms/alarms.ts";
import type { Figures } from "../figures.ts";
import type { Links } from "../links/links.ts";
import { said } from "../said.ts";
import type { Series } from "../series.ts";
import type { SensorsSettings } from "../settings.ts";
import type { Strangers } from "../strangers.ts";
import { Bands } from "./bands.ts";
import { Channel } from "./channel.ts";
import { climateKind, type KeptClimate } from "./climate.kind.ts";
import { documentOf, hasMoved } from "./climate-document.ts";
import { physicalBounds, type Quantity } from "./quality.ts";

const quantities = ["temperature", "humidity"] as const satisfies readonly Quantity[];
export interface ClimateOptions {
  readonly site: Site;
  readonly office: Office;
  readonly machines: MachineConnector;
  readonly alarms: Alarms;
  readonly strangers: Strangers;
  readonly links: Links;
  readonly settings: SensorsSettings;
  readonly series: Series | undefined;
  readonly figures: Figures;
}

interface Device {
  readonly row: DeviceRow;
  readonly zone: string;
  readonly silenceMs: number;
  readonly channels: Readonly<Record<Quantity, Channel>>;
  port: MachinePort | undefined;
  kept: KeptClimate;
  keptAt: number;
}

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
    for (const { id, body } of await read.documents(climateKind)) this.#restored.set(id, body);
  }

  *kept(): Iterable<Kept> {
    yield* this.#bands.kept();
    for (const [id, { kept }] of this.#devices) yield { kind: climateKind, id, body: kept };
  }

  begin(desk: Desk): void {
    const { site, links, settings, alarms } = this.#options;
    const rows = site.devices.filter(({ kind }) => kind === "climate");
    for (const row of rows.sort((a, b) => byCodeUnits(a.device, b.device))) {
      const restored = this.#restored.get(row.device);
      const periodMs = row.periodS === undefined ? settings.climatePeriodMs : row.periodS * secondMs;
      const channel = (quantity: Quantity): Channel =>
        new Channel(quantity, restored?.channels[quantity], desk.now, settings);
      const channels = { temperature: channel("temperature"), humidity: channel("humidity") };
      const device: Device = {
        row,
        zone: row.zone ?? "",
        silenceMs: 2 * periodMs + settings.silenceGraceMs,
        channels,
        port: undefined,
        kept: documentOf(row, restored?.link ?? "connecting", channels),
        keptAt: desk.now,
      };
      this.#devices.set(row.device, device);
      desk.put(climateKind, row.device, device.kept);
      links.begin(row.device, device.silenceMs, desk);
      // Before channels had alarms of their own, a device had one for both.
      alarms.clear(`device.bad-values.${row.device}`, desk);
    }
    for (const id of this.#restored.keys()) if (!this.#devices.has(id)) desk.remove(climateKind, id);
    this.#bands.endRemoved(rows, desk);
    this.#bands.unwatched(rows, desk);
    desk.after(() => {
      for (const device of this.#devices.values()) if (device.row.wire !== "mqtt") this.#open(device);
    });
  }

  /** Our own line to the broker is or was down: none of those that speak over it is to blame for its silence. */
  excuse(desk: Desk): void {
    for (const { row, channels } of this.#devices.values()) {
      if (row.wire !== "mqtt") continue;
      this.#options.links.excuse(row.device, desk);
      for (const quantity of quantities) channels[quantity].excuse(desk.now);
    }
  }

  knows(device: string): boolean {
    return this.#devices.get(device)?.row.wire === "mqtt";
  }

  /** One MQTT message of the device that the topic names. */
  hear(id: string, payload: Uint8Array, desk: Desk): void {
    const { figures, alarms, strangers } = this.#options;
    const device = this.#devices.get(id);
    if (device?.row.wire !== "mqtt") {
      figures.count("climate.unknown-device");
      strangers.heard(id, desk);
      return;
    }
    const reading = said(this.#options, id, "reading", readClimateReading(payload), desk);
    if (!reading) return;
    if (reading.device !== "" && reading.device !== id) {
      figures.count("messages.not-own");
      alarms.raiseOwn("device.identity", `device.identity.${id}`, id, { said: reading.device }, desk);
      return;
    }
    alarms.clear(`device.identity.${id}`, desk);
    this.#options.links.heard(id, desk);
    const time = reading.at === noTime ? desk.now : reading.at;
    const when = { time, isBad: false };
    if (reading.temperatureC !== undefined)
      this.#reading(device, "temperature", reading.temperatureC, when, desk);
    if (reading.humidityPercent !== undefined)
      this.#reading(device, "humidity", reading.humidityPercent, when, desk);
    this.#show(device, desk);
  }

  fire(due: MachineDue, desk: Desk): void {
    this.#bands.fire(due, desk);
  }

  linkChanged(id: string, link: DeviceLinkState, desk: Desk): void {
    const device = this.#devices.get(id);
    if (!device) return;
    if (link === "live") for (const quantity of quantities) device.channels[quantity].waitAnew(desk.now);
    this.#keep(device, { ...device.kept, link }, desk);
  }

  /** Looks at all channels, whenever the silence of devices is looked at. A device that is silent as a whole is told as such. */
  checkChannels(desk: Desk): void {
    const { links, alarms } = this.#options;
    for (const device of this.#devices.values()) {
      const id = device.row.device;
      if (links.state(id) !== "live") continue;
      const silent = quantities.filter((each) => device.channels[each].isLate(device.silenceMs, desk.now));
      for (const quantity of silent) {
        device.channels[quantity].becomeSilent();
        alarms.raiseOwn(
          "device.channel-silent",
          channelAlarm("channel-silent", id, quantity),
          id,
          { quantity },
          desk,
        );
      }
      if (silent.length > 0) this.#show(device, desk);
    }
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
    this.#reading(device, quantity, change.value, { time: change.at, isBad: change.quality === "bad" }, desk);
    this.#show(device, desk);
  }

  #reading(
    device: Device,
    quantity: Quantity,
    value: unknown,
    said: { readonly time: string | number; readonly isBad: boolean },
    desk: Desk,
  ): void {
    const { settings, series, figures, alarms } = this.#options;
    const id = device.row.device;
    const channel = device.channels[quantity];
    const { quality, reason, at, clock, turned, isLate } = channel.hear(value, said, desk.now, settings);
    figures.count("climate.readings");
    if (clock)
      alarms.raiseOwn(
        "device.clock",
        `device.clock.${id}`,
        id,
        { said: timeText(said.time), why: clock },
        desk,
      );
    else alarms.clear(`device.clock.${id}`, desk);
    if (quality !== "good") figures.count(quality === "bad" ? "climate.bad" : "climate.uncertain");
    if (isLate) {
      figures.count("climate.late");
      if (quality !== "bad")
        series?.write(id, quantity, value as number, physicalBounds[quantity].unit, quality, at);
      return;
    }
    alarms.clear(channelAlarm("channel-silent", id, quantity), desk);
    const badKey = channelAlarm("bad-values", id, quantity);
    if (turned === "ill") alarms.raiseOwn("device.bad-values", badKey, id, { quantity, reason }, desk);
    if (turned === "well") alarms.clear(badKey, desk);
    if (quality === "bad") return;
    const frozenKey = channelAlarm("frozen", id, quantity);
    if (reason === "frozen") alarms.raiseOwn("device.frozen", frozenKey, id, { quantity }, desk);
    else alarms.clear(frozenKey, desk);
    series?.write(id, quantity, value as number, physicalBounds[quantity].unit, quality, at);
    if (reason !== "frozen")
      this.#bands.hear(device.zone, quantity, id, { value: value as number, isNews: !clock }, desk);
  }

  /** Writes the document when what it shows has changed for a person; notes it when it has become old, and then all old ones with it. */
  #show(device: Device, desk: Desk): void {
    const { settings, links } = this.#options;
    const fresh = ({ row, channels }: Device): KeptClimate =>
      documentOf(row, links.state(row.device), channels);
    const isOld = desk.now - device.keptAt >= settings.shownEveryMs;
    const next = fresh(device);
    if (quantities.some((quantity) => hasMoved(next, device.kept, quantity, settings)))
      this.#keep(device, next, desk);
    if (!isOld) return;
    for (const other of this.#devices.values()) {
      const now = fresh(other);
      const isNewer = quantities.some(
        (quantity) => now.channels[quantity].measuredAt !== other.kept.channels[quantity].measuredAt,
      );
      if (isNewer) {
        other.kept = now;
        desk.note(climateKind, other.row.device, now);
      }
      other.keptAt = desk.now;
    }
  }

  #keep(device: Device, document: KeptClimate, desk: Desk): void {
    device.kept = document;
    device.keptAt = desk.now;
    desk.put(climateKind, device.row.device, document);
  }
}

const channelAlarm = (
  trouble: "bad-values" | "frozen" | "channel-silent",
  device: string,
  quantity: Quantity,
) => `device.${trouble}.${device}.${quantity}`;

const timeText = (time: string | number): string =>
  typeof time === "string" ? time : isInstant(time) ? isoTime(time) : String(time);
