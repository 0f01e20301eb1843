/** A small floor for tests: a generated site, the fleet in a house on a virtual clock, fake robots on a memory bus, and a WMS that only writes down what it hears. */
import {
  LineId,
  LotId,
  Manufacturer,
  RobotId,
  Sku,
  StationId,
  ToteId,
  TransportId,
} from "@floorplane/contracts/ids";
import type {
  FromFleet,
  Mail,
  PlaceCommand,
  RobotCommand,
  Stop,
  ToDashboards,
  ToFleet,
  ToSensors,
  TransportRequested,
} from "@floorplane/contracts/messages";
import type { RoomName } from "@floorplane/contracts/rooms";
import { hourMs, minuteMs } from "@floorplane/contracts/units";
import { footprintOf } from "@floorplane/layout/footprint";
import { generateSite } from "@floorplane/layout/generate-site";
import { type Layout, layoutFromLif } from "@floorplane/layout/layout";
import type { Lif } from "@floorplane/layout/lif.schema";
import { CutBus } from "@floorplane/runtime/bus/cut-bus.fixture";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { House } from "@floorplane/runtime/house";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import { silentLog } from "@floorplane/runtime/log";
import type { Office, Room } from "@floorplane/runtime/room";
import { Fleet } from "../fleet.ts";
import type { FleetSettings } from "../settings/fleet-settings.ts";
import type { Traffic } from "../traffic/traffic.ts";
import { FakeRobot } from "./fake-robot.ts";
import { FakeTraffic } from "./fake-traffic.ts";

export const startMs = Date.parse("2026-05-04T06:00:00Z");

const drawn = new Map<
  string,
  { site: ReturnType<typeof generateSite>["site"]; layout: Layout; locations: string[] }
>();

/** Sites are drawn once for all tests of a file. */
export function aSite(robots: number, faces = 160, demand?: (lif: Lif) => void) {
  const key = `${robots}/${faces}`;
  let kept = demand ? undefined : drawn.get(key);
  if (!kept) {
    const { site, lif, locations } = generateSite({ siteId: "hall", faces, robots });
    demand?.(lif);
    const layout = layoutFromLif(lif, {
      vehicleType: site.vehicle.type,
      footprint: footprintOf(site.vehicle),
      stations: site.stations,
    });
    const faced = locations.filter(({ kind }) => kind === "face").map(({ location }) => location);
    kept = { site, layout, locations: faced };
    if (!demand) drawn.set(key, kept);
  }
  return kept;
}

export interface HallOptions {
  readonly robots?: number;
  readonly faces?: number;
  readonly settings?: Partial<FleetSettings>;
  readonly traffic?: (layout: Layout) => Traffic;
  /** What the layout demands besides what is drawn. */
  readonly demand?: (lif: Lif) => void;
}

export class Hall {
  readonly clock = new VirtualClock(startMs);
  readonly broker: MemoryBroker;
  readonly ledger = new MemoryLedger();
  readonly rows: Row[] = [];
  readonly robots: FakeRobot[] = [];
  readonly heard: FromFleet[] = [];
  readonly alarms: ToSensors[] = [];
  /** What became of people's acts. */
  readonly answers: ToDashboards[] = [];
  /** Every message on the bus, by topic kind (its last level). */
  readonly messages = new Map<string, number>();
  /** The site's file as the next start finds it. */
  site: ReturnType<typeof aSite>["site"];
  layout: Layout;
  locations: readonly string[];
  readonly options: HallOptions;
  fleet!: Fleet;
  /** The control plane's line to the broker. */
  line!: CutBus;
  #house: House | undefined;
  #toFleet: ((message: ToFleet) => void) | undefined;
  #transports = 0;
  #commands = 0;

  constructor(options: HallOptions = {}) {
    this.options = options;
    const { site, layout, locations } = aSite(options.robots ?? 1, options.faces, options.demand);
    this.site = site;
    this.layout = layout;
    this.locations = locations;
    this.broker = new MemoryBroker(this.clock, {
      witness: (_at, topic) => {
        const kind = topic.split("/").at(-1)!;
        this.messages.set(kind, (this.messages.get(kind) ?? 0) + 1);
      },
    });
    const parking = [...layout.stations.values()].filter(({ kind }) => kind === "parking");
    site.robots.forEach((row, index) => {
      this.robots.push(
        new FakeRobot({
          broker: this.broker,
          timers: this.clock,
          graph: layout.graph,
          robot: RobotId(row.robot),
          manufacturer: Manufacturer(row.manufacturer),
          node: parking[index]!.nodes[0]!,
        }),
      );
    });
  }

