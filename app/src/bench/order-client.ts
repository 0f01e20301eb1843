/**
 * A WMS that sends orders at a rate, whatever becomes of them: each at its moment, over connections that are kept, under a key of its own. An answer's time counts from the moment at which the
 * order was to be sent, so that a house that takes nothing for a while is not measured by what it takes afterwards alone.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { KeptConnection, type Told } from "./kept-connection.ts";

/** Connections at once: twice as many as a house lets wait, so that orders wait there or are refused, not here. Beyond it their time counts. */
const connectionsMax = 4_096;
/** A pause of the sender: at 1,000 a second a handful of orders are due after it. */
const tickMs = 2;

/** Between two questions for one order, and how many of them. */
const againMs = 500;
const triesMax = 120;

export interface SentOrder {
  readonly order: string;
  readonly body: () => string;
}

export interface OrderAnswer {
  readonly order: string;
  /** 0: the connection broke before an answer came. */
  readonly status: number;
  /** From the moment at which it was to be sent. */
  readonly ms: number;
  /** From the moment at which there was a connection for it: how soon somebody is sent away. */
  readonly onTheWayMs: number;
}

export interface AskedLine {
  readonly line: string;
  readonly sku: string;
  readonly asked: number;
}

export class OrderClient {
  readonly #url: URL;
  readonly #token: string;
  readonly #all: KeptConnection[] = [];
  readonly #idle: KeptConnection[] = [];
  readonly #waiting: ((connection: KeptConnection) => void)[] = [];

  constructor(url: string, token: string) {
    this.#url = new URL(url);
    this.#token = token;
  }

  /** `orders` at `perSecond`, until all are answered; answers of how many were begun before it was over. `heard` is called for each answer. */
  async send(
    orders: readonly SentOrder[],
    perSecond: number,
    heard: (answer: OrderAnswer) => void,
    isOver: () => boolean = () => false,
  ): Promise<number> {
    const since = performance.now();
    const answers: Promise<void>[] = [];
    let next = 0;
    while (next < orders.length && !isOver()) {
      const due = Math.min(orders.length, Math.floor(((performance.now() - since) / 1_000) * perSecond) + 1);
      for (; next < due; next++) {
        const at = since + (next * 1_000) / perSecond;
        answers.push(this.#post(orders[next]!, at, heard));
      }
      await sleep(tickMs);
    }
    await Promise.all(answers);
    return next;
  }

  /** Undefined where the order is not known. Who is sent away, or cut off, asks again: that says nothing of the order. Throws at any other answer. */
  async ask(order: string): Promise<{ readonly lines: readonly AskedLine[] } | undefined> {
    for (let tries = 0; tries < triesMax; tries++) {
      const { status, text } = await this.#on((connection) =>
        connection.ask("GET", wmsPaths.order(order), ""),
      );
      if (status === 200) return JSON.parse(text) as { lines: AskedLine[] };
      if (status === 404) return undefined;
      if (status !== 0 && status !== 429 && status !== 503)
        throw new Error(`order ${order} was answered with ${status}: ${text}`);
      await sleep(againMs);
    }
    throw new Error(`nobody says what became of order ${order}`);
  }

  /** Throws where it is refused. */
  async put(path: string, key: string, body: object): Promise<void> {
    const { status, text } = await this.#on((connection) =>
      connection.ask("POST", path, JSON.stringify(body), key),
    );
    if (status !== 200) throw new Error(`${path} was answered with ${status}: ${text}`);
  }

  get connections(): number {
    return this.#all.length;
  }

  close(): void {
    for (const connection of this.#all) connection.close();
  }

  async #post({ order, body }: SentOrder, at: number, heard: (answer: OrderAnswer) => void): Promise<void> {
    let since = at;
    const { status } = await this.#on((connection) => {
      since = performance.now();
      return connection.ask("POST", wmsPaths.orders, body(), `order-${order}`);
    });
    const now = performance.now();
    heard({ order, status, ms: now - at, onTheWayMs: now - since });
  }

  async #on(use: (connection: KeptConnection) => Promise<Told>): Promise<Told> {
    const connection = await this.#free();
    const told = await use(connection);
    const next = this.#waiting.shift();
    if (next) next(connection);
    else this.#idle.push(connection);
    return told;
  }

  /** The one that was used last: few connections are kept busy rather than all of them now and then. */
  #free(): KeptConnection | Promise<KeptConnection> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#all.length >= connectionsMax) return new Promise((free) => this.#waiting.push(free));
    const connection = new KeptConnection(this.#url, this.#token);
    this.#all.push(connection);
    return connection;
  }
}
