/** The house's door as a connector speaks to it: with its token, a key for each wish, and a difference between "not now" and "no". */

import type { Item, OrderRequest } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { hashOf } from "../intake/reading/hash.ts";
import { Away, type FeedEvent } from "./dialect.ts";
import type { JsonWay } from "./json-way.ts";

export interface DoorClientOptions {
  /** Where the door listens, such as `http://127.0.0.1:8081`. */
  readonly url: string;
  readonly token: string | undefined;
  /** Whose orders and goods; the site's own client's where nobody is named. */
  readonly client: string | undefined;
  readonly way: JsonWay;
}

/** What the door decided. */
export type Decision =
  | { readonly kind: "taken" }
  | { readonly kind: "refused"; readonly code: string; readonly detail: string };

export interface FeedPage {
  readonly events: readonly FeedEvent[];
  readonly next: string;
  readonly more: boolean;
}

export class DoorClient {
  readonly #options: DoorClientOptions;

  constructor(options: DoorClientOptions) {
    this.#options = options;
  }

  order(body: Omit<OrderRequest, "client">, revision: string): Promise<Decision> {
    return this.#post(wmsPaths.orders, body, `order/${body.order}/${revision}`);
  }

  cancel(order: string, revision: string): Promise<Decision> {
    return this.#post(wmsPaths.cancellation(order), {}, `cancellation/${order}/${revision}`);
  }

  items(items: readonly Item[]): Promise<Decision> {
    return this.#post(wmsPaths.items, { items }, `items/${JSON.stringify(items)}`);
  }

  /** `after`: `next` of the page before; undefined: from the beginning. */
  async events(after: string | undefined): Promise<FeedPage> {
    const { client } = this.#options;
    const query = new URLSearchParams({
      perPage: "100",
      ...(after === undefined ? {} : { after }),
      ...(client === undefined ? {} : { client }),
    });
    const { status, body } = await this.#ask("GET", `${wmsPaths.events}?${query}`);
    const page = body as { events?: FeedEvent[]; next?: unknown; more?: unknown } | undefined;
    if (status !== 200 || !Array.isArray(page?.events))
      throw new Away(`the door answers ${status}${detailOf(body)}`);
    return { events: page.events, next: String(page.next), more: page.more === true };
  }

  async #post(path: string, content: object, key: string): Promise<Decision> {
    const { client } = this.#options;
    const { status, body } = await this.#ask(
      "POST",
      path,
      { ...(client === undefined ? {} : { client }), ...content },
      key,
    );
    if (status >= 200 && status < 300) return { kind: "taken" };
    const { code = String(status), detail = "" } = (body ?? {}) as { code?: string; detail?: string };
    // Who may not speak here is no decision about the order: a person has to mend the token.
    if (
      status === 401 ||
      status === 403 ||
      status === 408 ||
      status === 425 ||
      status === 429 ||
      status >= 500
    )
      throw new Away(`the door answers ${status}${detailOf(body)}`);
    return { kind: "refused", code, detail };
  }

  #ask(method: "GET" | "POST", path: string, body?: object, key?: string) {
    const { url, token, way } = this.#options;
    return way({
      method,
      url: new URL(path, url).href,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { "idempotency-key": hashOf(key) }),
      },
      ...(body === undefined ? {} : { body }),
    });
  }
}

const detailOf = (body: unknown): string => {
  const detail = (body as { detail?: unknown } | undefined)?.detail;
  return typeof detail === "string" ? `: ${detail.slice(0, 300)}` : "";
};
