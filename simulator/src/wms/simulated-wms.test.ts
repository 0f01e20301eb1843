import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { Sku } from "@floorplane/contracts/ids";
import { hourMs, minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { silentLog } from "@floorplane/runtime/log";
import { seededRandom } from "@floorplane/runtime/random";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { catalogueOf } from "../goods/catalogue.ts";
import { openingLot } from "../goods/slotting.ts";
import type { Demand, DemandItem, WmsRequest } from "../orders/demand.ts";
import { noWorldFile, type WorldFile } from "../world-file.ts";
import { SimulatedWms } from "./simulated-wms.ts";

const start = Date.UTC(2026, 4, 4, 8);
const secret = `whsec_${Buffer.from("a secret of at least 24 bytes").toString("base64")}`;
const goods: DemandItem[] = Array.from({ length: 1_500 }, (_, index) => ({
  sku: Sku(String(10_000 + index)),
  name: "THING",
  kind: "goods",
}));
const order = (name: string, minutes: number): WmsRequest => ({
  kind: "order",
  at: start + minutes * minuteMs,
  body: { order: name, country: "France", lines: [{ line: "1", sku: "10001", quantity: 2 }] },
});
const goodsBack: WmsRequest = {
  kind: "return",
  at: start + minuteMs,
  body: { return: "C1", lines: [{ sku: "10001", quantity: 4 }] },
};
const spoilt: WmsRequest = {
  kind: "write-off",
  at: start + minuteMs,
  body: { writeOff: "W1", sku: "10002", quantity: 3, reason: "wet" },
};

interface Heard {
  readonly at: number;
  readonly path: string;
  readonly key: string;
  readonly body: Record<string, unknown>;
}

function aWms(
  options: {
    requests?: readonly WmsRequest[];
    further?: Demand["further"];
    answer?: (heard: Heard, attempt: number) => number;
    file?: WorldFile;
    clock?: VirtualClock;
  } = {},
) {
  const { requests = [order("A", 5)], further, answer = () => 201, file = noWorldFile } = options;
  const clock = options.clock ?? new VirtualClock(start);
  const heard: Heard[] = [];
  const attempts = new Map<string, number>();
  const returned: [string, number][] = [];
  const wms = new SimulatedWms({
    demand: { items: goods, requests, ...(further ? { further } : {}) },
    items: catalogueOf(goods, 1),
    opening: goods
      .slice(0, 1_200)
      .map(({ sku }, index) => ({ location: `L${index}`, sku, lot: openingLot, units: 5 })),
    http: {
      send(request: HttpRequest, answered: (response: HttpResponse) => void) {
        const key = request.headers["idempotency-key"]!;
        const one: Heard = {
          at: clock.now() - start,
          path: new URL(request.url).pathname,
          key,
          body: JSON.parse(new TextDecoder().decode(request.body)) as Record<string, unknown>,
        };
        heard.push(one);
        attempts.set(key, (attempts.get(key) ?? 0) + 1);
        const status = answer(one, attempts.get(key)!);
        const body = new TextEncoder().encode(
          status === 422 ? '{"code":"unknown-item","detail":"no"}' : "{}",
        );
        clock.at(clock.now() + 5, () => answered({ status, headers: {}, body }));
      },
    },
    houseUrl: "http://house",
    webhookSecret: secret,
    timers: clock,
    random: seededRandom(1),
    file,
    log: silentLog,
    returned: (sku, units) => returned.push([sku, units]),
  });
  wms.start();
  const webhook = new Webhook(secret);
  return {
    clock,
    wms,
    heard,
    returned,
    to: (path: string) => heard.filter((one) => one.path === path),
    pass: (ms: number) => void clock.run(() => false, clock.now() + ms),
    /** The house tells; answers the status it gets back. */
    tell(
      id: string,
      type: Confirmation["type"],
      data: Confirmation["data"],
      changes: { signature?: string; at?: number } = {},
    ) {
      const text = JSON.stringify({ type, timestamp: new Date(clock.now()).toISOString(), data });
      const at = changes.at ?? clock.now();
      let status = 0;
      wms.door.handle(
        {
          method: "POST",
          url: "/confirmations",
          headers: {
            "webhook-id": id,
            "webhook-timestamp": String(Math.floor(at / 1_000)),
            "webhook-signature": changes.signature ?? webhook.sign(id, new Date(at), text),
          },
          body: new TextEncoder().encode(text),
        },
        (response) => {
          status = response.status;
        },
      );
      return status;
    },
  };
}
const shippedA = {
  order: "A",
  lines: [{ line: "1", sku: "10001", quantity: 2 }],
  parcels: [{ sscc: "095213210000000016" }],
};

describe("the simulated WMS", () => {
  it("loads items, then stock, in pieces of at most 1,000, before it sends an order", () => {
    const hall = aWms({ requests: [order("A", 0)] });
    hall.pass(minuteMs);

    expect(hall.heard.map(({ path }) => path)).toEqual([
      wmsPaths.items,
      wmsPaths.items,
      wmsPaths.openingStock,
      wmsPaths.openingStock,
      wmsPaths.orders,
    ]);
    expect(hall.heard.map(({ body }) => ((body.items ?? body.rows ?? []) as unknown[]).length)).toEqual([
      1_000, 500, 1_000, 200, 0,
    ]);
    expect(new Set(hall.heard.map(({ key }) => key)).size).toBe(5);
  });

  it("sends orders, returns and write-offs at their times, each to its own path", () => {
    const hall = aWms({ requests: [goodsBack, spoilt, order("A", 5), order("B", 90)] });
    hall.pass(2 * hourMs);

    expect(hall.to(wmsPaths.orders).map(({ at, body }) => [body.order, at])).toEqual([
      ["A", 5 * minuteMs],
      ["B", 90 * minuteMs],
    ]);
    expect(hall.to(wmsPaths.returns)).toHaveLength(1);
    expect(hall.to(wmsPaths.writeOffs)).toHaveLength(1);
    expect(hall.returned).toEqual([["10001", 4]]);
    expect(hall.wms.isSent).toBe(true);
    expect(hall.wms.record.openOrders).toBe(2);
    expect(hall.wms.record.writeOffUnits).toBe(3);
  });

  it("asks again under the same key, with growing waits, until it is answered", () => {
    const hall = aWms({
      answer: ({ path }, attempt) =>
        path === wmsPaths.orders && attempt < 6 ? [0, 503, 429, 425, 500][attempt - 1]! : 201,
    });
    hall.pass(hourMs);

    const tries = hall.to(wmsPaths.orders);
    expect(tries).toHaveLength(6);
    expect(new Set(tries.map(({ key }) => key)).size).toBe(1);
    expect(hall.wms.record.orders().get("A")?.state).toBe("accepted");
    const waits = tries.slice(1).map(({ at }, index) => at - tries[index]!.at);
    expect(waits[4]!).toBeGreaterThan(4 * waits[0]!);
  });

  it("takes a 409 for a decision, and does not ask again for a day", () => {
    const hall = aWms({ answer: ({ path }) => (path === wmsPaths.orders ? 409 : 201) });
    hall.pass(2 * hourMs);

    const keys = hall.to(wmsPaths.orders).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(hall.wms.record.orders().get("A")?.state).toBe("rejected");
  });

  it("takes a refusal as the last word", () => {
    const hall = aWms({ answer: ({ path }) => (path === wmsPaths.orders ? 422 : 201) });
    hall.pass(hourMs);

    expect(hall.to(wmsPaths.orders)).toHaveLength(1);
    expect(hall.wms.record.orders().get("A")).toMatchObject({ state: "rejected", code: "unknown-item" });
    expect(hall.wms.record.openOrders).toBe(0);
  });

  it("gives up on a house that is silent for a day", () => {
    const hall = aWms({ answer: ({ path }) => (path === wmsPaths.orders ? 0 : 201) });
    hall.pass(26 * hourMs);

    expect(hall.wms.record.orders().get("A")?.state).toBe("unanswered");
    expect(hall.wms.isSent).toBe(true);
  });

  it("hears what became of an order, and takes each webhook once", () => {
    const hall = aWms();
    hall.pass(10 * minuteMs);

    expect(hall.tell("MSG-1", "order.accepted", { order: "A" })).toBe(204);
    expect(hall.wms.record.openOrders).toBe(1);
    expect(hall.tell("MSG-2", "order.shipped", shippedA)).toBe(204);
    expect(hall.tell("MSG-2", "order.shipped", shippedA)).toBe(204);

    expect(hall.wms.record.orders().get("A")).toMatchObject({
      state: "shipped",
      parcels: ["095213210000000016"],
      told: [["10001", 2]],
      shippedAgain: 0,
    });
    expect(hall.wms.record.openOrders).toBe(0);
  });

  it("hears parcel by parcel what left of an order that goes on, and keeps it when the order ends", () => {
    const hall = aWms();
    hall.pass(10 * minuteMs);
    const parcel = (sscc: string, quantity: number) => ({
      order: "A",
      lines: [{ line: "1", sku: "10001", quantity }],
      parcels: [{ sscc, units: quantity }],
    });

    hall.tell("MSG-1", "parcel.shipped", parcel("095213210000000016", 1));
    hall.tell("MSG-2", "order.backordered", { order: "A", lines: [{ sku: "10001", quantity: 1 }] });
    const open = hall.wms.record.orders().get("A");
    hall.tell("MSG-3", "order.shipped", {
      order: "A",
      lines: [{ line: "1", sku: "10001", quantity: 1 }],
      short: [{ line: "1", sku: "10001", quantity: 1 }],
      reason: "cancelled",
      parcels: [{ sscc: "095213210000000016" }],
    });

    const left = [{ sscc: "095213210000000016", units: [["10001", 1]] }];
    expect(open).toMatchObject({ state: "backordered", parcels: ["095213210000000016"], left });
    expect(hall.wms.record.orders().get("A")).toMatchObject({
      state: "shipped",
      told: [["10001", 1]],
      left,
    });
  });

  it("notices an order that is shipped twice", () => {
    const hall = aWms();
    hall.pass(10 * minuteMs);
    hall.tell("MSG-1", "order.shipped", shippedA);
    hall.tell("MSG-2", "order.shipped", shippedA);

    expect(hall.wms.record.orders().get("A")?.shippedAgain).toBe(1);
  });

  it("is not confused by a confirmation that overtakes the answer", () => {
    const hall = aWms({ requests: [order("A", 0), goodsBack] });
    hall.clock.run(() => hall.to(wmsPaths.orders).length > 0);
    hall.tell("MSG-1", "order.shipped", shippedA);
    hall.clock.run(() => hall.to(wmsPaths.returns).length > 0);
    hall.tell("MSG-2", "return.received", { return: "C1", lines: [] });
    hall.pass(minuteMs);

    expect(hall.wms.record.orders().get("A")?.state).toBe("shipped");
    expect(hall.returned).toEqual([["10001", 4]]);
    expect(hall.wms.record.openReturns).toBe(0);
    expect(hall.wms.record.unanswered).toBe(0);
  });

  it("turns away a wrong signature, an old time, another's body and what is no confirmation", () => {
    const hall = aWms();
    hall.pass(10 * minuteMs);

    expect(hall.tell("MSG-1", "order.shipped", shippedA, { signature: "v1,AAAA" })).toBe(401);
    expect(hall.tell("MSG-1", "order.shipped", shippedA, { at: hall.clock.now() - hourMs })).toBe(401);
    expect(hall.tell("MSG-1", "order.lost" as "order.shipped", shippedA)).toBe(400);
    expect(hall.wms.record.orders().get("A")?.state).toBe("accepted");
  });

  it("sums what it is told of adjustments", () => {
    const hall = aWms();
    hall.pass(minuteMs);
    hall.tell("MSG-1", "stock.adjusted", { lines: [{ sku: "10001", quantity: -3 }] });
    hall.tell("MSG-2", "stock.adjusted", { lines: [{ sku: "10001", quantity: 1 }] });

    expect([...hall.wms.record.adjusted()]).toEqual([["10001", -2]]);
  });

  it("goes on with further days of an endless demand, and is never done with it", () => {
    const hall = aWms({ further: (day) => [order(`DAY${day}`, day * 24 * 60)] });
    hall.pass(49 * hourMs);

    expect(hall.to(wmsPaths.orders).map(({ body }) => body.order)).toEqual(["A", "DAY1", "DAY2"]);
    expect(hall.wms.isSent).toBe(false);
  });
});
