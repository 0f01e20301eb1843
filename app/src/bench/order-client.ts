/**
 * A WMS that sends orders at a rate, whatever becomes of them: each at its moment, over connections that are kept, under a key of its own. An answer's time counts from the moment at which the
 * order was to be sent, so that a house that takes nothing for a while is not measured by what it takes afterwards alone.
 */
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { wmsPaths } from "@floorplane/contracts/wms.schema";

/** Connections at once: a WMS with many workers. Beyond it orders wait here, and their time counts. */
const connectionsMax = 512;
/** A pause of the sender: at 1,000 a second a handful of orders are due after it. */
const tickMs = 2;

export interface SentOrder {
  readonly order: string;
  readonly body: string;
}

export interface OrderAnswer {
  readonly order: string;
  /** 0: the connection broke before an answer came. */
  readonly status: number;
  /** From the moment at which it was to be sent. */
  readonly ms: number;
}

export class OrderClient {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: connectionsMax, scheduling: "fifo" });

  constructor(url: string) {
    this.#url = new URL(url);
  }

  /** `orders` at `perSecond`, until all are answered or `isOver`; orders that were not begun by then are not sent. `heard` is called for each answer. */
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

  /** Undefined where the order is not known. */
  async ask(order: string): Promise<{ readonly lines: readonly AskedLine[] } | undefined> {
    const { status, text } = await this.#request("GET", wmsPaths.order(order));
    return status === 200 ? (JSON.parse(text) as { lines: AskedLine[] }) : undefined;
  }

  /** Throws where it is refused. */
  async put(path: string, key: string, body: object): Promise<void> {
    const { status, text } = await this.#request("POST", path, key, JSON.stringify(body));
    if (status !== 200) throw new Error(`${path} was answered with ${status}: ${text}`);
  }

  close(): void {
    this.#agent.destroy();
  }

  async #post({ order, body }: SentOrder, at: number, heard: (answer: OrderAnswer) => void): Promise<void> {
    const { status } = await this.#request("POST", wmsPaths.orders, `order-${order}`, body);
    heard({ order, status, ms: performance.now() - at });
  }

  #request(
    method: "GET" | "POST",
    path: string,
    key?: string,
    body = "",
  ): Promise<{ readonly status: number; readonly text: string }> {
    return new Promise((resolve) => {
      const asking = request({
        agent: this.#agent,
        hostname: this.#url.hostname,
        port: this.#url.port,
        path,
        method,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          ...(key === undefined ? {} : { "idempotency-key": key }),
        },
      });
      asking.on("error", () => resolve({ status: 0, text: "" }));
      asking.on("response", (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => (text += part));
        answer.on("error", () => resolve({ status: 0, text: "" }));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
      });
      asking.end(body);
    });
  }
}

export interface AskedLine {
  readonly line: string;
  readonly sku: string;
  readonly asked: number;
}
