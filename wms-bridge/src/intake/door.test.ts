/** What the WMS may and may not send (FAULTS table E): each refusal names the field, and nothing else changes. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { anOperator, bearing, Floor, type FloorOptions } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";
import { doorWays } from "../floor/telegram-way.fixture.ts";

const anOrder = (lines: unknown[], order = "O1") => ({ order, country: "France", lines });
const aLine = (more: object = {}) => ({ line: "1", sku: "A", quantity: 1, ...more });
const raw = (
  floor: Floor,
  body: Uint8Array | string,
  headers: Record<string, string> = { "idempotency-key": "k" },
) =>
  floor.request({
    method: "POST",
    url: wmsPaths.orders,
    headers,
    body: typeof body === "string" ? new TextEncoder().encode(body) : body,
  });

describe.each(doorWays)("the door, %s", (_way, way) => {
  const aDoor = async (options: FloorOptions = {}): Promise<Floor> => {
    const floor = new Floor({ ...options, ...way });
    await floor.open();
    floor.items("A", "B");
    floor.post(wmsPaths.items, { items: [anItem("POST", { kind: "service", gtin: undefined })] });
    floor.stock("P01", "A", 100);
    return floor;
  };

  describe("an order that cannot be taken changes nothing and names its field", () => {
    const bad: [string, object, number, string | undefined][] = [
      ["unknown sku", anOrder([aLine(), aLine({ line: "2", sku: "NOPE" })]), 422, "lines[1].sku"],
      ["quantity 0", anOrder([aLine({ quantity: 0 })]), 422, "lines[0].quantity"],
      ["quantity -1", anOrder([aLine({ quantity: -1 })]), 422, "lines[0].quantity"],
      ["quantity 1.5", anOrder([aLine({ quantity: 1.5 })]), 422, "lines[0].quantity"],
      ["quantity 10^12", anOrder([aLine({ quantity: 1e12 })]), 422, "lines[0].quantity"],
      ["quantity as text", anOrder([aLine({ quantity: "1" })]), 422, "lines[0].quantity"],
      ["no lines", anOrder([]), 422, "lines"],
      [
        "10,000 lines",
        anOrder(Array.from({ length: 10_000 }, (_, n) => aLine({ line: String(n) }))),
        422,
        "lines",
      ],
      ["one line number twice", anOrder([aLine(), aLine()]), 422, "lines[1].line"],
      ["an unknown field", { ...anOrder([aLine()]), gift: true }, 422, "gift"],
      ["an unknown field in a line", anOrder([aLine({ gift: true })]), 422, "lines[0].gift"],
      ["no country", { order: "O1", lines: [aLine()] }, 422, "country"],
      ["an order number with what nobody sees", anOrder([aLine()], "O\u200b1"), 422, "order"],
      ["a reserved order number", anOrder([aLine()], "__proto__"), 422, "order"],
    ];
    it.each(bad)("%s", async (_what, body, status, field) => {
      const floor = await aDoor();
      const { sequence } = floor.house;

      const answer = floor.post(wmsPaths.orders, body);

      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ status, field });
      expect(answer.body.code).toBeTypeOf("string");
      expect(floor.house.sequence).toBe(sequence);
    });

    it("a body that is no JSON", async () => {
      const floor = await aDoor();

      expect(raw(floor, "{").status).toBe(400);
      expect(raw(floor, new Uint8Array([0xff, 0xfe])).status).toBe(400);
    });

    it("a body above one mebibyte", async () => {
      const floor = await aDoor();

      expect(raw(floor, JSON.stringify("x".repeat(1_048_576)))).toMatchObject({
        status: 413,
        body: { code: "too-large" },
      });
    });

    it("no Idempotency-Key", async () => {
      const floor = await aDoor();

      const answer = raw(floor, JSON.stringify(anOrder([aLine()])), {});

      expect(answer).toMatchObject({
        status: 400,
        body: { code: "idempotency-key-missing", field: "Idempotency-Key" },
      });
      expect(floor.bridge.figures().orders.received).toBe(0);
    });

    it("an Idempotency-Key that is too long or cannot be printed, and does not call it missing", async () => {
      const floor = await aDoor();

      for (const key of ["k".repeat(300), "k\u0007", ""]) {
        const answer = raw(floor, JSON.stringify(anOrder([aLine()])), { "idempotency-key": key });

        expect(answer).toMatchObject({
          status: 400,
          body: { code: "idempotency-key-malformed", field: "Idempotency-Key" },
        });
      }
      expect(floor.bridge.figures().orders.received).toBe(0);
    });

    it("a path or method that is not there", async () => {
      const floor = await aDoor();

      expect(floor.post("/v1/nothing", {}).status).toBe(404);
      expect(floor.post("/v1/orders/O1/cancellation", {}).status).toBe(404);
      expect(
        floor.request({ method: "DELETE", url: "/v1/orders/O1", headers: {}, body: new Uint8Array() }).status,
      ).toBe(405);
      expect(
        floor.request({ method: "GET", url: "/v1/orders/%E0", headers: {}, body: new Uint8Array() }).status,
      ).toBe(400);
    });
  });

  describe("the same request twice is done once", () => {
    it("with the same key and body: the first answer again", async () => {
      const floor = await aDoor();

      const first = floor.post(wmsPaths.orders, anOrder([aLine()]), "k1");
      const second = floor.post(wmsPaths.orders, anOrder([aLine()]), "k1");

      expect(second).toEqual(first);
      expect(floor.bridge.figures().orders.received).toBe(1);
    });

    it("with the same key and another body: refused, nothing changed", async () => {
      const floor = await aDoor();
      floor.post(wmsPaths.orders, anOrder([aLine()]), "k1");

      const other = floor.post(wmsPaths.orders, anOrder([aLine({ quantity: 2 })], "O2"), "k1");

      expect(other).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
      expect(floor.bridge.figures().orders.received).toBe(1);
    });

    it("with another key: the order's own number tells", async () => {
      const floor = await aDoor();
      const first = floor.post(wmsPaths.orders, anOrder([aLine()]));

      const same = floor.post(wmsPaths.orders, anOrder([aLine()]));
      const other = floor.post(wmsPaths.orders, anOrder([aLine({ quantity: 5 })]));

      expect(same).toEqual(first);
      expect(other).toMatchObject({ status: 409, body: { code: "conflict", field: "order" } });
      expect(floor.bridge.figures().units.asked).toBe(1);
    });

    it("after a restart a month later, and not for ever", async () => {
      const floor = await aDoor();
      const first = floor.post(wmsPaths.returns, { return: "R1", lines: [{ sku: "A", quantity: 1 }] }, "k1");
      floor.run(31 * 86_400);
      await floor.reopen();

      const second = floor.post(wmsPaths.returns, { return: "R1", lines: [{ sku: "A", quantity: 1 }] }, "k1");
      floor.run(10 * 86_400);

      expect(second).toEqual(first);
      expect(floor.bridge.figures().returns).toBe(0);
      expect((await floor.ledger.documents("answer")).map(({ id }) => id)).not.toContain("house/k1");
    });
  });

  describe("what real files hold", () => {
    it("service lines are no picks", async () => {
      const floor = await aDoor();

      const answer = floor.post(wmsPaths.orders, anOrder([aLine(), aLine({ line: "2", sku: "POST" })]));

      expect(answer.status).toBe(201);
      expect(floor.bridge.figures()).toMatchObject({ lines: { asked: 1 }, units: { asked: 1 } });
    });

    it("an order of services alone is recorded and rejected, every time it is sent", async () => {
      const floor = await aDoor();
      const services = anOrder([aLine({ sku: "POST" })]);

      const answers = [floor.post(wmsPaths.orders, services), floor.post(wmsPaths.orders, services)];

      for (const answer of answers)
        expect(answer).toMatchObject({ status: 422, body: { code: "no-goods", field: "lines" } });
      expect(floor.bridge.figures().orders).toMatchObject({ received: 1, rejected: 1, accepted: 0, open: 0 });
    });

    it("an order of services alone is judged anew when it is sent again, with the same content or another", async () => {
      const floor = await aDoor();
      const services = anOrder([aLine({ sku: "POST" })]);
      const { order } = services as { order: string };
      floor.post(wmsPaths.orders, services);

      const follower = { ...anOrder([aLine()]), order: "AFTER", after: [order] };
      const early = floor.post(wmsPaths.orders, follower);
      const again = floor.post(wmsPaths.orders, { ...services, country: "France" });
      const mended = floor.post(wmsPaths.orders, anOrder([aLine({ sku: "POST" }), aLine({ line: "2" })]));
      floor.run(5);
      await floor.reopen();
      const late = floor.post(wmsPaths.orders, follower);
      floor.run(900);

      expect(early).toMatchObject({ status: 422, body: { field: "after[0]" } });
      expect(again).toMatchObject({ status: 422, body: { code: "no-goods" } });
      expect([mended.status, late.status]).toEqual([201, 201]);
      expect(floor.stateOf(order)).toBe("shipped");
      expect(floor.bridge.figures().orders).toMatchObject({ received: 2, rejected: 0, accepted: 2 });
      const told = floor.confirmations.filter(({ data }) => data.order === order).map(({ type }) => type);
      expect(told.filter((type) => type === "order.accepted")).toHaveLength(1);
    });

    it("an order of services alone leaves its number free once it is forgotten", async () => {
      const floor = await aDoor();
      const services = anOrder([aLine({ sku: "POST" })]);
      floor.post(wmsPaths.orders, services);
      floor.run(3 * 86_400);
      await floor.reopen();

      expect(floor.post(wmsPaths.orders, anOrder([aLine()])).status).toBe(201);
      expect(floor.bridge.figures().orders).toMatchObject({ received: 1, rejected: 0 });
    });

    it("lower-case variants of a code are the same item", async () => {
      const floor = await aDoor();

      expect(floor.post(wmsPaths.orders, anOrder([aLine({ sku: "a" })])).status).toBe(201);
    });

    it("one sku in two lines is one pick, and each line has its share", async () => {
      const floor = await aDoor();
      floor.post(wmsPaths.orders, anOrder([aLine({ quantity: 2 }), aLine({ line: "2", quantity: 3 })]));

      floor.run(900);

      const shipped = floor.confirmations.find(({ type }) => type === "order.shipped")!;
      const picks = [...floor.planned.values()].map((units) => Object.fromEntries(units));
      expect(picks).toEqual([{ A: 5 }]);
      expect(shipped.data).toMatchObject({
        lines: [
          { line: "1", quantity: 2 },
          { line: "2", quantity: 3 },
        ],
      });
    });
  });

  it("says 429 with Retry-After beyond its bound, and forgets nothing that it took", async () => {
    const floor = await aDoor({ settings: { openOrdersMax: 3 } });

    const statuses = [1, 2, 3, 4, 5].map((n) => floor.order(`O${n}`, { A: 1 }).status);
    floor.run(1_200);
    const later = floor.order("O4", { A: 1 });

    expect(statuses).toEqual([201, 201, 201, 429, 429]);
    expect(later.status).toBe(201);
    expect(floor.bridge.figures().orders).toMatchObject({ received: 4, shipped: 3 });
  });

  it("answers only after the commit", async () => {
    const floor = await aDoor();
    let answered = false;
    let answeredInStep = true;

    floor.house.office("wms-bridge").act({ type: "test" }, () => {
      floor.bridge.door.handle(
        {
          method: "POST",
          url: wmsPaths.orders,
          headers: { ...bearing(anOperator.token), "idempotency-key": "k9" },
          body: new TextEncoder().encode(JSON.stringify(anOrder([aLine()]))),
        },
        () => {
          answered = true;
        },
      );
      answeredInStep = answered;
    });

    expect({ answered, answeredInStep }).toEqual({ answered: true, answeredInStep: false });
  });

  it("refuses goods without a GTIN and stock at places that the site does not have", async () => {
    const floor = await aDoor();

    const item = floor.post(wmsPaths.items, { items: [anItem("B"), anItem("C", { gtin: undefined })] });
    const stock = (location: string, sku: string) =>
      floor.post(wmsPaths.openingStock, { rows: [{ location, sku, lot: "L1", units: 1 }] });

    expect(item).toMatchObject({ status: 422, body: { field: "items[1].gtin" } });
    expect(stock("P99", "A")).toMatchObject({ status: 422, body: { field: "rows[0].location" } });
    expect(stock("PACK1", "A")).toMatchObject({ status: 422, body: { field: "rows[0].location" } });
    expect(stock("P01", "Z")).toMatchObject({ status: 422, body: { field: "rows[0].sku" } });
    expect(stock("P01", "POST")).toMatchObject({ status: 422, body: { field: "rows[0].sku" } });
  });
});
