/** Orders that leave together wait for each other at the dock, until all of them are packed or their truck must be loaded. */
import { DeviceId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, dayStart, type Floor } from "../floor/floor.fixture.ts";

const together = { consolidation: "TOUR/7" };
/** The day begins at eight, the truck of euro-road leaves at seven in the evening, and is loaded from half past six on. */
const mustBeLoaded = 10.5 * 3_600 + 1;
const truckGone = 11 * 3_600 + 400;

async function aFloor(): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.portalBlind = true;
  return floor;
}
const until = (floor: Floor, seconds: number): void =>
  floor.run(Math.ceil((dayStart - floor.clock.now()) / 1_000) + seconds);
const parcelOf = (floor: Floor, order: string): string =>
  (floor.get(`${wmsPaths.parcels}?order=${order}`).body.parcels as { sscc: string }[])[0]!.sscc;
const palletOf = (floor: Floor, ...orders: string[]): string =>
  String(floor.post(wmsPaths.pallets, { parcels: orders.map((order) => parcelOf(floor, order)) }).body.sscc);
const close = (floor: Floor, pallet: string, more: object = {}) =>
  floor.post(wmsPaths.palletClosing(pallet), more);
const read = (floor: Floor, sscc: string): void => {
  floor.house.office("fleet").act({ type: "seen" }, (desk) => {
    desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL1"), sscc });
  });
  floor.run(1);
};
const shippedOn = (floor: Floor) =>
  floor.confirmations.flatMap(({ type, data }) =>
    type === "parcel.shipped" ? [[data.order, data.pallet?.sscc]] : [],
  );

/** O1 is packed; O2 lacks what no place has. */
async function waiting(): Promise<{ floor: Floor; pallet: string }> {
  const floor = await aFloor();
  floor.order("O1", { A: 1 }, together);
  floor.order("O2", { D: 1 }, together);
  floor.run(900);
  return { floor, pallet: palletOf(floor, "O1") };
}

