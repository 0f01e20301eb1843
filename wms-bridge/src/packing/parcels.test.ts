/** What a tote brings becomes as many parcels as cartons hold it in: each with a label of its own, told, and shipped when it itself was seen leaving. */
import { DeviceId } from "@floorplane/contracts/ids";
import { ssccOf } from "@floorplane/contracts/labels";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor, Floor as TheFloor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const cartons = [
  { carton: "S", lengthMm: 200, widthMm: 150, heightMm: 100, gramsMax: 5_000, tareGrams: 80 },
  { carton: "L", lengthMm: 400, widthMm: 300, heightMm: 200, gramsMax: 6_000, tareGrams: 300 },
];

interface Shown {
  sscc: string;
  state: string;
  carton: string | null;
  cartonBecause: string;
  grams: number | null;
  units: number;
  lines: { sku: string; lot: string; units: number }[];
}

async function aPackingFloor(more: object = {}): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.site = { ...floor.site, cartons, ...more };
  await floor.reopen();
  return floor;
}

const parcelsOf = (floor: Floor, order: string): Shown[] =>
  floor.get(wmsPaths.order(order)).body.parcels as Shown[];

const seen = (floor: Floor, sscc: string): void => {
  floor.house.office("fleet").act({ type: "seen" }, (desk) => {
    desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL1"), sscc });
  });
};

describe("an order that one carton holds", () => {
  it("is one parcel in the smallest: shown, told when packed and when it left, with carton and weight", async () => {
    const floor = await aPackingFloor();
    floor.order("O1", { A: 3, B: 1 });
    floor.run(600);

    const [parcel, ...more] = parcelsOf(floor, "O1");
    expect(more).toEqual([]);
    expect(parcel).toMatchObject({ state: "left", carton: "S", cartonBecause: "fits", grams: 880, units: 4 });
    expect(parcel!.lines).toEqual([
      { sku: "A", lot: "L1", units: 3 },
      { sku: "B", lot: "L1", units: 1 },
    ]);
    const told = floor.confirmations.map(({ type, data }) => [type, data.parcels]);
    const said = [{ sscc: parcel!.sscc, carton: "S", grams: 880, units: 4 }];
    expect(told.slice(1)).toEqual([
      ["order.packed", said],
      ["parcel.shipped", said],
      ["order.shipped", said],
    ]);
  });

  it("is in the default one, and says so, where nobody knows how large its goods are", async () => {
    const floor = await aPackingFloor();
    floor.post(wmsPaths.items, { items: [anItem("A", { litres: 0 })] });
    floor.order("O1", { A: 1 });
    floor.run(600);

    expect(parcelsOf(floor, "O1")).toMatchObject([{ carton: "L", cartonBecause: "size-unknown" }]);
  });

  it("is in one that is long enough for its goods", async () => {
    const floor = await aPackingFloor();
    floor.post(wmsPaths.items, {
      items: [anItem("A", { size: { lengthMm: 350, widthMm: 40, heightMm: 35 } })],
    });
    floor.order("O1", { A: 1 });
    floor.run(600);

    expect(parcelsOf(floor, "O1")).toMatchObject([{ carton: "L", cartonBecause: "fits" }]);
  });
});

describe("an order that no carton holds", () => {
  it("is several parcels, each unit in one, and has left when the last of them has", async () => {
    const floor = await aPackingFloor();
    floor.portalBlind = true;
    floor.order("O1", { A: 50 });
    floor.run(900);
    const parcels = parcelsOf(floor, "O1");
    const before = parcels.map(({ carton, cartonBecause, units, state }) => [
      carton,
      cartonBecause,
      units,
      state,
    ]);

    seen(floor, parcels[1]!.sscc);
    floor.run(1);
    const between = [floor.stateOf("O1"), parcelsOf(floor, "O1").map(({ state }) => state)];
    const shipped = floor.bridge.figures().units.shipped;
    await floor.reopen();
    seen(floor, parcels[1]!.sscc);
    seen(floor, parcels[0]!.sscc);
    floor.run(1);

    expect(before).toEqual([
      ["L", "split", 28, "packed"],
      ["L", "split", 22, "packed"],
    ]);
    expect(between).toEqual(["packed", ["packed", "left"]]);
    expect(shipped).toBe(22);
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(floor.bridge.figures().units).toMatchObject({ shipped: 50, conserved: true });
    expect(
      floor.confirmations.filter(({ type }) => type === "parcel.shipped").map(({ data }) => data.lines),
    ).toEqual([22, 28].map((quantity) => [{ line: "1", sku: "A", quantity }]));
    expect(await floor.house.differences()).toEqual([]);
  });

  it("is said parcel by parcel in what was done with the goods, and in the passport of each", async () => {
    const floor = await aPackingFloor();
    floor.order("O1", { A: 50 });
    floor.run(900);

    const rows = floor.get(`${wmsPaths.activity}?type=pack,ship`).body.activities as {
      step: string;
      parcel: string;
      units: number;
    }[];
    const [first, second] = parcelsOf(floor, "O1").map(({ sscc }) => sscc) as [string, string];
    expect(rows.map(({ step, parcel, units }) => [step, parcel, units])).toEqual([
      ["pack", first, 28],
      ["pack", second, 22],
      ["ship", first, 28],
      ["ship", second, 22],
    ]);
    const events = floor.get("/epcis/events?EQ_bizStep=packing").body as {
      epcisBody: { queryResults: { resultsBody: { eventList: object[] } } };
    };
    expect(events.epcisBody.queryResults.resultsBody.eventList).toMatchObject(
      [first, second].map((sscc, index) => ({
        type: "AggregationEvent",
        action: "ADD",
        parentID: `https://id.gs1.org/00/${sscc}`,
        childQuantityList: [{ quantity: [28, 22][index] }],
      })),
    );
  });
});

