/** Shipped is what the portal saw leave, and not before. */
import { wmsPaths } from "@floorplane/contracts/wms.schema";
import { describe, expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

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

    expect(answers).toEqual([200, 404]);
    expect(floor.allToldOf("O1")).toEqual(["order.accepted", "parcel.shipped", "order.shipped"]);
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
