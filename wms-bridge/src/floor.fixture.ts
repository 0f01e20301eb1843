/**
 * A small scripted floor for tests: bins, totes and parcels that really hold units, a fleet and sensors that answer the mailbox, people who count, and a WMS
 * that listens. It outlives the house, so that a test may stop and rebuild the house whenever it likes. Bad luck comes from one seed.
 */
import { parseTaskMessage } from "@floorplane/contracts/devices.schema";
import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import {
  DeviceId,
  type JobId,
  RobotId,
  type StationId,
  TaskId,
  type ToteId,
  type TransportId,
} from "@floorplane/contracts/ids";
import type { Stop, ToFleet, ToSensors, TransportRequested } from "@floorplane/contracts/messages";
import { expectedTags, isCase, toteLimits } from "@floorplane/contracts/picking";
import type { LocationRow, Site } from "@floorplane/contracts/site";
import { filterOf, topics } from "@floorplane/contracts/topics";
import { isoTime, secondMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms.schema";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { House } from "@floorplane/runtime/house";
import { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import { silentLog } from "@floorplane/runtime/log";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import type { Desk, Room } from "@floorplane/runtime/room";
import type { Settings } from "./settings.ts";
import { WmsBridge } from "./wms-bridge.ts";

/** 2010-12-01 08:00 UTC: before the same-day hour. */
export const dayStart = Date.UTC(2010, 11, 1, 8);
export const webhook = {
  url: "https://wms.test/hook",
  secret: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
};
const decoder = new TextDecoder();
const encoder = new TextEncoder();

export interface Luck {
  /** Chances per event. */
  readonly missedTag?: number;
  readonly strayTag?: number;
  readonly shortPick?: number;
  readonly failedTransport?: number;
  readonly deafWebhook?: number;
}

export interface FloorOptions {
  readonly seed?: number;
  readonly luck?: Luck;
  readonly settings?: Partial<Settings>;
  readonly site?: Partial<Site>;
}

type Units = Map<string, number>;
const add = (units: Units, sku: string, n: number): void => {
  units.set(sku, (units.get(sku) ?? 0) + n);
};
export const total = (units: Units): number => [...units.values()].reduce((sum, n) => sum + n, 0);

interface Journey {
  readonly request: TransportRequested;
  readonly robot: RobotId;
  stop: number;
  stops: Stop[];
  withdrawnTo: readonly StationId[] | null;
}

export class Floor {
  readonly clock = new VirtualClock(dayStart);
  readonly broker = new MemoryBroker(this.clock);
  readonly ledger = new MemoryLedger();
  readonly random: Random;
  readonly luck: Required<Luck>;
  readonly bins = new Map<string, Units>();
  readonly totes = new Map<ToteId, Units>();
  readonly aside: Units = new Map();
  readonly destroyed: Units = new Map();
  /** What left the building, by tote. */
  readonly shipped = new Map<ToteId, Units>();
  readonly parcelsGone: string[] = [];
  readonly tasksDone: ReturnType<typeof parseTaskMessage>[] = [];
  readonly alarms = new Map<string, string>();
  /** Every attempt to deliver, with its answer. */
  readonly webhooks: { at: number; request: HttpRequest; status: number }[] = [];
  readonly confirmations: { id: string; type: string; data: { order?: string } }[] = [];
  readonly journeys = new Map<TransportId, Journey>();
  /** What each tote was asked to fetch. */
  readonly planned = new Map<ToteId, Units>();
  /** A test's own hand in the next picks: answers the units taken, or undefined to leave it to luck. */
  grip: (station: StationId, sku: string, quantity: number) => number | undefined = () => undefined;
  /** Tags that a test hides from the readers. */
  hides: (tote: ToteId, sku: string) => boolean = () => false;
  /** Webhook answers by a test; undefined leaves it to luck. */
  hears: (confirmation: { type: string; order?: string | undefined }) => number | undefined = () => undefined;
  /** At these places the robot says it took so many more than it did. */
  readonly lies = new Map<string, number>();
  readersDead = false;
  putsAtMost = Number.POSITIVE_INFINITY;
  /** Transports that fail at their next stop. */
  failNext = 0;
  portalBlind = false;
  /** People at work; a test may send them home. */
  peopleAtWork = true;
  readonly #settings: Partial<Settings>;
  readonly site: Site;
  house!: House;
  bridge!: WmsBridge;
  #key = 0;
  #robots = 0;
  #rounds = 100;

  constructor({ seed = 1, luck = {}, settings = {}, site = {} }: FloorOptions = {}) {
    this.random = seededRandom(seed);
    this.luck = { missedTag: 0, strayTag: 0, shortPick: 0, failedTransport: 0, deafWebhook: 0, ...luck };
    this.#settings = settings;
    this.site = { ...aSite(), ...site };
    const people = this.broker.connect({ clientId: "handhelds" });
    people.subscribe(filterOf("task"), ({ payload }) => {
      if (payload.length === 0) return;
      const task = parseTaskMessage.bytes(payload);
      this.clock.at(this.clock.now() + 20 * secondMs, () => this.#doTask(task));
    });
  }

  /** Builds the house on the ledger as it stands, and starts it. */
  async open(): Promise<void> {
    const house = new House({
      ledger: this.ledger,
      timers: this.clock,
      bus: this.broker.connect({ clientId: "control" }),
    });
    this.house = house;
    this.bridge = new WmsBridge({
      site: this.site,
      locations: locations(),
      office: house.office("wms-bridge"),
      bus: this.broker.connect({ clientId: "wms-bridge" }),
      log: silentLog,
      webhooks: [webhook],
      http: { send: (request, answered) => this.#hearWebhook(request, answered) },
      settings: this.#settings,
    });
    house.moveIn(this.bridge);
    house.moveIn(new ScriptedFleet(this));
    house.moveIn(new ScriptedSensors(this));
    await house.start();
  }

  async reopen(): Promise<void> {
    await this.house.stop();
    await this.open();
  }

  post(
    path: string,
    body: unknown,
    key = `key-${++this.#key}`,
  ): { status: number; body: Record<string, unknown> } {
    return this.request({
      method: "POST",
      url: path,
      headers: { "idempotency-key": key },
      body: encoder.encode(JSON.stringify(body)),
    });
  }

  request(request: HttpRequest): { status: number; body: Record<string, unknown> } {
    let answer: HttpResponse | undefined;
    this.bridge.door.handle(request, (response) => {
      answer = response;
    });
    if (!answer) throw new Error("the door did not answer");
    return { status: answer.status, body: JSON.parse(decoder.decode(answer.body)) };
  }

  order(order: string, lines: Record<string, number>, country = "France") {
    const list = Object.entries(lines).map(([sku, quantity], index) => ({
      line: String(index + 1),
      sku,
      quantity,
    }));
    return this.post(wmsPaths.orders, { order, country, lines: list });
  }

  stateOf(order: string): string {
    return String(
      this.request({ method: "GET", url: wmsPaths.order(order), headers: {}, body: new Uint8Array() }).body
        .state,
    );
  }

  /** Puts units on shelves and into the book; `lie` is what really lies there when the book is wrong. */
  stock(location: string, sku: string, units: number, lie = units): void {
    this.post(wmsPaths.openingStock, { rows: [{ location, sku, lot: "L1", units }] });
    const bin = this.bins.get(location) ?? new Map();
    this.bins.set(location, bin);
    add(bin, sku, lie);
  }

  /** Someone put other goods into the bin. */
  swap(location: string, sku: string, other: string): void {
    const bin = this.bins.get(location)!;
    const units = bin.get(sku) ?? 0;
    bin.delete(sku);
    add(bin, other, units);
  }

  items(...skus: string[]): void {
    this.post(wmsPaths.items, { items: skus.map((sku) => anItem(sku)) });
  }

  run(seconds: number): void {
    this.clock.run(() => false, this.clock.now() + seconds * secondMs);
  }

  /** Units of a SKU anywhere in the building, by the world. */
  present(sku: string): number {
    const places = [...this.bins.values(), ...this.totes.values(), this.aside];
    return places.reduce((sum, units) => sum + (units.get(sku) ?? 0), 0);
  }

  nextRobot(): RobotId {
    return RobotId(`R${(++this.#robots % 9) + 1}`);
  }

  nextRound(): number {
    return ++this.#rounds;
  }

  /** What the reader sees of a tote: one tag a unit, or a case; some are missed, a stray one may come in. */
  tagsOf(tote: ToteId): { gtin: string; serial: string }[] {
    const tags: { gtin: string; serial: string }[] = [];
    for (const [sku, units] of this.totes.get(tote) ?? [])
      for (let n = 0; n < this.#tagsFor(tote, sku, units); n++)
        if (!this.hides(tote, sku) && !this.random.chance(this.luck.missedTag))
          tags.push({ gtin: gtinOf(sku), serial: `${tote}${n}` });
    if (this.random.chance(this.luck.strayTag))
      tags.push({ gtin: gtinOf("A"), serial: `stray${this.random.below(1e6)}` });
    return tags;
  }

  /** Cases show one tag: what was taken as a case is remembered by the picks. */
  readonly picks = new Map<ToteId, { sku: string; units: number }[]>();

  #tagsFor(tote: ToteId, sku: string, units: number): number {
    const picks = (this.picks.get(tote) ?? []).filter((pick) => pick.sku === sku);
    const cases = picks
      .filter((pick) => isCase(pick.units))
      .reduce((sum, pick) => sum + pick.units - expectedTags(pick.units), 0);
    return units - cases;
  }

  #doTask(task: ReturnType<typeof parseTaskMessage>): void {
    if (!this.peopleAtWork) return;
    this.tasksDone.push(task);
    const found: { sku: string; quantity: number }[] = [];
    const list = (units: Units | undefined): void => {
      for (const [sku, quantity] of units ?? []) found.push({ sku, quantity });
    };
    if (task.kind === "count-bin") list(this.bins.get(task.location!));
    if (task.kind === "count-tote") list(this.totes.get(task.tote as ToteId));
    if (task.kind === "write-off") {
      const bin = this.bins.get(task.location!);
      const quantity = this.#writtenOff.has(task.task)
        ? this.#writtenOff.get(task.task)!
        : Math.min(bin?.get(task.sku!) ?? 0, task.quantity!);
      if (!this.#writtenOff.has(task.task) && bin) {
        add(bin, task.sku!, -quantity);
        add(this.destroyed, task.sku!, quantity);
        this.#writtenOff.set(task.task, quantity);
      }
      found.push({ sku: task.sku!, quantity });
    }
    const outcome = { task: task.task, device: "HH1", at: isoTime(this.clock.now()), found };
    this.broker
      .connect({ clientId: "HH1" })
      .publish(
        topics.taskOutcome(this.site.site as never, TaskId(task.task)),
        encoder.encode(JSON.stringify(outcome)),
      );
  }

  readonly #writtenOff = new Map<string, number>();

  /** Before packing, what does not belong into the tote is taken out and stays at the bench. */
  takeOut(tote: ToteId, units: number): void {
    const inTote = this.totes.get(tote)!;
    for (const [sku, there] of inTote) {
      const extra = there - Math.min(there, this.planned.get(tote)?.get(sku) ?? 0);
      add(inTote, sku, -extra);
      add(this.aside, sku, extra);
    }
    if (total(inTote) !== units)
      throw new Error(`tote ${tote} holds ${total(inTote)} units and the job says ${units}`);
  }

  leave(sscc: string, tote: ToteId): void {
    if (this.parcelsGone.includes(sscc)) throw new Error(`parcel ${sscc} left twice`);
    this.parcelsGone.push(sscc);
    this.shipped.set(tote, this.totes.get(tote)!);
    this.totes.delete(tote);
  }

  /** Units that left the building for an order, by the world. */
  async shippedOf(order: string): Promise<Record<string, number>> {
    const [document] = await this.ledger.documents("order", { from: order, to: `${order}\0` });
    const { totes } = document!.body as { totes: ToteId[] };
    const units: Units = new Map();
    for (const tote of totes)
      for (const [sku, n] of this.shipped.get(tote) ?? []) if (n > 0) add(units, sku, n);
    return Object.fromEntries(units);
  }

  #hearWebhook(request: HttpRequest, answered: (response: HttpResponse) => void): void {
    this.clock.at(this.clock.now() + 5, () => {
      const said = JSON.parse(decoder.decode(request.body));
      const unlucky = this.random.chance(this.luck.deafWebhook) ? 500 : 200;
      const status = this.hears({ type: said.type, order: said.data.order }) ?? unlucky;
      this.webhooks.push({ at: this.clock.now(), request, status });
      if (status === 200)
        this.confirmations.push({ id: request.headers["webhook-id"]!, type: said.type, data: said.data });
      answered({ status, headers: {}, body: new Uint8Array() });
    });
  }
}

/** Drives each transport stop by stop, ten seconds each; its journeys stand in the world, its next stop in a due row. */
class ScriptedFleet implements Room<"fleet"> {
  readonly name = "fleet";
  readonly #floor: Floor;

  constructor(floor: Floor) {
    this.#floor = floor;
  }

  async restore(): Promise<void> {}
  begin(): void {}

  take(message: ToFleet, desk: Desk): void {
    const floor = this.#floor;
    if (message.type === "transport.requested") {
      const robot = floor.nextRobot();
      const planned: Units = new Map();
      for (const { action } of message.stops)
        if (action.type === "pickItems") add(planned, action.sku, action.quantity);
      floor.planned.set(message.tote, planned);
      floor.journeys.set(message.transport, {
        request: message,
        robot,
        stop: 0,
        stops: [...message.stops],
        withdrawnTo: null,
      });
      desk.send("wms-bridge", { type: "transport.assigned", transport: message.transport, robot });
      this.#next(message.transport, desk);
    } else if (message.type === "transport.replaceStop") {
      const journey = floor.journeys.get(message.transport);
      const { transport, stop } = message;
      if (journey && stop >= journey.stop)
        journey.stops[stop] = { ...journey.stops[stop]!, stations: message.stations };
      desk.send("wms-bridge", { type: journey ? "stop.replaced" : "stop.kept", transport, stop });
    } else if (message.type === "transport.withdraw") {
      const journey = floor.journeys.get(message.transport);
      if (!journey) return;
      journey.withdrawnTo = message.stations;
    }
  }

  fire(event: { readonly type: string }, desk: Desk): void {
    const floor = this.#floor;
    const { transport } = event as unknown as { transport: TransportId };
    const journey = floor.journeys.get(transport);
    if (!journey) return;
    const { tote } = journey.request;
    if (journey.withdrawnTo) {
      if (journey.stop === 0) {
        floor.journeys.delete(transport);
        desk.send("wms-bridge", { type: "transport.failed", transport, reason: "withdrawn" });
        return;
      }
      journey.stop = journey.stops.length - 1;
      journey.stops[journey.stop] = { ...journey.stops[journey.stop]!, stations: journey.withdrawnTo };
    }
    if (floor.failNext > 0 || floor.random.chance(floor.luck.failedTransport)) {
      if (floor.failNext > 0) floor.failNext--;
      floor.journeys.delete(transport);
      desk.send("wms-bridge", { type: "transport.failed", transport, reason: "robot-lost" });
      return;
    }
    const stop = journey.stop++;
    const { stations, action } = journey.stops[stop]!;
    const station = stations[floor.random.below(stations.length)]!;
    let quantity = 0;
    if (action.type === "fetchTote") floor.totes.set(tote, new Map());
    if (action.type === "pickItems") quantity = this.#pick(station, tote, action);
    if (action.type === "putItems") quantity = this.#put(station, tote, action.sku);
    const done = {
      type: "stop.done",
      transport,
      stop,
      station,
      robot: journey.robot,
      status: "finished",
      quantity,
    } as const;
    const readsFirst = floor.random.chance(0.5);
    const read = () => {
      if (action.type !== "pickItems" || floor.readersDead) return;
      const reader = DeviceId(`RDR-${journey.robot}`);
      desk.send("wms-bridge", {
        type: "tote.read",
        reader,
        tote,
        round: floor.nextRound(),
        tags: floor.tagsOf(tote),
      });
    };
    if (readsFirst) read();
    desk.send("wms-bridge", done);
    if (!readsFirst) read();
    if (journey.stop < journey.stops.length) this.#next(transport, desk);
    else {
      floor.journeys.delete(transport);
      desk.send("wms-bridge", { type: "transport.done", transport });
    }
  }

  #pick(station: StationId, tote: ToteId, { sku, quantity }: { sku: string; quantity: number }): number {
    const floor = this.#floor;
    const bin = floor.bins.get(station) ?? new Map<string, number>();
    // A robot cannot tell goods apart: of a bin that holds something else, it takes something else.
    const other = [...bin].find(([, units]) => units > 0)?.[0] ?? sku;
    const gripped = (bin.get(sku) ?? 0) > 0 ? sku : other;
    const there = bin.get(gripped) ?? 0;
    const unlucky = floor.random.chance(floor.luck.shortPick) ? floor.random.below(quantity) : quantity;
    const wanted = floor.grip(station, sku, quantity) ?? unlucky;
    const taken = Math.min(there, wanted);
    add(bin, gripped, -taken);
    const inTote = floor.totes.get(tote)!;
    add(inTote, gripped, taken);
    floor.picks.set(tote, [...(floor.picks.get(tote) ?? []), { sku: gripped, units: taken }]);
    if (total(inTote) > toteLimits.units) throw new Error(`tote ${tote} is overfull`);
    const lie = Math.min(floor.lies.get(station) ?? 0, taken);
    floor.lies.delete(station);
    add(inTote, gripped, -lie);
    add(bin, gripped, lie);
    return taken;
  }

  #put(station: StationId, tote: ToteId, sku: string): number {
    const floor = this.#floor;
    const inTote = floor.totes.get(tote)!;
    const units = Math.min(floor.putsAtMost, inTote.get(sku) ?? 0);
    const bin = floor.bins.get(station) ?? new Map();
    floor.bins.set(station, bin);
    add(bin, sku, units);
    add(inTote, sku, -units);
    return units;
  }

  #next(transport: TransportId, desk: Desk): void {
    desk.due(`go/${transport}`, desk.now + 10 * secondMs, { type: "go", transport });
  }
}

