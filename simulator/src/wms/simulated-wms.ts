/**
 * A WMS that isn't there: loads items and opening stock, then sends orders, returns and write-offs at their times over HTTP, and hears what became of them by
 * webhook. It keeps its own record; after a restart of the house or of itself it goes on where the record ends.
 */

import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import type { HttpDoor, HttpOut } from "@floorplane/contracts/http";
import { type Item, type ReturnRequest, rowsMax } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Clock, Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { Random } from "@floorplane/runtime/random";
import type { StockRow } from "../goods/slotting.ts";
import { type Demand, requestId, type Truck, type WmsRequest } from "../orders/demand.ts";
import type { WorldFile } from "../world-file.ts";
import { type Answer, type Post, Sender } from "./sender.ts";
import { WebhookDoor } from "./webhook-door.ts";
import { WmsRecord } from "./wms-record.ts";

export interface SimulatedWmsOptions {
  /** Whom every request names; nobody where absent, who is the site's own client then. */
  readonly client?: string;
  readonly demand: Demand;
  readonly items: readonly Item[];
  readonly opening: readonly StockRow[];
  readonly http: HttpOut;
  /** Where the house is; paths are appended. */
  readonly houseUrl: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly webhookSecret: string;
  readonly timers: Timers;
  /** By which webhooks are stamped; `timers` where absent. */
  readonly wall?: Clock;
  readonly random: Random;
  readonly file: WorldFile;
  readonly log: Log;
  /** Goods of an accepted return stand at the receiving dock. */
  readonly returned: (sku: string, units: number) => void;
  /** A truck stands at the gate before anybody says so; said again after a restart. */
  readonly came?: (truck: Truck) => void;
}

export class SimulatedWms {
  readonly record: WmsRecord;
  readonly door: HttpDoor;
  readonly #options: SimulatedWmsOptions;
  readonly #sender: Sender;
  readonly #loaded: Set<string>;
  readonly #arrived: Set<string>;
  readonly #goods: ReadonlySet<string>;
  #requests: readonly WmsRequest[];
  #next = 0;
  #day = 0;
  #toLoad: (() => void)[] = [];
  #isOpen = false;
  #cancel: () => void = () => {};
  #stopped = false;

  constructor(options: SimulatedWmsOptions) {
    this.#options = options;
    const { demand, http, houseUrl, headers, timers, random, file, items } = options;
    this.#requests = demand.requests;
    this.#goods = new Set(items.filter(({ kind }) => kind === "goods").map(({ sku }) => sku));
    this.#sender = new Sender({ http, baseUrl: houseUrl, timers, random, ...(headers ? { headers } : {}) });
    this.record = new WmsRecord(file);
    this.#loaded = new Set(file.all("wms-loaded").map(({ id }) => id));
    this.#arrived = new Set(file.all("return-arrived").map(({ id }) => id));
    this.door = new WebhookDoor({
      secret: options.webhookSecret,
      clock: options.wall ?? timers,
      isKnown: (id) => this.record.isHeard(id),
      take: (id, confirmation) => this.#take(id, confirmation),
    });
  }

  start(): void {
    const { items, opening } = this.#options;
    const load = (name: string, path: string, bodies: readonly object[]) =>
      bodies.forEach((body, index) => {
        const key = `${name}-${index + 1}`;
        if (!this.#loaded.has(key)) this.#toLoad.push(() => this.#load(key, path, body));
      });
    load(
      "items",
      wmsPaths.items,
      pieces(items).map((piece) => ({ items: piece })),
    );
    load(
      "opening",
      wmsPaths.openingStock,
      pieces(opening).map((piece) => ({ rows: piece })),
    );
    this.#loadNext();
  }

  stop(): void {
    this.#stopped = true;
    this.#sender.stop();
    this.#cancel();
  }

  /** The house knows items and stock, and orders go. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Everything of the demand was sent and answered; never true for an endless demand. */
  get isSent(): boolean {
    return (
      this.#isOpen &&
      this.#next >= this.#requests.length &&
      this.#options.demand.further === undefined &&
      this.record.unanswered === 0
    );
  }

  isGoods(sku: string): boolean {
    return this.#goods.has(sku);
  }

  /** What this WMS has sent so far, and what it may still send. */
  requests(): readonly WmsRequest[] {
    return this.#requests;
  }

  /** Piece by piece: the house must know an item before its stock. */
  #loadNext(): void {
    const next = this.#toLoad.shift();
    if (next) next();
    else {
      this.#isOpen = true;
      this.#sendDue();
    }
  }

