/** Numbers that the WMS gave: what a resend is answered, today, after a cancellation, after a month and after two years. */
import { DeviceId } from "@floorplane/contracts/ids";
import { dayMs, secondMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;
const days = (n: number): number => (n * dayMs) / secondMs;
const body = (order: string, quantity = 1) => ({
  order,
  country: "France",
  lines: [{ line: "1", sku: "A", quantity }],
});
const sent = (floor: Floor, order: string, quantity = 1, key?: string) =>
  floor.post(wmsPaths.orders, body(order, quantity), key);
const get = (floor: Floor, order: string) =>
  floor.request({ method: "GET", url: wmsPaths.order(order), headers: {}, body: new Uint8Array() });

describe("an order that is sent again", () => {
  it.each([
    ["under a new key", undefined],
    ["under its old key", "K1"],
  ])("%s after it was cancelled is answered as cancelled, and stays so", async (_how, key) => {
    const floor = await aStockedFloor();
    sent(floor, "O1", 1, "K1");
    floor.post(wmsPaths.cancellation("O1"), {});

    const again = sent(floor, "O1", 1, key);
    floor.run(minutes(20));

    expect(again).toMatchObject({ status: 200, body: { order: "O1", state: "cancelled" } });
    expect(floor.parcelsGone).toEqual([]);
  });

  it("is answered with where it is: waiting, on the floor, shipped", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("WAITS", { D: 1 });
    const waits = floor.order("WAITS", { D: 1 });
    const first = sent(floor, "O1");
    const released = sent(floor, "O1");
    floor.run(minutes(20));
    const shipped = sent(floor, "O1");

    expect(first).toMatchObject({ status: 201, body: { state: "accepted" } });
    expect([waits, released, shipped].map((answer) => [answer.status, answer.body.state])).toEqual([
      [200, "backordered"],
      [200, "released"],
      [200, "shipped"],
    ]);
    expect(shipped.body).toMatchObject({ carrier: first.body.carrier, shipBy: first.body.shipBy });
  });

  it("with another content is refused and says where the known one is", async () => {
    const floor = await aStockedFloor();
    sent(floor, "O1");
    floor.post(wmsPaths.cancellation("O1"), {});

    const other = sent(floor, "O1", 2);

    expect(other).toMatchObject({
      status: 409,
      body: { code: "conflict", field: "order", detail: expect.stringMatching(/cancelled.*new number/) },
    });
  });
});

it("a cancellation that is sent again under its old key says what became of it", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  sent(floor, "O1");
  floor.run(15);
  const first = floor.post(wmsPaths.cancellation("O1"), {}, "C1");
  floor.run(minutes(10));

  const again = floor.post(wmsPaths.cancellation("O1"), {}, "C1");

  expect([first, again]).toMatchObject([
    { status: 202, body: { state: "cancelling" } },
    { status: 200, body: { state: "cancelled" } },
  ]);
});