/** Packs in twenty seconds, reads a round in one, sees each parcel ten seconds after it is packed. */
class ScriptedSensors implements Room<"sensors"> {
  readonly name = "sensors";
  readonly #floor: Floor;

  constructor(floor: Floor) {
    this.#floor = floor;
  }

  async restore(): Promise<void> {}
  begin(): void {}

  take(message: ToSensors, desk: Desk): void {
    const floor = this.#floor;
    switch (message.type) {
      case "reader.round":
        desk.due(`round/${message.tote}`, desk.now + secondMs, {
          type: "round",
          reader: message.reader,
          tote: message.tote,
        });
        return;
      case "station.job": {
        const { station, job, sscc, tote, units } = message;
        floor.takeOut(tote, units);
        desk.due(`job/${job}`, desk.now + 20 * secondMs, { type: "packed", station, job, sscc, tote });
        return;
      }
      case "alarm.raise":
        floor.alarms.set(message.key, message.definition);
        return;
      case "alarm.clear":
        floor.alarms.delete(message.key);
        return;
    }
  }

  fire(event: { readonly type: string }, desk: Desk): void {
    const floor = this.#floor;
    if (event.type === "round") {
      if (floor.readersDead) return;
      const { reader, tote } = event as unknown as { reader: DeviceId; tote: ToteId };
      desk.send("wms-bridge", {
        type: "tote.read",
        reader,
        tote,
        round: floor.nextRound(),
        tags: floor.tagsOf(tote),
      });
      return;
    }
    const { station, job, sscc, tote } = event as unknown as {
      station: StationId;
      job: JobId;
      sscc: string;
      tote: ToteId;
    };
    if (event.type === "packed") {
      desk.send("wms-bridge", { type: "station.finished", station, job, sscc });
      desk.send("wms-bridge", { type: "station.finished", station, job, sscc });
      desk.due(`portal/${job}`, desk.now + 10 * secondMs, { type: "gone", station, job, sscc, tote });
      return;
    }
    floor.leave(sscc, tote);
    if (floor.portalBlind) return;
    desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL1"), sscc });
    desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL1"), sscc });
  }
}

