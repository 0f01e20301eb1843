/** Orders that are over are packed an hour later. Whoever asks for one, or does something about it, cannot tell. */
import { DeviceId } from "@floorplane/contracts/ids";
import { hourMs, secondMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { aSharedFloor, clients, order } from "../floor/shared-floor.fixture.ts";

const hours = (n: number): number => (n * hourMs) / secondMs;
const consignee = { consignee: { name: "Ada Lovelace" }, notes: "ring twice" };

/** Three that ended each in its way, and one that is open. */
async function aDay(): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1, totesKeptMs: hourMs } });
  floor.order("SHIPPED", { A: 2, B: 1 }, consignee);
  floor.order("HOME", { C: 1 }, { country: "GB", priority: "high" });
  floor.order("CANCELLED", { D: 5 });
  floor.post(wmsPaths.cancellation("CANCELLED"), {});
  floor.run(1_800);
  floor.order("OPEN", { D: 5 });
  return floor;
}

const asked = [
  "/v1/orders",
  "/v1/orders?open=false&perPage=2",
  "/v1/orders?open=true",
  "/v1/orders?state=shipped&carrier=home-parcel",
  "/v1/orders?priority=high,urgent",
  "/v1/orders?state=cancelled",
  "/v1/parcels",
  "/v1/parcels?perPage=1",
  "/v1/parcels?state=left",
  "/v1/parcels?state=packed",
  "/v1/parcels?carrier=euro-road",
  "/v1/parcels?order=HOME",
  "/v1/manifests",
  wmsPaths.order("SHIPPED"),
  wmsPaths.order("HOME"),
  wmsPaths.order("CANCELLED"),
];
const told = (floor: Floor) => asked.map((url) => [url, floor.get(url)]);
const found = async (floor: Floor): Promise<string[]> =>
  (await floor.ledger.documents("tote")).map(({ id }) => id);

describe("an order that is over", () => {
  it("is listed, counted and shown as before, over a restart too", async () => {
    const floor = await aDay();
    const before = told(floor);
    expect(await found(floor)).not.toEqual([]);

    floor.run(hours(3));

    expect(await found(floor)).toEqual([]);
    expect(told(floor)).toEqual(before);
    expect(floor.get("/v1/orders").body).toMatchObject({ count: 4 });
    expect(await floor.house.differences()).toEqual([]);

    await floor.reopen();
    expect(told(floor)).toEqual(before);
    floor.run(hours(3));
    expect(told(floor)).toEqual(before);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("is read page by page with those that are open, and its cursor goes on when it is packed meanwhile", async () => {
    const floor = await aDay();
    const pages: unknown[] = [];

    for (let after: unknown = ""; after !== null; floor.run(hours(1))) {
      const cursor = after === "" ? "" : `&after=${encodeURIComponent(String(after))}`;
      const { body } = floor.get(`/v1/orders?perPage=1${cursor}`);
      pages.push(...(body.orders as { order: string }[]).map((row) => row.order));
      after = body.next;
    }

    expect(pages).toEqual(["CANCELLED", "HOME", "OPEN", "SHIPPED"]);
  });

  it("is answered with where it is when it is sent again, refused with another content, and not cancelled", async () => {
    const floor = await aDay();
    floor.run(hours(3));
    const lines = [
      { line: "1", sku: "A", quantity: 2 },
      { line: "2", sku: "B", quantity: 1 },
    ];
    const again = (quantity: number) =>
      floor.post(wmsPaths.orders, {
        order: "SHIPPED",
        country: "France",
        lines: lines.map((line) => ({ ...line, quantity: line.quantity * quantity })),
        ...consignee,
      });

    const answers = [
      again(1),
      again(2),
      floor.post(wmsPaths.cancellation("SHIPPED"), {}),
      floor.post(wmsPaths.cancellation("CANCELLED"), {}),
      floor.post(wmsPaths.returns, { return: "R1", order: "SHIPPED", lines: [{ sku: "A", quantity: 1 }] }),
    ];

    expect(answers.map(({ status, body }) => [status, body.state ?? body.code])).toEqual([
      [200, "shipped"],
      [409, "conflict"],
      [409, "conflict"],
      [200, "cancelled"],
      [201, expect.anything()],
    ]);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("is told of one parcel once, however late the portal sees it again", async () => {
    const floor = await aDay();
    floor.run(hours(3));
    const before = floor.confirmations.length;
    const [sscc] = floor.parcelsGone;

    floor.house
      .office("sensors")
      .act({ type: "reads.heard" }, (desk) =>
        desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL-OUT"), sscc: sscc! }),
      );
    floor.run(hours(1));

    expect(floor.confirmations.length).toBe(before);
    expect(await floor.ledger.documents("unknown-name")).toEqual([]);
  });

  it("stays a working copy as long as a parcel of it stands at the dock", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1, totesKeptMs: hourMs } });
    floor.portalBlind = true;
    floor.order("O1", { A: 1 });
    floor.run(hours(3));

    const parcels = floor.get("/v1/parcels?state=packed").body;

    expect(parcels).toMatchObject({ count: 1, parcels: [{ order: "O1", state: "packed" }] });
  });

  it("is its own client's alone", async () => {
    const floor = await aSharedFloor({ settings: { waveOrders: 1, totesKeptMs: hourMs } });
    for (const client of clients) order(floor, client, "SAME", { A: 1 });
    floor.run(hours(4));

    for (const client of clients) {
      const { body } = floor.get(`/v1/parcels?client=${client}`);
      expect(body.count).toBe(1);
      expect(floor.get(`/v1/orders?client=${client}&state=shipped`).body).toMatchObject({ count: 1 });
    }
  });
});
