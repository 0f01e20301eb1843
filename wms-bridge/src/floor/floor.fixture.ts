/**
 * A small scripted floor for tests: a house with the room in question, a fleet and sensors that answer the mailbox, people who count, and a WMS that listens.
 * The world outlives the house, so that a test may stop and rebuild the house whenever it likes.
 */

import { createHash } from "node:crypto";
import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import { parseTaskMessage, type TaskMessage } from "@floorplane/contracts/devices.schema";
import type { HttpOut, HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { SiteId, TaskId, type ToteId } from "@floorplane/contracts/ids";
import type { KeptRow } from "@floorplane/contracts/kind";
import { allScopes, everyClient } from "@floorplane/contracts/programs.schema";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { filterOf, parseTopic, topics } from "@floorplane/contracts/topics";
import { isoTime, secondMs } from "@floorplane/contracts/units";
import type { OrderRequest } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import type { Clock } from "@floorplane/runtime/clock/clock";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { House } from "@floorplane/runtime/house";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import { silentLog } from "@floorplane/runtime/log";
import type { Random } from "@floorplane/runtime/random";
import type { WebhookTarget } from "../confirmations/confirmations.ts";
import type { Restoration } from "../keeping/restorations.ts";
import type { Settings } from "../keeping/settings.ts";
import type { GivenProgram, ProgramAccount } from "../programs/programs.ts";
import type { Travel } from "../stock/travel.ts";
import { WmsBridge } from "../wms-bridge.ts";
import { ScriptedFleet } from "./fleet.fixture.ts";
import { ScriptedPaper } from "./paper.fixture.ts";
import { ScriptedSensors } from "./sensors.fixture.ts";
import { anItem, aSite, locations } from "./small-site.fixture.ts";
import { askByTelegram } from "./telegram-way.fixture.ts";
import { add, type Luck, type Units, World } from "./world.fixture.ts";

/** 2010-12-01 08:00 UTC: before the same-day hour. */
export const dayStart = Date.UTC(2010, 11, 1, 8);
export const webhook = {
  name: "WMS",
  url: "https://wms.test/hook",
  secret: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
};
/** Who asks for whatever a test asks for, for whatever client. */
export const anOperator: GivenProgram = {
  program: "operator",
  name: "whoever runs the house",
  clients: [everyClient],
  scopes: allScopes,
  token: "token-of-the-operator-of-a-scripted-floor",
};
export const bearing = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });
/** The same with the operator's token, where it shows none. */
export const byOperator = (request: HttpRequest): HttpRequest => ({
  ...request,
  headers: { ...bearing(anOperator.token), ...request.headers },
});
/** By the operator over a socket, where no other token is shown. */
export const askDoor = (url: string, { headers, ...more }: RequestInit = {}): Promise<Response> =>
  fetch(url, { ...more, headers: { ...bearing(anOperator.token), ...(headers as Record<string, string>) } });
const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** A confirmation that the WMS took. */
export interface Told {
  readonly id: string;
  readonly type: string;
  readonly data: Confirmation["data"];
}

export interface FloorOptions {
  readonly seed?: number;
  readonly luck?: Luck;
  readonly settings?: Partial<Settings>;
  /** The time that the house stamps webhooks with; its own where absent. */
  readonly wall?: Clock;
  /** The way out of the house; to the WMS of this floor where absent. */
  readonly out?: HttpOut;
  readonly chance?: Random;
  readonly travel?: Travel;
  /** How requests come to the door: called inside where absent, or by MQTT, on a broker of the house's own or of another's. */
  readonly over?: "mqtt" | "mqtt-elsewhere";
}

export class Floor extends World {
  readonly clock = new VirtualClock(dayStart);
  readonly broker = new MemoryBroker(this.clock);
  readonly ledger = new MemoryLedger();
  readonly paper = new ScriptedPaper(this.clock);
  /** Every attempt to deliver, with its answer. */
  readonly webhooks: { at: number; request: HttpRequest; status: number }[] = [];
  /** Attempts that left the house, answered or not. */
  sent = 0;
  /** What handhelds show or showed last, by task. */
  readonly asked = new Map<string, TaskMessage>();
  readonly confirmations: Told[] = [];
  /** Webhook answers by a test; undefined leaves it to luck. */
  hears: (confirmation: { type: string; order?: string | undefined; url: string }) => number | undefined =
    () => undefined;
  /** Headers of the answers to webhooks. */
  answersWith: Readonly<Record<string, string>> = {};
  /** Who hears confirmations from the next opening on. */
  hearers: readonly WebhookTarget[] = [webhook];
  #options: FloorOptions;
  /** The site's files as the next opening finds them. */
  site = aSite();
  locations = locations();
  house!: House;
  bridge!: WmsBridge;
  /** Who may ask at the door from the next opening on, beside those that were made there. */
  programs: readonly GivenProgram[] = [anOperator];
  /** Where the ledger was put back from a backup, from the next opening on. */
  restoration: Restoration | undefined;
  /** Whom the house has its broker let in. */
  admitted: readonly ProgramAccount[] = [];
  #key = 0;
  readonly #done = new Set<string>();
  #secrets = 0;
  readonly #opened = new Set<string>();