describe("orders that leave together", () => {
  it("are closed on their pallet when all of them are packed, and leave on it", async () => {
    const floor = await aFloor();
    floor.order("O1", { A: 1 }, together);
    floor.order("O2", { B: 1 }, together);
    floor.run(900);
    const pallet = palletOf(floor, "O1", "O2");

    expect(close(floor, pallet)).toMatchObject({ status: 200, body: { consolidation: "TOUR/7" } });
    read(floor, pallet);
    expect(shippedOn(floor)).toEqual([
      ["O1", pallet],
      ["O2", pallet],
    ]);
  });

  it("wait for the one that is not packed, say so, and go when it is", async () => {
    const { floor, pallet } = await waiting();
    const why = await floor.whyOf("O1");
    const early = close(floor, pallet);
    await floor.reopen();
    floor.stock("P04", "D", 5);
    floor.run(900);
    const packed = [await floor.whyOf("O1"), await floor.whyOf("O2")];
    floor.post(wmsPaths.palletParcels(pallet), { parcels: [parcelOf(floor, "O2")] });
    floor.run(1);

    expect(why).toEqual({
      code: "consolidation.awaited",
      orders: ["O2"],
      more: 0,
      until: "2010-12-01T18:30:00.000Z",
    });
    expect(early).toMatchObject({ status: 409, body: { field: "sscc" } });
    expect(early.body.detail).toContain("O2 (backordered)");
    expect(packed).toMatchObject([{ code: "pallet.open" }, { code: "pallet.awaited", parcels: 1 }]);
    expect(await floor.whyOf("O2")).toMatchObject({ code: "pallet.open" });
    expect(close(floor, pallet).status).toBe(200);
  });

  it("wait no longer than their truck: it is loaded with what is packed, and the rest follows by itself", async () => {
    const { floor, pallet } = await waiting();
    await floor.reopen();
    until(floor, mustBeLoaded);
    const why = await floor.whyOf("O1");
    const closing = close(floor, pallet);
    read(floor, pallet);
    floor.stock("P04", "D", 5);
    floor.run(1_800);
    const rest = palletOf(floor, "O2");

    expect([why, closing.status]).toMatchObject([{ code: "pallet.open" }, 200]);
    expect(shippedOn(floor)).toEqual([["O1", pallet]]);
    expect(close(floor, rest).status).toBe(200);
  });

  it("go before that where somebody says so", async () => {
    const { floor, pallet } = await waiting();

    expect(close(floor, pallet, { incomplete: true, by: "Ada" }).status).toBe(200);
  });

  it("do not wait for one that is cancelled, or goes elsewhere", async () => {
    for (const leave of [
      (floor: Floor) => floor.post(wmsPaths.cancellation("O2"), {}),
      (floor: Floor) => floor.post(wmsPaths.change("O2"), { consolidation: null }),
      (floor: Floor) => floor.post(wmsPaths.change("O2"), { consolidation: "TOUR/8" }),
    ]) {
      const { floor, pallet } = await waiting();
      const { status } = leave(floor);
      floor.run(1);

      expect([status, await floor.whyOf("O1")]).toMatchObject([200, { code: "pallet.open" }]);
      expect(close(floor, pallet).status).toBe(200);
    }
  });

  it("are asked about when nobody closed their pallet before the truck left, and wait for the next one", async () => {
    const { floor, pallet } = await waiting();
    until(floor, truckGone);
    const asked = [...floor.alarms.keys()].filter((key) => key.startsWith("pallet"));
    floor.post(wmsPaths.palletStay(pallet), {});
    floor.run(1);

    expect(asked).toEqual([`pallet.unread:${pallet}`]);
    expect(await floor.whyOf("O1")).toMatchObject({
      code: "consolidation.awaited",
      until: "2010-12-02T11:30:00.000Z",
    });
  });

  it("go with the truck of the one that must leave first", async () => {
    const floor = await aFloor();
    floor.order("O1", { A: 1 }, together);
    until(floor, 8 * 3_600);
    floor.order("O2", { B: 1 }, together);
    floor.order("ALONE", { B: 1 });
    floor.run(900);
    const [own, ...others] = ["O1", "O2", "ALONE"].map(
      (order) => floor.get(wmsPaths.order(order)).body.shipBy,
    );
    const trucks = (floor.get("/v1/manifests").body.manifests as { parcels: { order: string }[] }[]).map(
      ({ parcels }) => parcels.map(({ order }) => order),
    );

    expect(others.map((shipBy) => String(shipBy) > String(own))).toEqual([true, true]);
    expect(trucks).toEqual([["O1", "O2"], ["ALONE"]]);
  });

  it("go with their own truck when one of them has missed his: nobody is late for another", async () => {
    const floor = await aFloor();
    floor.order("O1", { D: 1 }, together);
    // Two minutes before nobody comes with that evening's truck any more.
    until(floor, 24 * 3_600 + 7 * 3_600 - 120);
    floor.order("O2", { A: 1 }, together);
    floor.run(900);
    const { shipBy } = floor.get(wmsPaths.order("O2")).body;
    const trucks = floor.get("/v1/manifests").body.manifests as { leavesAt: string }[];

    expect(trucks.map(({ leavesAt }) => leavesAt)).toEqual([shipBy]);
  });

  it("stand on no pallet with others", async () => {
    const floor = await aFloor();
    floor.order("O1", { A: 1 }, together);
    floor.order("O2", { B: 1 });
    floor.run(900);
    const parcels = ["O1", "O2"].map((order) => parcelOf(floor, order));

    expect(floor.post(wmsPaths.pallets, { parcels })).toMatchObject({
      status: 409,
      body: { field: "parcels[1]" },
    });
  });
});

