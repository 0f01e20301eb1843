/**
 * A floor for tests and for looking at screens: a real house on a memory ledger, a real gateway, and three rooms that play a shift from a seed.
 * Nothing of the real rooms is here; their documents and answers are.
 */

import {
  type ActNote,
  notesMax,
  type RobotAct,
  type RobotCondition,
  unseenCondition,
} from "@floorplane/contracts/acts";
import type {
  AlarmDocument,
  OrderDocument,
  OrderState,
  PalletDocument,
  RobotDocument,
  TaskDocument,
  TransferDocument,
} from "@floorplane/contracts/documents";
import { type OrderId, SiteId } from "@floorplane/contracts/ids";
import type { Kind } from "@floorplane/contracts/kind";
import type { ToFleet, ToSensors, ToWmsBridge, WmsCommand } from "@floorplane/contracts/messages";
import type { HousePace } from "@floorplane/contracts/pace";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import type { Site } from "@floorplane/contracts/site";
import { topics } from "@floorplane/contracts/topics";
import { hourMs, minuteMs } from "@floorplane/contracts/units";
import { footprintOf } from "@floorplane/layout/footprint";
import { generateSite } from "@floorplane/layout/generate-site";
import { type Layout, layoutFromLif } from "@floorplane/layout/layout";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import { House } from "@floorplane/runtime/house";
import { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import { type Log, silentLog } from "@floorplane/runtime/log";
import { seededRandom } from "@floorplane/runtime/random";
import type { Desk, Office, Room } from "@floorplane/runtime/room";
import type { AskBench } from "./bench-route.ts";
import type { AskConnections } from "./connection-routes.ts";
import type { DockPort } from "./dock-routes.ts";
import type { FollowedKinds } from "./documents.ts";
import { Gateway } from "./gateway.ts";
import type { PhotoPort } from "./photo-route.ts";
import { type ScriptedRobot, ScriptedRobots } from "./scripted-robots.fixture.ts";
import type { CodesOf } from "./task-list.ts";

/** The real rooms declare these with all that they keep; this floor keeps no more than what screens read. */
const plain = (name: string): Kind => ({ name, version: 1, read: ({ body }) => body as object });
const kinds = {
  robot: plain("robot"),
  place: plain("place"),
  station: plain("station"),
  climate: plain("climate"),
  alarm: plain("alarm"),
  order: plain("order"),
  tote: plain("tote"),
  transport: plain("transport"),
  task: plain("task"),
  stock: plain("stock"),
  counted: plain("counted"),
  transit: plain("in-transit"),
  handling: plain("handling"),
  delivery: plain("delivery"),
  deadLetter: plain("dead-letter"),
  return: plain("return"),
  transfer: plain("transfer"),
  photo: plain("photo"),
  pallet: plain("pallet"),
} satisfies Record<keyof FollowedKinds, Kind>;

interface ScriptedOrder {
  document: OrderDocument;
  readonly bornAt: number;
  state: OrderState;
}

export interface ScriptedFloorOptions {
  readonly timers: Timers;
  readonly webRoot: string;
  readonly port?: number;
  readonly faces?: number;
  readonly robots?: number;
  readonly siteId?: string;
  /** Which robots there are and in what order, of those that would be. */
  readonly arrange?: (robots: Site["robots"]) => Site["robots"];
  readonly orders?: number;
  readonly speed?: number;
  readonly seed?: number;
  /** Rooms answer people's commands; false leaves them without an answer. */
  readonly answers?: boolean;
  readonly log?: Log;
  /** Nothing is wrong anywhere: no order, no robot in trouble, every machine at work, every sensor heard. */
  readonly isWell?: boolean;
  /** Packing stations where a person packs. */
  readonly packedByPeople?: readonly string[];
  /** Who answers for stations where a person packs. */
  readonly benches?: AskBench;
  readonly dock?: DockPort;
  /** Who speaks to the WMS's door and hears it, where a test is about them. */
  readonly photos?: PhotoPort;
  readonly codesOf?: CodesOf;
  readonly pace?: () => HousePace;
  readonly connections?: AskConnections;
  /** A house that another floor left behind. */
  readonly ledger?: MemoryLedger;
}

/** Where an order stands after this many minutes. */
const way: readonly (readonly [number, OrderState])[] = [
  [0, "accepted"],
  [2, "allocated"],
  [5, "released"],
  [8, "picking"],
  [18, "transporting"],
  [22, "packing"],
  [25, "packed"],
  [28, "shipped"],
];

export const scannerTrouble = {
  code: "said.error",
  type: "laser scanner",
  text: "protective field interrupted",
} as const satisfies RobotReason;

/** What an act makes of a robot. */
const turns: Partial<Record<RobotAct, RobotDocument["activity"]>> = {
  "robot.pause": "paused",
  "robot.resume": "to-stop",
  "robot.takeOff": "off-floor",
  "robot.putBack": "idle",
};
const standing: RobotCondition = { ...unseenCondition, link: "heard", readiness: "ready" };
/** What the chart of a robot says that shows this activity. */
const conditions: Partial<Record<RobotDocument["activity"], Partial<RobotCondition>>> = {
  paused: { hold: "held", readiness: "paused" },
  fault: { readiness: "faulty" },
  manual: { readiness: "manual" },
  offline: { link: "lost" },
  "off-floor": { link: "offline", presence: "off" },
};

export class ScriptedFloor {
  readonly site: Site;
  readonly layout: Layout;
  readonly gateway: Gateway;
  readonly house: House;
  readonly ledger: MemoryLedger;
  readonly robots: ScriptedRobots;
  /** Acts of people that reached the rooms. */
  readonly commands: (ToFleet | ToSensors | ToWmsBridge)[] = [];
  /** Robots do not say that they did what they were asked. */
  unanswered = false;
  #refusal: ActReason | undefined;
  readonly #conditions = new Map<string, RobotCondition>();
  readonly #notes = new Map<string, readonly ActNote[]>();
  readonly #options: ScriptedFloorOptions;
  readonly #fleet: Office;
  readonly #sensors: Office;
  readonly #wms: Office;
  readonly #bus: ReturnType<MemoryBroker["connect"]>;
  readonly #alarms = new Map<string, AlarmDocument>();
  readonly #orders: ScriptedOrder[] = [];
  /** How many picks a robot's transport has; those of its order's lines where absent. */
  readonly #picks = new Map<string, number>();
  #undo: (() => void)[] = [];

  constructor(options: ScriptedFloorOptions) {
    this.#options = options;
    const { timers } = options;
    const drawn = generateSite({
      siteId: options.siteId ?? "north",
      faces: options.faces ?? 3_000,
      robots: options.robots ?? 40,
    });
    const { arrange = (robots) => robots, packedByPeople = [] } = options;
    const stations = drawn.site.stations.map((one) =>
      packedByPeople.includes(one.station) ? { ...one, by: "person" as const } : one,
    );
    this.site = { ...drawn.site, robots: arrange(drawn.site.robots), stations };
    this.layout = layoutFromLif(drawn.lif, {
      vehicleType: drawn.site.vehicle.type,
      footprint: footprintOf(drawn.site.vehicle),
      stations: drawn.site.stations,
    });
    this.robots = new ScriptedRobots(this.site, this.layout, seededRandom(options.seed ?? 1));
    this.ledger = options.ledger ?? new MemoryLedger({ keepRows: false });
    const broker = new MemoryBroker(timers);
    this.#bus = broker.connect({ clientId: "control" });
    this.house = new House({
      ledger: this.ledger,
      timers,
      bus: this.#bus,
      committed: (row) => this.gateway.committed(row),
    });
    this.#fleet = this.house.office("fleet");
    this.#sensors = this.house.office("sensors");
    this.#wms = this.house.office("wms-bridge");
    this.gateway = new Gateway({
      site: this.site,
      kinds: kinds as FollowedKinds,
      layout: this.layout,
      bounds: drawn.bounds,
      office: this.house.office("dashboards"),
      bus: broker.connect({ clientId: "gateway" }),
      timers,
      log: options.log ?? silentLog,
      door: { host: "127.0.0.1", port: options.port ?? 0, webRoot: options.webRoot },
      speed: options.speed ?? 1,
      ...(options.benches ? { benches: options.benches } : {}),
      ...(options.dock ? { dock: options.dock } : {}),
      ...(options.photos ? { photos: options.photos } : {}),
      ...(options.codesOf ? { codesOf: options.codesOf } : {}),
      ...(options.pace ? { pace: options.pace } : {}),
      ...(options.connections ? { connections: options.connections } : {}),
    });
  }

  async start(): Promise<{ port: number; url: string }> {
    const door = (await this.gateway.start())!;
    this.house.moveIn(this.gateway);
    this.house.moveIn(scriptedRoom("fleet", (message: ToFleet, desk) => this.#fleetTakes(message, desk)));
    this.house.moveIn(
      scriptedRoom("sensors", (message: ToSensors, desk) => this.#sensorsTake(message, desk)),
    );
    this.house.moveIn(
      scriptedRoom("wms-bridge", (message: ToWmsBridge, desk) => {
        if (!("command" in message)) return;
        this.commands.push(message);
        const reason = this.#refusal;
        this.#refusal = undefined;
        if (reason) {
          desk.send("dashboards", { type: "command.refused", command: message.command, reason });
          return;
        }
        if (message.type === "task.answer") desk.remove(kinds.task, message.task);
        else this.#noteAct(desk, message);
        desk.send("dashboards", { type: "command.done", command: message.command });
      }),
    );
    await this.house.start();
    const { timers } = this.#options;
    this.#openShift();
    this.#undo = [
      every(timers, 200, () => this.#robotsMove()),
      every(timers, 5_000, () => this.#climate()),
      every(timers, 2_000, () => this.#ordersMove()),
    ];
    return door;
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo) undo();
    await this.house.stop();
  }

  raise(
    alarm: Pick<AlarmDocument, "definition" | "priority" | "source" | "parameters"> & Partial<AlarmDocument>,
  ): void {
    this.#sensors.act({ type: "alarm.raise" }, (desk) => {
      const id = `${alarm.definition}:${alarm.source}`;
      this.#putAlarm(desk, {
        alarm: id as AlarmDocument["alarm"],
        state: "unacknowledged",
        raisedAt: desk.now,
        clearedAt: null,
        count: 1,
        acknowledgedBy: null,
        acknowledgedAt: null,
        acknowledgedWhy: null,
        ...alarm,
      });
    });
  }

  /** What a robot's chart says from now on; answers what screens are told of it. */
  setCondition(
    id: string,
    condition: RobotCondition,
    activity: RobotDocument["activity"] = "fault",
  ): { transport: string | null; tote: string | null; load: object | null } {
    const robot = this.robots.get(id)!;
    this.#conditions.set(id, condition);
    robot.activity = activity;
    this.#fleet.act({ type: "robots" }, (desk) => this.#putRobot(desk, robot));
    return { transport: null, tote: null, load: null };
  }

  /** Goods of one order leave for another warehouse, or arrive there. */
  sendAway(transfer: TransferDocument): void {
    this.#wms.act({ type: "transfer" }, (desk) => desk.put(kinds.transfer, transfer.order, transfer));
  }

  standPallet(pallet: PalletDocument): void {
    this.#wms.act({ type: "pallet" }, (desk) => desk.put(kinds.pallet, pallet.sscc, pallet));
  }

  /** Somebody else did it. */
  closeTask(id: string): void {
    this.#wms.act({ type: "task" }, (desk) => desk.remove(kinds.task, id));
  }

  openTask(
    task: Pick<TaskDocument, "kind"> & { readonly location?: string } & Partial<
        Pick<
          TaskDocument,
          | "return"
          | "transfer"
          | "difference"
          | "quantity"
          | "planned"
          | "sku"
          | "tote"
          | "from"
          | "to"
          | "lot"
          | "begunBy"
          | "receipt"
          | "station"
          | "refused"
        >
      >,
    id = "TASK-1",
  ): void {
    this.#wms.act({ type: "task" }, (desk) =>
      desk.put(kinds.task, id, {
        task: id,
        state: "open",
        openedAt: desk.now,
        location: null,
        station: null,
        tote: null,
        sku: null,
        quantity: null,
        to: null,
        planned: false,
        refused: null,
        ...task,
      }),
    );
  }

  /** The next act about goods and orders is not done. */
  refuseNext(reason: ActReason): void {
    this.#refusal = reason;
  }

  /** A station's machine as it reports itself. */
  station(station: string, state: string, queue: number): void {
    this.#sensors.act({ type: "station" }, (desk) =>
      desk.put(kinds.station, station, { station, state, queue, job: null, link: "live" }),
    );
  }

  /** An order that goes no further until a person decides. */
  parkOrder(id: string, why: OrderReason): void {
    const index = this.#orders.findIndex(({ document }) => document.order === id);
    const { document } = this.#orders.splice(index, 1)[0]!;
    this.#wms.act({ type: "orders" }, (desk) =>
      desk.put(kinds.order, id, { ...document, state: "parked", why }),
    );
  }

  /** A robot gets a transport with another number of picks, as with each new tour. */
  reroute(robot: string, picks: number): void {
    const scripted = this.robots.get(robot)!;
    Object.assign(scripted, { activity: "to-stop", why: null });
    this.#picks.set(robot, picks);
    this.#fleet.act({ type: "robots" }, (desk) => this.#putRobot(desk, scripted));
  }

  #now(): number {
    return this.#options.timers.now();
  }

  #openShift(): void {
    const { isWell } = this.#options;
    const packing = this.site.stations.filter(({ kind }) => kind === "packing" || kind === "check");
    for (const [index, { station }] of packing.entries())
      this.station(
        station,
        isWell ? "execute" : index === 1 ? "held" : index === 2 ? "idle" : "execute",
        index % 3,
      );
    for (const robot of this.robots.robots) if (robot.index % 13 === 5) robot.activity = "idle";
    const [lost, failed] = isWell ? [] : [this.robots.robots[7], this.robots.robots[23]];
    if (lost) Object.assign(lost, { activity: "offline", why: null });
    if (failed)
      Object.assign(failed, { activity: "fault", why: { code: "fault.reported", because: scannerTrouble } });
    const count = this.#options.orders ?? (isWell ? 0 : 240);
    for (let n = 0; n < count; n++) this.#addOrder(n, this.#now() - ((count - n) / count) * 40 * minuteMs);
    this.#ordersMove();
    if (!isWell) this.#fillShelves();
    this.#fleet.act({ type: "robots" }, (desk) => {
      for (const robot of this.robots.robots) this.#putRobot(desk, robot);
    });
    this.#climate();
  }

  /** Goods at the first places of the floor, and what was done with some of them. */
  #fillShelves(): void {
    const places = [...this.layout.stations.values()].filter(({ kind }) => kind === undefined).slice(0, 300);
    const random = seededRandom("shelves");
    const goods = (n: number) => ({
      client: n % 9 === 4 ? "acme" : "house",
      sku: `SKU-${10_000 + (n % 170)}`,
      lot: "L1",
    });
    this.#wms.act({ type: "stock" }, (desk) => {
      for (const [n, { id: location }] of places.entries()) {
        const units = {
          available: random.below(60),
          allocated: random.below(9),
          frozen: n % 31 === 3 ? 4 : 0,
          held: n % 47 === 8 ? 6 : 0,
          defective: n % 53 === 9 ? 1 : 0,
          condemned: 0,
        };
        desk.put(kinds.stock, `house/${location}`, { location, ...goods(n), ...units });
      }
      for (let n = 0; n < 12; n++)
        desk.put(kinds.transit, `house/T${n + 1}`, { tote: `T${n + 1}`, ...goods(n), units: 1 + n });
      for (const [n, { id: location }] of places.slice(0, 40).entries())
        desk.put(kinds.counted, `house/${location}`, {
          client: "house",
          location,
          at: desk.now - (40 - n) * minuteMs,
          isRight: n % 20 !== 7,
        });
      const rows = places.slice(0, 40).flatMap(({ id }, n) => {
        const { sku, lot } = goods(n);
        const at = desk.now - (40 - n) * minuteMs;
        const deed = (step: string, units: number) => ({
          at,
          step,
          hand: "person",
          by: "HH1",
          goods: [[sku, lot, units, ""]],
          to: id,
          ref: `task/TASK-${n}`,
        });
        return n % 20 === 7 ? [deed("count", 11), deed("adjust", -1)] : [deed("count", 12)];
      });
      desk.put(kinds.handling, "house/0", { client: "house", page: 0, before: "", rows });
    });
  }

  #robotsMove(): void {
    const changed = this.robots.step(0.2, this.#now());
    if (changed.length > 0)
      this.#fleet.act({ type: "robots" }, (desk) => {
        for (const robot of changed) this.#putRobot(desk, robot);
      });
    this.#bus.publish(topics.positions(SiteId(this.site.site)), this.robots.frame(this.#now()));
  }

  #putRobot(desk: Desk, robot: ScriptedRobot): void {
    const works = ["to-stop", "acting", "waiting"].includes(robot.activity);
    const order = this.#orders[robot.index];
    const transport = works ? `TR${robot.index + 1}` : null;
    const tote = works ? `T${robot.index + 1}` : null;
    if (transport && order) this.#putTransport(desk, robot, transport, order.document);
    desk.put(kinds.robot, robot.robot, {
      robot: robot.robot,
      manufacturer: "floorplane",
      activity: robot.activity,
      transport,
      tote,
      load: null,
      battery: Math.round(robot.battery),
      why: robot.why,
      condition: this.#conditions.get(robot.robot) ?? { ...standing, ...conditions[robot.activity] },
      acts: this.#notes.get(robot.robot) ?? [],
    } as RobotDocument);
  }

  #putTransport(desk: Desk, robot: ScriptedRobot, transport: string, order: OrderDocument): void {
    const tote = `T${robot.index + 1}`;
    const shelves = [...this.layout.stations.values()].filter(({ kind }) => kind === undefined);
    const { lines } = order;
    const count = this.#picks.get(robot.robot) ?? lines.length;
    const asked = Array.from({ length: count }, (_, n) => lines[n % lines.length]!);
    const picks = asked.map(({ line, sku, asked }, n) => ({
      stations: [shelves[(robot.index * 97 + n * 131) % shelves.length]!.id],
      action: { type: "pickItems", tote, line, sku, lot: "L1", quantity: asked },
    }));
    desk.put(kinds.transport, transport, {
      transport,
      kind: "tour",
      state: robot.activity === "acting" ? "acting" : "to-stop",
      robot: robot.robot,
      tote,
      stop: 1 + (robot.index % Math.max(1, picks.length)),
      stops: [
        { stations: ["PACK01"], action: { type: "fetchTote", tote } },
        ...picks,
        { stations: ["PACK02"], action: { type: "dropTote", tote } },
      ],
      dueAt: order.shipBy - 20 * minuteMs,
      requestedAt: order.receivedAt + 5 * minuteMs,
    });
    desk.put(kinds.tote, tote, {
      tote,
      state: "travelling",
      order: order.order,
      transport,
      station: null,
      job: null,
      sscc: null,
      lines: [],
    });
  }

  #climate(): void {
    const { isWell } = this.#options;
    this.#sensors.act({ type: "climate" }, (desk) => {
      const seconds = desk.now / 1_000;
      const sensors = this.site.devices.filter(({ kind }) => kind === "climate");
      for (const [index, { device, zone, wire }] of sensors.entries()) {
        if (index === 6 && !isWell) continue;
        const hot = zone === this.site.zones.at(-1)!.zone && !isWell ? 9.4 : 0;
        desk.put(kinds.climate, device, {
          device,
          zone: zone!,
          wire,
          link: "live",
          temperatureC: Math.round((19.5 + hot + 1.2 * Math.sin(seconds / 600 + index)) * 10) / 10,
          humidityPercent: Math.round(44 + 6 * Math.sin(seconds / 900 + index * 2)),
          quality: "good",
          measuredAt: desk.now,
        });
      }
      const quiet = isWell ? undefined : sensors[6];
      if (quiet)
        desk.put(kinds.climate, quiet.device, {
          device: quiet.device,
          zone: quiet.zone!,
          wire: quiet.wire,
          link: "silent",
          temperatureC: 18.9,
          humidityPercent: 47,
          quality: "uncertain",
          measuredAt: desk.now - 7 * minuteMs,
        });
    });
  }

  #addOrder(n: number, bornAt: number): void {
    const random = seededRandom(`order ${n}`);
    const lines = Array.from({ length: 1 + random.below(5) }, (_, line) => ({
      line: `${line + 1}`,
      sku: `SKU-${10_000 + random.below(9_000)}`,
      asked: 1 + random.below(12),
      picked: 0,
      shipped: 0,
      cancelled: 0,
    }));
    const document = {
      allocation: n % 29 === 7 ? "whole" : "partial",
      priority: n % 23 === 5 ? "urgent" : "normal",
      held: null,
      released: false,
      course: [],
      after: [],
      lacking: [],
      givenUpAt: null,
      order: `${536_365 + n}`,
      client: "house",
      state: "accepted",
      country: "GB",
      carrier: n % 3 === 0 ? "PARCEL" : "POST",
      region: "UK",
      receivedAt: bornAt,
      cutOffAt: bornAt + 4 * hourMs,
      shipBy: bornAt + (n % 37 === 3 ? 32 : n % 11 === 0 ? 45 : 240) * minuteMs,
      shippedAt: null,
      wave: `W${Math.floor(n / 8)}`,
      totes: [`T${n + 1}`],
      lines,
    } as unknown as OrderDocument;
    this.#orders.push({ document, bornAt, state: "received" });
  }

  #ordersMove(): void {
    const now = this.#now();
    const last = this.#orders.at(-1);
    if (last && now - last.bornAt > 10_000) this.#addOrder(this.#orders.length, now);
    this.#wms.act({ type: "orders" }, (desk) => {
      for (const [n, order] of this.#orders.entries()) {
        const minutes = (now - order.bornAt) / minuteMs;
        const planned = way.findLast(([after]) => minutes >= after)?.[1] ?? "received";
        const state = n % 61 === 9 && planned === "picking" ? "backordered" : planned;
        const slow = n % 37 === 3 && (state === "packed" || state === "shipped") ? "transporting" : state;
        if (slow === order.state) continue;
        order.state = slow;
        this.#putOrder(desk, order);
      }
    });
  }

  #putOrder(desk: Desk, { document, bornAt, state }: ScriptedOrder): void {
    const now = this.#now();
    const minutes = (now - bornAt) / minuteMs;
    const picked = minutes > 18;
    const isLacking = state === "backordered";
    const [lacked] = document.lines;
    const units = lacked!.asked;
    desk.put(kinds.order, document.order, {
      ...document,
      state,
      released: minutes >= 5,
      course: courseOf(bornAt, state, now),
      lacking: isLacking ? [{ sku: lacked!.sku, units, expectedAt: null }] : [],
      why: isLacking ? { code: "units.lacking", units: [{ sku: lacked!.sku, units }], more: 0 } : null,
      shippedAt: state === "shipped" ? bornAt + 28 * minuteMs : null,
      lines: document.lines.map((line) => ({ ...line, picked: picked ? line.asked : 0 })),
    });
  }

  #noteAct(
    desk: Desk,
    { type, by, reason, order: id }: Extract<WmsCommand, { readonly order: OrderId }>,
  ): void {
    const order = this.#orders.find(({ document }) => document.order === id);
    if (!order) return;
    const note = { act: type, via: "floor", by, reason, at: desk.now } as const;
    order.document = { ...order.document, acts: [...(order.document.acts ?? []), note] };
    this.#putOrder(desk, order);
  }

  #putAlarm(desk: Desk, alarm: AlarmDocument): void {
    this.#alarms.set(alarm.alarm, alarm);
    desk.put(kinds.alarm, alarm.alarm, alarm);
  }

  #fleetTakes(message: ToFleet, desk: Desk): void {
    if (!("command" in message)) return;
    this.commands.push(message);
    const { command, type, by, reason } = message;
    if (this.#options.answers === false) return;
    if (this.unanswered) {
      const robot = "robot" in message ? message.robot : "";
      desk.send("dashboards", {
        type: "command.unanswered",
        command,
        reason: { code: "robot.not-said", robot },
      });
      return;
    }
    if ("place" in message) {
      const note = { act: type, by, reason, at: desk.now, outcome: "done" } as const;
      const state = type === "place.close" ? "closed" : "open";
      desk.put(kinds.place, message.place, { place: message.place, state, acts: [note] });
      desk.send("dashboards", { type: "command.done", command });
      return;
    }
    const robot = this.robots.get(message.robot);
    const isFree = type === "robot.resume" && robot?.activity !== "paused";
    if (!robot || (isFree && !this.#conditions.has(robot.robot))) {
      const code = robot ? "robot.on-floor" : "robot.unknown";
      desk.send("dashboards", { type: "command.refused", command, reason: { code, robot: message.robot } });
      return;
    }
    this.#conditions.delete(robot.robot);
    const turned = turns[message.type];
    if (turned) robot.activity = turned;
    robot.why = null;
    const note: ActNote = { act: message.type, by, reason, at: desk.now, outcome: "done" };
    this.#notes.set(robot.robot, [...(this.#notes.get(robot.robot) ?? []), note].slice(-notesMax));
    this.#putRobot(desk, robot);
    desk.send("dashboards", { type: "command.done", command });
  }

  #sensorsTake(message: ToSensors, desk: Desk): void {
    if (message.type !== "alarm.acknowledge") return;
    this.commands.push(message);
    if (this.#options.answers === false) return;
    const alarms = [message.alarm, ...(message.others ?? [])].flatMap((id) => this.#alarms.get(id) ?? []);
    const { command, raisedUntil = Number.POSITIVE_INFINITY } = message;
    const again = alarms.find(({ raisedAt }) => raisedAt > raisedUntil);
    if (again) {
      const reason = { code: "alarm.raised-again", at: again.raisedAt } as const;
      desk.send("dashboards", { type: "command.refused", command, reason });
      return;
    }
    for (const alarm of alarms)
      this.#putAlarm(desk, {
        ...alarm,
        state: alarm.state === "unacknowledged" ? "acknowledged" : "normal",
        acknowledgedBy: message.by,
        acknowledgedAt: desk.now,
        acknowledgedWhy: message.reason,
      });
    desk.send(
      "dashboards",
      alarms.length > 0
        ? { type: "command.done", command }
        : { type: "command.refused", command, reason: { code: "alarm.unknown", alarm: message.alarm } },
    );
  }
}

/** As far as it has come; what stands somewhere else came there now. */
function courseOf(bornAt: number, state: OrderState, now: number): OrderDocument["course"] {
  const reached = way.filter(([after]) => bornAt + after * minuteMs <= now);
  const upTo = reached.findIndex(([, one]) => one === state);
  const steps = (upTo === -1 ? reached : reached.slice(0, upTo + 1)).map(([after, one]) => ({
    state: one,
    at: bornAt + after * minuteMs,
  }));
  return upTo === -1 ? [...steps, { state, at: now }] : steps;
}

function scriptedRoom<Name extends "fleet" | "sensors" | "wms-bridge">(
  name: Name,
  take: Room<Name>["take"],
): Room {
  return {
    name,
    restore: async () => {},
    begin: () => {},
    take: take as Room["take"],
    fire: () => {},
  };
}