  constructor(options: FloorOptions = {}) {
    super(options.seed ?? 1, options.luck ?? {});
    // People here answer what a test is about; counts in turn are a story of their own.
    this.#options = { ...options, settings: { cycleCountsMax: 0, ...options.settings } };
    const people = this.broker.connect({ clientId: "handhelds" });
    people.subscribe(filterOf("task"), ({ topic, payload }) => {
      if (payload.length === 0) {
        this.#done.add(parseTopic(topic)!.levels.task!);
        return;
      }
      const task = parseTaskMessage.bytes(payload);
      this.asked.set(task.task, task);
      this.clock.at(this.clock.now() + 20 * secondMs, () => this.#answer(task));
    });
  }

  /** As a house before this one wrote these documents. */
  async openOver(documents: Row["change"]["documents"]): Promise<void> {
    const sequence = (await this.ledger.open()).sequence + 1;
    const none = { mail: [], due: [], taken: 0 };
    const change: Row["change"] = { at: 0, room: "wms-bridge", cause: { type: "older" }, documents, ...none };
    this.ledger.append({ sequence, change, text: "", hash: "" });
    await this.open();
  }

  /** Builds the house on the ledger as it stands, and starts it. */
  async open(): Promise<void> {
    const { settings = {}, wall, out, chance, travel, over } = this.#options;
    const house = new House({
      ledger: this.ledger,
      timers: this.clock,
      bus: this.broker.connect({ clientId: "control" }),
    });
    this.house = house;
    this.bridge = new WmsBridge({
      site: this.site,
      locations: this.locations,
      office: house.office("wms-bridge"),
      bus: this.broker.connect({ clientId: "wms-bridge" }),
      log: silentLog,
      webhooks: this.hearers,
      ...(this.restoration ? { restoration: this.restoration } : {}),
      handhelds: ["HH1", "TABLET"],
      programs: this.programs,
      secretFor: (name) => createHash("sha256").update(name).digest("base64"),
      drawSecret: () => String(++this.#secrets).padStart(43, "secret-"),
      printing: this.paper,
      http: out ?? { send: (request, answered) => this.#hearWebhook(request, answered) },
      ...(wall ? { wall } : {}),
      ...(chance ? { random: chance } : {}),
      ...(travel ? { travel } : {}),
      ...(over === "mqtt-elsewhere" ? {} : { admit: (programs) => (this.admitted = programs) }),
      settings,
    });
    house.moveIn(this.bridge);
    house.moveIn(new ScriptedFleet(this));
    house.moveIn(new ScriptedSensors(this));
    await house.start();
  }

  /** As a site whose settings changed meanwhile. */
  async reopenWith(settings: Partial<Settings>): Promise<void> {
    this.#options = { ...this.#options, settings: { ...this.#options.settings, ...settings } };
    await this.reopen();
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
    const { status, body } = this.answerTo(request);
    return { status, body: JSON.parse(decoder.decode(body)) };
  }

  /** Asked by the operator, where the request shows no token. */
  answerTo(request: HttpRequest): HttpResponse {
    const { over } = this.#options;
    if (over) return askByTelegram({ floor: this, isBrokerOurs: over === "mqtt" }, byOperator(request));
    let answer: HttpResponse | undefined;
    this.bridge.door.handle(byOperator(request), (response) => {
      answer = response;
    });
    if (!answer) throw new Error("the door did not answer");
    return answer;
  }

  get(path: string): { status: number; body: Record<string, unknown> } {
    return this.request({ method: "GET", url: path, headers: {}, body: new Uint8Array() });
  }

  order(
    order: string,
    lines: Record<string, number>,
    { country = "France", ...more }: Partial<OrderRequest> = {},
  ) {
    const list = Object.entries(lines).map(([sku, quantity], index) => ({
      line: String(index + 1),
      sku,
      quantity,
    }));
    return this.post(wmsPaths.orders, { order, country, lines: list, ...more });
  }

  /** What screens are told of why it stands. */
  async whyOf(order: string): Promise<OrderReason | null | undefined> {
    const [document] = await this.ledger.documents("order", this.#rowOf(order));
    return (document?.body as { why: OrderReason | null } | undefined)?.why;
  }

  /** The key of a row of the client whose site it is. */
  #rowOf(id: string): { from: string; to: string } {
    const key = id.includes("/") ? id : `${this.site.client}/${id}`;
    return { from: key, to: `${key}\0` };
  }

  /** Whether handhelds still show it. */
  isOpen(task: string): boolean {
    return !this.#done.has(task);
  }

  stateOf(order: string): string {
    return String(this.get(wmsPaths.order(order)).body.state);
  }

  /**
   * Puts units on shelves and into the book; `lie` is what really lies there when the book is wrong. What comes after a place was opened is a receipt. `name`: what the floor calls the goods.
   */
  stock(location: string, name: string, units: number, lie = units): void {
    const [sku, client] = name.split("/").reverse() as [string, string | undefined];
    const place = `${location} ${name}`;
    const receipt = this.#opened.has(place) ? { receipt: `RECEIPT-${++this.#key}` } : {};
    this.#opened.add(place);
    const { status, body } = this.post(wmsPaths.openingStock, {
      ...receipt,
      ...(client ? { client } : {}),
      rows: [{ location, sku, lot: "L1", units }],
    });
    if (status !== 200) throw new Error(String(body.detail));
    const bin = this.bins.get(location) ?? new Map();
    this.bins.set(location, bin);
    add(bin, name, lie);
  }

  items(...skus: string[]): void {
    this.post(wmsPaths.items, { items: skus.map((sku) => anItem(sku)) });
  }

  run(seconds: number): void {
    this.clock.run(() => false, this.clock.now() + seconds * secondMs);
  }

  /** Units that left the building for an order, by the world. */
  async shippedOf(order: string): Promise<Record<string, number>> {
    const row = this.#rowOf(order);
    const [atHand] = await this.ledger.documents("order", row);
    const document =
      atHand ??
      (await new Promise<KeptRow | undefined>((found) => this.ledger.past("order", row.from, found)));
    const { totes } = document!.body as { totes: ToteId[] };
    const units: Units = new Map();
    for (const tote of totes)
      for (const [sku, n] of this.shipped.get(tote) ?? []) if (n > 0) add(units, sku, n);
    return Object.fromEntries(units);
  }

  /** What the WMS was told of an order's life, in the order in which it heard; its parcels are told beside it. */
  toldOf(order: string): string[] {
    return this.allToldOf(order).filter((type) => type !== "order.packed" && type !== "parcel.shipped");
  }

  allToldOf(order: string): string[] {
    return this.confirmations.filter(({ data }) => data.order === order).map(({ type }) => type);
  }

  #answer(task: TaskMessage): void {
    // What another warehouse has nobody sees here.
    if (task.kind === "difference") return;
    if (!this.peopleAtWork || (task.kind === "inspect" && !this.peopleInspect)) return;
    if (task.kind === "put-away" && (!this.peoplePutAway || !task.to || !this.isOpen(task.task))) return;
    // The goods are his when the house has said so.
    if (task.kind === "put-away" && task.begunBy !== "HH1") {
      if (task.begunBy === undefined) this.answer(task.task, { begun: true, found: [] });
      return;
    }
    this.tasksDone.push(task);
    const found = this.doTask(task).map((one) => ({ ...one, sku: this.#saidOf(one.sku) }));
    const place = task.kind === "put-away" && task.to ? { place: task.to } : {};
    // Two people sign for what is destroyed, and count what is more than one may book.
    const isForAnother = task.signed !== undefined || task.refused?.reason === "second-person";
    const device = isForAnother ? { device: "TABLET" } : {};
    this.answer(task.task, { found, complete: true, ...place, ...device });
  }

  /** Whoever works where several clients' goods lie says whose those are that he counted. */
  #saidOf(sku: string): string {
    return this.site.clients && !sku.includes("/") ? `${this.site.client}/${sku}` : sku;
  }

  /** What somebody sends from a handheld, right or wrong. */
  answer(task: string, form: object): void {
    const outcome = { task, device: "HH1", at: isoTime(this.clock.now()), ...form };
    this.publishOutcome(task, encoder.encode(JSON.stringify(outcome)));
  }

  publishOutcome(task: string, payload: Uint8Array): void {
    const topic = topics.taskOutcome(SiteId(this.site.site), TaskId(task));
    this.broker.connect({ clientId: "HH1" }).publish(topic, payload);
  }

  #hearWebhook(request: HttpRequest, answered: (response: HttpResponse) => void): void {
    this.sent++;
    this.clock.at(this.clock.now() + 5, () => {
      const said = JSON.parse(decoder.decode(request.body));
      const unlucky = this.random.chance(this.luck.deafWebhook) ? 500 : 200;
      const status = this.hears({ type: said.type, order: said.data.order, url: request.url }) ?? unlucky;
      this.webhooks.push({ at: this.clock.now(), request, status });
      if (status === 200)
        this.confirmations.push({ id: request.headers["webhook-id"]!, type: said.type, data: said.data });
      answered({ status, headers: this.answersWith, body: new Uint8Array() });
    });
  }
}

/** A floor at work: a hundred A at P01, B at P02, C at P03. D is in the catalogue and nowhere on a shelf. */
export async function aStockedFloor(options: FloorOptions = {}): Promise<Floor> {
  const floor = new Floor(options);
  await floor.open();
  floor.items("A", "B", "C", "D");
  floor.stock("P01", "A", 100);
  floor.stock("P02", "B", 100);
  floor.stock("P03", "C", 100);
  return floor;
}
