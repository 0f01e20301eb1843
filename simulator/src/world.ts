/**
 * The warehouse that isn't there, put together: robots on a floor, true shelves, packing stations, the gate, people, climate and a WMS. It speaks to the house
 * only over wires that are handed in, so that the same world runs on a virtual clock and in a process of its own.
 */

import type { HttpDoor, HttpOut } from "@floorplane/contracts/http";
import { DeviceId, SiteId, type StationId } from "@floorplane/contracts/ids";
import type { LocationRow, Site } from "@floorplane/contracts/site";
import { hourMs, secondMs } from "@floorplane/contracts/units";
import type { Item } from "@floorplane/contracts/wms.schema";
import type { Rectangle } from "@floorplane/layout/geometry";
import type { Layout } from "@floorplane/layout/layout";
import type { Bus, BusConnector, Identity } from "@floorplane/runtime/bus/bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { ValueStore } from "@floorplane/runtime/machine-port";
import type { Random } from "@floorplane/runtime/random";
import { ClimateSensor } from "./climate/climate-sensor.ts";
import { Floor } from "./floor/floor.ts";
import { FloorHandling } from "./goods/floor-handling.ts";
import { Shelves } from "./goods/shelves.ts";
import type { StockRow } from "./goods/slotting.ts";
import { trueBins, wrongShareDefault } from "./goods/wrong-bins.ts";
import { Judge } from "./judge/judge.ts";
import type { Demand } from "./orders/demand.ts";
import { Handheld } from "./people/handheld.ts";
import { type RobotParameters, robotParameters } from "./robots/parameters.ts";
import { type SavedRobot, SimulatedRobot } from "./robots/simulated-robot.ts";
import { OutboundPortal } from "./stations/outbound-portal.ts";
import { PackingStation } from "./stations/packing-station.ts";
import { SimulatedWms } from "./wms/simulated-wms.ts";
import { noWorldFile, type WorldFile } from "./world-file.ts";
import { startPlaces } from "./world-robots.ts";

/** Write-offs are waited for so long at the end: units that nobody finds are never taken off a shelf. */
const writeOffsWaitMs = 2 * hourMs;
/** What the house makes of a person's answer is heard within this. */
const answerWaitMs = 10 * secondMs;

export interface WorldOptions {
  readonly site: Site;
  readonly layout: Layout;
  readonly locations: readonly LocationRow[];
  readonly items: readonly Item[];
  /** What the WMS tells the house to be on the shelves; the world's own shelves are a little different. */
  readonly opening: readonly StockRow[];
  readonly demand: Demand;
  readonly timers: Timers;
  readonly random: Random;
  readonly connector: BusConnector;
  readonly http: HttpOut;
  /** Base URL of the house's HTTP door; paths are appended. */
  readonly houseUrl: string;
  readonly httpHeaders?: Readonly<Record<string, string>>;
  /** `whsec_` and base64, as the house was told. */
  readonly webhookSecret: string;
  readonly log: Log;
  /** The world's memory over restarts; none on a virtual clock. */
  readonly file?: WorldFile;
  /** User name and password for a client id, where the broker asks for them. */
  readonly credentials?: (clientId: string) => Pick<Identity, "username" | "password">;
  readonly options?: {
    /** Share of bins that differ from the papers; 0.005 where absent. */
    readonly wrongBins?: number;
    readonly people?: number;
    /** Goes on with the demand's further days for ever: a demo. Otherwise the demand's own requests are all, and the world can be done. */
    readonly endless?: boolean;
    readonly robot?: Partial<RobotParameters> & { readonly loadOverhangM?: number };
    /** Racks of the site where absent. */
    readonly solids?: readonly Rectangle[];
    /** For the judge; a robot with a tote where absent. */
    readonly hasTransport?: (robot: string) => boolean;
    /** For the judge; a loaded robot near a busy bench where absent. */
    readonly isQueueing?: (robot: string) => boolean;
    /** Takes pieces of `positions.csv`. */
    readonly writePositions?: (text: string) => void;
  };
}

export class World {
  readonly floor = new Floor();
  readonly robots: readonly SimulatedRobot[];
  readonly shelves: Shelves;
  readonly wms: SimulatedWms;
  readonly portal: OutboundPortal;
  readonly handheld: Handheld;
  /** By LIF station: packing stations, check lanes, receiving. */
  readonly stations: ReadonlyMap<string, PackingStation>;
  readonly climate: readonly ClimateSensor[];
  readonly judge: Judge;
  /** Hears the house's confirmations. */
  readonly webhooks: HttpDoor;
  readonly options: WorldOptions;
  readonly #file: WorldFile;
  readonly #buses: Bus[] = [];
  readonly #stores = new Map<string, ValueStore>();
  #isStopped = false;

