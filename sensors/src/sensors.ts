/**
 * The room that watches the floor: RFID reads, packing stations and climate come in over MQTT, OPC UA and Modbus and leave as what they mean; the alarm
 * list of the whole house is kept here. This file wires; each folder beside it decides about one kind of thing.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { SiteId } from "@floorplane/contracts/ids";
import type { ToSensors } from "@floorplane/contracts/messages";
import type { Site } from "@floorplane/contracts/site";
import { filterOf, parseTopic } from "@floorplane/contracts/topics";
import type { Bus, Delivery } from "@floorplane/runtime/bus/bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { MachineConnector } from "@floorplane/runtime/machine-port";
import type { MachineDue } from "@floorplane/runtime/machines";
import type { Desk, Kept, Office, Restore, Room } from "@floorplane/runtime/room";
import { Alarms } from "./alarms/alarms.ts";
import { Climate } from "./climate/climate.ts";
import { Figures } from "./figures.ts";
import { Links, type SilenceDue } from "./links/links.ts";
import { RfidReads, readersOf } from "./reads/rfid-reads.ts";
import type { Series } from "./series.ts";
import { defaultSettings, type SensorsSettings } from "./settings.ts";
import { type JobLateDue, Stations } from "./stations/stations.ts";
import { Strangers, type StrangersDue } from "./strangers.ts";

/** Senders of malformed messages that are logged; each once. */
const malformedLoggedMax = 1_000;

/** Alarms of devices that no file names anyway. */
const ofStrangers: ReadonlySet<string> = new Set(["device.unknown", "device.shared-identity"]);

export interface SensorsOptions {
  readonly site: Site;
  readonly office: Office;
  readonly bus: Bus;
  /** For waits that need not survive a restart. */
  readonly timers: Timers;
  /** Opens packing stations and climate boxes that are not on MQTT. */
  readonly machines: MachineConnector;
  readonly log: Log;
  readonly settings?: Partial<SensorsSettings>;
  /** History of readings; none keeps none. */
  readonly series?: Series;
}

type SensorsDue = MachineDue | SilenceDue | JobLateDue | StrangersDue;

export class Sensors implements Room<"sensors"> {
  readonly name = "sensors";
  readonly figures = new Figures();
  readonly #options: SensorsOptions;
  readonly #alarms: Alarms;
  readonly #strangers: Strangers;
  readonly #links: Links;
  readonly #reads: RfidReads;
  readonly #stations: Stations;
  readonly #climate: Climate;
  #sharedSaid: string | undefined;
  readonly #malformed = new Set<string>();
  readonly #ends: (() => void)[] = [];