  #load(key: string, path: string, body: object): void {
    this.#sender.post({
      key,
      path,
      body: this.#named(body),
      answered: (answer) => {
        if (answer.kind === "taken") this.#options.file.put("wms-loaded", key, {});
        else this.#options.log.error("wms.loadFailed", { key, ...answer });
        this.#loadNext();
      },
    });
  }

  #sendDue(): void {
    if (this.#stopped) return;
    const now = this.#options.timers.now();
    for (;;) {
      const request = this.#requests[this.#next];
      if (!request) {
        if (!this.#addDay()) return;
        continue;
      }
      if (request.at > now) {
        this.#cancel = this.#options.timers.at(request.at, () => this.#sendDue());
        return;
      }
      this.#next++;
      if (!this.record.isAnswered(request)) this.#send(request);
    }
  }

  #addDay(): boolean {
    const { further } = this.#options.demand;
    if (!further) return false;
    this.#day++;
    this.#requests = [...this.#requests, ...further(this.#day)];
    return true;
  }

  #send(request: WmsRequest): void {
    this.record.sent(request, this.#options.timers.now());
    if (request.kind === "arrival") this.#options.came?.(request.body);
    this.#sender.post(this.#post(request, (answer) => this.#answered(request, answer)));
  }

  #answered(request: WmsRequest, answer: Answer): void {
    const { file, log } = this.#options;
    file.together(() => {
      this.record.answered(request, answer);
      if (request.kind === "return" && answer.kind === "taken") this.#arrive(request.body);
    });
    if (answer.kind !== "taken")
      log.info("wms.refused", { request: requestId(request), ...answer, kind: request.kind });
  }

  /** Goods of a return reach the receiving dock once, whichever of answer and confirmation came first. */
  #arrive(request: ReturnRequest): void {
    if (this.#arrived.has(request.return)) return;
    this.#arrived.add(request.return);
    this.#options.file.put("return-arrived", request.return, {});
    for (const { sku, quantity } of request.lines) this.#options.returned(sku, quantity);
  }

  #take(id: string, confirmation: Confirmation): void {
    const { file, timers } = this.#options;
    file.together(() => {
      this.record.heard(id, confirmation, timers.now());
      if (confirmation.type !== "return.received") return;
      for (const request of this.#requests)
        if (request.kind === "return" && request.body.return === confirmation.data.return)
          this.#arrive(request.body);
    });
  }

  #post(request: WmsRequest, answered: Post["answered"]): Post {
    const key = `${request.kind}-${requestId(request).replaceAll("/", "-")}`;
    switch (request.kind) {
      case "order":
        return { key, path: wmsPaths.orders, body: this.#named(request.body), answered };
      case "return":
        // What comes back on a day was sold before it: another house kept the book then.
        return {
          key,
          path: wmsPaths.returns,
          body: this.#named({ ...request.body, shippedBefore: true }),
          answered,
        };
      case "write-off":
        return { key, path: wmsPaths.writeOffs, body: this.#named(request.body), answered };
      case "announcement":
        return { key, path: wmsPaths.expectedReceipts, body: this.#named(request.body), answered };
      case "arrival":
        return { key, path: wmsPaths.arrival(request.body.receipt), body: this.#named({}), answered };
    }
  }

  #named(body: object): object {
    const { client } = this.#options;
    return client === undefined ? body : { client, ...body };
  }
}

function pieces<Row>(rows: readonly Row[]): Row[][] {
  const cut: Row[][] = [];
  for (let from = 0; from < rows.length; from += rowsMax) cut.push(rows.slice(from, from + rowsMax));
  return cut;
}
