/**
 * The warehouse that isn't there, put together: robots on a floor, true shelves, packing stations, the gate, people, climate and a WMS. It speaks to the house
 * only over wires that are handed in, so that the same world runs on a virtual clock and in a process of its own.
 */

import { nameFor } from "@floorplane/contracts/client-names";
import type { HttpDoor } from "@floorplane/contracts/http";
import { byCodeUnits, ClientId, DeviceId, SiteId, type Sku, StationId } from "@floorplane/contracts/ids";
import { handheldsOf } from "@floorplane/contracts/site";
import { hourMs, secondMs } from "@floorplane/contracts/units";
import type { Bus, BusConnector } from "@floorplane/runtime/bus/bus";
import type { ValueStore } from "@floorplane/runtime/machine-port";
import type { ClimateSensor } from "./climate/climate-sensor.ts";
import { climateSensors } from "./climate/climate-sensors.ts";
import { Floor } from "./floor/floor.ts";
import { FloorHandling } from "./goods/floor-handling.ts";
import { Loads } from "./goods/loads.ts";
import { OthersGoods } from "./goods/others-goods.ts";
import { type LookedAt, Shelves } from "./goods/shelves.ts";
import { TruckLoads } from "./goods/truck-loads.ts";
import { trueBins, wrongShareDefault } from "./goods/wrong-bins.ts";
import type { Judge } from "./judge/judge.ts";
import { type DockPerson, dockPeople } from "./people/dock-people.ts";
import type { GoodsInHand } from "./people/hand-picks.ts";
import { Handheld, type HandheldOptions } from "./people/handheld.ts";
import { Packer } from "./people/packer.ts";
import { WrongForms } from "./people/wrong-forms.ts";
import { WrongScans } from "./people/wrong-scans.ts";
import type { SimulatedRobot } from "./robots/simulated-robot.ts";
import { OutboundPortal } from "./stations/outbound-portal.ts";
import { PackingStation } from "./stations/packing-station.ts";
import { namedItems, namedOpening, type OtherClient, partOf } from "./wms/other-client.ts";
import { SimulatedWms } from "./wms/simulated-wms.ts";
import { noWorldFile, type WorldFile } from "./world-file.ts";
import { worldJudge } from "./world-judge.ts";
import type { WorldOptions } from "./world-options.ts";
import { worldRobots } from "./world-robots.ts";

/** Write-offs are waited for so long at the end: units that nobody finds are never taken off a shelf. */
const writeOffsWaitMs = 2 * hourMs;
/** What the house makes of a person's answer is heard within this. */
const answerWaitMs = 10 * secondMs;
/** A person with a handheld, or with a trolley. */
const walkMpsDefault = 1.2;
/** For a site whose file names no gate. */
const portalDefault = "PORTAL-OUT";

export class World {
  readonly options: WorldOptions;
  readonly floor = new Floor();
  readonly robots: readonly SimulatedRobot[];
  readonly shelves: Shelves;
  /** Pallets and the like, that are no totes of the house. */
  readonly loads: Loads;
  /** By LIF station: packing stations, check lanes, receiving. */
  readonly stations: ReadonlyMap<string, PackingStation>;
  readonly trucks: TruckLoads;
  readonly portal: OutboundPortal;
  readonly handheld: Handheld;
  /** What people write otherwise than they should; absent where everybody is exact. */
  readonly forms: WrongForms | undefined;
  /** What people scan and take otherwise than they should; absent where nobody does. */
  readonly scans: WrongScans | undefined;
  readonly climate: readonly ClimateSensor[];
  readonly wms: SimulatedWms;
  /** Of further clients. */
  readonly otherWms: ReadonlyMap<ClientId, SimulatedWms>;
  readonly otherWebhooks: ReadonlyMap<ClientId, HttpDoor>;
  /** Hears the house's confirmations. */
  readonly webhooks: HttpDoor;
  readonly judge: Judge;
  readonly #file: WorldFile;
  readonly #connector: BusConnector;
  readonly #buses: Bus[] = [];
  readonly #dockPeople: readonly DockPerson[];
  readonly #packers: readonly Packer[];
  readonly #others: OthersGoods | undefined;
  readonly #answeredFor = new Set<string>();
  readonly #stores = new Map<string, ValueStore>();
  #isStopped = false;

