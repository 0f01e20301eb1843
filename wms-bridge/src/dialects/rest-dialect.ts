/**
 * A WMS with two addresses of its own in plain JSON: `GET {wms}/orders` answers all that it wants now (`orders` as `POST /v1/orders` takes them, `cancellations` with their numbers, `items`), and
 * `POST {wms}/events` takes one event of the house's feed under its id as `Idempotency-Key`. `POST {wms}/refusals` hears what the house does not take.
 */
import { type Item, type OrderRequest, parseItems } from "@floorplane/contracts/wms.schema";
import { hashOfContent } from "../intake/reading/hash.ts";
import {
  Away,
  type Decided,
  type Dialect,
  type FeedEvent,
  Untold,
  type Wanted,
  type Wish,
  type Wishes,
} from "./dialect.ts";
import type { JsonWay } from "./json-way.ts";

export interface RestDialectOptions {
  readonly url: string;
  /** Sent as a bearer token, where it is asked for. */
  readonly key: string | undefined;
  readonly way: JsonWay;
}

interface WantedAnswer {
  readonly orders?: readonly (Omit<OrderRequest, "client"> & { readonly order: string })[];
  readonly cancellations?: readonly string[];
  readonly items?: readonly Item[];
}

export class RestDialect implements Dialect {
  readonly name = "rest";
  readonly #options: RestDialectOptions;
  #items: readonly Item[] = [];

  constructor(options: RestDialectOptions) {
    this.#options = options;
  }

  async wishes(decided: ReadonlyMap<string, Decided>): Promise<Wishes> {
    const { status, body } = await this.#ask("GET", "orders");
    const { orders = [], cancellations = [], items = [] } = (body ?? {}) as WantedAnswer;
    if (status !== 200 || !Array.isArray(orders) || !Array.isArray(cancellations) || !Array.isArray(items))
      throw new Away(
        `the WMS answers ${status} to GET orders${status === 200 ? " with what is no list of orders" : ""}`,
      );
    this.#items = items;
    const wish = (key: string, content: unknown, wanted: Wanted): Wish => ({
      key,
      revision: hashOfContent(content),
      read: async () => wanted,
    });
    const wishes = [
      ...orders.map((body, index) => {
        const order = typeof body?.order === "string" ? body.order : "";
        return order === ""
          ? wish(`unreadable/${index}`, body, {
              kind: "unreadable",
              order,
              why: `orders[${index}].order is missing`,
            })
          : wish(`order/${order}`, body, { kind: "order", order, body });
      }),
      ...cancellations.map((order) =>
        wish(`cancellation/${order}`, order, { kind: "cancellation", order: String(order) }),
      ),
    ];
    const standing = new Set(wishes.map(({ key }) => key));
    return { wishes, over: [...decided.keys()].filter((key) => !standing.has(key)) };
  }

  async items(_order: string): Promise<readonly Item[]> {
    return this.#items.length === 0 ? [] : parseItems({ items: this.#items }).items;
  }

  async refused(order: string, why: string): Promise<void> {
    await this.#told("refusals", { order, why }, `refusal-${hashOfContent([order, why])}`);
  }

  async tell(event: FeedEvent): Promise<void> {
    await this.#told("events", event, event.id);
  }

  async #told(path: string, body: object, key: string): Promise<void> {
    const { status } = await this.#ask("POST", path, body, key);
    if (status >= 200 && status < 300) return;
    const isLater =
      status === 401 || status === 403 || status === 408 || status === 425 || status === 429 || status >= 500;
    const what = `the WMS answers ${status} to POST ${path}`;
    throw isLater ? new Away(what) : new Untold(what);
  }

  #ask(method: "GET" | "POST", path: string, body?: object, idempotencyKey?: string) {
    const { url, key, way } = this.#options;
    return way({
      method,
      url: `${url.replace(/\/+$/, "")}/${path}`,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
      },
      ...(body === undefined ? {} : { body }),
    });
  }
}
