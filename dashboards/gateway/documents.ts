/** The rooms' documents as the gateway holds them: what a screen may ask for, and no more than that. */
import type { DeadLetterDocument, DeliveryDocument } from "@floorplane/contracts/connections";
import type {
  AlarmDocument,
  ClimateDocument,
  CountedDocument,
  Documents as Followed,
  HandlingDocument,
  OrderDocument,
  PalletDocument,
  PhotoDocument,
  PlaceDocument,
  ReturnDocument,
  RobotDocument,
  StationDocument,
  StockDocument,
  TaskDocument,
  ToteDocument,
  TransferDocument,
  TransitDocument,
  TransportDocument,
} from "@floorplane/contracts/documents";
import type { Kind } from "@floorplane/contracts/kind";
import type { Site } from "@floorplane/contracts/site";
import { minuteMs } from "@floorplane/contracts/units";
import { AlarmBoard } from "./alarm-board.ts";
import { AlarmSources } from "./alarm-look.ts";
import { BinAccuracy } from "./bin-accuracy.ts";
import { Deliveries, type Letter, letterOf } from "./deliveries.ts";
import { Movements } from "./movements.ts";
import { OrdersBoard } from "./orders-board.ts";
import { summaryOf } from "./orders-summary.ts";
import type { BenchMark, PlaceMark, RobotMark, StationMark } from "./protocol.ts";
import { ReturnBoard } from "./return-board.ts";
import { RowNames } from "./row-names.ts";
import { StockBoard } from "./stock-board.ts";
import { View } from "./view.ts";

/** How often groups of alarms are judged anew while no alarm changes, house ms. */
const regroupMs = minuteMs;
/** All orders are counted anew for each answer: ten thousand at every beat, a hundred thousand every two seconds, so that counting stays below a hundredth of the loop. */
const ordersCountedPerMs = 50;
/** Finished transports and totes that a drawer may still show: about an hour of a busy floor. */
const finishedMax = 2_000;
const finishedTransport = new Set(["done", "withdrawn", "failed"]);
const finishedTote = new Set(["shipped", "closed"]);

/** Kinds that are restored and followed, as the rooms declare them; rooms keep further ones for themselves. */
export type FollowedKinds = {
  readonly [Name in
    | "robot"
    | "place"
    | "station"
    | "climate"
    | "alarm"
    | "order"
    | "tote"
    | "transport"
    | "task"
    | "stock"
    | "counted"
    | "transit"
    | "handling"
    | "delivery"
    | "deadLetter"
    | "return"
    | "transfer"
    | "pallet"
    | "photo"]: Kind<Followed[Name]>;
};

/** A map that keeps what is under way and the last few that ended. */
class Kept<Body> {
  readonly #live = new Map<string, Body>();
  readonly #ended = new Map<string, Body>();
  readonly #hasEnded: (body: Body) => boolean;

  constructor(hasEnded: (body: Body) => boolean) {
    this.#hasEnded = hasEnded;
  }

  get(id: string): Body | undefined {
    return this.#live.get(id) ?? this.#ended.get(id);
  }