describe("an order of last week is not at hand any more, and answered from the ledger as it was", () => {
  const returned = { return: "R1", shippedBefore: true, lines: [{ sku: "A", quantity: 1 }] };

  async function aWeekLater(): Promise<Floor> {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    sent(floor, "SHIPPED", 2);
    sent(floor, "CANCELLED", 5);
    floor.post(wmsPaths.cancellation("CANCELLED"), {});
    floor.post(wmsPaths.returns, returned, "K-RETURN");
    floor.run(days(5));
    await floor.reopen();
    floor.run(days(2));
    return floor;
  }

  it("when it is asked for, with its lines and parcels", async () => {
    const floor = await aWeekLater();
    expect(await floor.ledger.documents("order")).toEqual([]);

    expect(get(floor, "SHIPPED")).toMatchObject({
      status: 200,
      body: {
        order: "SHIPPED",
        state: "shipped",
        country: "France",
        lines: [{ line: "1", sku: "A", asked: 2, picked: 2, shipped: 2 }],
        parcels: [{ sscc: floor.parcelsGone[0] }],
      },
    });
  });

  it("when it is sent again, cancelled, or sent with another content", async () => {
    const floor = await aWeekLater();

    const answers = [
      sent(floor, "SHIPPED", 2),
      sent(floor, "CANCELLED", 5),
      sent(floor, "SHIPPED", 7),
      floor.post(wmsPaths.cancellation("SHIPPED"), {}),
      floor.post(wmsPaths.cancellation("CANCELLED"), {}),
    ];
    floor.run(minutes(30));

    expect(answers).toMatchObject([
      { status: 200, body: { state: "shipped", carrier: expect.any(String), shipBy: expect.any(String) } },
      { status: 200, body: { state: "cancelled", carrier: expect.any(String) } },
      { status: 409, body: { code: "conflict", field: "order" } },
      { status: 409, body: { code: "conflict" } },
      { status: 200, body: { state: "cancelled" } },
    ]);
    expect(floor.parcelsGone).toHaveLength(1);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("and an Idempotency-Key of last week answers as it did, and is refused with another request", async () => {
    const floor = await aWeekLater();
    expect(await floor.ledger.documents("answer")).toEqual([]);

    const again = floor.post(wmsPaths.returns, returned, "K-RETURN");
    const other = floor.post(wmsPaths.returns, { ...returned, return: "R2" }, "K-RETURN");

    expect(again.status).toBe(201);
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
  });

  it("and a parcel of it that the portal sees again is no stranger", async () => {
    const floor = await aWeekLater();
    const seen = (sscc: string): void =>
      floor.house
        .office("sensors")
        .act({ type: "reads.heard" }, (desk) =>
          desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL-OUT"), sscc }),
        );

    seen(floor.parcelsGone[0]!);
    seen("095213210000009997");

    expect((await floor.ledger.documents("unknown-name")).map(({ id }) => id)).toEqual([
      expect.stringContaining("095213210000009997"),
    ]);
  });

  it("but stays at hand while somebody is still to be told of it", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.hears = () => 0;
    sent(floor, "SHIPPED", 2);
    floor.run(days(5));

    expect((await floor.ledger.documents("order")).map(({ id }) => id)).toEqual(["house/SHIPPED"]);
  });
});

describe("numbers are remembered for two years", () => {
  async function aYearLater(): Promise<Floor> {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    sent(floor, "SHIPPED");
    sent(floor, "CANCELLED", 5);
    floor.post(wmsPaths.cancellation("CANCELLED"), {});
    floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "A", quantity: 1 }] });
    floor.post(wmsPaths.writeOffs, { writeOff: "X1", sku: "B", quantity: 1, reason: "broken" });
    floor.run(days(100));
    await floor.reopen();
    floor.run(days(265));
    return floor;
  }

  it("an order of last year is not shipped twice: the answer is how it ended", async () => {
    const floor = await aYearLater();
    expect((await floor.ledger.documents("order")).map(({ id }) => id)).toEqual([]);

    const answers = [
      sent(floor, "SHIPPED"),
      sent(floor, "CANCELLED", 5),
      sent(floor, "SHIPPED", 7),
      get(floor, "SHIPPED"),
      floor.post(wmsPaths.cancellation("SHIPPED"), {}),
      floor.post(wmsPaths.cancellation("CANCELLED"), {}),
    ];
    floor.run(minutes(30));

    expect(answers).toMatchObject([
      { status: 200, body: { order: "SHIPPED", state: "shipped" } },
      { status: 200, body: { order: "CANCELLED", state: "cancelled" } },
      { status: 409, body: { code: "conflict", field: "order" } },
      { status: 200, body: { order: "SHIPPED", state: "shipped" } },
      { status: 409, body: { code: "conflict" } },
      { status: 200, body: { state: "cancelled" } },
    ]);
    expect(floor.parcelsGone).toHaveLength(1);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("a return and a write-off of last year are not booked twice", async () => {
    const floor = await aYearLater();
    const before = floor.bridge.book.places();

    const answers = [
      floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "A", quantity: 1 }] }),
      floor.post(wmsPaths.writeOffs, { writeOff: "X1", sku: "B", quantity: 1, reason: "broken" }),
    ];
    floor.run(minutes(30));

    expect(answers).toMatchObject([
      { status: 409, body: { code: "conflict" } },
      { status: 409, body: { code: "conflict" } },
    ]);
    expect(floor.bridge.book.places()).toEqual(before);
  });

  it("and not for ever", async () => {
    const floor = await aYearLater();
    floor.run(days(410));

    expect(sent(floor, "SHIPPED", 7)).toMatchObject({ status: 201, body: { state: "accepted" } });
    expect((await floor.ledger.documents("numbers")).length).toBe(0);
  });

  it("in a few bytes each", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 50 } });
    for (let n = 1; n <= 400; n++) {
      sent(floor, `AN-ORDER-NUMBER-OF-ABOUT-FORTY-CHARACTERS-${n}`);
      floor.post(wmsPaths.cancellation(`AN-ORDER-NUMBER-OF-ABOUT-FORTY-CHARACTERS-${n}`), {});
    }
    floor.run(days(40));

    const kept = (await floor.ledger.documents("numbers")).map(({ body: kept }) => JSON.stringify(kept));
    expect(kept.join("").length).toBeLessThan(400 * 20);
    expect(sent(floor, "AN-ORDER-NUMBER-OF-ABOUT-FORTY-CHARACTERS-400")).toMatchObject({
      status: 200,
      body: { state: "cancelled" },
    });
  });
});