  constructor(options: SensorsOptions) {
    this.#options = options;
    const { site, office, timers, machines, log, series } = options;
    const settings = { ...defaultSettings, ...options.settings };
    const { figures } = this;
    const alarms = new Alarms({ log, figures });
    const links = new Links({
      alarms,
      settings,
      changed: (device, state, desk) => {
        this.#climate.linkChanged(device, state, desk);
        this.#stations.linkChanged(device, state, desk);
      },
    });
    const strangers = new Strangers(alarms);
    this.#alarms = alarms;
    this.#strangers = strangers;
    this.#links = links;
    this.#reads = new RfidReads({ site, alarms, strangers, settings, log, figures });
    this.#stations = new Stations({ site, office, timers, machines, alarms, links, settings, log, figures });
    this.#climate = new Climate({
      site,
      office,
      machines,
      alarms,
      strangers,
      links,
      settings,
      series,
      figures,
    });
  }

  async restore(read: Restore): Promise<void> {
    for (const part of [this.#alarms, this.#links, this.#reads, this.#stations, this.#climate])
      await part.restore(read);
  }

  *kept(): Iterable<Kept> {
    for (const part of [this.#alarms, this.#links, this.#reads, this.#stations, this.#climate])
      yield* part.kept();
  }

  begin(desk: Desk): void {
    const { devices, robots } = this.#options.site;
    const serials = robots.map(({ robot, serialNumber }) => serialNumber ?? robot);
    this.#strangers.begin(
      [...devices.map(({ device }) => device), ...readersOf(this.#options.site).keys(), ...serials],
      desk,
    );
    this.#stations.begin(desk);
    this.#climate.begin(desk);
    this.#links.endRemoved(desk);
    this.#endAlarmsOfRemoved(desk);
    const { bus, site, office } = this.#options;
    const id = SiteId(site.site);
    this.#ends.push(
      bus.onLink(() => office.act({ type: "sensors.line" }, (later) => this.#climate.excuse(later))),
    );
    desk.after(() => {
      for (const name of ["reads", "climate"] as const)
        this.#ends.push(bus.subscribe(filterOf(name, id), (delivery) => this.#heard(delivery)));
    });
  }

  take(message: ToSensors, desk: Desk): void {
    switch (message.type) {
      case "reader.round":
        this.#reads.ask(message, desk);
        break;
      case "station.job":
        this.#stations.take(message, desk);
        break;
      case "alarm.raise":
        if (message.definition === "device.unknown")
          this.#strangers.heard(message.source, desk, message.parameters);
        else this.#alarms.raise(message, desk);
        break;
      case "alarm.clear":
        this.#alarms.clear(message.key, desk);
        break;
      case "alarm.acknowledge":
        this.#alarms.acknowledge(message, desk);
        break;
      default:
        message satisfies never;
    }
  }

  fire(event: { readonly type: string }, desk: Desk): void {
    const due = event as SensorsDue;
    switch (due.type) {
      case "device.silenceCheck":
        if (this.#options.bus.state !== "live") this.#climate.excuse(desk);
        this.#links.checkSilence(desk);
        this.#climate.checkChannels(desk);
        break;
      case "strangers.look":
        this.#strangers.look(desk);
        break;
      case "station.jobLate":
        this.#stations.jobLate(due, desk);
        break;
      case "machine.due":
        this.#machineDue(due, desk);
        break;
      default:
        due satisfies never;
    }
  }

  /** Whom the broker keeps out because two devices use one identity (its figure `flapping`); told whenever that is known. */
  sharedIdentities(clientIds: readonly string[]): void {
    const said = clientIds.join(" ");
    if (said === this.#sharedSaid) return;
    this.#sharedSaid = said;
    this.#options.office.act({ type: "identities.shared", data: { clients: clientIds } }, (desk) =>
      this.#alarms.setOwn("device.shared-identity", clientIds, desk),
    );
  }

  async stop(): Promise<void> {
    for (const end of this.#ends.splice(0)) end();
    await this.#stations.stop();
    await this.#climate.stop();
  }

  /** A device, station, zone or robot that was taken out of the site's files: nothing will ever come of it that could end its alarms. */
  #endAlarmsOfRemoved(desk: Desk): void {
    const { site } = this.#options;
    const robots = site.robots.flatMap(({ robot, serialNumber = robot }) => [robot, serialNumber]);
    const measuring = [...site.devices.map(({ device }) => device), ...readersOf(site).keys()];
    const stations = site.stations.map(({ station }) => station);
    const zones = site.zones.map(({ zone }) => zone);
    const end = (sources: readonly string[], isOf: (definition: string) => boolean): void =>
      this.#alarms.endRemoved(new Set(sources), isOf, desk);
    end([...measuring, ...robots], (name) => name.startsWith("device.") && !ofStrangers.has(name));
    end(robots, (name) => name.startsWith("robot."));
    end(stations, (name) => name.startsWith("station."));
    const withMachine = site.devices.flatMap(({ kind, station }) =>
      kind === "station" && station !== undefined ? [station] : [],
    );
    end(withMachine, (name) => name === "station.stopped");
    end(zones, (name) => name.startsWith("climate."));
  }

  #machineDue(due: MachineDue, desk: Desk): void {
    switch (due.machine) {
      case "alarm":
        this.#alarms.fire(due, desk);
        break;
      case "device-link":
        this.#links.fire(due, desk);
        break;
      case "packing-station":
        this.#stations.fire(due, desk);
        break;
      case "climate-band":
        this.#climate.fire(due, desk);
        break;
      default:
        this.#options.log.warn("due.unknown", { machine: due.machine, id: due.id });
    }
  }

  #heard({ topic, payload, retained }: Delivery): void {
    const parsed = parseTopic(topic);
    const self = parsed?.levels.self;
    if (!parsed || self === undefined) return;
    if (retained) {
      // Neither is ever retained by our devices: an old one must not pass for news.
      this.figures.count("messages.retained");
      return;
    }
    this.#options.office.act({ type: `${parsed.name}.heard`, data: { device: self } }, (desk) => {
      try {
        if (parsed.name === "reads") this.#reads.hear(self, payload, desk);
        else if (parsed.name === "climate") this.#climate.hear(self, payload, desk);
      } catch (error) {
        if (!(error instanceof FloorplaneError)) throw error;
        this.#setAside(topic, error);
      }
    });
  }

  /** A message that cannot be parsed is counted, logged once with its topic, and set aside. */
  #setAside(topic: string, error: FloorplaneError): void {
    this.figures.count("messages.malformed");
    if (this.#malformed.has(topic) || this.#malformed.size >= malformedLoggedMax) return;
    this.#malformed.add(topic);
    this.#options.log.warn("message.malformed", { topic, field: error.field, why: error.message });
  }
}
