/** A WMS with a list of what it wants and a box for what it is told, as the plain dialect asks of one. */
import { Away } from "./dialect.ts";
import type { JsonWay } from "./json-way.ts";

export class FakeRestWms {
  readonly orders = new Map<
    string,
    { order: string; country: string; lines: { line: string; sku: string; quantity: number }[] }
  >();
  readonly cancellations: string[] = [];
  readonly items: object[] = [];
  readonly events = new Map<
    string,
    { type: string; data: { order?: string; lines?: { line: string; quantity: number }[] } }
  >();
  readonly refusals: { order: string; why: string }[] = [];
  isDown = false;
  /** Answers this to each event. */
  status = 204;

  readonly way: JsonWay = async ({ method, url, headers, body }) => {
    if (this.isDown) throw new Away("wms: ECONNREFUSED");
    switch (`${method} ${new URL(url).pathname}`) {
      case "GET /wms/orders":
        return {
          status: 200,
          body: JSON.parse(
            JSON.stringify({
              orders: [...this.orders.values()],
              cancellations: this.cancellations,
              items: this.items,
            }),
          ),
        };
      case "POST /wms/events":
        if (this.status < 300) this.events.set(headers!["idempotency-key"]!, body as never);
        return { status: this.status, body: undefined };
      case "POST /wms/refusals":
        this.refusals.push(body as never);
        return { status: 204, body: undefined };
      default:
        return { status: 404, body: undefined };
    }
  };
}