  put(id: string, body: Body): void {
    this.remove(id);
    if (!this.#hasEnded(body)) this.#live.set(id, body);
    else {
      this.#ended.set(id, body);
      if (this.#ended.size > finishedMax) this.#ended.delete(this.#ended.keys().next().value!);
    }
  }

  remove(id: string): void {
    this.#live.delete(id);
    this.#ended.delete(id);
  }

  live(): IterableIterator<Body> {
    return this.#live.values();
  }

  /** What is under way first. */
  *all(): IterableIterator<Body> {
    yield* this.#live.values();
    yield* this.#ended.values();
  }

  get size(): number {
    return this.#live.size + this.#ended.size;
  }
}

export class Documents {
  readonly orders: OrdersBoard;
  readonly alarms: AlarmBoard;
  readonly robots = new Map<string, RobotMark>();
  readonly places = new Map<string, PlaceMark>();
  readonly stations = new Map<string, StationMark>();
  /** Totes that stand unpacked at stations where a person packs, by station: no machine says how many wait there. */
  readonly benches = new Map<string, Set<string>>();
  readonly totes = new Kept<ToteDocument>(({ state }) => finishedTote.has(state));
  readonly transports = new Kept<TransportDocument>(({ state }) => finishedTransport.has(state));
  readonly tasks = new Map<string, TaskDocument>();
  readonly stock: StockBoard;
  readonly accuracy = new BinAccuracy();
  readonly movements = new Movements();
  readonly deliveries = new Deliveries();
  readonly letters = new Map<string, Letter>();
  readonly #own: string;
  readonly returns = new ReturnBoard();
  readonly pallets = new Map<string, PalletDocument>();
  readonly views = {
    floor: new View("floor"),
    orders: new View("orders"),
    alarms: new View("alarms"),
    climate: new View("climate"),
  } as const;
  readonly #names: RowNames;
  readonly #doneInOrder = new WeakMap<TransportDocument, readonly number[]>();
  #groupedAt = Number.NEGATIVE_INFINITY;
  #countedAt = Number.NEGATIVE_INFINITY;
  /** True at first: that no alarm stands is something to be told too. */
  #alarmsChanged = true;

  constructor(site: Site) {
    this.orders = new OrdersBoard(site.timezone);
    this.stock = new StockBoard(site.client);
    this.#own = site.client;
    this.#names = new RowNames(site.client);
    for (const { station, by } of site.stations)
      if (by === "person") {
        this.benches.set(station, new Set());
        this.#showBench(station);
      }
    const sources = new AlarmSources(site, this);
    this.alarms = new AlarmBoard({
      upstreamOf: (source) => sources.upstreamOf(source),
      lookOf: (alarm) => sources.lookOf(alarm),
    });
  }

  /** One document as committed; null removes it. Kinds that no screen shows are passed over. */
  take(kind: string, key: string, body: unknown): void {
    if (body !== null) {
      this.#put(kind, this.#names.written(kind, key, body), body);
      return;
    }
    const id = this.#names.removed(kind, key);
    if (id !== undefined) this.#remove(kind, id);
  }

  /** Brings the views that are counted or sorted up to date; the others already are. */
  refresh(now: number): void {
    if (now - this.#countedAt >= this.orders.size / ordersCountedPerMs) {
      this.#countedAt = now;
      this.views.orders.put("funnel", this.orders.funnel(now));
      this.views.orders.put("at-risk", this.orders.atRisk(now));
      this.views.orders.put("summary", summaryOf(this.orders.open(), now));
    }
    // What is over for long is no part of an outage any more, though no alarm changed.
    if (!this.#alarmsChanged && now - this.#groupedAt < regroupMs) return;
    this.#alarmsChanged = false;
    this.#groupedAt = now;
    this.alarms.refresh(now);
    const shown = new Map<string, unknown>([
      ...this.alarms.groups().map((group) => [`group/${group.group}`, group] as const),
      ...this.alarms.top().map((alarm) => [`alarm/${alarm.alarm}`, alarm] as const),
      ["summary", this.alarms.summary()],
    ]);
    const view = this.views.alarms;
    for (const key of [...view.keys()]) if (!shown.has(key)) view.remove(key);
    for (const [key, body] of shown) view.put(key, body);
  }

  #put(kind: string, id: string, body: unknown): void {
    switch (kind) {
      case "robot": {
        const mark = markOf(body as RobotDocument);
        this.robots.set(id, mark);
        this.views.floor.put(`robot/${id}`, mark);
        return;
      }
      case "place":
        this.places.set(id, placeMarkOf(body as PlaceDocument));
        this.views.floor.put(`place/${id}`, this.places.get(id));
        return;
      case "station":
        this.stations.set(id, stationMarkOf(body as StationDocument));
        this.views.floor.put(`station/${id}`, this.stations.get(id));
        return;
      case "climate":
        this.views.climate.put(id, climateMarkOf(body as ClimateDocument));
        return;
      case "alarm":
        this.alarms.put(alarmMarkOf(body as AlarmDocument));
        this.#alarmsChanged = true;
        return;
      case "order":
        this.orders.put(body as OrderDocument);
        return;
      case "tote":
        this.totes.put(id, body as ToteDocument);
        this.#putAtBench(id, body as ToteDocument);
        return;
      case "transport":
        this.#putTransport(id, body as TransportDocument);
        return;
      case "task":
        if ((body as TaskDocument).state === "open") this.#putTask(id, body as TaskDocument);
        else this.#removeTask(id);
        return;
      case "stock":
        this.stock.put(id, body as StockDocument);
        return;
      case "counted":
        this.accuracy.put(id, body as CountedDocument);
        return;
      case "in-transit":
        this.stock.ride(id, body as TransitDocument);
        return;
      case "transfer":
        this.stock.leave(id, body as TransferDocument);
        return;
      case "return":
        this.returns.put(id, body as ReturnDocument);
        return;
      case "photo":
        this.returns.putPhoto(id, body as PhotoDocument);
        return;
      case "pallet":
        this.pallets.set(id, body as PalletDocument);
        return;
      case "handling":
        this.movements.put(body as HandlingDocument);
        return;
      case "delivery":
        this.deliveries.put(body as DeliveryDocument);
        return;
      case "dead-letter":
        this.letters.set(id, letterOf(body as DeadLetterDocument, this.#own));
        return;
    }
  }

  #putAtBench(id: string, tote: ToteDocument | null): void {
    const here = tote?.state === "packing" ? tote.station : null;
    for (const [station, totes] of this.benches)
      if (station === here ? !totes.has(id) && totes.add(id) : totes.delete(id)) this.#showBench(station);
  }

  #showBench(station: string): void {
    const mark: BenchMark = { station, waiting: this.benches.get(station)!.size };
    this.views.floor.put(`bench/${station}`, mark);
  }

  #remove(kind: string, id: string): void {
    if (kind === "robot") {
      this.robots.delete(id);
      this.views.floor.remove(`robot/${id}`);
    } else if (kind === "place") {
      this.places.delete(id);
      this.views.floor.remove(`place/${id}`);
    } else if (kind === "station") {
      this.stations.delete(id);
      this.views.floor.remove(`station/${id}`);
    } else if (kind === "climate") this.views.climate.remove(id);
    else if (kind === "alarm") {
      this.alarms.remove(id);
      this.#alarmsChanged = true;
    } else if (kind === "order") this.orders.remove(id);
    else if (kind === "tote") {
      this.totes.remove(id);
      this.#putAtBench(id, null);
    } else if (kind === "transport") this.transports.remove(id);
    else if (kind === "task") this.#removeTask(id);
    else if (kind === "return" || kind === "photo") this.returns.remove(kind, id);
    else if (kind === "pallet") this.pallets.delete(id);
    else if (kind === "counted") this.accuracy.remove(id);
    else if (kind === "transfer") this.stock.settled(id);
    else if (kind === "stock" || kind === "in-transit") this.stock.remove(id);
    else if (kind === "dead-letter") this.letters.delete(id);
  }

  /** Stops of a transport in the order in which they were seen to be done; those from before this house began are in none. */
  doneInOrder(transport: TransportDocument): readonly number[] {
    return this.#doneInOrder.get(transport) ?? [];
  }

  #putTransport(id: string, body: TransportDocument): void {
    const before = this.transports.get(id);
    const left = new Set(body.state === "done" ? [] : body.left);
    if (before)
      this.#doneInOrder.set(body, [
        ...this.doneInOrder(before).filter((index) => !left.has(index)),
        ...(before.left ?? []).filter((index) => !left.has(index)),
      ]);
    this.transports.put(id, body);
  }

  #putTask(id: string, body: TaskDocument): void {
    this.tasks.set(id, body);
    // Counts in turn come by the hundred, and nobody waits for them.
    if (!body.planned) this.views.floor.put(`task/${id}`, taskMarkOf(body));
  }

  #removeTask(id: string): void {
    if (this.tasks.delete(id)) this.views.floor.remove(`task/${id}`);
  }
}