  /** Starts the house, or starts it again on the same ledger. */
  async start({ lineDown = false } = {}): Promise<this> {
    const bus = new CutBus(this.broker.connect({ clientId: "control" }));
    if (lineDown) bus.cut();
    this.line = bus;
    const house = new House({
      ledger: this.ledger,
      timers: this.clock,
      bus,
      witness: (row) => this.rows.push(row),
    });
    const { layout, site, options } = this;
    const fleet = new Fleet({
      site,
      layout,
      office: house.office("fleet"),
      bus,
      timers: this.clock,
      traffic: options.traffic?.(layout) ?? new FakeTraffic(layout.graph),
      log: silentLog,
      settings: { positionsHz: 0, stateIntervalMs: 10_000, ...options.settings },
    });
    house.moveIn(new Listener("wms-bridge", (message) => this.heard.push(message as FromFleet)));
    house.moveIn(new Listener("sensors", (message) => this.alarms.push(message)));
    house.moveIn(new Listener("dashboards", (message) => this.answers.push(message)));
    house.moveIn(fleet);
    await house.start();
    const office: Office = house.office("wms-bridge");
    this.#toFleet = (message) => office.act({ type: "test.said" }, (desk) => desk.send("fleet", message));
    this.#house = house;
    this.fleet = fleet;
    return this;
  }

  /** The control plane dies: nothing it had not written down is known any more. */
  async kill(): Promise<void> {
    await this.#house?.stop();
    this.#house = undefined;
  }

  run(ms: number): this {
    this.clock.run(() => false, this.clock.now() + ms);
    return this;
  }

  /** Runs until it holds, or fails after a while. */
  until(holds: () => boolean, withinMs = 30 * minuteMs): this {
    if (holds()) return this;
    const ended = this.clock.run(holds, this.clock.now() + withinMs);
    if (ended !== "done") throw new Error(`it did not come to hold within ${withinMs / 1_000} s`);
    return this;
  }

  say(message: ToFleet): this {
    this.#toFleet!(message);
    return this;
  }

  /** A tour over some storage places, by their number in the list of faces. */
  request(faces: readonly number[], changes: Partial<TransportRequested> = {}): TransportId {
    return this.#tour(faces, [], changes);
  }

  /** The same, in which people meet the robot at some of its stops. */
  meet(faces: readonly number[], met: readonly number[]): TransportId {
    return this.#tour(faces, met, {});
  }

  #tour(faces: readonly number[], met: readonly number[], changes: Partial<TransportRequested>): TransportId {
    const number = ++this.#transports;
    const transport = TransportId(`TR${number}`);
    const tote = ToteId(`T${number}`);
    const packing = this.site.stations
      .filter(({ kind }) => kind === "packing")
      .map(({ station }) => StationId(station));
    const picks: Stop[] = faces.map((face, index) => ({
      stations: [StationId(this.locations[face]!)],
      purpose: { type: "pick", entry: index },
      action: {
        type: met.includes(index) ? "meetPerson" : "pickItems",
        tote,
        line: LineId(`L${number}-${index}`),
        sku: Sku(`SKU${face}`),
        lot: LotId("LOT"),
        quantity: 2,
      },
    }));
    this.say({
      type: "transport.requested",
      transport,
      kind: "tour",
      tote,
      stops: [
        { stations: packing, action: { type: "fetchTote", tote }, purpose: { type: "fetch" } },
        ...picks,
        { stations: packing, action: { type: "dropTote", tote }, purpose: { type: "drop" } },
      ],
      dueAt: this.clock.now() + 12 * hourMs,
      ...changes,
    });
    return transport;
  }

  of<Type extends FromFleet["type"]>(type: Type): Extract<FromFleet, { type: Type }>[] {
    return this.heard.filter((message) => message.type === type) as Extract<FromFleet, { type: Type }>[];
  }

  /** A person's act; answers what has become of it so far. */
  act(
    act: Pick<RobotCommand | PlaceCommand, "type"> & Record<string, unknown>,
  ): () => ToDashboards | undefined {
    const command = `C${++this.#commands}`;
    this.say({ by: "mia", reason: "had a look", command, ...act } as unknown as ToFleet);
    return () => this.answers.find((answer) => answer.command === command);
  }

  /** Alarms that stand. */
  standing(): string[] {
    const keys = new Map<string, string>();
    for (const message of this.alarms) {
      if (message.type === "alarm.raise") keys.set(message.key, message.definition);
      if (message.type === "alarm.clear") keys.delete(message.key);
    }
    return [...keys.values()];
  }

  raised(): string[] {
    return this.alarms.flatMap((message) => (message.type === "alarm.raise" ? [message.definition] : []));
  }

  async document<Body>(kind: string, id: string): Promise<Body | undefined> {
    return (await this.ledger.documents(kind)).find((document) => document.id === id)?.body as
      | Body
      | undefined;
  }
}

/** A room that only hears. */
class Listener<Name extends RoomName> implements Room<Name> {
  readonly name: Name;
  readonly #hear: (message: Mail[Name]) => void;

  constructor(name: Name, hear: (message: Mail[Name]) => void) {
    this.name = name;
    this.#hear = hear;
  }

  async restore(): Promise<void> {}
  begin(): void {}
  fire(): void {}

  take(message: Mail[Name]): void {
    this.#hear(message);
  }
}