describe("the list of parcels", () => {
  it("names those of one client, by state and order, page by page", async () => {
    const floor = await aPackingFloor();
    floor.order("O1", { A: 50 });
    floor.run(900);
    floor.portalBlind = true;
    floor.order("O2", { B: 1 });
    floor.run(900);
    const all = floor.get(wmsPaths.parcels).body as { parcels: Shown[]; count: number };
    const first = floor.get(`${wmsPaths.parcels}?perPage=2`).body as { parcels: Shown[]; next: string };
    const rest = floor.get(`${wmsPaths.parcels}?perPage=2&after=${encodeURIComponent(first.next)}`).body as {
      parcels: Shown[];
      next: null;
    };

    expect(all.count).toBe(3);
    expect([...first.parcels, ...rest.parcels]).toEqual(all.parcels);
    expect(rest.next).toBeNull();
    expect(floor.get(`${wmsPaths.parcels}?state=packed`).body).toMatchObject({
      count: 1,
      parcels: [{ order: "O2" }],
    });
    expect(floor.get(`${wmsPaths.parcels}?order=O1`).body.count).toBe(2);
    expect(floor.get(`${wmsPaths.parcels}?carrier=nobody`).status).toBe(422);
    expect(floor.get(`${wmsPaths.parcels}?state=gone`).status).toBe(422);
  });

  it("forgets them with their orders, and knows their numbers", async () => {
    const floor = await aPackingFloor();
    floor.order("O1", { A: 1 });
    floor.run(600);
    const [{ sscc }] = parcelsOf(floor, "O1") as [Shown];
    floor.run(4 * 86_400);

    expect(floor.get(wmsPaths.parcels).body.count).toBe(0);
    expect(parcelsOf(floor, "O1")).toEqual([{ sscc }]);
    seen(floor, sscc);
    floor.run(1);
    expect([...floor.alarms.values()]).toEqual([]);
  });
});

describe("the number of a parcel", () => {
  it("has the site's company prefix and extension digit, and goes on from the serial that the site names", async () => {
    const floor = await aPackingFloor({
      gs1: { companyPrefix: "4012345", extensionDigit: 3, firstSerial: 500 },
    });
    floor.order("O1", { A: 50 });
    floor.run(900);

    expect(parcelsOf(floor, "O1").map(({ sscc }) => sscc.slice(0, 17))).toEqual([
      "34012345000000500",
      "34012345000000501",
    ]);
    expect(floor.parcelsGone).toHaveLength(2);
  });

  it("is never given twice: serials that are used up go on under the next extension digit", () => {
    const gs1 = { companyPrefix: "401234567890", extensionDigit: 8 };
    const last = ssccOf(9_999, gs1);
    const next = ssccOf(10_000, gs1);

    expect([last.slice(0, 17), next.slice(0, 17)]).toEqual(["84012345678909999", "94012345678900000"]);
    expect(() => ssccOf(20_000, gs1)).toThrow("out of range");
  });
});

it("a tote that a house of before had at a bench is one parcel, and leaves", async () => {
  const floor = new TheFloor({ settings: { waveOrders: 1 } });
  await floor.open();
  floor.items("A");
  floor.stock("P01", "A", 10);
  floor.portalBlind = true;
  floor.order("O1", { A: 2 });
  floor.run(900);
  await floor.house.stop();
  const parcels = await floor.ledger.documents("parcel");
  await floor.openOver(parcels.map(({ id, version }) => ({ kind: "parcel", id, version, body: null })));
  const [{ sscc, state }] = parcelsOf(floor, "O1") as [Shown];
  const { status } = floor.post(wmsPaths.departure(sscc), {});

  expect(state).toBe("packed");
  expect(status).toBe(200);
  expect(floor.stateOf("O1")).toBe("shipped");
  expect(floor.bridge.figures().units).toMatchObject({ shipped: 2, conserved: true });
});