// A room may keep further fields in its documents; screens are sent what the contract names.

const markOf = ({
  robot,
  manufacturer,
  activity,
  transport,
  tote,
  load,
  battery,
  why,
  condition,
  acts,
}: RobotDocument): RobotMark => ({
  robot,
  manufacturer,
  activity,
  transport,
  tote,
  load,
  battery,
  why,
  condition,
  acts,
});

const taskMarkOf = (body: TaskDocument): TaskDocument => ({
  task: body.task,
  kind: body.kind,
  state: body.state,
  openedAt: body.openedAt,
  location: body.location,
  station: body.station,
  tote: body.tote,
  sku: body.sku,
  quantity: body.quantity,
  to: body.to,
  planned: body.planned,
  refused: body.refused,
  ...(body.from ? { from: body.from } : {}),
  ...(body.lot ? { lot: body.lot } : {}),
  ...(body.hold ? { hold: body.hold } : {}),
  ...(body.receipt ? { receipt: body.receipt } : {}),
  ...(body.transfer ? { transfer: body.transfer } : {}),
  ...(body.return ? { return: body.return } : {}),
  ...(body.why ? { why: body.why } : {}),
  ...(body.signed ? { signed: body.signed } : {}),
  ...(body.transfer ? { transfer: body.transfer } : {}),
  ...(body.difference ? { difference: body.difference } : {}),
});

const placeMarkOf = ({ place, state, acts }: PlaceDocument): PlaceMark => ({ place, state, acts });

const stationMarkOf = ({ station, state, queue, job, link }: StationDocument): StationMark => ({
  station,
  state,
  queue,
  job,
  link,
});

const climateMarkOf = (body: ClimateDocument): ClimateDocument => ({
  device: body.device,
  zone: body.zone,
  wire: body.wire,
  link: body.link,
  temperatureC: body.temperatureC,
  humidityPercent: body.humidityPercent,
  quality: body.quality,
  measuredAt: body.measuredAt,
  channels: body.channels,
});

const alarmMarkOf = (body: AlarmDocument): AlarmDocument => ({
  alarm: body.alarm,
  definition: body.definition,
  priority: body.priority,
  state: body.state,
  source: body.source,
  parameters: body.parameters,
  raisedAt: body.raisedAt,
  clearedAt: body.clearedAt,
  count: body.count,
  acknowledgedBy: body.acknowledgedBy ?? null,
  acknowledgedAt: body.acknowledgedAt ?? null,
  acknowledgedWhy: body.acknowledgedWhy ?? null,
});