  constructor(options: WorldOptions) {
    this.options = options;
    const { site, items, opening, timers, random, log, demand, webhookSecret, layout } = options;
    const file = options.file ?? noWorldFile;
    this.#file = file;
    const siteId = SiteId(site.site);
    const { wrongBins = wrongShareDefault, people } = options.options ?? {};
    this.shelves = new Shelves({
      items,
      opening: trueBins(opening, random.split("wrong bins"), wrongBins),
      file,
    });
    const portal = site.devices.find(({ kind }) => kind === "portal")?.device ?? "PORTAL-OUT";
    this.portal = new OutboundPortal({
      site: siteId,
      device: DeviceId(portal),
      bus: this.#connect(portal),
      timers,
      random: random.split("portal"),
      shelves: this.shelves,
      file,
    });
    this.stations = this.#benches();
    this.handheld = new Handheld({
      site: siteId,
      device: DeviceId(handheldId),
      bus: this.#connect(handheldId),
      timers,
      random: random.split("people"),
      shelves: this.shelves,
      file,
      log,
      reachable: (tote) => [...this.stations.values()].some((station) => station.has(tote)),
      ...(people === undefined ? {} : { people }),
    });
    this.climate = this.#sensors(siteId);
    this.wms = new SimulatedWms({
      demand: options.options?.endless ? demand : { items: demand.items, requests: demand.requests },
      items,
      opening,
      http: {
        send: (request, answered) => {
          file.commit();
          options.http.send(request, answered);
        },
      },
      houseUrl: options.houseUrl,
      ...(options.httpHeaders ? { headers: options.httpHeaders } : {}),
      webhookSecret,
      timers,
      random: random.split("wms"),
      file,
      log,
      returned: (sku, units) => this.shelves.receive(sku, units),
    });
    this.webhooks = {
      handle: (request, respond) =>
        this.wms.door.handle(request, (response) => {
          file.commit();
          respond(response);
        }),
    };
    const handling = new FloorHandling({
      layout,
      shelves: this.shelves,
      infeed: (station) => this.stations.get(station),
    });
    this.robots = this.#robots(siteId, handling);
    this.judge = this.#judge();
  }

  start(): void {
    for (const station of this.stations.values()) station.start();
    this.portal.start();
    this.handheld.start();
    for (const sensor of this.climate) sensor.start();
    for (const robot of this.robots) robot.start();
    this.judge.start();
    this.wms.start();
  }

  /** Leaves politely and keeps everything. Safe to call twice. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.judge.stop();
    for (const robot of this.robots) this.#keepRobot(robot);
    this.#file.commit();
    this.wms.stop();
    this.handheld.stop();
    this.portal.stop();
    for (const sensor of this.climate) sensor.stop();
    for (const station of this.stations.values()) station.stop();
    await Promise.all(this.robots.map((robot) => robot.stop()));
    await Promise.all(this.#buses.map((bus) => bus.close()));
    this.#file.close();
  }

  /** Values of a machine or box by its device id, for whoever puts them on a wire. */
  store(device: string): ValueStore | undefined {
    return this.#stores.get(device);
  }

  /**
   * All that was asked is closed: sent, answered, shipped or refused, out of the gate, counted and heard. Asked after every event of a virtual day, so it only
   * looks at counters. Never true for an endless demand.
   */
  done(): boolean {
    const { wms, portal, handheld, shelves } = this;
    const { record } = wms;
    const now = this.options.timers.now();
    return (
      record.openOrders === 0 &&
      wms.isSent &&
      record.openReturns === 0 &&
      portal.onBelt === 0 &&
      handheld.idle &&
      now > handheld.lastAnswerAt + answerWaitMs &&
      (now > record.lastWriteOffAt + writeOffsWaitMs || shelves.total("written-off") >= record.writeOffUnits)
    );
  }

