/** Shipped is what the portal saw leave, and not before. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

it("a machine is told what goes in where a count found something else in the tote, and packs no more than that", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.hides = (tote, sku) => {
    // Somebody's hand was in the wrong bin.
    const inTote = floor.totes.get(tote)!;
    if (sku === "A" && !inTote.has("C")) inTote.set("C", 1);
    return sku === "A";
  };
  floor.order("O1", { A: 3 });
  floor.run(minutes(20));

  expect(floor.tasksDone.map(({ kind }) => kind)).toContain("count-tote");
  expect(floor.jobs).toMatchObject([{ goods: [{ sku: "A", units: 3 }] }]);
  expect(await floor.shippedOf("O1")).toEqual({ A: 3 });
  expect(floor.bridge.figures().units).toMatchObject({ conserved: true });
});

describe("at the portal", () => {
  it("a parcel that nobody saw leave is not shipped; a person hears of it", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.portalBlind = true;
    floor.order("O1", { A: 1 });
    floor.run(minutes(32));

    expect(floor.stateOf("O1")).toBe("packed");
    expect([...floor.alarms.values()]).toEqual(["parcel.late"]);
  });

  it("a parcel that somebody saw leave is shipped when they say so, once", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.portalBlind = true;
    floor.order("O1", { A: 1 });
    floor.run(minutes(32));
    const [sscc] = floor.parcelsGone as [string];

    const answers = [1, 2].map(() => floor.post(wmsPaths.departure(sscc), {}).status);
    floor.run(1);

    expect(answers).toEqual([200, 200]);
    expect(floor.allToldOf("O1")).toEqual([
      "order.accepted",
      "order.packed",
      "parcel.shipped",
      "order.shipped",
    ]);
    expect([...floor.alarms.values()]).toEqual([]);
    expect(floor.bridge.figures().units).toMatchObject({ shipped: 1, conserved: true });
  });

  it("a parcel that left and whose station never said that it is packed is shipped when somebody says so", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.stationsSilent = true;
    floor.order("O1", { A: 1 });
    floor.run(minutes(40));
    const before = [floor.stateOf("O1"), [...floor.alarms.values()]];
    const [{ sscc }] = (await floor.ledger.documents("tote")).map(({ body }) => body as { sscc: string }) as [
      { sscc: string },
    ];

    const { status } = floor.post(wmsPaths.departure(sscc), {});

    expect(before).toEqual(["packing", ["parcel.late"]]);
    expect(status).toBe(200);
    expect(floor.stateOf("O1")).toBe("shipped");
    expect([...floor.alarms.values()]).toEqual([]);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("a parcel that its station still works on has not left", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 1 });
    floor.run(35);
    const [{ sscc }] = (await floor.ledger.documents("tote")).map(({ body }) => body as { sscc: string }) as [
      { sscc: string },
    ];
    floor.house.office("fleet").act({ type: "stray" }, (desk) => {
      desk.send("wms-bridge", { type: "parcel.seen", portal: "PORTAL1" as never, sscc });
    });
    const stray = floor.stateOf("O1");
    floor.run(minutes(5));

    expect(stray).toBe("packing");
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(floor.bridge.figures().units).toMatchObject({ shipped: 1, conserved: true });
  });
});

it("a bench that was taken out of the site's files is kept no longer, and the others are", async () => {
  const floor = await aStockedFloor();
  for (let n = 0; n < 8; n++) floor.order(`O${n}`, { A: 1 });
  floor.run(1_800);
  const before = (await floor.ledger.documents("bench")).map(({ id }) => id);
  floor.site = { ...floor.site, stations: floor.site.stations.filter(({ station }) => station !== "PACK2") };

  await floor.reopen();
  floor.run(1);

  expect(before).toContain("PACK2");
  expect((await floor.ledger.documents("bench")).map(({ id }) => id)).toEqual(
    before.filter((id) => id !== "PACK2"),
  );
});

describe("an order whose tote nothing packs", () => {
  const withoutMachines = (floor: Floor, ...stations: string[]) => ({
    ...floor.site,
    devices: floor.site.devices.filter(({ station }) => station === undefined || !stations.includes(station)),
  });
  async function aToteAtABench() {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.stationsSilent = true;
    floor.order("O1", { A: 1 });
    floor.run(minutes(3));
    const [kept] = await floor.ledger.documents("tote");
    return { floor, ...(kept!.body as { station: string; sscc: string }) };
  }

  it("says so when the machine of its station was taken out of the site's files, and no more when it is packed", async () => {
    const { floor, station, sscc } = await aToteAtABench();
    const before = await floor.whyOf("O1");
    floor.site = withoutMachines(floor, station);
    await floor.reopen();
    floor.run(1);
    const told = await floor.whyOf("O1");
    floor.post(wmsPaths.departure(sscc), {});
    floor.run(1);

    expect(before).toBeNull();
    expect(told).toMatchObject({ code: "tote.unpacked", station });
    expect(await floor.whyOf("O1")).toBeNull();
    expect(floor.stateOf("O1")).toBe("shipped");
  });

  it("says so from the beginning on a site whose stations have no machines", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.site = withoutMachines(floor, "PACK1", "PACK2");
    await floor.reopen();
    floor.stationsSilent = true;
    floor.order("O1", { A: 1 });
    floor.run(minutes(3));

    expect(await floor.whyOf("O1")).toMatchObject({
      code: "tote.unpacked",
      station: expect.stringMatching(/^PACK[12]$/),
    });
  });

  it("says so when its station is gone, and says it no longer when it is back", async () => {
    const { floor, station } = await aToteAtABench();
    const { site } = floor;
    floor.site = {
      ...withoutMachines(floor, station),
      stations: site.stations.filter((row) => row.station !== station),
    };
    await floor.reopen();
    floor.run(1);
    const told = await floor.whyOf("O1");
    floor.site = site;
    await floor.reopen();
    floor.run(1);

    expect(told).toMatchObject({ code: "tote.station-gone", station });
    expect(await floor.whyOf("O1")).toBeNull();
  });
});

it("a tote on its way to a station that is gone goes to those that there are", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  for (let n = 0; n < 8; n++) floor.order(`O${n}`, { A: 1 });
  floor.run(minutes(10));
  const benches = (await floor.ledger.documents("bench")).map(({ id }) => id);
  floor.order("O9", { A: 1 });
  floor.run(5);
  const drops = () => [...floor.journeys.values()].map(({ stops }) => stops.at(-1)!.stations);
  const before = drops();
  floor.site = { ...floor.site, stations: floor.site.stations.filter(({ station }) => station !== "PACK1") };
  await floor.reopen();
  floor.run(1);
  const after = drops();
  floor.run(minutes(30));

  expect(benches).toContain("PACK1");
  expect(before).toEqual([["PACK1", "PACK2"]]);
  expect(after).toEqual([["PACK2"]]);
  expect(await floor.shippedOf("O9")).toEqual({ A: 1 });
  expect(await floor.house.differences()).toEqual([]);
});