describe("an order that cannot leave with the others is refused, and nothing of it is kept:", () => {
  const consignee = { name: "Ada" };
  const address = { lines: ["1 High Street"], city: "Paris" };
  it.each([
    ["another carrier and country", { country: "GB" }],
    ["another consignee", { consignee: { name: "Bea" }, address }],
    ["another address", { consignee, address: { ...address, lines: ["2 High Street"] } }],
  ])("%s", async (_what, more) => {
    const floor = await aFloor();
    floor.order("O1", { A: 1 }, { ...together, consignee, address });

    expect(floor.order("O2", { B: 1 }, { consignee, address, ...together, ...more })).toMatchObject({
      status: 409,
      body: { field: "consolidation" },
    });
    expect(floor.get(wmsPaths.order("O2")).status).toBe(404);
  });

  it("by a change, too", async () => {
    const floor = await aFloor();
    floor.order("O1", { A: 1 }, { ...together, consignee, address });
    floor.order("O2", { D: 1 }, { country: "GB" });
    const answer = floor.post(wmsPaths.change("O2"), together);

    expect(answer).toMatchObject({ status: 409, body: { field: "consolidation" } });
    expect(floor.get(wmsPaths.order("O2")).body.consolidation).toBeUndefined();
  });
});

it("an order that asks for a pallet says that its parcels wait for one, and is not called late", async () => {
  const floor = await aFloor();
  floor.order("O1", { A: 1 }, { shipOn: "pallet" });
  floor.run(3 * 1_800);
  const why = await floor.whyOf("O1");
  palletOf(floor, "O1");
  floor.run(1);

  expect(why).toEqual({ code: "pallet.awaited", parcels: 1 });
  expect([...floor.alarms.keys()]).toEqual([]);
  expect(await floor.whyOf("O1")).toMatchObject({ code: "pallet.open" });
  expect(floor.get(wmsPaths.order("O1")).body.shipOn).toBe("pallet");
});

it("benches are told what stays at the dock for a pallet, and what nobody carries goes out by itself", async () => {
  const floor = await aFloor();
  floor.order("O1", { A: 1 }, { shipOn: "pallet" });
  floor.order("O2", { B: 1 }, { shipOn: "parcel" });
  floor.order("O3", { C: 1 }, { shipOn: "pallet", country: "Atlantis" });
  floor.order("O4", { A: 1 }, together);
  floor.run(900);

  const shipOn = new Map(
    floor.jobs.flatMap(({ parcels = [] }) => parcels.map((parcel) => [parcel.sscc, parcel.shipOn])),
  );
  const told = ["O1", "O2", "O3", "O4"].map((order) => shipOn.get(parcelOf(floor, order)));
  expect(told).toEqual(["pallet", undefined, undefined, "pallet"]);
});

it("a parcel that was carried out on no pallet is told as that; one on a pallet, or of an order that asks for none, is not", async () => {
  const floor = await aFloor();
  floor.order("O1", { A: 1 }, { shipOn: "pallet" });
  floor.order("O2", { B: 1 });
  floor.order("O3", { C: 1 }, { shipOn: "pallet" });
  floor.run(900);
  const pallet = palletOf(floor, "O3");
  close(floor, pallet);
  for (const tag of [parcelOf(floor, "O1"), parcelOf(floor, "O2"), pallet]) read(floor, tag);

  const left = floor.confirmations.filter(({ type }) => type === "parcel.shipped");
  expect(left.map(({ data }) => [data.order, data.withoutPallet, data.pallet?.sscc])).toEqual([
    ["O1", true, undefined],
    ["O2", undefined, undefined],
    ["O3", undefined, pallet],
  ]);
  const shown = ["O1", "O2", "O3"].map((order) => floor.get(wmsPaths.order(order)).body.parcels);
  expect(shown).toMatchObject([[{ withoutPallet: true }], [{}], [{ pallet }]]);
  expect(JSON.stringify(shown.slice(1))).not.toContain("withoutPallet");
});
