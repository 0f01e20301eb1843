import { describe, expect, it } from "vitest";
import {
  dropTote,
  oneRobot,
  orderOver,
  pickItems,
  pickTote,
  statusOf,
  straight,
} from "./one-robot.fixture.ts";

describe("a simulated robot", () => {
  it("drives an order to its end and reports each node once, in order", () => {
    const stage = oneRobot();

    stage.order(orderOver(straight(0, 10)));
    stage.until((state) => state.nodeStates.length === 0 && !state.driving);

    const passed = stage.states.filter(({ orderId }) => orderId === "O1").map(({ lastNodeId }) => lastNodeId);
    expect([...new Set(passed)]).toEqual(straight(0, 10).map(({ at }) => at));
    expect(stage.last().agvPosition).toMatchObject({ x: 12, y: 0, theta: 0 });
  });

  it("takes 12 m in the time of a trapezoid at 1.5 m/s and 0.7 m/s2", () => {
    const stage = oneRobot();
    const began = stage.clock.now();

    stage.order(orderOver(straight(0, 10)));
    stage.until((state) => state.nodeStates.length === 0);

    const seconds = (stage.clock.now() - began) / 1_000;
    expect(seconds).toBeCloseTo(12 / 1.5 + 1.5 / 0.7, 1);
  });

  it("fetches a tote, picks and delivers", () => {
    const stage = oneRobot();
    const fetch = pickTote("N0");
    const pick = pickItems("N4-1", 3);
    const drop = dropTote("N8");
    const stops = straight(0, 8).map((stop, i) => ({
      ...stop,
      actions: i === 0 ? [fetch] : i === 4 ? [pick] : i === 8 ? [drop] : [],
    }));

    stage.order(orderOver(stops));
    stage.until((state) => statusOf(state, pick)?.actionStatus === "FINISHED");

    expect(statusOf(stage.last(), pick)?.resultDescription).toBe("3");
    expect(stage.last().lastNodeId).toBe("N4");
    expect(stage.last().loads).toEqual([{ loadId: "T1", loadType: "TOTE", loadPosition: "deck" }]);
    stage.until((state) => statusOf(state, drop)?.actionStatus === "FINISHED");
    expect(stage.last().loads).toEqual([]);
    expect(stage.world.asked).toEqual(["takeTote N0 T1", "takeUnits N4-1 SKU1 3", "dropTote N8 T1"]);
  });
});