  constructor(options: WorldOptions) {
    this.options = options;
    this.#file = options.file ?? noWorldFile;
    this.#connector = savedFirst(options.connector, this.#file);
    const { random, opening, others = [], site } = options;
    const own = ClientId(site.client);
    const wrongBins = options.options?.wrongBins ?? wrongShareDefault;
    this.shelves = new Shelves({
      items: [...options.items, ...others.flatMap((other) => namedItems(other, own))],
      opening: trueBins(
        [...opening, ...others.flatMap((other) => namedOpening(other, own))],
        random.split("wrong bins"),
        wrongBins,
      ),
      file: this.#file,
    });
    this.loads = new Loads(this.#file);
    for (const { station, ...load } of options.options?.loads ?? []) this.loads.bring(station, load);
    this.trucks = new TruckLoads({ shelves: this.shelves, file: this.#file, random: random.split("trucks") });
    this.portal = this.#newPortal();
    this.#dockPeople = dockPeople({
      ...options,
      file: this.#file,
      portal: this.portal,
      answeredFor: this.#answeredFor,
    });
    this.stations = this.#benches();
    const share = options.options?.wrongForms ?? 0;
    if (share > 0)
      this.forms = new WrongForms({ items: options.items, share, random: random.split("wrong forms") });
    this.scans = this.#newScans();
    this.handheld = this.#people();
    this.#packers = this.#newPackers();
    this.climate = climateSensors({ ...options, connect: (clientId) => this.#connect(clientId) });
    for (const sensor of this.climate) this.#stores.set(sensor.device, sensor.values);
    this.wms = this.#newWms();
    this.webhooks = this.#hearing(this.wms);
    this.otherWms = new Map(others.map((other) => [other.client, this.#newWms(other)]));
    this.otherWebhooks = new Map([...this.otherWms].map(([client, wms]) => [client, this.#hearing(wms)]));
    if (options.options?.withOthers) this.#others = this.#othersGoods();
    this.robots = worldRobots({
      ...options,
      connector: this.#connector,
      floor: this.floor,
      file: this.#file,
      world: new FloorHandling({
        receiving: this.#receiving(),
        layout: options.layout,
        shelves: this.shelves,
        loads: this.loads,
        infeed: (station) => this.stations.get(station),
        mishaps: options.options?.mishaps,
      }),
    });
    this.judge = worldJudge(options, this.floor, this.robots, [...this.stations.values()], this.handheld);
  }

  start(): void {
    for (const station of this.stations.values()) station.start();
    this.portal.start();
    this.handheld.start();
    for (const person of this.#dockPeople) person.start();
    for (const packer of this.#packers) packer.start();
    this.#others?.start();
    for (const sensor of this.climate) sensor.start();
    for (const robot of this.robots) robot.start();
    this.judge.start();
    for (const wms of this.#everyWms()) wms.start();
  }

  /** Leaves politely and keeps everything. Safe to call twice. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.judge.stop();
    for (const robot of this.robots) this.#file.put("robot", robot.id, robot.halt());
    this.#file.commit();
    for (const wms of this.#everyWms()) wms.stop();
    this.handheld.stop();
    for (const person of this.#dockPeople) person.stop();
    for (const packer of this.#packers) packer.stop();
    this.#others?.stop();
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
    const { portal, handheld, shelves } = this;
    const isClosed = ({ isSent, record }: SimulatedWms): boolean =>
      record.openOrders === 0 && isSent && record.openReturns === 0 && record.openDeliveries === 0;
    // Asked after each event of a run, and most times this is the answer.
    if (!isClosed(this.wms)) return false;
    const every = this.#everyWms();
    const now = this.options.timers.now();
    const lastWriteOffAt = Math.max(...every.map(({ record }) => record.lastWriteOffAt));
    const writeOffUnits = every.reduce((sum, { record }) => sum + record.writeOffUnits, 0);
    return (
      every.every(isClosed) &&
      portal.onBelt === 0 &&
      handheld.idle &&
      now > handheld.lastAnswerAt + answerWaitMs &&
      (now > lastWriteOffAt + writeOffsWaitMs || shelves.total("written-off") >= writeOffUnits)
    );
  }

  /** Parcels and pallets that went out unread, and those of which people said so and were believed. */
  get unreadParcels(): { readonly missed: number; readonly answeredFor: number } {
    return { missed: this.portal.missed.size, answeredFor: this.#answeredFor.size };
  }

  #connect(clientId: string): Bus {
    const bus = this.#connector.connect({ clientId, ...this.options.credentials?.(clientId) });
    this.#buses.push(bus);
    return bus;
  }

  #newPortal(): OutboundPortal {
    const { site, timers, random } = this.options;
    const device = DeviceId(site.devices.find(({ kind }) => kind === "portal")?.device ?? portalDefault);
    return new OutboundPortal({
      site: SiteId(site.site),
      device,
      bus: this.#connect(device),
      timers,
      prefixLength: site.gs1?.companyPrefix.length,
      random: random.split("portal"),
      shelves: this.shelves,
      file: this.#file,
      mishaps: this.options.options?.mishaps,
      missed: this.options.options?.portalMissed,
      hasPallets: this.options.options?.pallets !== undefined,
    });
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

  /** At each packing station that is a person's. */
  #newPackers(): Packer[] {
    const { site, timers, http, screensUrl } = this.options;
    if (screensUrl === undefined) return [];
    return site.stations.flatMap(({ station, by }) => {
      const bench = by === "person" ? this.stations.get(station) : undefined;
      const piecesIn = (tote: string) => this.shelves.piecesIn(tote);
      const labelsIn = (tote: string, sku: string) =>
        this.shelves.labelsOf({ tote }, sku, Number.POSITIVE_INFINITY);
      const scans = this.scans ? { scans: this.scans } : {};
      return bench
        ? new Packer({ station, screensUrl, http, timers, bench, piecesIn, labelsIn, ...scans })
        : [];
    });
  }

  #newScans(): WrongScans | undefined {
    const { random, options = {} } = this.options;
    const { wrongScans: share = 0 } = options;
    if (share === 0) return undefined;
    const goods = goodsOf(this.options);
    return new WrongScans({ shelves: this.shelves, goods, share, random: random.split("wrong scans") });
  }

  #people(): Handheld {
    const { site, timers, random, log } = this.options;
    return new Handheld({
      site: SiteId(site.site),
      client: ClientId(site.client),
      devices: handheldsOf(site).map((name) => ({ device: DeviceId(name), bus: this.#connect(name) })),
      timers,
      random: random.split("people"),
      shelves: this.shelves,
      file: this.#file,
      log,
      reachable: (tote) => [...this.stations.values()].some((station) => station.has(tote)),
      goodsAt: (location) => this.#goodsAt(location),
      trucks: this.trucks,
      emptied: (location, tote) => this.stations.get(location)?.release(tote),
      ...peopleOf(this.options),
      ...(site.evidence ? { goods: goodsOf(this.options) } : {}),
      bring: (station, tote) => this.stations.get(station)?.offer(tote) ?? true,
      ...(this.forms ? { forms: this.forms } : {}),
      ...(this.scans ? { scans: this.scans } : {}),
      mishaps: this.options.options?.mishaps,
    });
  }

  #goodsAt(location: string): LookedAt[] {
    const bench = this.stations.get(location);
    if (!bench) return [{ bin: location }];
    const totes = bench.idleTotes().map((tote) => ({ tote }));
    return location === this.#receiving() ? [{ receiving: true }, ...totes] : totes;
  }

  /** What others bring onto this floor. */
  #othersGoods(): OthersGoods {
    const { http, houseUrl, headersOf, timers, site, opening, items, layout } = this.options;
    const own = new Set(items.map(({ sku }) => sku));
    return new OthersGoods({
      http,
      baseUrl: houseUrl,
      headers: headersOf(ClientId(site.client)),
      timers,
      file: this.#file,
      shelves: this.shelves,
      trucks: this.trucks,
      opening,
      isStorage: (location) => {
        const known = layout.stations.get(StationId(location));
        return known !== undefined && known.kind === undefined;
      },
      isOwnItem: (sku) => own.has(sku),
      isOwnReturn: (number) =>
        this.wms.requests().some((request) => request.kind === "return" && request.body.return === number),
    });
  }

  /** As the house has it: where returns wait on a site without a receiving dock. */
  #receiving(): string | undefined {
    const first = (kind: string) =>
      this.options.site.stations
        .filter((row) => row.kind === kind)
        .map(({ station }) => station)
        .sort(byCodeUnits)[0];
    return first("receiving") ?? first("check") ?? first("packing");
  }

  #everyWms(): readonly SimulatedWms[] {
    return [this.wms, ...this.otherWms.values()];
  }

  /** Of a further client, or of the site's own. */
  #newWms(other?: OtherClient): SimulatedWms {
    const { random, http, headersOf, site, options = {} } = this.options;
    const { demand } = other ?? this.options;
    const own = ClientId(site.client);
    return new SimulatedWms({
      ...this.options,
      ...(other ?? {}),
      demand: options.endless ? demand : { items: demand.items, requests: demand.requests },
      http: {
        send: (request, answered) => {
          this.#file.commit();
          http.send(request, answered);
        },
      },
      headers: headersOf(other?.client ?? own),
      random: random.split(other ? `wms of ${other.client}` : "wms"),
      file: other ? partOf(this.#file, other.client) : this.#file,
      came: ({ receipt, loaded }) => this.trucks.came(receipt, loaded),
      returned: (sku, units) => this.shelves.receive(nameFor(other?.client ?? own, own, sku as Sku), units),
    });
  }

  #hearing(wms: SimulatedWms): HttpDoor {
    return {
      handle: (request, respond) => {
        if (this.#isStopped) {
          respond({ status: 503, headers: {}, body: new Uint8Array() });
          return;
        }
        wms.door.handle(request, (response) => {
          this.#file.commit();
          respond(response);
        });
      },
    };
  }
}

/** By what the floor calls them. */
function goodsOf({ items, others = [], site }: WorldOptions): (sku: string) => GoodsInHand | undefined {
  const own = ClientId(site.client);
  const all = [...items, ...others.flatMap((other) => namedItems(other, own))];
  const known = new Map(
    all.map(({ sku, gtin, kilograms }): [string, GoodsInHand] => [sku, { gtin, kilograms }]),
  );
  return (sku) => known.get(sku);
}

/** As many as the test or the site's file says, who walk along the aisles and across them at its pace. */
function peopleOf({ site, layout, options = {} }: WorldOptions): Pick<HandheldOptions, "people" | "ways"> {
  const { picking } = site;
  const people = options.people ?? picking?.people;
  const place = (station: string) => layout.stations.get(StationId(station));
  const metres = (from: string, to: string): number => {
    const [a, b] = [place(from), place(to)];
    return a && b ? Math.abs(a.x - b.x) + Math.abs(a.y - b.y) : 0;
  };
  return {
    ...(people === undefined ? {} : { people }),
    ...(picking ? { ways: { metres, walkMps: picking.walkMps ?? walkMpsDefault } } : {}),
  };
}

/** What a party is about to say is in the world's file before it says it. */
function savedFirst(connector: BusConnector, file: WorldFile): BusConnector {
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
        drop: () => bus.drop(),
      };
    },
  };
}
