/** That a tour failed is why an order stands until another one brings its goods, and no longer. */
import { expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";

it("is said until its goods are at a bench, and hides nothing that it waits for later", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.portalBlind = true;
  floor.failNext = 1;
  floor.order("O1", { A: 1 }, { consolidation: "TOUR/1" });
  floor.order("O2", { D: 1 }, { consolidation: "TOUR/1" });
  floor.run(30);
  const meanwhile = await floor.whyOf("O1");
  floor.run(1_200);

  expect(meanwhile).toMatchObject({ code: "tour.failed", failure: "robot-lost" });
  expect(floor.stateOf("O1")).toBe("packed");
  expect(await floor.whyOf("O1")).toMatchObject({ code: "consolidation.awaited", orders: ["O2"] });
});

it("is over, too, when people have counted what the lost robot had", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.portalBlind = true;
  floor.order("O1", { A: 1 });
  floor.run(25);
  floor.failNext = 1;
  floor.run(15);
  const meanwhile = await floor.whyOf("O1");
  floor.run(600);

  expect(meanwhile).toMatchObject({ code: "tour.failed", failure: "robot-lost" });
  expect([floor.stateOf("O1"), await floor.whyOf("O1")]).toEqual(["packed", null]);
  expect(floor.tasksDone.map(({ kind }) => kind)).toEqual(["count-tote"]);
});