const skus = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const gtinOf = (sku: string): string => `0952132100${String(skus.indexOf(sku)).padStart(3, "0")}0`;

export const anItem = (sku: string, more: object = {}) => ({
  sku,
  kind: "goods",
  name: `item ${sku}`,
  gtin: gtinOf(sku),
  litres: 0.5,
  kilograms: 0.2,
  class: "A",
  ...more,
});

export function locations(): LocationRow[] {
  return Array.from({ length: 20 }, (_, index) => ({
    location: `P${String(index + 1).padStart(2, "0")}`,
    kind: index < 14 ? "face" : "reserve",
    litres: 250,
    kilograms: 150,
    zone: "Z1",
  }));
}

export function aSite(): Site {
  return {
    site: "test",
    name: "a small site",
    client: "house",
    timezone: "UTC",
    vehicle: {
      type: "amr",
      manufacturer: "floorplane",
      lengthM: 0.9,
      widthM: 0.7,
      speedMps: 1.5,
      accelerationMps2: 0.7,
      quarterTurnS: 1.5,
    },
    robots: [],
    stations: [
      { station: "PACK1", kind: "packing" },
      { station: "PACK2", kind: "packing" },
      { station: "CHECK1", kind: "check" },
      { station: "RECV", kind: "receiving" },
    ],
    zones: [],
    devices: [],
    racks: [],
  };
}