  #connect(clientId: string): Bus {
    const bus = this.#connector().connect({ clientId, ...this.options.credentials?.(clientId) });
    this.#buses.push(bus);
    return bus;
  }

  /** What a party is about to say is in the world's file before it says it. */
  #connector(): BusConnector {
    const file = this.#file;
    const { connector } = this.options;
    if (file === noWorldFile) return connector;
    return {
      connect(identity) {
        const bus = connector.connect(identity);
        return {
          get state() {
            return bus.state;
          },
          publish: (topic, payload) => {
            file.commit();
            bus.publish(topic, payload);
          },
          subscribe: (filter, hear) => bus.subscribe(filter, hear),
          onLink: (hear) => bus.onLink(hear),
          close: () => bus.close(),
        };
      },
    };
  }

  #benches(): ReadonlyMap<string, PackingStation> {
    const { site, timers, log } = this.options;
    const stations = new Map<string, PackingStation>();
    for (const { station, kind } of site.stations) {
      if (kind !== "packing" && kind !== "check" && kind !== "receiving") continue;
      const bench = new PackingStation({
        station,
        timers,
        shelves: this.shelves,
        file: this.#file,
        log,
        packed: (parcel) => this.portal.accept(parcel),
      });
      stations.set(station, bench);
    }
    for (const { device, kind, station } of site.devices) {
      const bench = kind === "station" && station ? stations.get(station) : undefined;
      if (bench) this.#stores.set(device, bench.values);
    }
    return stations;
  }

  #sensors(siteId: SiteId): ClimateSensor[] {
    const { site, timers, random } = this.options;
    const zones = new Map(site.zones.map((zone) => [zone.zone, zone]));
    const air = random.split("climate");
    const sensors: ClimateSensor[] = [];
    for (const row of site.devices) {
      const zone = zones.get(row.zone ?? "") ?? site.zones[0];
      if (row.kind !== "climate" || !zone) continue;
      const sensor = new ClimateSensor({
        site: siteId,
        row,
        zone,
        doors: this.#hasBenches(zone.area),
        timers,
        random: air.split(row.device),
        ...(row.wire === "mqtt" ? { bus: this.#connect(row.device) } : {}),
      });
      this.#stores.set(row.device, sensor.values);
      sensors.push(sensor);
    }
    return sensors;
  }

  /** Where goods are packed, trucks are not far. */
  #hasBenches(area: Site["zones"][number]["area"]): boolean {
    const { site, layout } = this.options;
    return site.stations.some(({ station, kind }) => {
      const place = kind === "packing" ? layout.stations.get(station as StationId) : undefined;
      return (
        place !== undefined &&
        place.x >= area.x &&
        place.x < area.x + area.width &&
        place.y >= area.y &&
        place.y < area.y + area.height
      );
    });
  }

  #robots(siteId: SiteId, world: FloorHandling): SimulatedRobot[] {
    const { site, layout, timers, random, log, credentials } = this.options;
    const parameters = robotParameters(site.vehicle, this.options.options?.robot);
    const places = startPlaces(site, layout);
    const saved = new Map(this.#file.all("robot").map(({ id, body }) => [id, body as SavedRobot]));
    // Drawn once: the readers' luck follows the world's seed.
    const seed = String(random.split("readers").below(2 ** 31));
    return site.robots.map((row, index) => {
      const before = saved.get(row.robot);
      return new SimulatedRobot({
        row,
        site: siteId,
        mapId: layout.graph.mapId,
        parameters,
        start: places[index]!,
        timers,
        connector: this.#connector(),
        world,
        floor: this.floor,
        log,
        seed: `${seed}/${row.robot}`,
        ...(credentials ? { credentials } : {}),
        ...(before ? { saved: before } : {}),
        ...(this.#file === noWorldFile
          ? {}
          : { beforeState: (robot: SimulatedRobot) => this.#keepRobot(robot) }),
      });
    });
  }

  #judge(): Judge {
    const { site, layout, timers, options = {} } = this.options;
    const robots = new Map(this.robots.map((robot) => [robot.id as string, robot]));
    const { lengthM, widthM } = site.vehicle;
    const benches = [...this.stations.values()];
    return new Judge({
      floor: this.floor,
      timers,
      solids: options.solids ?? site.racks,
      reach: Math.hypot(lengthM, widthM) / 2 + (options.robot?.loadOverhangM ?? 0),
      hasTransport: options.hasTransport ?? ((robot) => robots.get(robot)?.tote !== undefined),
      isQueueing:
        options.isQueueing ??
        ((robot) => {
          const body = robots.get(robot);
          if (body?.tote === undefined) return false;
          const { x, y } = body.poseAt(timers.now());
          return benches.some((bench) => {
            const place = layout.stations.get(bench.station as StationId);
            return bench.isBusy && place !== undefined && Math.hypot(place.x - x, place.y - y) < queueM;
          });
        }),
      ...(options.writePositions ? { writePositions: options.writePositions } : {}),
    });
  }

  #keepRobot(robot: SimulatedRobot): void {
    if (this.#file !== noWorldFile) this.#file.put("robot", robot.id, robot.save());
  }
}

/** A robot with a tote this near to a busy bench waits for its turn: the lane in front of it and a few robots, m. */
const queueM = 12;
/** One account for all handhelds of the floor. */
const handheldId = "HANDHELD-1";
